"""A door and sensors inside speak beside the water: out waits, at home worries, motion keeps quiet."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.builders import guarded
from tests.builders.guarded import deliver, device, message, source
from tests.contexts.guard.test_rounds import AWAKE, NOW, START, registers

from linli.contexts.guard import tasks
from linli.contexts.guard.commands import consents, pauses, rounds
from linli.contexts.guard.models import Alarm, Consent, HomeState, Pause, SensorState
from linli.contexts.guard.queries import alarms as queries
from linli.contexts.guard.queries.hearing import unheard
from linli.contexts.registry import api as registry
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area
from linli.kernel.notices.models import Notice

STOP = NOW - timedelta(hours=14)
"""Eight in the evening."""
FITTED = [("WM-1", "water"), ("D-1", "door"), ("M-1", "motion")]


def states(number: str, state: str, *moments: datetime) -> list[dict]:
    return [{"device": number, "t": at.isoformat(), "state": state} for at in moments]


def moved(*moments: datetime) -> list[dict]:
    """A door that opens and closes."""
    return [
        told
        for at in moments
        for told in (
            *states("D-1", "open", at),
            *states("D-1", "closed", at + timedelta(minutes=1)),
        )
    ]


def stirring(until: datetime) -> list[dict]:
    """Somebody walks about in every waking hour."""
    hours = int((until - START) / timedelta(hours=1)) + 1
    moments = [START + timedelta(hours=n, minutes=20) for n in range(hours)]
    points = [at for at in moments if 6 <= at.hour < 22 and at <= until]
    told = [{"t": at.isoformat(), "v": 0.001} for at in points]
    return [{"device": "M-1", "points": told}]


def lives(world, *fitted: tuple[str, str], until: datetime = NOW):
    """A home that used water until eight in the evening and has been silent for fourteen hours."""
    home, keyed = world.home(world.building1), source(world)
    for number, kind in fitted:
        device(home, number, kind, upload_minutes=60 if kind == "water" else 1440)
    deliver(keyed, message("WM-1", *registers(until, STOP), since=START))
    return keyed


def doubt() -> float:
    from linli.engines import silence

    return silence.unpack(bytes(HomeState.objects.get().packed)).spell.doubt


def test_the_door_closed_behind_somebody_and_nobody_stirs_so_it_is_likely_harmless(world) -> None:
    keyed = lives(world, *FITTED)
    deliver(keyed, *stirring(STOP), *moved(STOP + timedelta(minutes=40)))
    tasks.hear_homes()
    assert doubt() > 2


def test_the_door_was_not_opened_and_nobody_stirs_so_it_rings_and_says_what_was_heard_last(world) -> None:
    keyed = lives(world, *FITTED)
    deliver(keyed, *stirring(STOP), *moved(STOP - timedelta(hours=3)))
    assert tasks.hear_homes() == 1
    said = queries.sentence(Alarm.objects.get())
    assert "最后一次有人走动是 03-10 19:20" in said
    assert "之后 12 小时没有动静" in said
    assert "门磁更早就没有动静了" in said


def test_whoever_came_in_and_fell_silent_is_called_sooner_than_whoever_left(world) -> None:
    keyed = lives(world, *FITTED)
    came = STOP + timedelta(minutes=30)
    inside = states("M-1", "motion", came + timedelta(minutes=20))
    deliver(keyed, *stirring(STOP), *moved(came), *inside)
    tasks.hear_homes()
    assert doubt() < 0


def test_somebody_walks_about_without_using_water_and_nobody_is_called(world) -> None:
    keyed = lives(world, *FITTED)
    deliver(keyed, *stirring(NOW))
    assert tasks.hear_homes() == 0
    assert doubt() > 5


def test_a_sensor_that_never_stops_stirring_is_not_believed_for_days(world, clock) -> None:
    keyed = lives(world, *FITTED)
    clock.forward(timedelta(hours=26))
    hours = [
        START + timedelta(hours=n, minutes=20) for n in range(int((clock.now() - START) / timedelta(hours=1)))
    ]
    deliver(keyed, {"device": "M-1", "points": [{"t": at.isoformat(), "v": 0.001} for at in hours]})
    last = registers(NOW, STOP)[-1]
    deliver(keyed, message("WM-1", *[last] * 26, since=NOW + timedelta(hours=1)))
    assert tasks.hear_homes() == 1


SPEAKS = [
    # how long ago the sensors were last heard of, whether the home still agrees, weighed at all
    (0, True, True),
    (10, True, True),
    (60, True, False),
    (0, False, False),
]


@pytest.mark.parametrize(("ago", "agrees", "weighed"), SPEAKS)
def test_a_sensor_that_is_stale_or_not_agreed_to_says_nothing(world, ago, agrees, weighed) -> None:
    keyed = lives(world, ("WM-1", "water"), ("M-1", "motion"))
    deliver(keyed, *stirring(NOW - timedelta(hours=ago)))
    if not agrees:
        consents.withdraw(guarded.TEST, Consent.objects.get(kind="motion"))
    tasks.hear_homes()
    assert (doubt() != 0) is weighed
    assert SensorState.objects.exists() is agrees


def test_a_water_meter_alone_is_heard_as_before(world) -> None:
    lives(world, ("WM-1", "water"))
    assert tasks.hear_homes() in (0, 1)
    assert doubt() == 0


def test_what_a_sensor_taught_is_kept_from_round_to_round(world, clock) -> None:
    keyed = lives(world, *FITTED)
    deliver(keyed, *stirring(NOW))
    tasks.hear_homes()
    row = SensorState.objects.get(device__kind="motion")
    assert row.shares[10] > 0.8 > 0.2 > row.shares[2]
    learned = row.heard_at
    clock.forward(timedelta(hours=3))
    deliver(keyed, *states("M-1", "motion", clock.now() - timedelta(minutes=90)))
    deliver(keyed, message("WM-1", registers(NOW, STOP)[-1] + 5, since=clock.now()))
    tasks.hear_homes()
    row.refresh_from_db()
    assert row.heard_at > learned
    assert row.sign_at == clock.now() - timedelta(minutes=90)


def test_a_gas_meter_that_moves_is_somebody_who_cooks(world) -> None:
    home, keyed = world.home(world.building1), lives(world, ("WM-1", "water"))
    device(home, "G-1", "gas", upload_minutes=60)
    hours = [START + timedelta(hours=n) for n in range(int((NOW - START) / timedelta(hours=1)) + 1)]
    cooks = [sum(at.hour in (7, 12, 18) for at in hours[: n + 1]) for n in range(len(hours))]
    points = [{"t": at.isoformat(), "v": 1000.0 + n} for at, n in zip(hours, cooks, strict=True)]
    deliver(keyed, {"device": "G-1", "points": points})
    tasks.hear_homes()
    row = SensorState.objects.get()
    assert row.sign_at == NOW - timedelta(hours=3)
    assert row.shares[12] > 0.8 > 0.2 > row.shares[15]


def silent_at_night(world, clock, since_hours: int = 14):
    """Three in the morning: a home of people who are usually awake then has been silent for hours."""
    clock.forward(timedelta(hours=17))
    now, keyed = clock.now(), source(world)
    device(world.home(world.building1), "WM-1")
    litres, told, at = 1000.0, [], START
    while at <= now:
        litres += 8 if at <= now - timedelta(hours=since_hours) else 0
        told.append(litres)
        at += timedelta(hours=1)
    deliver(keyed, message("WM-1", *told, since=START))
    return keyed, litres


def test_a_call_that_can_wait_waits_for_the_morning(world, clock) -> None:
    keyed, litres = silent_at_night(world, clock)
    assert tasks.hear_homes() == 0
    held = HomeState.objects.get()
    assert timezone.localtime(held.held_until).hour == 7
    assert tasks.hear_homes() == 0
    clock.forward(timedelta(hours=4))
    deliver(keyed, message("WM-1", *[litres] * 4, since=clock.now() - timedelta(hours=3)))
    assert tasks.hear_homes() == 1
    row = Alarm.objects.get()
    assert row.kind == "silence"
    assert queries.sentence(row).endswith("到 03-12 07:00 仍没有用水，一共 18 小时。")
    assert HomeState.objects.get().held is None
    assert tasks.hear_homes() == 0


def test_whoever_gets_up_before_is_not_called(world, clock) -> None:
    keyed, litres = silent_at_night(world, clock)
    tasks.hear_homes()
    clock.forward(timedelta(hours=2))
    deliver(keyed, message("WM-1", litres + 9, since=clock.now()))
    tasks.hear_homes()
    clock.forward(timedelta(hours=2))
    assert tasks.hear_homes() == 0
    assert not Alarm.objects.exists()


def test_whoever_is_noted_as_away_meanwhile_is_not_called(world, clock) -> None:
    silent_at_night(world, clock)
    tasks.hear_homes()
    door = registry.door(guarded.TEST, HomeState.objects.get().pk)
    until = clock.now() + timedelta(days=3)
    pauses.note_away(guarded.TEST, door.area, door=door, until=until, by="儿子")
    clock.forward(timedelta(hours=4))
    assert tasks.hear_homes() == 0
    assert not Alarm.objects.exists()


def test_a_silence_that_is_long_already_does_not_wait(world, clock) -> None:
    silent_at_night(world, clock, since_hours=26)
    assert tasks.hear_homes() == 1


def test_the_manager_hears_of_an_outage_once(world, clock) -> None:
    manager = world.actor("community_manager")
    keyed, last = source(world), 0.0
    told = registers(NOW, NOW - timedelta(hours=22))
    for n in range(1, 5):
        device(world.home(world.building1, 1, f"{n}01"), f"WM-{n}")
        deliver(keyed, message(f"WM-{n}", *told, since=START))
        last = told[-1]
    assert tasks.hear_homes() == 0
    (notice,) = Notice.objects.all()
    assert (notice.account_id, notice.values["homes"]) == (manager.account_id, 4)
    clock.forward(timedelta(hours=1))
    for n in range(1, 5):
        deliver(keyed, message(f"WM-{n}", last, since=clock.now()))
    assert tasks.hear_homes() == 0
    assert (Pause.objects.count(), Notice.objects.count(), Alarm.objects.count()) == (1, 1, 0)


def test_a_round_with_sensors_costs_as_many_queries_for_many_homes(world) -> None:
    counted, keyed = [], source(world)
    for first, last in ((1, 3), (3, 13)):
        for n in range(first, last):
            home = world.home(world.building1, 1, f"{n}01")
            device(home, f"W{n}")
            device(home, f"M{n}", "motion", upload_minutes=1440)
            deliver(keyed, message(f"W{n}", 1, 2), message(f"M{n}", 0.001, 0.001))
        place = Area.objects.get(pk=world.community.pk)
        found = unheard(place)
        with CaptureQueriesContext(connection) as seen:
            rounds.hear(linli("guard"), place, devices=found)
        counted.append(len(seen))
    assert counted[1] <= counted[0] + 2


def test_hours_awake_are_the_ones_the_tests_mean() -> None:
    assert 20 in AWAKE


def test_a_meter_of_electricity_beside_the_water_says_that_somebody_is_up(world) -> None:
    keyed = lives(world, ("WM-1", "water"), ("P-1", "power"))
    deliver(keyed, electricity(NOW))
    assert tasks.hear_homes() == 0
    assert doubt() > 5
    assert SensorState.objects.get().shares[12] > 0.5


def electricity(until: datetime, stops: datetime = NOW) -> dict:
    """A refrigerator, and a stove and lamps in the hours in which people cook."""
    energy, told, at = 100.0, [], START
    while at <= until:
        cooks = at <= stops and at.hour in (7, 8, 9, 10, 12, 13, 18, 19, 20)
        energy += 0.05 + (0.5 if cooks else 0.0)
        told.append({"t": at.isoformat(), "v": round(energy, 3)})
        at += timedelta(hours=1)
    return {"device": "P-1", "unit": "kwh", "points": told}
