"""Reading filled versions: page by page, cell by cell, and against the version before."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from linli.contexts.forms.models import FilledPage, Filling, Return
from linli.contexts.forms.queries.plan import SERIAL
from linli.contexts.registry import api as registry
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf
from linli.kernel.privacy import cipher

PAGE = 50


def versions(asked: Return) -> list[Filling]:
    """All versions, newest first."""
    return list(Filling.objects.filter(return_of=asked).order_by("-number"))


def latest(asked: Return) -> Filling | None:
    """The newest version of this return, else of its turn before."""
    own = Filling.objects.filter(return_of=asked).order_by("-number").first()
    if own is not None:
        return own
    turns = Filling.objects.filter(return_of__series=asked.series).exclude(return_of=asked)
    return turns.order_by("-at").first()


def rows_of(filling: Filling, sheet: int, number: int) -> list[Any]:
    """One sealed page, opened: [[subject, change, cells], …]."""
    page = FilledPage.objects.filter(filling=filling, sheet=sheet, number=number).first()
    return json.loads(cipher.unseal(page.box)) if page else []


def earlier_rows(filling: Filling) -> dict[tuple[str, str], list[str]]:
    """{(list, subject): what was written}, for the comparison with the next version."""
    found: dict[tuple[str, str], list[str]] = {}
    keys = [described.get("key", described["sheet"]) for described in filling.sheets]
    for page in FilledPage.objects.filter(filling=filling).order_by("sheet", "number").iterator(20):
        for subject, _change, cells in json.loads(cipher.unseal(page.box)):
            if not subject:
                continue
            found[keys[page.sheet], subject] = ["" if cell[0] is None else str(cell[0]) for cell in cells]
    return found


def gone(actor: Actor, filling: Filling) -> tuple[list[registry.Held], int]:
    """Who stood in the version before and not in this one; how many of them live here no longer."""
    keys = [UUID(subject) for subject in dict.fromkeys(filling.counts.get("left", ()))]
    known = list(registry.held(actor, keys).values())
    return known, len(keys) - len(known)


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A filled cell on a page."""

    text: str
    mark: str
    column: int


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A filled row on a page."""

    number: int
    """In the sheet."""
    position: int
    """From 0, among the filled rows."""
    subject: str
    change: str
    cells: list[ShownCell]


def shown(filling: Filling, sheet: int, number: int, *, only_changed: bool = False) -> list[ShownRow]:
    """A page of rows as people see them, or all rows that changed."""
    described = filling.sheets[sheet]
    if only_changed:
        pages = FilledPage.objects.filter(filling=filling, sheet=sheet).order_by("number")
        rows = [
            (p.number * PAGE + i, row)
            for p in pages
            for i, row in enumerate(json.loads(cipher.unseal(p.box)))
        ]
        rows = [(n, row) for n, row in rows if row[1]]
    else:
        rows = [(number * PAGE + i, row) for i, row in enumerate(rows_of(filling, sheet, number))]
    return [_shown(described, position, row) for position, row in rows]


def _shown(described: dict[str, Any], position: int, row: list[Any]) -> ShownRow:
    cells = [
        ShownCell(_text(described["columns"][index], cell, position), cell[1], index)
        for index, cell in enumerate(row[2])
    ]
    bands = described.get("bands", 1)
    return ShownRow(described["first_row"] + position // bands, position, row[0], row[1], cells)


def _text(column: list[Any], cell: list[Any], position: int) -> str:
    """What a page shows: running numbers, and sealed values covered; the file itself holds them whole."""
    _number, _cell, heading, key, _path = column
    if key is None:
        return str(position + 1) if heading.strip().lower().replace(" ", "") in SERIAL else ""
    return "" if cell[0] is None else registry.covered(key, str(cell[0]))


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where one cell comes from."""

    heading: str
    field: str
    written: str
    mark: str
    source: str
    on: date | None
    by: str
    whose: str
    address: str
    derived_from: tuple[str, ...]


def lineage(actor: Actor, filling: Filling, sheet: int, position: int, column: int) -> Lineage | None:
    """Whose a cell is, from which source, of which day."""
    rows = rows_of(filling, sheet, position // PAGE)
    index = position % PAGE
    columns = filling.sheets[sheet]["columns"]
    if index >= len(rows) or column >= len(columns):
        return None
    subject, _change, cells = rows[index]
    if not subject:
        return None
    _column, _cell, heading, key, path = columns[column]
    written, mark, source, on, account = cells[column]
    field = shelf.fields().get(key) if key else None
    held = registry.held(actor, [UUID(subject)]).get(UUID(subject))
    by = Account.objects.filter(pk=account).values_list("name", flat=True).first() if account else ""
    return Lineage(
        heading="/".join(filter(None, (path, heading))),
        field=field.label if field else "",
        written="" if written is None else registry.covered(key, str(written)),
        mark=mark,
        source=registry.source_name(source) if source else "",
        on=date.fromisoformat(on) if on else None,
        by=by or "",
        whose=held.name if held else "",
        address=str(held.key) if held else "",
        derived_from=tuple(shelf.field(k).label for k in field.derived_from if k in shelf.fields())
        if field
        else (),
    )
