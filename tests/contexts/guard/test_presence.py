"""A home without a water meter is heard by its door, its motion sensor and its electricity."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders import guarded
from tests.builders.guarded import deliver, device, message, source
from tests.contexts.guard.test_rounds import NOW, START, registers
from tests.contexts.guard.test_witnesses import STOP, electricity, moved, stirring

from linli.contexts.guard import tasks
from linli.contexts.guard.commands import consents, pauses, rounds
from linli.contexts.guard.models import Alarm, Consent, Device, HomeNote, HomeState, SensorState
from linli.contexts.guard.queries import alarms as queries
from linli.contexts.guard.queries.hearing import unheard
from linli.contexts.registry import api as registry
from linli.engines import silence
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area
from linli.kernel.clock import standing_at as clock_at
from linli.kernel.notices.models import Notice

LONG_AGO = NOW - timedelta(hours=26)


def still_alive(until=NOW) -> list[dict]:
    """The motion sensor's word every hour that it is well."""
    hours = int((until - START) / timedelta(hours=1)) + 1
    points = [{"t": (START + timedelta(hours=n, minutes=5)).isoformat(), "v": 0} for n in range(hours)]
    return [{"device": "M-1", "points": points}]


def moving(world, until, *, also: tuple[tuple[str, str], ...] = ()):
    """A home with a motion sensor that stirs in every waking hour until some moment."""
    home, keyed = world.home(world.building1), source(world)
    device(home, "M-1", "motion", upload_minutes=60)
    for number, kind in also:
        device(home, number, kind, upload_minutes=60 if kind == "power" else 1440)
    deliver(keyed, *stirring(until), *still_alive())
    return keyed


def test_nobody_stirs_for_a_day_and_it_rings_in_its_own_words(world) -> None:
    worker = world.actor("grid_worker", world.grid1)
    moving(world, LONG_AGO)
    assert tasks.hear_homes() == 1
    row = Alarm.objects.get()
    assert row.kind == "still"
    assert "小时没有动静" in queries.sentence(row)
    assert "水" not in queries.sentence(row)
    assert len(queries.bars(row)) == 24
    assert HomeState.objects.get().heard_by == "signs"
    notice = Notice.objects.get()
    assert (notice.account_id, notice.message) == (worker.account_id, "guard.alarm_still")
    assert tasks.hear_homes() == 0


def test_ordinary_days_are_left_in_peace(world) -> None:
    moving(world, NOW)
    assert tasks.hear_homes() == 0
    assert SensorState.objects.count() == 1


def test_electricity_alone_is_enough(world) -> None:
    device(world.home(world.building1), "P-1", "power")
    deliver(source(world), electricity(NOW, LONG_AGO))
    assert tasks.hear_homes() == 1
    said = queries.sentence(Alarm.objects.get())
    assert "最后一次有人用电是" in said


def test_a_sensor_that_says_nothing_at_all_is_for_the_repairer(world) -> None:
    home, keyed = world.home(world.building1), source(world)
    device(home, "M-1", "motion", upload_minutes=60)
    deliver(keyed, *stirring(LONG_AGO), *still_alive(LONG_AGO))
    assert tasks.hear_homes() == 0
    assert tasks.look_at_devices() == 1


@pytest.mark.parametrize(("minutes", "likely_well"), [(40, True), (-180, False)])
def test_whoever_went_out_through_the_door_is_likelier_well_than_whoever_did_not(
    world, minutes, likely_well
) -> None:
    keyed = moving(world, STOP, also=(("D-1", "door"),))
    deliver(keyed, *moved(STOP + timedelta(minutes=minutes)))
    tasks.hear_homes()
    doubt = silence.unpack(bytes(HomeState.objects.get().packed)).spell.doubt
    assert (doubt > 1) is likely_well
    assert doubt != 0


@pytest.mark.parametrize(("kind", "rings"), [("away", 0), ("cut", 1)])
def test_away_is_away_and_a_water_cut_says_nothing_about_who_stirs(world, kind, rings) -> None:
    moving(world, LONG_AGO)
    home = Device.objects.get().dwelling
    until = NOW + timedelta(days=1)
    with clock_at(LONG_AGO - timedelta(hours=8)):
        if kind == "cut":
            pauses.note_cut(
                linli("test"), [world.building1], since=LONG_AGO - timedelta(hours=8), until=until
            )
        else:
            door = registry.door(linli("test"), home.pk)
            pauses.note_away(linli("test"), door.area, door=door, until=until, by="李奶奶")
    assert tasks.hear_homes() == rings


def test_a_water_meter_that_is_fitted_later_speaks_from_then_on_and_begins_anew(world, clock) -> None:
    keyed = moving(world, NOW)
    tasks.hear_homes()
    device(world.home(world.building1), "WM-1")
    deliver(keyed, message("WM-1", *registers(NOW, NOW)[-5:], since=NOW - timedelta(hours=4)))
    clock.forward(timedelta(hours=1))
    deliver(keyed, message("WM-1", registers(NOW, NOW)[-1] + 5, since=clock.now()))
    assert tasks.hear_homes() == 0
    row = HomeState.objects.get()
    assert (row.heard_by, row.rings) == ("water", 0)


def test_the_consent_that_ends_takes_the_habit_along(world) -> None:
    moving(world, LONG_AGO)
    tasks.hear_homes()
    consents.withdraw(guarded.TEST, Consent.objects.get(kind="motion"))
    assert not HomeState.objects.exists()
    assert Alarm.objects.get().reason == {}
    assert tasks.hear_homes() == 0


def test_such_a_home_has_no_notes_about_water(world) -> None:
    moving(world, NOW)
    tasks.hear_homes()
    assert tasks.note_changes() == 0
    assert not HomeNote.objects.exists()


def test_queries_do_not_grow_with_homes(world) -> None:
    keyed, counted = source(world), []
    for homes in (1, 4):
        for n in range(homes):
            home = world.home(world.building1, 1, f"{n + 1}0{homes}")
            device(home, f"M-{homes}-{n}", "motion", upload_minutes=60)
            deliver(keyed, *({**one, "device": f"M-{homes}-{n}"} for one in (*stirring(NOW), *still_alive())))
        place = Area.objects.get(pk=world.community.pk)
        found = unheard(place)
        with CaptureQueriesContext(connection) as asked:
            rounds.hear(linli("guard"), place, devices=found)
        counted.append(len(asked))
    assert counted[1] <= counted[0] + 2
