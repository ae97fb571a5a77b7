"""Objections hold things up until they are answered."""

from datetime import date

import pytest

from linli.contexts.budgeting.commands import objections, proposals, rounds, voting
from linli.contexts.budgeting.commands.proposals import OneObjection
from linli.contexts.budgeting.commands.rounds import NotYet
from linli.contexts.budgeting.models import Objection
from linli.contexts.budgeting.policies import on_paper_from
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


def test_only_the_author_of_a_paper_objects_to_its_refusal(world, shares) -> None:
    """At whatever door the author lives; not the neighbour's, and not somebody else behind the same door."""
    home = world.home(world.building1, 1, "101")
    old, young = world.person("老周", date(1940, 1, 1), home=home), world.person("小周", home=home)
    shares.neighbour("王二", "301")
    one, door = shares.called(), shares.door("101")
    told = {
        "title": "楼道扶手",
        "words": "上下楼扶一把",
        "category": "safety",
        "place": "1号楼",
        "wish": 100_000,
    }
    paper = proposals.propose_for(
        shares.worker, one, door, told=told, asked={"way": "paper", "person": old.pk}
    )
    shares.until(date(2026, 3, 21))
    rounds.begin_screening(shares.manager, one)
    proposals.refuse(shares.clerk, paper, clause="responsible", reason="物业该做")
    paper.refresh_from_db()
    asked = {"way": "counter", "person": old.pk}
    with pytest.raises(OutsideYourArea):
        objections.object_for(shares.worker, paper, shares.door("301"), words="不是", asked=asked)
    with pytest.raises(BadInput):
        objections.object_for(
            shares.worker, paper, door, words="不是", asked={"way": "counter", "person": young.pk}
        )
    assert not Objection.objects.exists()
    said = objections.object_for(shares.worker, paper, door, words="物业说不归他们", asked=asked)
    assert said.behalf is not None


def test_a_change_of_a_paper_is_answered_by_its_author(world, shares) -> None:
    home = world.home(world.building1, 1, "101")
    old = world.person("老周", date(1940, 1, 1), home=home)
    shares.neighbour("王二", "301")
    one, door = shares.called(), shares.door("101")
    told = {
        "title": "楼道扶手",
        "words": "上下楼扶一把",
        "category": "safety",
        "place": "1号楼",
        "wish": 100_000,
    }
    asked = {"way": "paper", "person": old.pk}
    paper = proposals.propose_for(shares.worker, one, door, told=told, asked=asked)
    shares.until(date(2026, 3, 21))
    one = rounds.begin_screening(shares.manager, one)
    shares.passed(paper)
    rounds.begin_deliberating(shares.manager, one)
    told = {"title": "楼道扶手和灯", "words": "扶手加感应灯"}
    change = proposals.suggest_change(shares.manager, paper, told=told, why="灯一起做更省")
    with pytest.raises(OutsideYourArea):
        proposals.answer_change_for(
            shares.worker, paper, shares.door("301"), change, agrees=True, asked=asked
        )
    proposals.answer_change_for(shares.worker, paper, door, change, agrees=True, asked=asked)
    paper.refresh_from_db()
    assert paper.title == "楼道扶手和灯"


def test_a_door_shows_the_papers_of_its_own_authors_only(world, shares) -> None:
    old = world.person("老周", date(1940, 1, 1), home=world.home(world.building1, 1, "101"))
    shares.neighbour("王二", "301")
    one = shares.called()
    told = {
        "title": "楼道扶手",
        "words": "上下楼扶一把",
        "category": "safety",
        "place": "1号楼",
        "wish": 100_000,
    }
    paper = proposals.propose_for(
        shares.worker, one, shares.door("101"), told=told, asked={"way": "paper", "person": old.pk}
    )
    assert on_paper_from([paper], shares.door("101")) == [paper]
    assert on_paper_from([paper], shares.door("301")) == []
