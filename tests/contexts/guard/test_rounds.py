"""A home is heard, falls silent and rings once; away, water cuts and whole buildings do not ring."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from tests.builders import guarded
from tests.builders.guarded import deliver, device, message, source

from linli.contexts.guard import tasks
from linli.contexts.guard.commands import alarms, consents, devices, pauses
from linli.contexts.guard.models import Alarm, AlarmStep, Consent, HomeState, Pause
from linli.contexts.guard.queries import alarms as queries
from linli.contexts.guard.queries import weeks
from linli.contexts.guard.queries.hearing import unheard
from linli.contexts.registry import api as registry
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea
from linli.kernel.notices.models import Notice

AWAKE = (6, 7, 8, 11, 12, 13, 17, 18, 19, 20, 21)
"""Hours of the day in which this home uses water, every day."""
START = datetime(2026, 1, 20, 0, 0, tzinfo=timezone.get_default_timezone())
NOW = datetime(2026, 3, 11, 10, 0, tzinfo=timezone.get_default_timezone())


def registers(until: datetime, stops: datetime) -> list[float]:
    """Hourly registers: use in the waking hours until it stops."""
    told, litres, at = [], 1000.0, START
    while at <= until:
        litres += 8 if at.hour in AWAKE and at <= stops else 0
        told.append(litres)
        at += timedelta(hours=1)
    return told


def lived(world, *numbers: str, stops: datetime = NOW, until: datetime = NOW) -> guarded.sources.Keyed:
    keyed = source(world)
    for n, number in enumerate(numbers):
        device(world.home(world.building1, 1, f"{n + 1}01"), number)
        deliver(keyed, message(number, *registers(until, stops), since=START))
    return keyed


def test_a_regular_home_is_left_in_peace(world) -> None:
    lived(world, "WM-1")
    assert tasks.hear_homes() == 0
    assert HomeState.objects.count() == 1


def test_a_home_that_falls_silent_rings_once_and_says_why(world) -> None:
    worker = world.actor("grid_worker", world.grid1)
    keyed = lived(world, "WM-1", stops=NOW - timedelta(hours=22))
    assert tasks.hear_homes() == 1
    row = Alarm.objects.get()
    assert (row.kind, row.state, row.area.code) == ("silence", "raised", row.area.code)
    assert "没有用水" in queries.sentence(row)
    assert len(queries.bars(row)) == 24
    # The last use was at noon the day before, and it is ten o'clock now.
    assert queries.sentence(row).startswith("03-10 12:00以后，到 ")
    assert queries.sentence(row).endswith("到 03-11 10:00 仍没有用水，一共 22 小时。")
    assert timezone.localtime(row.at) < NOW
    shown = world.client("grid_worker", world.grid1).get(f"/guard/homes/{row.dwelling_id}/").content.decode()
    assert f"/guard/alarms/{row.pk}/" in shown
    assert Notice.objects.get().account_id == worker.account_id
    assert tasks.hear_homes() == 0
    more = message("WM-1", *([registers(NOW, NOW - timedelta(hours=22))[-1]] * 2), since=NOW)
    deliver(keyed, more)
    assert tasks.hear_homes() == 0
    assert Alarm.objects.count() == 1


def test_life_that_went_on_in_a_late_batch_takes_the_alarm_back(world) -> None:
    told = registers(NOW - timedelta(hours=2), NOW - timedelta(hours=26))
    keyed = source(world)
    device(world.home(world.building1), "WM-1")
    deliver(keyed, message("WM-1", *told, told[-1] + 9, told[-1] + 12, since=START))
    assert tasks.hear_homes() == 0


def test_no_news_is_no_alarm_of_a_person(world) -> None:
    lived(world, "WM-1", until=NOW - timedelta(hours=30), stops=NOW)
    assert tasks.hear_homes() == 0
    assert tasks.look_at_devices() == 1
    assert [due.key for due in queries.desk(world.actor("community_manager"), NOW.date())] == [
        "guard-devices"
    ]


def test_a_building_silent_together_has_no_water(world) -> None:
    lived(world, "WM-1", "WM-2", "WM-3", "WM-4", stops=NOW - timedelta(hours=22))
    assert tasks.hear_homes() == 0
    row = Pause.objects.get()
    assert (row.kind, row.area, row.account_id) == ("water_cut", world.building1, None)


def test_away_is_not_silence_and_ends_by_itself(world, clock) -> None:
    keyed = source(world)
    home = world.home(world.building1)
    device(home)
    deliver(keyed, message("WM-1", *registers(NOW - timedelta(hours=1), NOW), since=START))
    tasks.hear_homes()
    door = registry.door(guarded.TEST, home.pk)
    pauses.note_away(guarded.TEST, door.area, door=door, until=NOW + timedelta(days=5), by="女儿")
    clock.forward(timedelta(days=4))
    last = registers(NOW, NOW)[-1]
    deliver(keyed, message("WM-1", *[last] * 96, since=NOW))
    assert tasks.hear_homes() == 0
    with pytest.raises(BadInput):
        pauses.note_away(guarded.TEST, door.area, door=door, until=NOW, by="女儿")
    row = pauses.end(guarded.TEST, Pause.objects.get())
    with pytest.raises(NotAllowedNow):
        pauses.end(guarded.TEST, row)
    with pytest.raises(BadInput):
        pauses.note_cut(guarded.TEST, [world.grid1], since=NOW, until=NOW)
    assert pauses.note_cut(guarded.TEST, [world.grid1], since=NOW, until=NOW + timedelta(hours=3))


def test_a_swap_does_not_make_the_home_a_stranger(world, clock) -> None:
    keyed = lived(world, "WM-1", until=NOW - timedelta(hours=2))
    tasks.hear_homes()
    before = HomeState.objects.get().heard_at
    from linli.contexts.guard.models import Device

    devices.swap(guarded.TEST, Device.objects.get(), number="WM-9", on=NOW.date())
    deliver(keyed, message("WM-9", 0, 0, since=NOW - timedelta(hours=1)))
    assert tasks.hear_homes() == 0
    assert HomeState.objects.get().heard_at > before


def test_what_was_learned_goes_with_the_readings(world, clock) -> None:
    lived(world, "WM-1")
    tasks.hear_homes()
    consents.withdraw(guarded.TEST, Consent.objects.get())
    clock.forward(timedelta(days=16))
    assert tasks.erase_withdrawn() > 1000
    assert not HomeState.objects.exists()
    assert tasks.hear_homes() == 0


def pressed(world, number: str = "S-1"):
    device(world.home(world.building1), number, "sos")
    return source(world)


def test_a_button_rings_at_once_and_once(world) -> None:
    keyed = pressed(world)
    told = {"device": "S-1", "t": NOW.isoformat(), "state": "pressed"}
    deliver(keyed, told)
    deliver(keyed, told)
    row = Alarm.objects.get()
    assert (row.kind, row.repeats) == ("sos", 0)
    again = {**told, "t": (NOW + timedelta(minutes=1)).isoformat()}
    deliver(keyed, again)
    row.refresh_from_db()
    assert (Alarm.objects.count(), row.repeats) == (1, 1)
    alarms.close(guarded.TEST, row, cause="mistake")
    deliver(keyed, told)
    assert Alarm.objects.count() == 1
    late = {**told, "t": (NOW - timedelta(hours=5)).isoformat()}
    deliver(pressed_elsewhere(world), late)
    assert Alarm.objects.count() == 1


def pressed_elsewhere(world):
    device(world.home(world.building2), "S-1b", "sos")
    return source(world, "另一家")


def test_the_ladder_climbs_by_the_clock_and_survives_a_restart(world, clock) -> None:
    worker, manager = world.actor("grid_worker", world.grid1), world.actor("community_manager")
    deliver(pressed(world), {"device": "S-1", "t": NOW.isoformat(), "state": "pressed"})
    row = Alarm.objects.get()
    assert row.next_at == NOW + timedelta(minutes=2)
    assert tasks.climb() == 0
    clock.forward(timedelta(minutes=6))
    assert tasks.climb() == 1
    assert tasks.climb() == 0
    assert {n.account_id for n in Notice.objects.all()} == {worker.account_id, manager.account_id}
    row = alarms.step(worker, row, verb="no_answer")
    assert (row.state, row.level) == ("contacts", 1)
    row = alarms.step(worker, row, verb="go")
    assert (row.goes_id, row.next_at) == (worker.account_id, clock.now() + timedelta(minutes=30))
    with pytest.raises(NotAllowedNow):
        alarms.step(worker, row, verb="no_answer")
    row = alarms.step(worker, row, verb="arrive")
    row = alarms.step(worker, row, verb="get_help", words="物业有钥匙")
    with pytest.raises(BadInput):
        alarms.close(worker, row, cause="nonsense")
    row = alarms.close(worker, row, cause="fall", words="送医院了")
    with pytest.raises(NotAllowedNow):
        alarms.close(worker, row, cause="fall")
    clock.forward(timedelta(hours=5))
    assert tasks.climb() == 0
    verbs = ["raised", "escalated", "no_answer", "go", "arrive", "get_help", "close"]
    assert list(AlarmStep.objects.order_by("pk").values_list("verb", flat=True)) == verbs
    told = weeks.weeks(manager)[0]
    assert (told.closed, told.right, told.visits) == (1, 1, 1)


def test_at_night_somebody_gets_more_time_to_come(world, clock) -> None:
    deliver(pressed(world), {"device": "S-1", "t": NOW.isoformat(), "state": "pressed"})
    clock.forward(timedelta(hours=13))
    row = alarms.step(guarded.TEST, Alarm.objects.get(), verb="go")
    assert row.next_at == clock.now() + timedelta(minutes=60)


WHO = [
    ("grid_worker", "grid1", True),
    ("grid_worker", "grid2", None),
    ("counter_clerk", "community", False),
    ("community_manager", "community", True),
    ("subdistrict_officer", "subdistrict", None),
]


@pytest.mark.parametrize(("role", "granted", "may"), WHO)
def test_who_answers(world, role, granted, may) -> None:
    deliver(pressed(world), {"device": "S-1", "t": NOW.isoformat(), "state": "pressed"})
    row, actor = Alarm.objects.get(), world.actor(role, getattr(world, granted))
    assert queries.seen(actor).exists() is (may is True)
    if may:
        assert alarms.step(actor, row, verb="go").state == "going"
    else:
        with pytest.raises(OutsideYourArea if may is None else NotAllowed):
            alarms.step(actor, row, verb="go")


def test_pages_of_the_desk(world) -> None:
    deliver(pressed(world), {"device": "S-1", "t": NOW.isoformat(), "state": "pressed"})
    row, worker = Alarm.objects.get(), world.client("grid_worker", world.grid1)
    for address in ("/guard/alarms/", "/guard/alarms/printed/", f"/guard/alarms/{row.pk}/", "/"):
        page = worker.get(address, follow=True)
        assert page.status_code == 200, address
        assert "呼叫按钮" in page.content.decode(), address
    here = f"/guard/alarms/{row.pk}/"
    assert worker.post(f"{here}go/").status_code == 303
    assert worker.post(f"{here}go/").status_code == 303  # the second click changes nothing
    assert AlarmStep.objects.filter(verb="go").count() == 1
    assert worker.post(f"{here}nonsense/").status_code == 404
    assert worker.post(f"{here}close/", {"cause": "x"}).status_code == 303
    assert worker.post(f"{here}close/", {"cause": "well"}).status_code == 303
    assert Alarm.objects.get().cause == "well"
    stranger = world.client("grid_worker", world.grid2)
    assert stranger.get(here).status_code == 404
    assert stranger.post(f"{here}close/", {"cause": "well"}).status_code == 404
    away = f"/guard/homes/{row.dwelling_id}/away/"
    assert worker.post(away, {"until_on": "2026-03-01", "by": "本人"}).status_code == 422
    assert worker.post(away, {"until_on": "2026-03-20", "by": "本人"}).status_code == 303
    pause = Pause.objects.get()
    assert stranger.post(f"/guard/pauses/{pause.pk}/end/").status_code == 404
    assert worker.post(f"/guard/pauses/{pause.pk}/end/").status_code == 303
    cut = {
        "places": [world.building1.code, world.building2.code],
        "since": "2026-03-12T08:00",
        "until": "2026-03-12T12:00",
    }
    assert worker.post("/guard/cuts/", cut).status_code == 303
    assert worker.post("/guard/cuts/", cut).status_code == 303  # the second click
    assert Pause.objects.filter(kind="water_cut").count() == 2
    whole = {**cut, "places": [world.grid1.code, world.building1.code], "since": "2026-03-13T08:00"}
    assert worker.post("/guard/cuts/", {**whole, "until": "2026-03-13T12:00"}).status_code == 303
    assert Pause.objects.filter(kind="water_cut", since__day=13).count() == 1
    assert worker.post("/guard/cuts/", {**cut, "places": [world.building3.code]}).status_code == 422
    assert worker.post("/guard/cuts/", {**cut, "places": []}).status_code == 422


def test_a_round_costs_as_many_queries_for_many_homes_as_for_few(world) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from linli.contexts.guard.commands import rounds

    counted = []
    keyed = source(world)
    for first, last in ((1, 3), (3, 13)):
        for n in range(first, last):
            device(world.home(world.building1, 1, f"{n}01"), f"W{n}")
            deliver(keyed, message(f"W{n}", 1, 2))
        place = Area.objects.get(pk=world.community.pk)
        found = unheard(place)
        with CaptureQueriesContext(connection) as seen:
            rounds.hear(linli("guard"), place, devices=found)
        counted.append(len(seen))
    assert counted[1] <= counted[0] + 1


def test_a_round_without_news_hears_nobody_and_leaves_no_trace(world) -> None:
    from linli.kernel.audit.models import AuditEntry

    lived(world, "WM-1")
    tasks.hear_homes()
    before = AuditEntry.objects.count()
    assert tasks.hear_homes() == 0
    assert AuditEntry.objects.count() == before
