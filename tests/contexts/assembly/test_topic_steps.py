"""Talk, motion, vote, decision; aside and back: what each step asks for and whom it tells."""

from datetime import timedelta

import pytest
from tests.builders.assembly import fresh as fresh_ballot
from tests.builders.talk import MOTION, fresh, moved, person, proposed, seconded, talking

from linli.contexts.assembly.commands import ballots, topic_steps
from linli.contexts.assembly.commands.topic_steps import Vote
from linli.contexts.assembly.models.topics import News
from linli.kernel import clock as now
from linli.kernel.actor import linli
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

pytestmark = pytest.mark.django_db


def vote(world, days: int = 4) -> Vote:
    start = now.today() + timedelta(days=days)
    return Vote(area=world.community, per="adult", opens_on=start, closes_on=start + timedelta(days=7))


def test_a_talk_has_an_end_that_can_only_move_back(world) -> None:
    manager, row = world.actor("community_manager"), seconded(world)
    for days in (1, 99):
        with pytest.raises(BadInput):
            topic_steps.open_talk(manager, row, until=now.today() + timedelta(days=days))
    row = topic_steps.open_talk(manager, row, until=now.today() + timedelta(days=14))
    assert News.objects.filter(key="opened").count() == 10
    with pytest.raises(BadInput):
        topic_steps.prolong(manager, row, until=now.today() + timedelta(days=10))
    row = topic_steps.prolong(manager, row, until=now.today() + timedelta(days=20))
    assert row.talk_until == now.today() + timedelta(days=20)
    with pytest.raises(NotAllowedNow):
        topic_steps.prolong(manager, proposed(world), until=now.today() + timedelta(days=20))


def test_aside_with_a_reason_and_up_again(world) -> None:
    manager, row = world.actor("community_manager"), proposed(world)
    with pytest.raises(ReasonNeeded):
        topic_steps.set_aside(manager, row, reason=" ")
    assert topic_steps.set_aside(manager, row, reason="等物业换届").ended_why == "等物业换届"
    assert topic_steps.take_up(manager, fresh(row)).state == "proposed"


def test_a_motion_is_complete_and_not_before_the_talk_is_over(world, clock) -> None:
    manager, row = world.actor("community_manager"), talking(world)
    with pytest.raises(BadInput) as refusal:
        topic_steps.make_motion(manager, row, said={**MOTION, "money": " "})
    assert refusal.value.field == "money"
    with pytest.raises(NotAllowedNow):
        topic_steps.make_motion(manager, row, said=MOTION)
    clock.forward(timedelta(days=15))
    assert topic_steps.make_motion(manager, row, said=MOTION).motion == MOTION


def test_the_vote_says_what_the_motion_says_and_its_result_is_the_decision(world, clock) -> None:
    for n in range(3):
        world.person(f"居民{n}")
    manager, row = world.actor("community_manager"), moved(world, clock)
    ballot = topic_steps.put_to_vote(manager, row, vote=vote(world))
    assert (ballot.title, ballot.kind) == (row.title, "motion")
    assert "谁来做：物业保安" in ballot.words
    row = fresh(row)
    for step in (
        lambda: topic_steps.put_to_vote(manager, row, vote=vote(world)),
        lambda: topic_steps.decide(manager, row, words="会上定了", passed=True),
        lambda: topic_steps.hand_to(manager, row, ref="assembly.meeting:1"),
    ):
        with pytest.raises(NotAllowedNow):
            step()
    ballots.make_roll(manager, ballot)
    with pytest.raises(NotAllowedNow):
        topic_steps.take_back(manager, fresh(row), reason="没写好")
    ballots.announce(manager, fresh_ballot(ballot))
    clock.forward(timedelta(days=4))
    ballots.open_ballot(manager, fresh_ballot(ballot))
    clock.forward(timedelta(days=8))
    ballots.close(manager, fresh_ballot(ballot))
    ballots.publish(manager, fresh_ballot(ballot))
    topic_steps.decide_by_vote(linli("assembly"), fresh(row))
    row = fresh(row)
    assert (row.state, row.passed) == ("decided", False)
    assert "参加的不够" in row.decision
    assert News.objects.filter(key="decided").exists()


def test_a_motion_is_taken_back_and_talked_about_again(world, clock) -> None:
    manager, row = world.actor("community_manager"), moved(world, clock)
    with pytest.raises(ReasonNeeded):
        topic_steps.take_back(manager, row, reason="")
    ballot = topic_steps.put_to_vote(manager, row, vote=vote(world))
    ballots.cancel(manager, ballot, reason="方案要重做")
    row = topic_steps.take_back(manager, fresh(row), reason="钱没说清楚")
    assert (row.state, row.ballot, row.talk_until) == ("open", None, now.today() + timedelta(days=3))


def test_a_meeting_decides(world, clock) -> None:
    _who, author = person(world)
    manager, row = world.actor("community_manager"), moved(world, clock, author)
    row = topic_steps.hand_to(manager, row, ref="assembly.meeting:1")
    with pytest.raises(BadInput):
        topic_steps.decide(manager, row, words=" ", passed=True)
    row = topic_steps.decide(manager, row, words="议事会到会 23 人，赞成 17", passed=True)
    assert (row.state, row.passed, row.decided_on) == ("decided", True, now.today())


def test_the_ballot_lies_in_the_same_community(world, clock) -> None:
    manager, row = world.actor("community_manager"), moved(world, clock)
    elsewhere = Vote(
        world.other_community, "adult", now.today() + timedelta(days=4), now.today() + timedelta(days=9)
    )
    with pytest.raises(BadInput):
        topic_steps.put_to_vote(manager, row, vote=elsewhere)
