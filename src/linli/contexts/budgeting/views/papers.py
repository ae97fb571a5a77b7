"""For workers: papers that wait for a second person, reading them into the box, printing blank ones."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.budgeting import exports, policies
from linli.contexts.budgeting.commands import papers as commands
from linli.contexts.budgeting.forms.desk import ReadForm, option_words
from linli.contexts.budgeting.models import Round, RoundState, VoteKind
from linli.contexts.budgeting.queries import counting, desk
from linli.contexts.budgeting.views.desk import posted
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.ballots.handing import pile
from linli.kernel.ballots.models import HandIn
from linli.kernel.errors import OutsideYourArea
from linli.web import files
from linli.web.deeds import Deed, carry_out
from linli.web.forms import ReasonForm
from linli.web.htmx import see_other

AGAIN, State = 303, HandIn.State


def _round(request: ActedRequest, round_id: UUID) -> Round:
    one = desk.round_of(request.actor, round_id)
    if one.box is None:
        raise OutsideYourArea
    return one


def _taken(one: Round, taken_id: UUID) -> HandIn:
    taken = HandIn.objects.filter(pk=taken_id, box=one.box_id).first()
    if taken is None:
        raise OutsideYourArea
    return taken


@requires(policies.PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: ActedRequest, round_id: UUID) -> HttpResponse:
    """What waits, what was set aside and why, and reading papers into the box."""
    one = _round(request, round_id)
    heap, rows = pile(one.box, request.actor.label), counting.choices(one)
    form = ReadForm(
        posted(request), options=option_words(rows),
        purse=one.purse if one.vote_kind == VoteKind.POINTS else 0,
        initial={"number": heap.mine_next},
    )  # fmt: skip

    def run(sent: Any) -> None:
        said = sent.cleaned_data
        commands.read_paper(
            request.actor, one, number=said["number"], said=sent.said(), spoiled=said["spoiled"]
        )

    back = reverse("budgeting:papers", args=[one.pk])
    answered = carry_out(request, Deed(_("录一张纸票"), form, run, back, _("录好了，等另一个人再录一遍。")))
    if answered.status_code == AGAIN:
        return answered
    values = {
        "round": one, "form": form, "waiting": desk.papers(one, State.WAITING), "pile": heap,
        "aside": desk.papers(one, State.ASIDE, State.WITHDRAWN), "label": request.actor.label,
        "is_open": one.state == RoundState.VOTE, "may_settle": policies.may_count(request.actor, one),
    }  # fmt: skip
    return render(request, "budgeting/papers.html", values, status=answered.status_code)


@requires(policies.PROPOSE)
@require_POST
def second(request: ActedRequest, round_id: UUID, taken_id: UUID) -> HttpResponse:
    """Confirm a paper as the second person."""
    one = _round(request, round_id)
    commands.second(request.actor, one, _taken(one, taken_id))
    return see_other(request, "budgeting:papers", one.pk)


@requires(policies.COUNT)
@require_http_methods(["GET", "HEAD", "POST"])
def set_aside(request: ActedRequest, round_id: UUID, taken_id: UUID) -> HttpResponse:
    """Decide that a paper which nobody confirmed does not count, and say why."""
    one = _round(request, round_id)
    row = _taken(one, taken_id)
    deed = Deed(
        _("这张票不计入"), ReasonForm(posted(request)),
        lambda sent: commands.set_aside(request.actor, one, row, reason=sent.cleaned_data["reason"]),
        reverse("budgeting:papers", args=[one.pk]), _("记下了，原因留在名单里。"), row.door, _("不计入"),
        danger=True,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(policies.PROPOSE)
@require_GET
def blank(request: ActedRequest, round_id: UUID) -> HttpResponse:
    """Blank ballots as PDF, as many as asked for."""
    one = _round(request, round_id)
    asked = request.GET.get("n", "")
    many = min(max(int(asked[:4]), 1), exports.papers.MOST) if asked.isdecimal() else 1
    made = exports.papers.blank(one, many)
    commands.print_papers(request.actor, one, papers=many)
    return files.shown(made, f"{one.number}-ballots.pdf")
