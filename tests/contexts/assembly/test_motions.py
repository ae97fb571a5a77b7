"""Motions: complete or not talked about; hands counted by two who agree; or decided by a box."""

from datetime import timedelta

import pytest
from tests.builders.meetings import came, moved, planned, running, said, two, voted

from linli.contexts.assembly.commands import motions
from linli.contexts.assembly.commands.motions import CountedTwice, NotComplete, NotEnoughHere
from linli.contexts.assembly.queries.meeting_rules import Hands
from linli.kernel import clock as now
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

pytestmark = pytest.mark.django_db


def test_a_motion_says_what_it_lacks(world, clock) -> None:
    manager, row = world.actor("community_manager"), running(world, clock)
    motion = motions.write(manager, row, said=said(who="", how_much=" "))
    with pytest.raises(NotComplete) as refused:
        motions.put(manager, motion)
    assert "缺：谁来做、花多少钱" in str(refused.value)
    motion = motions.write(manager, row, said=said(), motion=motion)
    assert motions.put(manager, motion).state == "debated"
    with pytest.raises(NotComplete):
        motions.write(manager, row, said=said(where=""), motion=motion)
    for wrong in ({"what": " "}, {"when": now.today() - timedelta(days=1)}):
        with pytest.raises(BadInput):
            motions.write(manager, row, said=said(**wrong))


def test_one_at_a_time_and_only_while_it_runs(world, clock) -> None:
    manager, early = world.actor("community_manager"), planned(world)
    with pytest.raises(NotAllowedNow):
        motions.put(manager, motions.write(manager, early, said=said()))
    row = running(world, clock)
    moved(world, row)
    with pytest.raises(NotAllowedNow):
        moved(world, row, what="换信箱")


def test_two_people_count_and_must_agree(world, clock) -> None:
    manager, clerk = two(world)
    row = moved(world, running(world, clock))
    row = motions.call_vote(manager, row)
    motions.count_hands(manager, row, hands=Hands(2, 1, 0))
    with pytest.raises(CountedTwice):
        motions.count_hands(manager, row, hands=Hands(2, 1, 0))
    row = motions.count_hands(clerk, row, hands=Hands(3, 0, 0))
    assert (row.state, row.counts_differed, row.hand_counts.count()) == ("voting", 1, 0)
    with pytest.raises(BadInput):
        motions.count_hands(clerk, row, hands=Hands(3, 1, 0))
    motions.count_hands(clerk, row, hands=Hands(2, 1, 0))
    row = motions.count_hands(manager, row, hands=Hands(2, 1, 0))
    assert (row.state, row.votes_for, row.votes_against, row.present) == ("passed", 2, 1, 3)
    with pytest.raises(NotAllowedNow):
        motions.count_hands(manager, row, hands=Hands(2, 1, 0))


def test_a_tie_fails_and_more_talk_is_possible(world, clock) -> None:
    manager = world.actor("community_manager")
    meeting = running(world, clock)
    row = motions.call_vote(manager, moved(world, meeting))
    row = motions.reopen(manager, row)
    assert voted(world, row, (1, 1, 1)).state == "failed"
    with pytest.raises(ReasonNeeded):
        motions.withdraw(manager, motions.write(manager, meeting, said=said()), reason="")
    gone = motions.withdraw(manager, motions.write(manager, meeting, said=said()), reason="提的人收回")
    assert gone.state == "withdrawn"


def test_no_vote_without_a_quorum(world, clock) -> None:
    manager = world.actor("community_manager")
    meeting = running(world, clock, guests=2, kind="residents", entitled=4)
    row = moved(world, meeting)
    with pytest.raises(NotEnoughHere) as refused:
        motions.call_vote(manager, row)
    assert "还差 1" in str(refused.value)
    came(world, meeting, world.person("王秀英"))
    assert motions.call_vote(manager, row).state == "voting"
