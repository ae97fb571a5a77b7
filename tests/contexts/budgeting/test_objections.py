"""Objections hold things up until they are answered."""

from datetime import date

import pytest

from linli.contexts.budgeting.commands import objections, proposals, rounds, voting
from linli.contexts.budgeting.commands.proposals import OneObjection
from linli.contexts.budgeting.commands.rounds import NotYet
from linli.contexts.budgeting.models import Objection
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea, ReasonNeeded

pytestmark = pytest.mark.django_db


def test_a_refusal_has_a_clause_a_reason_and_one_objection(world, shares) -> None:
    author = shares.neighbour("李一", "201")
    one = shares.called()
    row = shares.propose(one, author)
    with pytest.raises(NotAllowedNow):
        proposals.refuse(shares.clerk, row, clause="private", reason="早了")
    shares.until(date(2026, 3, 21))
    rounds.begin_screening(shares.manager, one)
    with pytest.raises(NotAllowedNow):
        proposals.pass_screening(shares.clerk, row)
    for wrong in ({"clause": "moon", "reason": "x"}, {"clause": "private", "reason": " "}):
        with pytest.raises((BadInput, ReasonNeeded)):
            proposals.refuse(shares.clerk, row, **wrong)
    proposals.refuse(shares.clerk, row, clause="responsible", reason="滑梯在保修期内")
    stranger = shares.neighbour("王二", "301")
    with pytest.raises(OutsideYourArea):
        objections.object_to_refusal(stranger, row, words="我也想要")
    said = objections.object_to_refusal(author, row, words="保修期上个月到了")
    with pytest.raises(OneObjection):
        objections.object_to_refusal(author, row, words="再说一遍")
    with pytest.raises(NotYet):
        rounds.begin_deliberating(shares.manager, one)
    objections.answer(shares.manager, one, said, words="查过，确实过保", upheld=True)
    row.refresh_from_db()
    assert row.state == "eligible"
    with pytest.raises(NotAllowedNow):
        objections.answer(shares.manager, one, Objection.objects.get(), words="又答", upheld=False)


def test_objections_hold_up_the_result_and_the_list(shares) -> None:
    near = shares.neighbour("李一", "201")
    one = shares.screened(near)
    with pytest.raises(NotAllowedNow):
        objections.object_to(near, one, words="早了")
    one = rounds.post_candidates(shares.manager, rounds.begin_deliberating(shares.manager, one))
    said = objections.object_to(near, one, words="长椅位置挡路")
    shares.until(date(2026, 3, 26))
    with pytest.raises(NotYet):
        voting.open_vote(shares.manager, one)
    objections.answer(shares.manager, one, said, words="改到树下", upheld=True)
    with pytest.raises(ReasonNeeded):
        rounds.reopen(shares.manager, one, reason="")
    one = rounds.reopen(shares.manager, one, reason="长椅换地方")
    assert set(one.proposals.values_list("state", flat=True)) == {"eligible"}
    rounds.post_candidates(shares.manager, one)
