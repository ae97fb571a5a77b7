"""A paper that is confirmed, or taken back, among the acts on behalf."""

from uuid import UUID

import pytest

from linli.contexts.budgeting.commands import papers
from linli.contexts.budgeting.models import Round
from linli.contexts.budgeting.reactions import hold_paper, withdraw_paper
from linli.contexts.residents import api as residents
from linli.facts.residents import BehalfHolds, BehalfWithdrawn
from linli.kernel.ballots import boxes
from linli.kernel.ballots.models import HandIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(shares):
    near, other = shares.neighbour("李一", "201"), shares.neighbour("王二", "301")
    one = shares.voting(near)
    key = other.homes[0].person
    asked = {"way": "paper", "person": key}
    return papers.hand_in(shares.worker, one, shares.door("301"), key=key, asked=asked)


def test_it_holds_once_however_often_it_is_told(shares, paper) -> None:
    fact = BehalfHolds(paper.behalf, "", "")
    hold_paper(fact)
    assert boxes.turnout(paper.box).voted == 0
    residents.second(shares.clerk, paper.behalf)
    for _twice in range(2):
        hold_paper(fact)
    assert boxes.turnout(paper.box).by_channel == {"paper": 1}


def test_one_that_comes_after_a_vote_by_phone_is_set_aside_with_the_reason(shares, paper) -> None:
    boxes.Seat.objects.filter(key=paper.key).update(voted=True, channel="online")
    residents.second(shares.clerk, paper.behalf)
    hold_paper(BehalfHolds(paper.behalf, "", ""))
    row = HandIn.objects.get()
    assert (row.state, row.second) == ("aside", "")
    assert "手机" in row.why


def test_taken_back_it_waits_no_more(shares, paper) -> None:
    residents.withdraw(shares.worker, paper.behalf, reason="拿错了")
    withdraw_paper(BehalfWithdrawn(paper.behalf, "", ""))
    withdraw_paper(BehalfWithdrawn(paper.behalf, "", ""))
    assert HandIn.objects.get().state == "withdrawn"
    key = UUID(paper.key)
    asked = {"way": "paper", "person": key}
    assert papers.hand_in(shares.worker, Round.objects.get(), shares.door("301"), key=key, asked=asked)
