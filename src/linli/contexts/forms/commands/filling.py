"""Filling a return: a new version with every cell's origin, what changed, and what nobody knew."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.forms import policies
from linli.contexts.forms.commands.returns import KEPT_DAYS, content
from linli.contexts.forms.models import FilledPage, Filling, Question, Return
from linli.contexts.forms.queries.compose import Composed, FilledSheet, Way, compose
from linli.contexts.forms.queries.fillings import PAGE, earlier_rows, latest
from linli.contexts.forms.queries.plan import DISTRICT_DIGITS, about, plan_for, plan_of
from linli.contexts.forms.queries.reading import read_form
from linli.contexts.forms.states import LIFE
from linli.engines.workbooks import Kind, filled_kind
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput
from linli.kernel.files import store
from linli.kernel.phrases import colon
from linli.kernel.privacy import cipher


@command("forms.filled", policies.may_fill)
def fill_in(actor: Actor, asked: Return, /) -> Filling:
    """Fill the form from the register as it is now."""
    data = content(asked)
    plan = plan_for(asked, read_form(data, asked.file_name))
    if not any(s.fillable for s in plan.sheets):
        raise BadInput(_("还没有一列能对上登记的内容，请先在下面选好各列。"))
    if any(s.fillable and s.reading.table is None and not s.person for s in plan.sheets):
        raise BadInput(_("这是一人一表，请先选好给谁填。"))
    places = () if asked.place_id == asked.community_id else (asked.place.code,)
    made = compose(actor, data, plan, Way(places, clock.today()))
    before = latest(asked)
    filling = _keep(actor, asked, made)
    gone = _keep_pages(filling, made, earlier_rows(before) if before else {})
    _ask_what_is_missing(asked, made)
    asked.state = LIFE.after("fill", asked.state)
    asked.rows_last = made.counts["rows"]
    asked.save(update_fields=["state", "rows_last"])
    filling.counts = {**made.counts, **gone, "unfilled": [label for label, _why in made.left]}
    filling.save(update_fields=["counts"])
    note(target=asked, area=asked.place.code, rows=made.counts["rows"], missing=made.counts["missing"])
    return filling


def _keep(actor: Actor, asked: Return, made: Composed) -> Filling:
    ending = filled_kind(asked.kind)  # type: ignore[arg-type]
    stem = asked.file_name.rpartition(".")[0] or asked.file_name
    number = Filling.objects.filter(return_of=asked).count() + 1
    kept = store.keep(
        actor,
        store.Handed(
            made.data,
            f"{stem}（已填）.{ending}",
            purpose="forms.filled",
            area_code=asked.place.code,
            purge_on=clock.today() + timedelta(days=KEPT_DAYS),
        ),
    )
    return Filling.objects.create(
        return_of=asked,
        number=number,
        file_id=kept.pk,
        file_name=kept.name,
        sheets=[_described(s) for s in made.sheets],
        account_id=actor.account_id,
        at=clock.now(),
    )


def _described(sheet: FilledSheet) -> dict[str, Any]:
    columns = [
        [
            a.place.column,
            a.place.cell,
            a.place.heading,
            a.field.key if a.field else None,
            "/".join(a.place.path),
        ]
        for a in sheet.places
    ]
    return {
        "sheet": sheet.label,
        "key": sheet.key,
        "people": sheet.people,
        "first_row": sheet.first_row,
        "bands": sheet.bands,
        "columns": columns,
        "rows": len(sheet.rows),
    }


Before = dict[tuple[str, str], list[str]]
"""{(list, subject): what was written} of the version before."""


def _keep_pages(filling: Filling, made: Composed, before: Before) -> dict[str, Any]:
    """Seal the rows page by page; say how many are new, changed and gone against the version before."""
    tally = {"added": 0, "changed": 0, "gone": 0}
    seen: set[tuple[str, str]] = set()
    pages = []
    for index, sheet in enumerate(made.sheets):
        rows = [_marked(sheet, n, before, tally, seen) for n in range(len(sheet.rows))]
        for number, start in enumerate(range(0, len(rows), PAGE)):
            box = cipher.seal(json.dumps(rows[start : start + PAGE], ensure_ascii=False, default=_plain))
            pages.append(FilledPage(filling=filling, sheet=index, number=number, box=box))
    FilledPage.objects.bulk_create(pages, batch_size=50)
    left = [subject for sheet, subject in before if (sheet, subject) not in seen]
    tally["gone"] = len(left)
    return {**tally, "left": left[:500], "compared": bool(before)}


def _marked(
    sheet: FilledSheet, number: int, before: Before, tally: dict[str, int], seen: set[tuple[str, str]]
) -> list[Any]:
    subject, cells = str(sheet.subjects[number]), sheet.rows[number]
    seen.add((sheet.key, subject))
    change = ""
    if before:
        earlier = before.get((sheet.key, subject))
        if earlier is None:
            change = "new"
        elif earlier != [_comparable(cell[0]) for cell in cells]:
            change = "changed"
    if change:
        tally["added" if change == "new" else "changed"] += 1
    return [subject, change, cells]


def _comparable(value: Any) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _ask_what_is_missing(asked: Return, made: Composed) -> None:
    """A missing cell becomes a question for the next visit; one open question for a fact is enough."""
    now = clock.now()
    Question.objects.bulk_create(
        (
            Question(
                person_id=person,
                field=key,
                return_of=asked,
                title=asked.title,
                asked_at=now,
                due_on=asked.due_on,
            )
            for person, key in made.missing
        ),
        batch_size=1000,
        ignore_conflicts=True,
    )


@command("forms.filled_outright", policies.may_take)
def fill_outright(
    actor: Actor,
    place: Area,
    /,
    *,
    data: bytes,
    name: str,
    population: str = "",
    as_kind: Kind | None = None,
) -> Composed:
    """Fill a file at once, without keeping a return: for programs and the command line.

    ``population`` says in words whom every list is about, whatever the file says.
    """
    plan = plan_of(read_form(data, name), place.code[:DISTRICT_DIGITS], {})
    if population:
        plan = about(plan, population)
    if not any(s.fillable and s.reading.table is not None for s in plan.sheets):
        why = " ".join(f"{name}{colon()}{why}" for name, why in plan.left)
        raise BadInput(_("这份文件里没有能填的表。%(why)s"), why=why)
    way = Way((place.code,), clock.today(), as_kind=as_kind)
    made = compose(actor, data, plan, way)
    note(target=place, area=place.code, rows=made.counts["rows"], missing=made.counts["missing"])
    return made


@command("forms.downloaded", policies.may_fill)
def count_download(actor: Actor, asked: Return, filling: Filling, /) -> Filling:
    """The filled file leaves the house."""
    note(target=asked, area=asked.place.code, version=filling.number, rows=filling.counts.get("rows", 0))
    return filling


@command("forms.questions_answered", lambda actor, person_id, keys: True)
def answer(actor: Actor, person_id: UUID, keys: tuple[str, ...], /) -> int:
    """What a form wanted to know is known now."""
    rows = Question.objects.filter(person=person_id, field__in=keys, answered_at=None)
    count = rows.update(answered_at=clock.now())
    note(target=f"registry.person:{person_id}", answered=count)
    return count
