"""Turns to speak: for and against in turn, each so often, one at a time, so long as the rules say."""

from collections import Counter
from datetime import timedelta

import pytest
from tests.builders.assembly import voter
from tests.builders.meetings import came, moved, running

from linli.contexts.assembly.commands import motions, speaking
from linli.contexts.assembly.commands.speaking import InQueue, SpokeEnough
from linli.contexts.assembly.models import Speaker
from linli.contexts.assembly.queries.speaking import in_turn, queue
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea

pytestmark = pytest.mark.django_db


def test_sides_take_turns_and_who_spoke_less_goes_first(world, clock) -> None:
    manager, row = world.actor("community_manager"), moved(world, running(world, clock))
    for name, side in (("甲", "for"), ("乙", "for"), ("丙", "against"), ("丁", "against")):
        clock.forward(timedelta(seconds=1))
        speaking.add(manager, row, name=name, side=side)
    assert [one.name for one in queue(row).next] == ["甲", "丙", "乙", "丁"]
    assert speaking.give_next(manager, row).name == "甲"
    clock.forward(timedelta(seconds=1))
    with pytest.raises(InQueue):
        speaking.add(manager, row, name="甲", side="for")
    assert speaking.give_next(manager, row).name == "丙"
    speaking.add(manager, row, name="甲", side="for")
    assert [one.name for one in queue(row).next] == ["乙", "丁", "甲"]
    said = [Speaker(name="戊", key="e", side="against"), Speaker(name="己", key="f", side="against")]
    assert [one.name for one in in_turn(said, Counter({"e": 1}), "for")] == ["己", "戊"]


def test_two_minutes_and_twice(world, clock) -> None:
    manager, row = world.actor("community_manager"), moved(world, running(world, clock))
    for _turn in range(2):
        speaking.add(manager, row, name="甲", side="for")
        speaking.give_next(manager, row)
        assert (queue(row).seconds_left, queue(row).minutes_words) == (120, "2:00")
        clock.forward(timedelta(seconds=125))
        assert queue(row).is_over
        speaking.stop(manager, row)
    with pytest.raises(SpokeEnough):
        speaking.add(manager, row, name="甲", side="against")
    with pytest.raises(NotAllowedNow):
        speaking.stop(manager, row)
    assert speaking.give_next(manager, row) is None


def test_a_resident_who_is_there_asks_by_phone(world, clock) -> None:
    person, resident = voter(world, "王秀英", "13800000001")
    meeting = running(world, clock)
    row = moved(world, meeting)
    with pytest.raises(OutsideYourArea):
        speaking.ask(resident, row, side="for")
    came(world, meeting, person)
    assert speaking.ask(resident, row, side="against").name == "王秀英"
    with pytest.raises(BadInput):
        speaking.add(world.actor("community_manager"), row, name="乙", side="maybe")


def test_the_queue_ends_with_the_talk(world, clock) -> None:
    manager, row = world.actor("community_manager"), moved(world, running(world, clock))
    turn = speaking.add(manager, row, name="甲", side="for")
    assert speaking.drop(manager, row, turn).state == "dropped"
    speaking.add(manager, row, name="甲", side="for")
    speaking.add(manager, row, name="乙", side="for")
    speaking.give_next(manager, row)
    with pytest.raises(NotAllowedNow):
        motions.call_vote(manager, row)
    speaking.stop(manager, row)
    motions.call_vote(manager, row)
    assert not row.speakers.filter(state="waiting").exists()
    with pytest.raises(NotAllowedNow):
        speaking.add(manager, row, name="丙", side="for")
