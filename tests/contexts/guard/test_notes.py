"""Small changes are noted once, asked about gently, and never ring."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.builders import guarded
from tests.builders.guarded import deliver, device, message, source
from tests.contexts.guard.test_rounds import AWAKE, NOW, START

from linli.contexts.guard import tasks
from linli.contexts.guard.commands import notes as commands
from linli.contexts.guard.commands import pauses
from linli.contexts.guard.models import Alarm, HomeNote, HomeState
from linli.contexts.guard.queries import notes as queries
from linli.contexts.registry import api as registry
from linli.kernel.actor import linli
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea

CHANGE = NOW - timedelta(days=6)


def dripping(world, number: str = "WM-1", door: str = "101", litres: float = 0.4):
    """A home whose cistern has not stopped for thirty hours."""
    keyed = source(world, f"供水公司 {number}")
    device(world.home(world.building1, 1, door), number)
    register, told, at = 1000.0, [], START
    while at <= NOW:
        register += 8 if at.hour in AWAKE else litres if at > NOW - timedelta(hours=30) else 0
        told.append(register)
        at += timedelta(hours=1)
    deliver(keyed, message(number, *told, since=START))
    tasks.hear_homes()
    return keyed, register


def test_a_drip_is_noted_once_and_passes_when_it_stops(world, clock) -> None:
    keyed, register = dripping(world)
    assert tasks.note_changes() == 1
    assert tasks.note_changes() == 0
    row = HomeNote.objects.get()
    assert row.code == "water_never_stops"
    assert "0.4 升" in queries.sentence(row)
    assert not Alarm.objects.exists()
    clock.forward(timedelta(hours=2))
    deliver(keyed, message("WM-1", register, register, since=NOW + timedelta(hours=1)))
    tasks.hear_homes()
    assert tasks.note_changes() == 0
    row.refresh_from_db()
    assert row.passed_at is not None
    with pytest.raises(NotAllowedNow):
        commands.talk(guarded.TEST, row, words="都好")


def test_restless_nights_are_noted(world) -> None:
    keyed = source(world)
    device(world.home(world.building1), "WM-1")
    register, told, at = 1000.0, [], START
    while at <= NOW:
        awake = (*AWAKE, 1, 2, 3, 4) if at > CHANGE else AWAKE
        register += 8 if at.hour in awake else 0
        told.append(register)
        at += timedelta(hours=1)
    deliver(keyed, message("WM-1", *told, since=START))
    tasks.hear_homes()
    assert tasks.note_changes() == 1
    assert "夜里" in queries.sentence(HomeNote.objects.get())


def test_what_was_talked_about_is_left_in_peace_for_a_while(world, clock) -> None:
    dripping(world)
    tasks.note_changes()
    worker = world.actor("grid_worker", world.grid1)
    row = HomeNote.objects.get()
    with pytest.raises(BadInput):
        commands.talk(worker, row, words="  ")
    row = commands.talk(worker, row, words="马桶漏水，已请物业来修")
    assert row.account_id == worker.account_id
    with pytest.raises(NotAllowedNow):
        commands.talk(worker, row, words="再来一次")
    assert tasks.note_changes() == 0
    clock.forward(timedelta(days=43))
    assert tasks.note_changes() == 1
    with pytest.raises(NotAllowedNow):
        commands.reopen(worker, row)


def test_a_mark_made_by_mistake_is_taken_back(world) -> None:
    dripping(world)
    tasks.note_changes()
    row = commands.talk(guarded.TEST, HomeNote.objects.get(), words="都好")
    row = commands.reopen(guarded.TEST, row)
    assert (row.talked_at, row.words) == (None, "")
    with pytest.raises(NotAllowedNow):
        commands.reopen(guarded.TEST, row)


def test_a_home_that_is_away_has_no_habit_to_change(world) -> None:
    dripping(world)
    door = registry.door(guarded.TEST, HomeState.objects.get().pk)
    pauses.note_away(guarded.TEST, door.area, door=door, until=NOW + timedelta(days=3), by="本人")
    assert tasks.note_changes() == 0


def test_today_shows_it_at_the_door_without_hurry_and_the_desk_hears_of_it_once_a_week(world, clock) -> None:
    dripping(world)
    tasks.note_changes()
    worker, today = world.actor("grid_worker", world.grid1), NOW.date()
    row = HomeNote.objects.get()
    (at_door,) = queries.due(worker, today, row.dwelling_id)
    assert (at_door.due_on, at_door.priority) == (today + timedelta(days=14), 20)
    assert not list(queries.due(world.actor("grid_worker", world.grid2), today, None))
    assert "1 件小变化" in next(iter(queries.desk(worker, today))).title
    clock.forward(timedelta(days=8))
    assert not list(queries.desk(worker, today))


WHO = [
    ("grid_worker", "grid1", True),
    ("grid_worker", "grid2", None),
    ("counter_clerk", "community", False),
    ("community_manager", "community", True),
    ("subdistrict_officer", "subdistrict", None),
]


@pytest.mark.parametrize(("role", "granted", "may"), WHO)
def test_who_may_ask(world, role, granted, may) -> None:
    dripping(world)
    tasks.note_changes()
    row, actor = HomeNote.objects.get(), world.actor(role, getattr(world, granted))
    assert queries.seen(actor).exists() is (may is True)
    if may:
        assert commands.talk(actor, row, words="都好").talked_at
    else:
        with pytest.raises(OutsideYourArea if may is None else NotAllowed):
            commands.talk(actor, row, words="都好")


def test_from_the_list_to_what_was_said_and_back(world) -> None:
    worker = world.client("grid_worker", world.grid1)
    assert "现在没有要问的" in worker.get(reverse("guard:notes")).content.decode()
    dripping(world)
    tasks.note_changes()
    row = HomeNote.objects.get()
    talk, home = reverse("guard:talk", args=[row.pk]), reverse("guard:home", args=[row.dwelling_id])
    for address in (reverse("guard:notes"), home):
        assert "马桶和水龙头" in worker.get(address).content.decode()
    assert worker.post(talk, {"words": ""}).status_code == 422
    assert worker.post(talk, {"words": "马桶漏水，已报修"}).status_code == 303
    assert worker.post(talk, {"words": "马桶漏水，已报修"}).status_code == 422  # the second click
    assert "马桶漏水，已报修" in worker.get(reverse("guard:notes") + "?show=talked").content.decode()
    reopen = reverse("guard:reopen_note", args=[row.pk])
    assert worker.post(reopen).status_code == 303
    assert worker.post(reopen).status_code == 303
    stranger = world.client("grid_worker", world.grid2)
    assert (stranger.get(talk).status_code, stranger.post(reopen).status_code) == (404, 404)
    assert "马桶" not in stranger.get(reverse("guard:notes")).content.decode()


def test_looking_over_costs_as_many_queries_for_many_homes_as_for_few(world) -> None:
    counted = []
    for first, last in ((1, 3), (3, 7)):
        for n in range(first, last):
            dripping(world, f"W{n}", f"{n}01")
        homes = list(HomeState.objects.select_related("dwelling", "community"))
        with CaptureQueriesContext(connection) as seen:
            commands.look_over(linli("guard"), homes[0].community, homes=homes)
        counted.append(len(seen))
    assert counted[1] <= counted[0] + 1
