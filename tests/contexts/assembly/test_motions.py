"""Motions: complete or not talked about; hands counted by two who agree; or decided by a box."""

from datetime import timedelta

import pytest
from tests.builders.assembly import fresh as fresh_ballot
from tests.builders.meetings import came, moved, planned, running, said, two, voted

from linli.contexts.assembly.commands import ballots, motions
from linli.contexts.assembly.commands.motions import CountedTwice, NotComplete, NotEnoughHere
from linli.contexts.assembly.models import Motion
from linli.contexts.assembly.queries.meeting_rules import Hands
from linli.kernel import clock as now
from linli.kernel.ballots import casting
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


def test_owners_decide_by_ballot_alone(world, clock) -> None:
    manager = world.actor("community_manager")
    more = {"kind": "owners", "starts_at": now.now() + timedelta(days=16)}
    row = moved(world, running(world, clock, **more))
    with pytest.raises(NotAllowedNow):
        motions.call_vote(manager, row)
    start = now.today() + timedelta(days=8)
    wanted = motions.ballot_wanted(row, start, start + timedelta(days=7))
    assert motions.to_ballot(manager, row, wanted=wanted).kind == "owners"


def test_the_box_decides_and_its_result_is_taken(world, clock) -> None:
    manager = world.actor("community_manager")
    people = [world.person(f"邻居{n}") for n in range(3)]
    row, start = (
        moved(world, running(world, clock, kind="residents", entitled=3)),
        now.today() + timedelta(days=4),
    )
    ballot = motions.to_ballot(
        manager, row, wanted=motions.ballot_wanted(row, start, start + timedelta(days=2))
    )
    assert (ballot.kind, ballot.secret, ballot.title) == ("motion", True, row.what)
    row = Motion.objects.get(pk=row.pk)
    with pytest.raises(NotAllowedNow):
        motions.take_result(manager, row)
    ballot = fresh_ballot(ballots.announce(manager, fresh_ballot(ballots.make_roll(manager, ballot))))
    clock.forward(timedelta(days=4))
    ballot = fresh_ballot(ballots.open_ballot(manager, ballot))
    for person in people[:2]:
        casting.cast(ballot.box, str(person.pk), (("for",), ()))
    clock.forward(timedelta(days=3))
    ballots.publish(manager, fresh_ballot(ballots.close(manager, ballot)))
    row = motions.take_result(manager, Motion.objects.get(pk=row.pk))
    assert (row.state, row.votes_for, row.present) == ("passed", 2, 2)
