"""For workers: rounds, their plan and their steps, papers of the vote, objections."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.commands import objections, rounds, voting
from linli.contexts.budgeting.forms.desk import AnswerForm, RoundForm
from linli.contexts.budgeting.models import ProposalState, Round, RoundState
from linli.contexts.budgeting.queries import board, desk
from linli.contexts.budgeting.queries.rules import compounds_of, yuan
from linli.contexts.budgeting.states import ROUND
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas import queries as areas
from linli.kernel.ballots import boxes
from linli.kernel.errors import NotAllowed, OutsideYourArea
from linli.web.deeds import Deed, carry_out
from linli.web.forms import LinliForm, ReasonForm
from linli.web.paging import page_of

HERE = {"open_vote": voting.open_vote, "count_votes": voting.count_votes}
KEPT = ("title", "words", "pool", "unit", "rule", "utility", "completion", "vote_kind", "most", "purse",
        "candidate_days", "publicity_days", "call_until", "vote_from", "vote_until")  # fmt: skip


def posted(request: ActedRequest) -> Any:
    """What was sent; None when nothing was."""
    return request.POST if request.method == "POST" else None


@requires(policies.VIEW)
@require_GET
def register(request: ActedRequest) -> HttpResponse:
    """Every round of one's communities."""
    page = page_of(request, desk.seen(request.actor))
    values = {
        "page": page, "lines": [(row, yuan(row.pool)) for row in page.rows],
        "may_plan": request.actor.holds(policies.RUN),
    }  # fmt: skip
    return render(request, "budgeting/register.html", values)


@requires(policies.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActedRequest) -> HttpResponse:
    """Plan a round for one's community."""
    place = areas.communities_seen(request.actor, policies.RUN)[0]
    made: list[Round] = []
    deed = Deed(
        _("准备一轮参与式预算"), RoundForm(posted(request), compounds=compounds_of(place)),
        lambda form: made.append(rounds.plan(request.actor, place, told=form.told())),
        reverse("budgeting:register"), _("存好了，看过再开始征集。"), place.name,
    )  # fmt: skip
    answer = carry_out(request, deed)
    return HttpResponseRedirect(reverse("budgeting:round", args=[made[0].pk]), status=303) if made else answer


@requires(policies.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActedRequest, round_id: UUID) -> HttpResponse:
    """Put the plan right."""
    one = desk.round_of(request.actor, round_id)
    initial = {key: getattr(one, key) for key in KEPT} | {f"cap_{key}": fen for key, fen in one.caps.items()}
    initial |= {f"place_{code}": fen for code, fen in one.place_caps.items()}
    deed = Deed(
        _("修改这一轮"),
        RoundForm(posted(request), initial=initial, compounds=compounds_of(one.community)),
        lambda form: rounds.change(request.actor, one, told=form.told()),
        reverse("budgeting:round", args=[one.pk]), _("改好了。"), _("开始征集以后，只有还没到的日期能改。"),
    )  # fmt: skip
    return carry_out(request, deed)


@requires(policies.VIEW)
@require_GET
def round_page(request: ActedRequest, round_id: UUID) -> HttpResponse:
    """One round with everything one may do."""
    one = desk.round_of(request.actor, round_id)
    asked = {key: request.GET.get(key, "").strip()[:40] for key in ("q", "state")}
    wanted = {row.pk for row in desk.proposals(one, words=asked["q"], state=asked["state"])}
    values = {
        "round": one, "pool": yuan(one.pool), "steps": desk.round_steps(request.actor, one), "asked": asked,
        "cards": [card for card in board.cards(one) if card.row.pk in wanted], "result": board.result(one),
        "proposal_states": ProposalState.choices, "turnout": boxes.turnout(one.box) if one.box else None,
        "may_edit": policies.may_run(request.actor, one) and one.state in ROUND_OPEN,
        "may_read": one.state == RoundState.VOTE and policies.may_read_papers(request.actor, one),
        "objections": one.objections.select_related("proposal").order_by("at"), "untold": desk.untold(one),
        "may_answer": policies.may_run(request.actor, one), "days_left": desk.days_left(one),
        "is_public": one.state != RoundState.SETUP, "prints": board.printable(one),
    }  # fmt: skip
    return render(request, "budgeting/round.html", values)


ROUND_OPEN = frozenset({
    RoundState.SETUP, RoundState.CALL, RoundState.SCREEN, RoundState.DELIBERATE, RoundState.CANDIDATES,
})  # fmt: skip


@requires(policies.VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: ActedRequest, round_id: UUID, verb: str) -> HttpResponse:
    """One step of its life; those that must be explained ask for a reason."""
    one = desk.round_of(request.actor, round_id)
    if verb not in {found.verb for found in ROUND.steps}:
        raise OutsideYourArea
    row = ROUND.step(verb, one.state)
    if not request.actor.may(row.needs, one.community.code):
        raise NotAllowed
    form = ReasonForm(posted(request)) if row.reason else LinliForm(posted(request))

    def run(sent: Any) -> None:
        values = {"reason": sent.cleaned_data["reason"]} if row.reason else {}
        (HERE.get(verb) or getattr(rounds, verb))(request.actor, one, **values)

    back = reverse("budgeting:round", args=[one.pk])
    deed = Deed(row.label, form, run, back, _("办好了。"), one.title, row.label, danger=verb == "cancel")
    return carry_out(request, deed)


@requires(policies.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: ActedRequest, round_id: UUID, objection_id: UUID) -> HttpResponse:
    """Answer an objection."""
    one = desk.round_of(request.actor, round_id)
    row = one.objections.get(pk=objection_id)

    def run(form: Any) -> None:
        said = form.cleaned_data
        objections.answer(request.actor, one, row, words=said["words"], upheld=said["upheld"] == "yes")

    back = reverse("budgeting:round", args=[one.pk])
    return carry_out(
        request, Deed(_("答复异议"), AnswerForm(posted(request)), run, back, _("答复好了。"), row.words)
    )
