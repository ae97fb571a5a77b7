"""Reviewing how a form was read, correcting it, and filling it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.forms import policies
from linli.contexts.forms.commands import filling as filling_commands
from linli.contexts.forms.commands import returns as commands
from linli.contexts.forms.models import Return
from linli.contexts.forms.queries import fillings, plan, reading
from linli.contexts.forms.queries import returns as queries
from linli.contexts.forms.queries.picture import picture_of_form
from linli.contexts.forms.states import LIFE
from linli.contexts.forms.tasks import fill_return
from linli.contexts.registry import api as registry
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.catalogue import shelf
from linli.kernel.errors import BadInput
from linli.kernel.jobs import progress
from linli.kernel.phrases import listed
from linli.kernel.search.hits import Hit
from linli.kernel.sheets.reading import FileReading
from linli.kernel.sheets.reasons import serial, why, why_people
from linli.web.htmx import see_other

AT_ONCE = 1500
"""Up to so many rows a form is filled while the person waits."""


@requires("forms.view")
def review(request: ActedRequest, return_id: UUID) -> HttpResponse:
    """The sheet as it looks, what every column was taken for, and whom it is about."""
    asked = queries.asked(request.actor, return_id)
    return render(request, "forms/review.html", _values(request, asked))


def _values(request: ActedRequest, asked: Return) -> dict[str, Any]:
    form = reading.read_form(commands.content(asked), asked.file_name)
    planned = plan.plan_for(asked, form)
    may_read = policies.may_read(request.actor, asked)
    return {
        "asked": asked,
        "plan": planned,
        "sheets": [_sheet_values(request, asked, form, sheet) for sheet in planned.sheets],
        "fields": _fields_by_heading(),
        "populations": [(p.name, _(p.name)) for p in shelf.populations().values()],
        "versions": fillings.versions(asked) if may_read else [],
        "may_read": may_read,
        "steps": [s for s in LIFE.open_from(asked.state) if s.verb != "fill"],
        "state": LIFE.label(asked.state),
        "may_fill": request.actor.may("forms.fill", asked.place.code),
        "new": [f for f in planned.fields if f.expression is None],
    }


def _sheet_values(
    request: ActedRequest, asked: Return, form: FileReading, sheet: plan.SheetPlan
) -> dict[str, Any]:
    places = () if asked.place_id == asked.community_id else (asked.place.code,)
    may_read = policies.may_read(request.actor, asked)
    can_count = not (sheet.unheld or sheet.is_unnamed) and sheet.reading.table is not None
    return {
        "plan": sheet,
        "picture": picture_of_form(form.sheet(sheet.reading.sheet), sheet, with_rows=may_read),
        "columns": [(a, serial() if a.is_serial else why(a.place.reason)) for a in sheet.asked],
        "why_people": why_people(sheet.reading.population.reason),
        "count": registry.count(request.actor, sheet.meant, places=places) if can_count else None,
        "person": _person(request, sheet.person),
        "doubtful": sum(1 for a in sheet.asked if not a.is_sure),
    }


def _person(request: ActedRequest, key: str) -> registry.Held | None:
    return registry.card(request.actor, UUID(key)) if key else None


def _fields_by_heading() -> list[tuple[str, list[Any]]]:
    found: dict[str, list[Any]] = {}
    for field in shelf.fields().values():
        found.setdefault(str(field.group), []).append(field)
    return list(found.items())


@requires("forms.fill")
@require_POST
def choose(request: ActedRequest, return_id: UUID) -> HttpResponse:
    """Keep one decision: a column's field, the population, whether to fill a sheet, or for whom."""
    asked = queries.asked(request.actor, return_id)
    posted = request.POST
    chosen: dict[str, Any] = {}
    if cell := posted.get("cell"):
        chosen["columns"] = {cell: posted.get("field") or None}
    if "population" in posted:
        chosen["meant"] = {"name": posted["population"]} if posted["population"] else {}
    if "skip" in posted:
        chosen["skip"] = posted["skip"] == "1"
    if "person" in posted:
        chosen["person"] = str(registry.card(request.actor, UUID(posted["person"])).key)
    asked = commands.choose(request.actor, asked, sheet=posted.get("sheet", ""), chosen=chosen)
    if request.headers.get("HX-Request"):
        return render(request, "forms/_review.html", _values(request, asked))
    return see_other(request, "forms:review", asked.pk)


@requires("forms.fill")
def find_person(request: ActedRequest, return_id: UUID) -> HttpResponse:
    """People for a form about a single person."""
    asked = queries.asked(request.actor, return_id)
    hits: list[Hit] = []
    if words := request.GET.get("who", "").strip():
        source = next(s for c in shelf.contexts() for s in c.search if s.key == "people")
        hits = source.find(request.actor, words[:40], 8)
    values = {"asked": asked, "sheet": request.GET.get("sheet", ""), "hits": [(h, _key(h)) for h in hits]}
    return render(request, "forms/_people_found.html", values)


def _key(hit: Hit) -> str:
    return hit.address.rstrip("/").rpartition("/")[2]


@requires("forms.fill")
@require_POST
def fill(request: ActedRequest, return_id: UUID) -> HttpResponse:
    """Fill it now, or hand long work to the worker."""
    asked = queries.asked(request.actor, return_id)
    if _rows(request, asked) > AT_ONCE:
        who = request.actor.account_id or 0
        job = progress.start(
            request.actor, "forms.fill", lambda j: fill_return.enqueue(j, str(asked.pk), who)
        )
        return see_other(request, "web:job", job.pk, query=f"next=/forms/{asked.pk}/latest/")
    try:
        filling = filling_commands.fill_in(request.actor, asked)
    except BadInput as refusal:
        messages.error(request, str(refusal))
        return see_other(request, "forms:review", asked.pk)
    if filling.counts["rows"]:
        messages.success(request, _("填好了，共 %(n)s 行。") % {"n": filling.counts["rows"]})
    else:
        people = listed(sheet["people"] for sheet in filling.sheets)
        messages.warning(request, _("没有符合“%(people)s”的人，表里一行也没有填。") % {"people": people})
    return see_other(request, "forms:filled", asked.pk, filling.number)


def _rows(request: ActedRequest, asked: Return) -> int:
    planned = plan.plan_for(asked, reading.read_form(commands.content(asked), asked.file_name))
    places = () if asked.place_id == asked.community_id else (asked.place.code,)
    tables = [s for s in planned.sheets if s.fillable and s.reading.table is not None]
    return sum(registry.count(request.actor, s.meant, places=places) for s in tables)
