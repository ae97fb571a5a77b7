"""The steps of a request, each a form of its own: ask, do, say what is wrong, go back to the request."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.contexts.service_requests.commands.seeing import ChangedMeanwhile, as_seen
from linli.contexts.service_requests.forms.steps import StepForm
from linli.contexts.service_requests.models import Part, Request
from linli.contexts.service_requests.queries import detail, listing, trace
from linli.contexts.service_requests.states import DISPATCH, HANDLE
from linli.contexts.service_requests.views.acts.handling import FINISH_PART, TAKE_BACK_PART
from linli.contexts.service_requests.views.acts.kinds import Act, Doing
from linli.contexts.service_requests.views.acts.sorting import JOIN
from linli.contexts.service_requests.views.acts.table import ACTS
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.commands import once
from linli.kernel.errors import OutsideYourArea
from linli.kernel.ids import new_id
from linli.web.deeds import Deed, carry_out
from linli.web.htmx import see_other


@requires(HANDLE)
@require_http_methods(["GET", "POST"])
def step(request: ActedRequest, request_id: UUID, verb: str) -> HttpResponse:
    """One step of the table."""
    row = listing.one(request.actor, request_id)
    act = ACTS.get(verb)
    if act is None:
        raise OutsideYourArea
    if request.method == "GET" and verb not in {s.verb for s in detail.steps(request.actor, row)}:
        messages.warning(request, why_not(row))
        return see_other(request, "service_requests:request", row.pk)
    return carry_out(request, deed_of(request, row, act, verb))


def why_not(row: Request) -> str:
    """Why a step is not on offer: who did what last, and where the request is now."""
    last = trace.last_of(row)
    done = trace.in_brief(last) if last else ""
    return _("%(done)s，现在是“%(state)s”，这一步不能做了。") % {
        "done": done, "state": row.get_state_display(),
    }  # fmt: skip


@requires(HANDLE)
def finish_part(request: ActedRequest, part_id: UUID) -> HttpResponse:
    """The unit that was asked for a part says what it did."""
    found = detail.part(request.actor, part_id)
    return carry_out(request, deed_of(request, found.request, FINISH_PART, "finish_part", found))


@requires(HANDLE)
def take_back_part(request: ActedRequest, part_id: UUID) -> HttpResponse:
    """The lead no longer needs it."""
    found = detail.part(request.actor, part_id)
    return carry_out(request, deed_of(request, found.request, TAKE_BACK_PART, "take_back_part", found))


@requires(DISPATCH)
def join(request: ActedRequest, request_id: UUID) -> HttpResponse:
    """Somebody else called or came about the same."""
    row = listing.one(request.actor, request_id)
    return carry_out(request, deed_of(request, row, JOIN, "join"))


def deed_of(request: ActedRequest, row: Request, act: Act, verb: str, part: Part | None = None) -> Deed:
    """The form of a step, and what happens when it is sent and right."""
    bound = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    start = {"nonce": new_id(), "seen": trace.latest(row), **act.initial(row, request.GET)}
    form = act.form(*bound, about=row, initial=start)

    def run(sent: StepForm) -> None:
        try:
            take(Doing(request.actor, row, sent.cleaned_data, part), act, verb)
        except ChangedMeanwhile:
            sent.data = {**sent.data.dict(), "seen": str(trace.latest(row))}  # type: ignore[attr-defined]
            raise

    return Deed(
        title=f"{act.label(verb)} · {row.number}",
        form=form,
        run=run,
        back=reverse("service_requests:request", args=[row.pk]),
        done=act.done,
        lead=row.title,
        button=act.label(verb),
        danger=act.danger,
    )


def take(doing: Doing, act: Act, verb: str) -> None:
    """Take a step once, on what was seen."""
    said, row = doing.said, doing.row

    def do() -> object:
        act.run(doing)
        return {"verb": verb}

    def seen() -> object:
        return as_seen(doing.actor, row, seen=said.get("seen") or 0, do=do)

    key = said.get("nonce") or new_id()
    once(doing.actor, f"request:{row.pk}:{verb}:{key}", seen)
