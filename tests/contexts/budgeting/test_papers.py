"""No paper is left out without a word: what nobody confirmed is told, listed, and decided by somebody."""

from datetime import date

import pytest

from linli.contexts.budgeting.commands import papers, voting
from linli.contexts.budgeting.models import Round
from linli.contexts.residents.models import Behalf
from linli.kernel.ballots.models import HandIn
from linli.kernel.ballots.refusals import SecondMissing
from linli.kernel.errors import NotAllowed, NotAllowedNow, OutsideYourArea, ReasonNeeded

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(shares) -> HandIn:
    near, other = shares.neighbour("李一", "201"), shares.neighbour("王二", "301")
    one = shares.voting(near)
    shares.cast(one, near, "1")
    key = other.homes[0].person
    asked = {"way": "paper", "person": key}
    return papers.hand_in(shares.worker, one, shares.door("301"), key=key, asked=asked)


def test_the_count_waits_for_the_second_person_or_a_decision_with_a_reason(shares, paper) -> None:
    one = Round.objects.get()
    shares.until(date(2026, 4, 1))
    with pytest.raises(SecondMissing) as told:
        voting.count_votes(shares.clerk, one)
    assert "1 张" in str(told.value)
    with pytest.raises(ReasonNeeded):
        papers.set_aside(shares.clerk, one, paper, reason=" ")
    with pytest.raises(NotAllowed):
        papers.set_aside(shares.worker, one, paper, reason="我不想等")
    row = papers.set_aside(shares.clerk, one, paper, reason="找不到第二个在场的人")
    assert (row.state, row.why) == ("aside", "找不到第二个在场的人")
    assert Behalf.objects.get(pk=row.behalf).withdrawn_why == "找不到第二个在场的人"
    with pytest.raises(NotAllowedNow):
        papers.set_aside(shares.clerk, one, paper, reason="再来一次")
    with pytest.raises(NotAllowedNow):
        papers.second(shares.clerk, one, row)
    assert voting.count_votes(shares.clerk, one).story["aside"] == 1


def test_after_the_last_day_the_second_person_may_still_confirm(shares, paper) -> None:
    one = Round.objects.get()
    shares.until(date(2026, 4, 1))
    papers.second(shares.clerk, one, paper)
    for reader in (shares.worker, shares.clerk):
        papers.read_paper(reader, one, number=1, said=(("2",), ()))
    counted = voting.count_votes(shares.manager, one)
    assert (counted.story["ballots"], counted.story["aside"]) == (2, 0)


def test_the_list_in_browsers(world, shares, paper) -> None:
    page = f"/budgeting/rounds/{Round.objects.get().pk}/papers/"
    clerk, worker = world.client("counter_clerk"), world.client("grid_worker", world.grid1)
    aside = f"{page}{paper.pk}/aside/"
    assert aside in clerk.get(page).content.decode()
    assert aside not in worker.get(page).content.decode()
    assert worker.get(aside).status_code in (403, 404)
    assert clerk.post(aside, {"reason": ""}).status_code == 422
    assert clerk.post(aside, {"reason": "找不到第二个在场的人"}).status_code == 303
    assert "找不到第二个在场的人" in worker.get(page).content.decode()
    assert clerk.get(f"{page}blank/?n=2").content[:5] == b"%PDF-"
    assert clerk.get(f"{page}blank/?n=x").content[:5] == b"%PDF-"
    elsewhere = world.client("counter_clerk", world.other_community)
    assert elsewhere.get(page).status_code == elsewhere.get(f"{page}blank/").status_code == 404


def test_somebody_of_another_community_decides_nothing(world, shares, paper) -> None:
    with pytest.raises(OutsideYourArea):
        papers.set_aside(
            world.actor("counter_clerk", world.other_community), Round.objects.get(), paper, reason="x"
        )
