"""Who is there: by the list, by the code on the wall; nobody twice; households count once."""

from datetime import timedelta

import pytest
from tests.builders.assembly import voter
from tests.builders.meetings import announced, came, fresh, planned, running

from linli.contexts.assembly.commands import attendance
from linli.contexts.assembly.commands.attendance import AlreadyHere, Written, WrongCode
from linli.contexts.assembly.queries import meetings
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea

pytestmark = pytest.mark.django_db
PHONE = "13800000001"


def test_by_the_list_and_never_twice(world) -> None:
    person, row = world.person("王秀英"), announced(world)
    came(world, row, person)
    with pytest.raises(AlreadyHere):
        came(world, row, person)
    assert [one.name for one in meetings.attendees(row)] == ["王秀英"]
    assert meetings.candidates(row, "王秀英")[0].is_there
    assert meetings.candidates(row, "") == []


def test_by_phone_with_the_code_on_the_wall(world, clock) -> None:
    person, resident = voter(world, "王秀英", PHONE)
    row = announced(world)
    with pytest.raises(NotAllowedNow):
        attendance.attend(resident, row, code=row.code)
    clock.forward(timedelta(days=5))
    with pytest.raises(WrongCode):
        attendance.attend(resident, row, code="0000")
    attendance.attend(resident, row, code=row.code)
    with pytest.raises(AlreadyHere):
        came(world, row, person)
    assert meetings.there(row) == 1
    assert meetings.own_place(resident, row) is not None


def test_households_count_once(world) -> None:
    first = world.person("王秀英")
    second = world.person("李明", home=first.home, household=first.household)
    row = announced(world, kind="households", entitled=4)
    came(world, row, first)
    came(world, row, second)
    assert (row.attendees.count(), meetings.there(row)) == (2, 1)
    assert not meetings.presence(row).is_enough


def test_guests_do_not_count_and_who_leaves_counts_no_more(world) -> None:
    manager, row = world.actor("community_manager"), announced(world)
    attendance.check_in_guest(manager, row, written=Written("街道 老周"))
    mine = attendance.check_in_guest(manager, row, written=Written("李大爷", "2-1-101", counts=True))
    assert meetings.there(row) == 1
    attendance.leave(manager, row, mine)
    assert meetings.there(row) == 0
    attendance.leave(manager, row, mine)
    assert meetings.there(row) == 1
    attendance.remove(manager, row, mine)
    assert row.attendees.count() == 1
    with pytest.raises(BadInput):
        attendance.check_in_guest(manager, row, written=Written(" "))


def test_neither_too_early_nor_by_strangers(world, clock) -> None:
    manager = world.actor("community_manager")
    with pytest.raises(NotAllowedNow):
        attendance.check_in_guest(manager, planned(world), written=Written("李大爷"))
    _person, resident = voter(world, "王秀英", PHONE)
    there = announced(world, area=world.building3)
    with pytest.raises(OutsideYourArea):
        attendance.attend(resident, there, code=there.code)
    row = running(world, clock)
    clock.forward(timedelta(minutes=1))
    assert meetings.presence(fresh(row)).is_enough
