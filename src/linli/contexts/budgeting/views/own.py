"""For residents with a phone: propose, vote, follow one's proposals, object, look at the finished work."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.budgeting.commands import objections, proposals, telling, works
from linli.contexts.budgeting.forms.own import ProposalForm, ScoreForm, WordsForm
from linli.contexts.budgeting.models import ChangeState, Proposal, Round
from linli.contexts.budgeting.queries import authors, board
from linli.contexts.budgeting.queries.rules import objection_until
from linli.kernel.access.guards import ResidentRequest, resident
from linli.kernel.areas.queries import buildings_of
from linli.kernel.errors import OutsideYourArea
from linli.web.deeds import Deed, carry_out

MINE = "one's own proposals and vote"


def round_for(request: ResidentRequest, round_id: UUID) -> Round:
    """A round of one's own community."""
    one = board.public(round_id)
    if not request.resident.homes_in(one.community.code):
        raise OutsideYourArea
    return one


def _posted(request: ResidentRequest) -> Any:
    return request.POST if request.method == "POST" else None


@resident(MINE)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: ResidentRequest, round_id: UUID) -> HttpResponse:
    """Say what one would like to be done."""
    one = round_for(request, round_id)
    form = ProposalForm(_posted(request), request.FILES or None, places=buildings_of(one.community))
    deed = Deed(
        gettext_lazy("提一个建议"), form,
        lambda sent: proposals.propose(request.resident, one, told=sent.told(), photo=sent.picture()),
        reverse("budgeting:mine", args=[one.pk]), gettext_lazy("收到了。审核结果会写在这里。"), one.title,
        gettext_lazy("提交"),
    )  # fmt: skip
    return carry_out(request, deed)


@resident(MINE)
@require_GET
def mine(request: ResidentRequest, round_id: UUID) -> HttpResponse:
    """What became of one's proposals, and what waits for one's answer."""
    one = round_for(request, round_id)
    found = [c for c in board.cards(one) if c.row.visitor == request.resident.visitor]
    words = authors.unheard(c.row for c in found)
    lines = [
        (c, c.row.changes.filter(state=ChangeState.ASKED).first(), c.row.objections.first(),
         words.get(c.row.pk, []), objection_until(c.row))
        for c in found
    ]  # fmt: skip
    return render(request, "budgeting/mine.html", {"round": one, "lines": lines})


def _own(request: ResidentRequest, proposal_id: UUID) -> Proposal:
    rows = Proposal.objects.select_related("round__community")
    return rows.get(pk=proposal_id, visitor=request.resident.visitor)


@resident(MINE)
@require_POST
def answer(request: ResidentRequest, proposal_id: UUID, change_id: UUID, word: str) -> HttpResponse:
    """Agree to a change, or not."""
    row = _own(request, proposal_id)
    proposals.answer_change(request.resident, row, row.changes.get(pk=change_id), agrees=word == "yes")
    messages.success(request, _("谢谢，记下了。"))
    return HttpResponseRedirect(reverse("budgeting:mine", args=[row.round_id]), status=303)


@resident(MINE)
@require_POST
def withdraw(request: ResidentRequest, proposal_id: UUID) -> HttpResponse:
    """Take one's proposal back."""
    row = _own(request, proposal_id)
    proposals.withdraw(request.resident, row)
    messages.success(request, _("已经撤回。"))
    return HttpResponseRedirect(reverse("budgeting:mine", args=[row.round_id]), status=303)


@resident(MINE)
@require_POST
def heard(request: ResidentRequest, proposal_id: UUID) -> HttpResponse:
    """I have read what became of it."""
    row = _own(request, proposal_id)
    telling.hear(request.resident, row)
    return HttpResponseRedirect(reverse("budgeting:mine", args=[row.round_id]), status=303)


@resident(MINE)
@require_http_methods(["GET", "HEAD", "POST"])
def refusal(request: ResidentRequest, proposal_id: UUID) -> HttpResponse:
    """Ask, once, that a refusal be looked at again."""
    row = _own(request, proposal_id)
    deed = Deed(
        gettext_lazy("提出异议"), WordsForm(_posted(request)),
        lambda sent: objections.object_to_refusal(request.resident, row, words=sent.cleaned_data["words"]),
        reverse("budgeting:mine", args=[row.round_id]), gettext_lazy("收到了，会有答复。"),
        board.refusal(row), gettext_lazy("提交"),
    )  # fmt: skip
    return carry_out(request, deed)


@resident(MINE)
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: ResidentRequest, round_id: UUID) -> HttpResponse:
    """Object to the candidates or the result."""
    one = round_for(request, round_id)
    deed = Deed(
        gettext_lazy("提出异议"), WordsForm(_posted(request)),
        lambda sent: objections.object_to(request.resident, one, words=sent.cleaned_data["words"]),
        reverse("budgeting:open_round", args=[one.pk]), gettext_lazy("收到了，会有答复。"), one.title,
        gettext_lazy("提交"),
    )  # fmt: skip
    return carry_out(request, deed)


@resident(MINE)
@require_http_methods(["GET", "HEAD", "POST"])
def score(request: ResidentRequest, round_id: UUID, number: int) -> HttpResponse:
    """Say what one thinks of the finished work."""
    one = round_for(request, round_id)
    row = one.proposals.select_related("round__community").get(number=number)
    deed = Deed(
        gettext_lazy("请您验收"), ScoreForm(_posted(request)),
        lambda sent: works.score(request.resident, row, **sent.cleaned_data),
        reverse("budgeting:open_proposal", args=[one.pk, row.number]), gettext_lazy("谢谢您来看。"),
        row.title, gettext_lazy("提交"),
    )  # fmt: skip
    return carry_out(request, deed)
