"""One request: what was said, where, by when, who has it, what can be done now."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands.showing import reveal_phone
from linli.contexts.service_requests.commands.sorting import show
from linli.contexts.service_requests.exports import requests as exports
from linli.contexts.service_requests.models import OPEN, Reporter, Request, State
from linli.contexts.service_requests.queries import callouts, detail, listing, mapping, nearby, trace, words
from linli.contexts.service_requests.queries.addresses import origin_page
from linli.contexts.service_requests.queries.timing import clock_of
from linli.contexts.service_requests.states import APPROVE, DISPATCH, HANDLE, MERGEABLE
from linli.contexts.service_requests.views.pictures import picture_of
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.ports import Documents, ask
from linli.web.files import shown
from linli.web.forms import ReasonForm
from linli.web.htmx import part, see_other


@requires(HANDLE)
def request_page(request: ActedRequest, request_id: UUID) -> HttpResponse:
    """Everything about one request, and the steps that are one's own."""
    row = listing.one(request.actor, request_id)
    return render(request, "service_requests/request.html", _values(request, row))


def _values(request: ActedRequest, row: Request) -> dict[str, Any]:
    people, merged = detail.people(request.actor, row), detail.merged(row)
    return {
        "it": row,
        "place": listing.place_of(row),
        "category": words.category_label(row.category),
        "urgency": words.urgency_label(row.urgency),
        "divert_to": words.reason_label("divert", row.divert_to) if row.divert_to else "",
        "clock": clock_of(row),
        "steps": detail.steps(request.actor, row),
        "asked": detail.asked(row),
        "people": people,
        "people_count": detail.number(people, row.reporters) if people else row.reporters.count(),
        "may_reveal": policies.may_reveal(request.actor, Reporter(request=row)),
        "parts": detail.parts(request.actor, row),
        "photos": detail.photos(row),
        "history": trace.history(row),
        "merged": merged,
        "merged_count": detail.number(merged, row.merged),
        "may_dispatch": request.actor.may(DISPATCH, row.area.code),
        "may_merge": row.state in MERGEABLE and request.actor.may(DISPATCH, row.area.code),
        "has_map": mapping.has_map(row),
        "asks_back": row.state == State.CALLBACK,
        "call_outs": callouts.of_request(request.actor, row.pk),
        "may_call_out": row.state in OPEN and request.actor.may(policies.PROPOSE, row.area.code),
        "may_forget": request.actor.may(APPROVE, row.area.code),
        "came_from": origin_page(row.origin),
    }


@requires(HANDLE)
def map_data(request: ActedRequest, request_id: UUID) -> HttpResponse:
    """Where it is, as GeoJSON; no people."""
    return JsonResponse(mapping.around(listing.one(request.actor, request_id)))


@requires(HANDLE)
def photo(request: ActedRequest, request_id: UUID, file_id: UUID) -> HttpResponse:
    """A picture of a request one sees."""
    return picture_of(listing.one(request.actor, request_id), file_id)


@requires(HANDLE)
def ask_phone(request: ActedRequest, reporter_id: UUID) -> HttpResponse:
    """Ask why a reporter's number should be shown."""
    return _asked_for(request, detail.reporter(request.actor, reporter_id), ReasonForm())


def _asked_for(request: ActedRequest, found: Reporter, form: ReasonForm, status: int = 200) -> HttpResponse:
    values = {"reporter": detail.as_person(found), "form": form, "title": _("查看电话")}
    return part(request, "service_requests/_ask_phone.html", values, status=status)


@requires(HANDLE)
@require_POST
def phone(request: ActedRequest, reporter_id: UUID) -> HttpResponse:
    """Show a number for a minute, with its reason on record."""
    found = detail.reporter(request.actor, reporter_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _asked_for(request, found, form, status=422)
    text = reveal_phone(request.actor, found, reason=form.cleaned_data["reason"])
    masked = detail.as_person(found).phone
    values = {"text": text, "masked": masked, "title": _("查看电话"), "back": found.request}
    return part(request, "service_requests/_phone.html", values)


@requires(DISPATCH)
def alike(request: ActedRequest, request_id: UUID) -> HttpResponse:
    """Open requests nearby that are likely the same matter; asked for after the page."""
    row = listing.one(request.actor, request_id)
    found = [one for one in nearby.alike(row) if request.actor.may(DISPATCH, one.area.code)]
    return part(request, "service_requests/_alike.html", {"it": row, "found": found, "title": row.number})


@requires(DISPATCH)
@require_POST
def show_neighbours(request: ActedRequest, request_id: UUID) -> HttpResponse:
    """Let neighbours read the words and see the pictures, or not any more."""
    row = listing.one(request.actor, request_id)
    show(request.actor, row, is_shown=request.POST.get("shown") == "1")
    return see_other(request, "service_requests:request", row.pk)


@requires(HANDLE)
def work_order(request: ActedRequest, request_id: UUID) -> HttpResponse:
    """The work order on paper; it prints the time limit."""
    row = listing.one(request.actor, request_id)
    made = ask(Documents).pdf("work_order", exports.work_order(row, trace.history(row)))
    return shown(made, f"{row.number}.pdf")
