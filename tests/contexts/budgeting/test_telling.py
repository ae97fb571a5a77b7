"""Authors hear of every judgement: on their own page, or from somebody who comes to the door."""

from datetime import date, timedelta

import pytest
from tests.builders.neighbours import browser

from linli.contexts.budgeting.commands import objections, proposals, rounds, telling
from linli.contexts.budgeting.commands.objections import TooLate
from linli.contexts.budgeting.models import Proposal, Word
from linli.kernel.errors import NotAllowed, NotAllowedNow, OutsideYourArea

pytestmark = pytest.mark.django_db
PHONE = "13800000001"
TOLD = {"title": "楼道扶手", "words": "上下楼扶一把", "category": "safety", "place": "1号楼", "wish": 100_000}


@pytest.fixture
def paper(world, shares):
    """A proposal on paper that was refused, beside one by phone that passed."""
    old = world.person("老周", date(1940, 1, 1), home=world.home(world.building1, 1, "101"))
    one = shares.called()
    by_phone = shares.propose(one, shares.neighbour("李一", "201"))
    asked = {"way": "paper", "person": old.pk}
    row = proposals.propose_for(shares.worker, one, shares.door("101"), told=TOLD, asked=asked)
    shares.until(date(2026, 3, 21))
    rounds.begin_screening(shares.manager, one)
    proposals.refuse(shares.clerk, row, clause="responsible", reason="物业该做")
    shares.passed(by_phone)
    found = Proposal.objects.select_related("round__community").get(pk=row.pk)
    found.old = old.pk
    return found


def test_the_author_of_a_paper_is_told_at_the_door(world, shares, paper) -> None:
    page = f"/budgeting/rounds/{paper.round_id}/"
    worker = world.client("grid_worker", world.grid1)
    listed = worker.get(f"{page}untold/").content.decode()
    assert "老周" in listed
    assert "没有通过审核" in listed
    assert "儿童滑梯换新" not in listed
    other = world.client("grid_worker", world.grid2).get(f"{page}untold/").content.decode()
    assert "老周" not in other
    assert worker.post(f"/budgeting/proposals/{paper.pk}/told/").status_code == 303
    assert "老周" not in worker.get(f"{page}untold/").content.decode()
    with pytest.raises(NotAllowedNow):
        telling.tell_by_mouth(shares.clerk, paper)
    with pytest.raises(OutsideYourArea):
        telling.tell_by_mouth(world.actor("counter_clerk", world.other_community), paper)


def test_the_author_with_a_phone_reads_it_there(world, shares, paper) -> None:
    row = Proposal.objects.get(number=1)
    phone = browser(PHONE)
    assert "您的提案有新的结果" in phone.get("/residents/").content.decode()
    page = f"/budgeting/open/{row.round_id}/mine/"
    assert "通过了审核" in phone.get(page).content.decode()
    assert phone.post(f"/budgeting/proposals/{row.pk}/heard/").status_code == 303
    assert "您的提案有新的结果" not in phone.get("/residents/").content.decode()
    with pytest.raises(NotAllowed):
        telling.tell_by_mouth(shares.clerk, row)
    shares.neighbour("王二", "301")
    assert browser("13800000002").post(f"/budgeting/proposals/{row.pk}/heard/").status_code == 404
    assert set(Word.objects.values_list("what", flat=True)) == {"passed", "refused"}


def test_a_refusal_can_be_objected_to_for_some_days(world, shares, paper) -> None:
    asked = {"way": "counter", "person": paper.old}
    shares.clock.forward(timedelta(days=8))
    with pytest.raises(TooLate) as late:
        objections.object_for(shares.worker, paper, shares.door("101"), words="不归物业", asked=asked)
    assert "2026-03-28" in str(late.value)


def test_an_objection_has_a_day_by_which_it_is_answered(world, shares, paper) -> None:
    asked = {"way": "counter", "person": paper.old}
    said = objections.object_for(shares.worker, paper, shares.door("101"), words="不归物业", asked=asked)
    assert said.answer_by is not None
    assert said.answer_by > date(2026, 3, 21)
    shares.clock.forward(timedelta(days=10))
    today = world.client("community_manager").get("/today/").content.decode()
    assert "有异议等着答复" in today
