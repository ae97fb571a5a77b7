"""Readings come in once, whatever the way: repeats, late days, floods, noise, wrong clocks."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import guarded
from tests.builders.guarded import EIGHT, deliver, device, message, source

from linli.contexts.guard.commands import devices, intake
from linli.contexts.guard.models import Alarm, Device, Reading, Source, Tally, Trouble
from linli.engines.frames import encode
from linli.kernel.errors import NotAllowed


def heard() -> list[int]:
    return list(Reading.objects.order_by("at").values_list("value", flat=True))


def test_a_batch_sent_twice_is_stored_once(world) -> None:
    device(world.home(world.building1))
    keyed = source(world)
    first = deliver(keyed, message("WM-1", 1, 2, 3))
    assert first.told() == {"taken": 3, "repeated": 0, "refused": {}}
    assert deliver(keyed, message("WM-1", 1, 2, 3)).told() == {"taken": 0, "repeated": 3, "refused": {}}
    assert heard() == [1000, 2000, 3000]
    tally = Tally.objects.get()
    assert (tally.taken, tally.repeated, tally.refused) == (3, 3, 0)


def test_the_first_word_about_a_moment_stays(world) -> None:
    device(world.home(world.building1))
    keyed = source(world)
    deliver(keyed, message("WM-1", 5))
    deliver(keyed, message("WM-1", 9))
    assert heard() == [5000]


def test_a_day_that_comes_late_and_in_disorder_takes_nothing_back(world) -> None:
    row = device(world.home(world.building1), upload_minutes=1440)
    keyed = source(world)
    deliver(keyed, message("WM-1", 30, batt=3.6, csq=17))
    late = message("WM-1", *range(24), since=EIGHT - timedelta(days=1))
    late["points"].reverse()
    assert deliver(keyed, late).taken == 24
    row.refresh_from_db()
    assert (row.last_at, row.battery, row.signal) == (EIGHT, 3.6, 17)


def test_a_frame_passed_on_as_it_is(world) -> None:
    device(world.home(world.building1), "00000000001234")
    frame = encode("1234", 7_654_320_000, EIGHT.replace(tzinfo=None), low_battery=True)
    assert deliver(source(world), {"frame": frame.hex()}).taken == 1
    assert heard() == [7_654_320_000]
    assert Device.objects.get().battery == 0
    broken = frame[:-2] + bytes([frame[-2] ^ 1]) + frame[-1:]
    assert deliver(source(world, "另一家"), {"frame": broken.hex()}).told()["refused"] == {"frame": 1}
    assert Trouble.objects.get().code == "sum"


def test_what_is_refused_is_counted_by_cause_and_the_rest_is_taken(world, clock) -> None:
    device(world.home(world.building1))
    gone = device(world.home(world.building2), "WM-2")
    devices.remove(guarded.TEST, gone, on=date(2026, 3, 10), reason="搬走")
    told = deliver(
        source(world),
        message("WM-1", 1),
        message("WM-1", 9, since=EIGHT + timedelta(days=1)),
        message("WM-1", 9, since=EIGHT - timedelta(days=300)),
        message("WM-2", 1),
        message("WM-3", 1, 2),
        {"device": "WM-1", "state": "ajar", "t": EIGHT.isoformat()},
        "noise",
        None,
    )
    assert told.told() == {
        "taken": 1, "repeated": 0,
        "refused": {"early": 1, "old": 1, "removed": 1, "unknown": 2, "shape": 3},
    }  # fmt: skip
    assert set(Trouble.objects.values_list("number", "why", "points")) == {
        ("WM-1", "early", 1), ("WM-1", "old", 1), ("WM-2", "removed", 1), ("WM-3", "unknown", 2),
        ("WM-1", "shape", 1), ("", "shape", 2),
    }  # fmt: skip


def test_a_flood_from_one_device_harms_no_other_and_ends_with_the_hour(world, clock) -> None:
    device(world.home(world.building1))
    device(world.home(world.building2), "WM-2")
    keyed = source(world)
    flood = {
        "device": "WM-1", "unit": "l",
        "points": [{"t": (EIGHT - timedelta(seconds=n)).isoformat(), "v": n} for n in range(2000)],
    }  # fmt: skip
    assert deliver(keyed, flood).taken == 2000
    both = deliver(keyed, flood, message("WM-2", 1))
    assert both.told() == {"taken": 1, "repeated": 0, "refused": {"flood": 2000}}
    clock.forward(timedelta(hours=1))
    assert deliver(keyed, message("WM-1", 1, since=EIGHT + timedelta(hours=1))).taken == 1


def test_noise_cannot_fill_the_table(world) -> None:
    deliver(source(world), *(message(f"X{n}", 1) for n in range(500)))
    assert Trouble.objects.count() <= intake.MOST_NUMBERS + 1
    assert sum(Trouble.objects.values_list("points", flat=True)) == 500


def test_the_number_of_queries_does_not_grow_with_devices(world) -> None:
    keyed, counted = source(world), []
    for n in range(1, 41):
        device(world.home(world.building1, 1, f"{n}01"), f"W{n}")
    for many in (5, 40):
        day = EIGHT - timedelta(days=many)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert (
                deliver(keyed, *(message(f"W{n}", 1, 2, since=day) for n in range(1, many + 1))).taken
                == 2 * many
            )
        counted.append(len(queries))
    assert counted[0] >= counted[1]


def test_a_key_delivers_for_its_community_only(world) -> None:
    from linli.kernel.actor import Actor

    keyed = source(world)
    owner = Actor(keyed.source.account_id, "供水公司")
    assert intake.take(owner, keyed.source, messages=[]).taken == 0
    other = Source.objects.create(
        community=world.other_community, name="别家", account_id=world.account("x").pk, made_at=EIGHT
    )
    with pytest.raises(NotAllowed):
        intake.take(owner, other, messages=[])
    device(world.home(world.building1))
    assert deliver(guarded.sources.Keyed(other, ""), message("WM-1", 1)).told()["refused"] == {"unknown": 1}


def test_a_press_rings_at_once_and_a_press_sent_again_does_not(world) -> None:
    device(world.home(world.building1), "SOS-1", "sos")
    keyed = source(world)
    press = {"device": "SOS-1", "t": EIGHT.isoformat(), "state": "pressed"}
    assert deliver(keyed, press).taken == 1
    assert Alarm.objects.get().kind == "sos"
    assert deliver(keyed, press, press).told() == {"taken": 0, "repeated": 1, "refused": {}}
    assert Alarm.objects.get().repeats == 0
    deliver(keyed, press | {"t": (EIGHT + timedelta(minutes=3)).isoformat()})
    assert Alarm.objects.get().repeats == 1


@pytest.mark.parametrize(("off", "why"), [(timedelta(days=9), "early"), (timedelta(days=-3000), "old")])
def test_a_wrong_clock_does_not_silence_a_call_for_help(world, clock, off, why) -> None:
    device(world.home(world.building1), "SOS-1", "sos")
    keyed = source(world)
    press = {"device": "SOS-1", "t": (EIGHT + off).isoformat(), "state": "pressed"}
    assert deliver(keyed, press).taken == 1
    assert Alarm.objects.get().at == clock.now() == Reading.objects.get().at
    assert Trouble.objects.get().why == why
    clock.forward(timedelta(minutes=2))
    assert deliver(keyed, press).taken == 0
    assert (Alarm.objects.get().repeats, Reading.objects.count()) == (0, 1)
    clock.forward(timedelta(minutes=20))
    assert deliver(keyed, press).taken == 1
    assert Alarm.objects.get().repeats == 1


def test_last_weeks_presses_from_a_file_ring_nobody(world) -> None:
    device(world.home(world.building1), "SOS-1", "sos")
    old = EIGHT - timedelta(days=7)
    assert deliver(source(world), {"device": "SOS-1", "t": old.isoformat(), "state": "pressed"}).taken == 1
    assert not Alarm.objects.exists()


@pytest.mark.parametrize(
    ("kind", "told", "kept"),
    [
        ("sos", {"state": "ok"}, 0),
        ("sos", {"v": 1}, 1),
        ("smoke", {"state": "smoke"}, 1),
        ("door", {"state": "open"}, 1),
        ("motion", {"state": "quiet"}, 0),
        ("gas", {"v": 12.5, "unit": "m3"}, 12_500_000),
        ("gas", {"state": "alarm"}, -2),
        ("power", {"v": 7, "unit": "kwh"}, 7_000_000),
        ("power", {"state": "off"}, -1),
    ],
)
def test_every_kind_of_device_is_kept_raw(world, kind, told, kept) -> None:
    device(world.home(world.building1), "D-1", kind)
    assert deliver(source(world), {"device": "D-1", "t": EIGHT.isoformat(), **told}).taken == 1
    assert heard() == [kept]


def test_a_water_meter_tells_a_register_and_nothing_else(world) -> None:
    device(world.home(world.building1))
    told = deliver(source(world), {"device": "WM-1", "t": EIGHT.isoformat(), "state": "open"})
    assert told.told()["refused"] == {"shape": 1}


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["device", "points", "t", "ts", "v", "state", "frame", "unit", "batt", "csq"]),
            inner,
        )
    ),
    max_leaves=12,
)


@given(told=st.lists(anything, max_size=4))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_sent_breaks_the_intake(world, told) -> None:
    keyed = guarded.sources.Keyed(Source.objects.first() or source(world).source, "")
    batch = deliver(keyed, *told)
    assert batch.taken == 0
