"""Motions that a box decides after the meeting; the result comes back to the motion."""

from datetime import timedelta

import pytest
from tests.builders.assembly import fresh as fresh_ballot
from tests.builders.meetings import moved, running

from linli.contexts.assembly.commands import ballots, motion_ballots, motions
from linli.contexts.assembly.models import Motion
from linli.kernel import clock as now
from linli.kernel.ballots import casting
from linli.kernel.errors import NotAllowedNow

pytestmark = pytest.mark.django_db


def test_owners_decide_by_ballot_alone(world, clock) -> None:
    manager = world.actor("community_manager")
    more = {"kind": "owners", "starts_at": now.now() + timedelta(days=16)}
    row = moved(world, running(world, clock, **more))
    with pytest.raises(NotAllowedNow):
        motions.call_vote(manager, row)
    start = now.today() + timedelta(days=8)
    wanted = motion_ballots.ballot_wanted(row, start, start + timedelta(days=7))
    assert motion_ballots.to_ballot(manager, row, wanted=wanted).kind == "owners"


def test_the_box_decides_and_its_result_is_taken(world, clock) -> None:
    manager = world.actor("community_manager")
    people = [world.person(f"邻居{n}") for n in range(3)]
    row, start = (
        moved(world, running(world, clock, kind="residents", entitled=3)),
        now.today() + timedelta(days=4),
    )
    ballot = motion_ballots.to_ballot(
        manager, row, wanted=motion_ballots.ballot_wanted(row, start, start + timedelta(days=2))
    )
    assert (ballot.kind, ballot.secret, ballot.title) == ("motion", True, row.what)
    row = Motion.objects.get(pk=row.pk)
    with pytest.raises(NotAllowedNow):
        motion_ballots.take_result(manager, row)
    ballot = fresh_ballot(ballots.announce(manager, fresh_ballot(ballots.make_roll(manager, ballot))))
    clock.forward(timedelta(days=4))
    ballot = fresh_ballot(ballots.open_ballot(manager, ballot))
    for person in people[:2]:
        casting.cast(ballot.box, str(person.pk), (("for",), ()))
    clock.forward(timedelta(days=3))
    ballots.publish(manager, fresh_ballot(ballots.close(manager, ballot)))
    row = motion_ballots.take_result(manager, Motion.objects.get(pk=row.pk))
    assert (row.state, row.votes_for, row.present) == ("passed", 2, 2)
