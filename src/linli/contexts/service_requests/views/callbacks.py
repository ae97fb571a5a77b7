"""Calling back: is it solved, is one satisfied; nobody reached; answers that are left out of the rates."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands import finishing
from linli.contexts.service_requests.commands.finishing import Judged
from linli.contexts.service_requests.forms.callbacks import CallForm
from linli.contexts.service_requests.models import Reporter, Solved, State, Via
from linli.contexts.service_requests.queries import calling, detail, listing
from linli.contexts.service_requests.states import APPROVE, DISPATCH
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.commands import once
from linli.kernel.errors import OutsideYourArea, Refusal
from linli.kernel.ids import new_id
from linli.web.deeds import Deed, carry_out
from linli.web.forms import ReasonForm
from linli.web.htmx import see_other
from linli.web.paging import page_of

TABS = ("ask", "doubt", "left_out")


@requires(DISPATCH)
def callbacks(request: ActedRequest) -> HttpResponse:
    """Whom to ask, where somebody says it is not solved, which answers are to be left out."""
    tab = request.GET.get("tab", "ask")
    tab = tab if tab in TABS else "ask"
    typed = request.GET.get("q", "").strip()[:40]
    lists: dict[str, Any] = {
        "ask": calling.to_ask(request.actor, typed), "doubt": calling.in_doubt(request.actor),
        "left_out": calling.proposed(request.actor),
    }  # fmt: skip
    page = page_of(request, lists[tab])
    values = {
        "page": page,
        "rows": [_line(row, tab) for row in page.rows],
        "tab": tab,
        "typed": typed,
        "tabs": [(key, label, lists[key].count()) for key, label in zip(TABS, _labels(), strict=True)],
        "may_decide": request.actor.holds(APPROVE),
    }
    return render(request, "service_requests/callbacks.html", values)


def _labels() -> tuple[str, str, str]:
    return _("等着问"), _("说没有解决的"), _("提出不计入的")


def _line(row: Any, tab: str) -> dict[str, Any]:
    it = row if tab == "doubt" else row.request
    person = None if tab == "doubt" else detail.as_person(row)
    return {"it": it, "person": person, "place": listing.place_of(it), "row": row}


@requires(DISPATCH)
def call(request: ActedRequest, reporter_id: UUID) -> HttpResponse:
    """One call: what was reported, what was done, what the reporter says now."""
    found = _reporter(request, reporter_id)
    form = CallForm(request.POST or None, initial={"nonce": new_id(), "via": Via.PHONE.value})
    if form.is_bound and form.is_valid():
        try:
            once(
                request.actor,
                f"judge:{found.pk}:{form.cleaned_data['nonce']}",
                lambda: _judge(request, found, form),
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return _said(request, found, form.cleaned_data["solved"])
    row = found.request
    values = {
        "form": form, "person": detail.as_person(found), "it": row, "place": listing.place_of(row),
        "can_judge": row.state in (State.CALLBACK, State.CLOSED, State.ANSWERED, State.DIVERTED),
    }  # fmt: skip
    return render(request, "service_requests/call.html", values, status=422 if form.is_bound else 200)


def _judge(request: ActedRequest, found: Reporter, form: CallForm) -> str:
    said: dict[str, str] = form.cleaned_data
    judged = Judged(said["solved"], said["satisfied"], said["remark"])
    finishing.judge_for(request.actor, found, judged=judged, via=said["via"])
    return said["solved"]


def _said(request: ActedRequest, found: Reporter, solved: str) -> HttpResponse:
    if solved == Solved.NO:
        messages.warning(request, _("已记下。诉求人说没有解决，请决定是否重新办理。"))
        return see_other(request, "service_requests:request", found.request_id)
    messages.success(request, _("已记下，谢谢。"))
    return see_other(request, "service_requests:callbacks")


@requires(DISPATCH)
@require_POST
def not_reached(request: ActedRequest, reporter_id: UUID) -> HttpResponse:
    """Called, nobody answered."""
    found = _reporter(request, reporter_id)
    key = request.POST.get("nonce") or str(new_id())

    def do() -> int:
        return finishing.not_reached(request.actor, found).calls

    calls = once(request.actor, f"not-reached:{found.pk}:{key}", do).value
    messages.success(request, _("已记下没有联系上，这是第 %(n)s 次。") % {"n": calls})
    return see_other(request, "service_requests:callbacks")


@requires(DISPATCH)
def leave_out(request: ActedRequest, reporter_id: UUID) -> HttpResponse:
    """Propose to leave an answer out of the rates."""
    found = _reporter(request, reporter_id)
    deed = Deed(
        _("提出不计入评价 · %(number)s") % {"number": found.request.number},
        ReasonForm(request.POST or None),
        lambda f: finishing.leave_out(request.actor, found, reason=f.cleaned_data["reason"]),
        reverse("service_requests:request", args=[found.request_id]),
        _("已提出，由另一位同事决定。"),
        _("只用于明显不合理的要求。评价本身不改，诉求人仍然会收到回音。"),
        button=_("提出"),
    )
    return carry_out(request, deed)


@requires(APPROVE)
@require_POST
def decide_left_out(request: ActedRequest, reporter_id: UUID) -> HttpResponse:
    """The second person agrees, or not."""
    found = _reporter(request, reporter_id)
    agrees = request.POST.get("agrees") == "1"
    finishing.agree_leave_out(request.actor, found, agrees=agrees)
    messages.success(request, _("已同意，这份评价不计入。") if agrees else _("没有同意，这份评价照常计入。"))
    address = "service_requests:callbacks"
    return see_other(request, address, query="tab=left_out")


def _reporter(request: ActedRequest, reporter_id: UUID) -> Reporter:
    found = detail.reporter(request.actor, reporter_id)
    if not policies.knows_reporters(request.actor, found.request):
        raise OutsideYourArea
    return found
