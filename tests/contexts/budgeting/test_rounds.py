"""A round is planned, moved on, cancelled; what comes too early is refused with the reason."""

from datetime import date

import pytest

from linli.contexts.budgeting.commands import rounds
from linli.contexts.budgeting.models import Round
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wrong",
    [{"pool": 0}, {"title": " "}, {"vote_from": date(2026, 3, 19)}, {"vote_until": date(2026, 3, 25)},
     {"publicity_days": 2}, {"candidate_days": 16}, {"caps": {"safety": 1}}, {"utility": "score"},
     {"most": 0}, {"rule": "lottery"}, {"completion": "all"},
     {"rule": "greedy", "caps": {"moon": 100}}, {"rule": "greedy", "caps": {"safety": 99_000_000}}],
)  # fmt: skip
def test_a_plan_that_cannot_be(shares, wrong) -> None:
    with pytest.raises(BadInput):
        shares.planned(**wrong)


def test_a_round_ends_before_the_vote_with_a_reason_and_not_after(shares) -> None:
    one = shares.called()
    with pytest.raises(ReasonNeeded):
        rounds.cancel(shares.manager, one, reason=" ")
    assert rounds.cancel(shares.manager, one, reason="资金改期").state == "cancelled"
    with pytest.raises(NotAllowedNow):
        rounds.change(shares.manager, one, told={})


def test_dates_ahead_may_move_and_nothing_else(shares) -> None:
    one = shares.called()
    moved = rounds.change(shares.manager, one, told={"vote_until": date(2026, 4, 2), "pool": 1})
    assert (moved.vote_until, moved.pool) == (date(2026, 4, 2), 10_000_000)
    assert Round.objects.get().number == "PB-2026-01"
