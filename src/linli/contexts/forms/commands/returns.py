"""Taking a form in, correcting its reading, handing it in."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from linli.contexts.forms import policies
from linli.contexts.forms.models import FormTemplate, Return
from linli.contexts.forms.models.returns import Repeats
from linli.contexts.forms.queries.plan import DISTRICT_DIGITS, Plan, places_of, plan_for
from linli.contexts.forms.queries.reading import asked_parts, read_form
from linli.contexts.forms.states import LIFE
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import community_of
from linli.kernel.catalogue import shelf
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, ReasonNeeded
from linli.kernel.files import store
from linli.kernel.files.models import StoredFile
from linli.kernel.sheets.reading import heading_key, template_of
from linli.kernel.sheets.refusals import FileRefused

KEPT_DAYS = 730
"""How long a department's form and its versions are kept."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A department's file as it arrived."""

    data: bytes
    name: str
    asked_by: str = ""
    document_number: str = ""
    due_on: date | None = None
    repeats: str = Repeats.NO


@command("forms.taken", policies.may_take)
def take(actor: Actor, place: Area, /, *, handed: Handed) -> Return:
    """Read a file and open a return for it; a file that cannot be read or has nothing to fill is refused."""
    reading = read_form(handed.data, handed.name)
    if not asked_parts(reading):
        raise FileRefused(_("这个文件里没有找到要填的表。请确认打开后能看到表头。"), field="file")
    kept = store.keep(
        actor,
        store.Handed(
            handed.data,
            handed.name,
            purpose="forms.blank",
            area_code=place.code,
            purge_on=clock.today() + timedelta(days=KEPT_DAYS),
        ),
    )
    asked = Return(
        community=community_of(place.code),
        place=place,
        title=_title(reading.sheets, kept.name),
        file_id=kept.pk,
        file_name=kept.name,
        kind=reading.workbook.kind,
        asked_by=handed.asked_by[:60],
        document_number=handed.document_number[:60],
        due_on=handed.due_on,
        repeats=handed.repeats,
        account_id=actor.account_id,
        at=clock.now(),
    )
    _count_fields(asked, plan_for(asked, reading))
    _continue_series(asked, reading)
    asked.save(force_insert=True)
    note(target=asked, area=place.code, fields=asked.fields_asked)
    return asked


def _title(sheets: Any, file_name: str) -> str:
    titles = [s.title for s in sheets if s.title]
    return (titles[0] if titles else file_name.rpartition(".")[0] or file_name).replace("\n", " ")[:200]


def _continue_series(asked: Return, reading: Any) -> None:
    """The same form came before: this is its next turn, so that it can show what changed."""
    marks = {template_of(s) for s in asked_parts(reading)}
    for earlier in Return.objects.filter(community=asked.community, place=asked.place).order_by("-at")[:40]:
        alike = asked.title == earlier.title or asked.file_name == earlier.file_name
        if alike or _same_form(earlier, marks):
            asked.series = earlier.series
            asked.asked_by = asked.asked_by or earlier.asked_by
            asked.repeats = earlier.repeats if asked.repeats == Repeats.NO else asked.repeats
            return


def _same_form(earlier: Return, marks: set[str]) -> bool:
    return bool(marks & set(earlier.choices.get("_templates", ())))


def _count_fields(asked: Return, plan: Plan) -> None:
    held = [f for f in plan.fields if f.expression is not None]
    asked.fields_asked, asked.fields_held = plan.headings, len(held)
    asked.choices["_templates"] = [template_of(s.reading) for s in plan.sheets]


@command("forms.reading_corrected", policies.may_fill)
def choose(actor: Actor, asked: Return, /, *, sheet: str, chosen: dict[str, Any]) -> Return:
    """Keep what a person decided for one list or form, for this return and for the next time in the district.

    ``chosen`` may hold ``columns`` {cell: field name or None}, ``meant`` (as ``registry.Meant``), ``skip``
    and ``person``.
    """
    for name in chosen.get("columns", {}).values():
        if name is not None and name not in {f.name for f in shelf.fields().values()}:
            raise BadInput(_("没有“%(name)s”这个数据项。"), name=name)
    held = asked.choices.get(sheet, {})
    merged = {**held, **chosen, "columns": {**held.get("columns", {}), **chosen.get("columns", {})}}
    asked.choices = {**asked.choices, sheet: merged}
    reading = read_form(content(asked), asked.file_name)
    plan = plan_for(asked, reading)
    _count_fields(asked, plan)
    asked.save(update_fields=["choices", "fields_asked", "fields_held"])
    _remember(actor, asked, plan, sheet, chosen)
    note(area=asked.place.code, columns=len(chosen.get("columns", {})))
    return asked


def _remember(actor: Actor, asked: Return, plan: Plan, sheet: str, chosen: dict[str, Any]) -> None:
    reading = next((s.reading for s in plan.sheets if s.key == sheet), None)
    if reading is None:
        return
    words = {p.cell: heading_key(p) for p in places_of(reading)}
    district = asked.community.code[:DISTRICT_DIGITS]
    known, _new = FormTemplate.objects.get_or_create(
        district=district, fingerprint=template_of(reading), defaults={"changed_at": clock.now()}
    )
    known.title = known.title or asked.title
    known.corrections = {
        **known.corrections,
        **{words[cell]: name for cell, name in chosen.get("columns", {}).items() if cell in words},
    }
    known.meant = chosen.get("meant", known.meant)
    known.account_id, known.changed_at = actor.account_id, clock.now()
    known.save()


def content(asked: Return) -> bytes:
    """The department's file as it arrived."""
    return store.content(StoredFile.objects.get(pk=asked.file_id))


@command("forms.details_changed", policies.may_fill)
def change_details(actor: Actor, asked: Return, /, **details: Any) -> Return:
    """Who asked, under which number, until when, how often."""
    for name in ("title", "asked_by", "document_number", "due_on", "repeats", "note"):
        if name in details:
            setattr(asked, name, details[name])
    asked.save()
    note(area=asked.place.code)
    return asked


@command("forms.handed_in", policies.may_fill)
def hand_in(actor: Actor, asked: Return, /) -> Return:
    """It went to the department."""
    asked.state = LIFE.after("hand_in", asked.state)
    asked.returned_at = clock.now()
    asked.save(update_fields=["state", "returned_at"])
    known = FormTemplate.objects.filter(fingerprint__in=asked.choices.get("_templates", ()))
    known.update(times=F("times") + 1)
    note(area=asked.place.code)
    return asked


@command("forms.taken_back", policies.may_fill)
def take_back(actor: Actor, asked: Return, /) -> Return:
    """It has to be filled again."""
    asked.state = LIFE.after("take_back", asked.state)
    asked.returned_at = None
    asked.save(update_fields=["state", "returned_at"])
    note(area=asked.place.code)
    return asked


@command("forms.withdrawn", policies.may_fill)
def withdraw(actor: Actor, asked: Return, /, *, reason: str) -> Return:
    """It need not be returned."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    asked.state = LIFE.after("withdraw", asked.state)
    asked.note = reason.strip()[:200]
    asked.save(update_fields=["state", "note"])
    note(area=asked.place.code, reason=reason.strip())
    return asked


@command("forms.reopened", policies.may_fill)
def reopen(actor: Actor, asked: Return, /) -> Return:
    """It must be returned after all."""
    asked.state = LIFE.after("reopen", asked.state)
    asked.save(update_fields=["state"])
    note(area=asked.place.code)
    return asked


def file_of(key: UUID) -> StoredFile:
    """A stored file by its id."""
    return StoredFile.objects.get(pk=key)
