"""Days that are different, and a room that is changed for good."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.builders.after_school import child, opened
from tests.builders.cared import TEST

from linli.contexts.care.commands import room_days, rooms
from linli.contexts.care.models import Pupil, Room, RoomDay
from linli.contexts.care.queries import rooms as queries
from linli.kernel.errors import NotAllowedNow, ReasonNeeded


@pytest.fixture
def room(world, clock) -> Room:
    return opened(world)


def test_days_that_are_different(world, room, clock) -> None:
    pupil, clerk = child(world, room), world.client("counter_clerk")
    form = reverse("care:room_day", args=[room.pk])
    friday, saturday = date(2026, 3, 13), date(2026, 3, 14)
    told = {"on": friday, "is_open": "no", "why": "学校秋游"}
    assert clerk.post(form, {**told, "why": ""}).status_code == 422
    assert clerk.post(form, {**told, "on": "2026-02-31"}).status_code == 422
    assert clerk.post(form, {**told, "on": "2026-03-01"}).status_code == 422
    assert clerk.post(form, told).status_code == 303
    assert queries.hours(room, friday) is None
    assert "学校秋游" in clerk.get(reverse("care:room", args=[room.pk])).content.decode()
    swapped = {"on": saturday, "is_open": "yes", "opens": "09:00", "closes": "11:30", "why": "调休上课"}
    assert clerk.post(form, {**swapped, "closes": "08:00"}).status_code == 422
    assert clerk.post(form, swapped).status_code == 303
    assert queries.hours(room, saturday) == (540, 690)
    assert queries.open_days(room, friday, 4) == [saturday, date(2026, 3, 16)]
    assert [one.pupil.pk for one in queries.day(room, saturday)] == [pupil.pk]
    clock.forward(timedelta(days=3, hours=20))
    # On a day that is open for once everybody may come, and nobody is missed.
    assert clock.today() == saturday or clock.today() == date(2026, 3, 15)
    assert queries.late(room) == []
    day = RoomDay.objects.get(on=friday)
    with pytest.raises(NotAllowedNow):
        room_days.restore_day(TEST, room, day=day)
    dark = room_days.Changed(date(2026, 3, 20), is_open=False, why="停电")
    later = room_days.change_day(TEST, room, told=dark)
    restore = reverse("care:room_day_restore", args=[room.pk, later.pk])
    assert world.client("grid_worker", world.grid1).post(restore).status_code == 404
    assert clerk.post(restore).status_code == 303
    assert clerk.post(restore).status_code == 404
    with pytest.raises(ReasonNeeded):
        room_days.change_day(TEST, room, told=room_days.Changed(date(2026, 3, 20), is_open=False, why=" "))
    rooms.step(TEST, room, pupil=pupil, verb="arrive")
    with pytest.raises(NotAllowedNow):
        room_days.change_day(TEST, room, told=room_days.Changed(clock.today(), is_open=False, why="提前关"))


def test_more_places_let_the_next_in(world, room, clock) -> None:
    for n, name in enumerate(("张小明", "王小红", "赵小刚")):
        child(world, room, name, f"30{n + 1}")
    assert Pupil.objects.filter(is_waiting=True).count() == 1
    form = reverse("care:room_change", args=[room.pk])
    told = {
        "name": "四点半课堂", "opens": "16:00", "closes": "18:00", "weekdays": ["0", "1", "2"],
        "capacity": "3", "from_on": room.from_on, "until_on": room.until_on, "on_duty": room.on_duty_id,
    }  # fmt: skip
    clerk = world.client("counter_clerk")
    assert clerk.post(form, {**told, "closes": "15:00"}).status_code == 422
    assert clerk.post(form, told).status_code == 303
    assert not Pupil.objects.filter(is_waiting=True).exists()
    room.refresh_from_db()
    assert (room.opens, room.weekdays, room.capacity) == (960, [0, 1, 2], 3)
