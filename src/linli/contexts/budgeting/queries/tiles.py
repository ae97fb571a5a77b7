"""What participatory budgets put on a resident's own page."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.budgeting.models import ChangeState, ProposalState, Round, RoundState
from linli.contexts.budgeting.queries.own import own_votes
from linli.kernel import clock
from linli.kernel.actor import Resident
from linli.kernel.ballots.models import Seat
from linli.kernel.catalogue.manifest import Tile


def tiles(resident: Resident) -> Iterable[Tile]:
    """A vote that is open, a change to answer, a work to look at; and the rounds themselves."""
    codes = resident.communities
    rows = list(
        Round.objects.filter(community__code__in=codes)
        .exclude(state__in=(RoundState.SETUP, RoundState.CANCELLED, RoundState.CLOSED))
        .select_related("community", "box").order_by("-made_at")
    )  # fmt: skip
    for one in rows:
        page = reverse("budgeting:open_round", args=[one.pk])
        if one.state == RoundState.CALL and one.call_until >= clock.today():
            yield Tile(
                f"budgeting.call.{one.pk}", one.title, "bulb", page, _("正在征集提案"),
                until=one.call_until, is_matter=True,
            )  # fmt: skip
        if one.state == RoundState.VOTE and one.vote_until >= clock.today() and _may_still(resident, one):
            yield Tile(
                f"budgeting.vote.{one.pk}", one.title, "coin", reverse("budgeting:vote", args=[one.pk]),
                _("请您投票"), until=one.vote_until, is_matter=True,
            )  # fmt: skip
        asked = one.proposals.filter(visitor=resident.visitor, changes__state=ChangeState.ASKED).count()
        if asked:
            own, words = reverse("budgeting:mine", args=[one.pk]), _("您的提案有修改等您答复")
            key = f"budgeting.change.{one.pk}"
            yield Tile(key, one.title, "message-circle", own, words, asked, is_matter=True)
        unheard = one.proposals.filter(visitor=resident.visitor, told__heard_at=None, told__isnull=False)
        if fresh := unheard.distinct().count():
            yield Tile(
                f"budgeting.told.{one.pk}", one.title, "message-circle",
                reverse("budgeting:mine", args=[one.pk]), _("您的提案有新的结果"), fresh, is_matter=True,
            )  # fmt: skip
        if one.proposals.filter(state=ProposalState.ACCEPTANCE).exists():
            words = _("有项目做好了，请您看看")
            yield Tile(f"budgeting.accept.{one.pk}", one.title, "checklist", page, words, is_matter=True)
    if codes:
        yield Tile(
            "budgeting.rounds", _("大家的预算"), "coin", reverse("budgeting:open_rounds", args=[codes[0]]),
            _("提建议、投票、看每一分钱"), order=35,
        )  # fmt: skip


def _may_still(resident: Resident, one: Round) -> bool:
    keys = [str(key) for key in own_votes(resident, one)]
    return Seat.objects.filter(box=one.box, key__in=keys, voted=False).exists()
