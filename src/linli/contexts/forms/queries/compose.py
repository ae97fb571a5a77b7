"""Filling a form in memory: rows from the register, each cell written as the column asks and marked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from linli.contexts.forms.queries.plan import Asked, Plan, SheetPlan
from linli.contexts.registry import api as registry
from linli.engines.formfill.model import Column
from linli.engines.formfill.writing import write_boxes, write_value
from linli.engines.workbooks import Block, Kind, Mark, Marking, Spot, Table, Value, fill
from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.fields import Field
from linli.kernel.sheets.words import code_lists, vocabulary

Cell = list[Any]
"""[written, mark, source, ISO day, account id]"""
Tell = Callable[[int, int], None]


@dataclass(slots=True)
class FilledSheet:
    """What was written into one list or form of a sheet."""

    key: str
    label: str
    people: str
    """Whom it is about, in words."""
    first_row: int
    bands: int
    places: list[Asked]
    is_about_homes: bool = False
    subjects: list[UUID] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)


@dataclass(slots=True)
class Composed:
    """A filled file and everything that is known about its cells."""

    data: bytes
    sheets: list[FilledSheet]
    counts: dict[str, int]
    missing: list[tuple[UUID, str]]
    """(person, field key) of cells that nobody could fill."""
    left: list[tuple[str, str]]
    """(list or form, reason) of what stays as it is."""

    @property
    def empty(self) -> list[str]:
        """Whom lists are about in which nobody stands."""
        return list(dict.fromkeys(sheet.people for sheet in self.sheets if not sheet.rows))


@dataclass(frozen=True, slots=True)
class Way:
    """How a file is filled: for which places, as of which day, marked or not, in which format."""

    places: Sequence[str]
    today: date
    marking: Marking | None = None
    as_kind: Kind | None = None


def compose(actor: Actor, data: bytes, plan: Plan, way: Way) -> Composed:
    """Fill every sheet that can be filled; one query for each sheet, whatever its rows."""
    sheets: list[FilledSheet] = []
    tables: list[Table] = []
    spots: list[Spot] = []
    for sheet in plan.sheets:
        if not sheet.fillable:
            continue
        if sheet.reading.table is not None:
            filled = _fill_table(actor, sheet, way.places, way.today)
            tables.append(_table(sheet, filled))
            sheets.append(filled)
        elif sheet.person:
            filled, boxes = _fill_spots(actor, sheet, way.today)
            spots += boxes
            sheets.append(filled)
    made = fill(data, tables, spots, marks=way.marking, as_kind=way.as_kind)
    return Composed(made, sheets, _counts(sheets), _missing(sheets), plan.left)


def _fill_table(actor: Actor, plan: SheetPlan, places: Sequence[str], today: date) -> FilledSheet:
    table = plan.reading.table
    assert table is not None  # noqa: S101 - the caller has looked
    first_band = [a for a in plan.asked if isinstance(a.place, Column) and a.place.band == 0]
    filled = FilledSheet(plan.key, plan.label, plan.people, table.first_data_row, table.bands, first_band)
    filled.is_about_homes = registry.is_about_homes(plan.meant)
    writers, keys = _writers(first_band, today)
    for line in registry.lines(actor, plan.meant, keys, places=places):
        filled.subjects.append(line.key)
        filled.rows.append([write(line) for write in writers])
    return filled


Write = Callable[[registry.Line], Cell]


def _writers(asked: Sequence[Asked], today: date) -> tuple[list[Write], list[str]]:
    """For each column a function from a line of the register to a written, marked cell."""
    keys: list[str] = []
    writers = [_writer(a, keys, today) for a in asked]
    return writers, keys


def _writer(asked: Asked, keys: list[str], today: date) -> Write:
    place, wanted = asked.place, asked.field
    if wanted is None:
        return lambda _line: [None, "", "", "", None]
    term, form, lists = vocabulary().term(wanted.name), place.form, code_lists()
    index = _index(keys, wanted.key)
    others = [_index(keys, _key(label)) for label in (*form.several, form.answered_by) if _key(label)]
    stale = wanted.stale_days
    join = _instead if form.answered_by else _together

    def write(line: registry.Line) -> Cell:
        value, origin = line.values[index], line.origins[index]
        if others:
            found = [(line.values[i], line.origins[i]) for i in others if line.values[i] is not None]
            value, origin = join(found, value, origin)
        written = write_value(value, form, term, lists)
        if written is None or written == "":
            return [None, "missing", "", "", None]
        if origin is None:
            return [written, "register", "computed" if wanted.is_computed else "", "", None]
        is_stale = (today - date.fromisoformat(origin[1])).days > stale
        return [written, "stale" if is_stale else "register", origin[0], origin[1], origin[2]]

    return write


def _index(keys: list[str], key: str) -> int:
    if key not in keys:
        keys.append(key)
    return keys.index(key)


def _key(label: str) -> str:
    try:
        return shelf.field_named(label).key if label else ""
    except LookupError:
        return ""


Found = list[tuple[Any, Any]]


def _instead(found: Found, value: Any, origin: Any) -> tuple[Any, Any]:
    """The sheet offers the answers of another field."""
    return found[-1] if found else (value, origin)


def _together(found: Found, value: Any, origin: Any) -> tuple[Any, Any]:
    """The cell asks for several fields at once."""
    if not found:
        return value, origin
    values = [v for v in (value, *(v for v, _o in found)) if v is not None]
    return values, origin or found[0][1]


def _table(plan: SheetPlan, filled: FilledSheet) -> Table:
    table = plan.reading.table
    assert table is not None  # noqa: S101 - the caller has looked
    columns: list[int] = []
    for band in range(table.bands):
        for asked in (a for a in plan.asked if isinstance(a.place, Column) and a.place.band == band):
            columns += _columns_of(asked.place)  # type: ignore[arg-type]
    rows = [_values(filled, number) for number in range(len(filled.rows))]
    width = len(rows[0]) if rows else 0
    banded = [
        [value for row in rows[start : start + table.bands] for value in row]
        for start in range(0, len(rows), table.bands)
    ]
    marks: dict[tuple[int, int], Mark] = _marks(filled, table.bands, width)
    return Table(
        plan.reading.sheet,
        table.first_data_row,
        max(1, table.drawn_rows),
        tuple(columns),
        banded,
        marks=marks,
    )


def _columns_of(column: Column) -> list[int]:
    return (
        list(range(column.column, column.column + column.form.boxes))
        if column.form.boxes
        else [column.column]
    )


def _values(filled: FilledSheet, number: int) -> list[Value]:
    values: list[Value] = []
    for asked, cell in zip(filled.places, filled.rows[number], strict=True):
        if asked.is_serial:
            values.append(number + 1)
        elif asked.place.form.boxes and asked.field is not None:
            term = vocabulary().term(asked.field.name)
            values.extend(write_boxes(cell[0], asked.place.form, term))
        else:
            values.append(cell[0])
    return values


def _marks(filled: FilledSheet, bands: int, width: int) -> dict[tuple[int, int], Mark]:
    if any(a.place.form.boxes for a in filled.places):
        return {}
    return {
        (number // bands, (number % bands) * width + index): cell[1]
        for number, row in enumerate(filled.rows)
        for index, cell in enumerate(row)
        if cell[1]
    }


def _fill_spots(actor: Actor, plan: SheetPlan, today: date) -> tuple[FilledSheet, list[Spot]]:
    """A form for a single person."""
    asked = list(plan.asked)
    filled = FilledSheet(plan.key, plan.label, plan.people, 0, 1, asked)
    writers, keys = _writers(asked, today)
    line = registry.line_of(actor, UUID(plan.person), keys)
    cells = [write(line) for write in writers]
    filled.subjects.append(line.key)
    filled.rows.append(cells)
    boxes = [
        Spot(plan.reading.sheet, block.first_row, block.first_column, cell[0], cell[1] or None)
        for a, cell in zip(asked, cells, strict=True)
        if a.field is not None and cell[0] is not None and (block := _answer(a)) is not None
    ]
    return filled, boxes


def _answer(asked: Asked) -> Block | None:
    return None if isinstance(asked.place, Column) else asked.place.answer


def _counts(sheets: Sequence[FilledSheet]) -> dict[str, int]:
    counts = {"rows": sum(len(s.rows) for s in sheets), "register": 0, "stale": 0, "missing": 0}
    for sheet in sheets:
        for row in sheet.rows:
            for cell in row:
                if cell[1]:
                    counts[cell[1]] += 1
    return counts


def _missing(sheets: Sequence[FilledSheet]) -> list[tuple[UUID, str]]:
    found: dict[tuple[UUID, str], None] = {}
    for sheet in sheets:
        if sheet.is_about_homes:
            continue
        wanted = [
            (i, a.field) for i, a in enumerate(sheet.places) if a.field is not None and can_ask(a.field)
        ]
        for subject, row in zip(sheet.subjects, sheet.rows, strict=True):
            for index, asked in wanted:
                if row[index][1] == "missing":
                    found[subject, asked.key] = None
    return list(found)


def can_ask(asked: Field) -> bool:
    """Whether a person could answer it at the door."""
    return asked.expression is not None and not asked.is_computed and asked.key not in NEVER_ASKED


NEVER_ASKED = frozenset({"remarks", "name"})
