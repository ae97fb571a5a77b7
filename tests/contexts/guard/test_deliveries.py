"""What a broker passes on: the same as by HTTP, nobody's poison harms another, alarms do not wait."""

import json
from datetime import timedelta

import pytest
from django.db import OperationalError
from tests.builders import guarded
from tests.builders.guarded import EIGHT, device, message, source

from linli.contexts.guard.commands import intake, sources
from linli.contexts.guard.imports import deliveries
from linli.contexts.guard.imports.deliveries import Deliveries
from linli.contexts.guard.models import Alarm, HomeState, Reading, Tally, Trouble
from linli.engines.frames import encode
from linli.kernel.ports.readings import Delivery, NotStored


def passed(keyed, told, number: str = "-", place: str = "") -> Delivery:
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    row = keyed.source
    return Delivery(place or row.community.code, row.account.username, number, body)


def heard() -> set[int]:
    return set(Reading.objects.values_list("value", flat=True))


def test_every_shape_that_a_payload_may_have(world) -> None:
    device(world.home(world.building1))
    device(world.home(world.building2), "00000000001234")
    keyed = source(world)
    frame = encode("1234", 7_000_000, EIGHT.replace(tzinfo=None))
    later = EIGHT + timedelta(minutes=1)
    second = encode("1234", 8_000_000, later.replace(tzinfo=None))
    point = {"unit": "l", "points": [{"t": EIGHT.isoformat(), "v": 1}]}
    Deliveries().take([
        passed(keyed, point, "WM-1"),
        passed(keyed, message("WM-1", 2, since=later), "gateway-7"),
        passed(keyed, [message("WM-1", 3, since=EIGHT + timedelta(minutes=2))]),
        passed(keyed, {"messages": [message("WM-1", 4, since=EIGHT + timedelta(minutes=3))]}),
        passed(keyed, frame),
        passed(keyed, second.hex().upper().encode(), "00000000001234"),
    ])  # fmt: skip
    assert heard() == {1000, 2000, 3000, 4000, 7_000_000, 8_000_000}
    assert Tally.objects.get().taken == 6


def test_what_cannot_be_read_is_counted_under_its_device(world) -> None:
    keyed = source(world)
    broken = encode("1234", 7_000_000, EIGHT.replace(tzinfo=None))[:-2] + b"\x00\x16"
    Deliveries().take([
        passed(keyed, b"{", "WM-1"),
        passed(keyed, b"\xff\xff", "WM-2"),
        passed(keyed, b"nonsense", "WM-3"),
        passed(keyed, broken.hex().encode(), "WM-4"),
        passed(keyed, b"", "WM-5"),
        passed(keyed, b"[" * 100_000, "WM-6"),
    ])  # fmt: skip
    told = set(Trouble.objects.values_list("number", "why", "code"))
    assert ("WM-1", "shape", "shape") in told
    assert ("WM-3", "frame", "not_a_frame") in told
    assert ("WM-4", "frame", "sum") in told
    assert {number for number, _why, _code in told} == {f"WM-{n}" for n in range(1, 7)}


def test_a_source_that_is_not_there_or_was_stopped_is_turned_away(world) -> None:
    device(world.home(world.building1))
    keyed = source(world)
    sources.stop(guarded.TEST, keyed.source, reason="合同到期")
    sink = Deliveries()
    sink.take([passed(keyed, message("WM-1", 1), f"WM-{n}") for n in range(3)])
    assert set(Trouble.objects.values_list("number", "why", "points")) == {
        (f"WM-{n}", "source", 1) for n in range(3)
    }
    sink.take([passed(keyed, message("WM-1", 1), place="110101001001")])
    assert (Reading.objects.count(), sink.strangers) == (0, 1)


def test_a_message_that_breaks_its_batch_is_set_aside_and_the_rest_is_taken(world, monkeypatch) -> None:
    device(world.home(world.building1))
    keyed = source(world)
    real = deliveries.unpack

    def unpack(body: bytes, number: str):
        if number == "poison":
            raise ZeroDivisionError
        return real(body, number)

    monkeypatch.setattr(deliveries, "unpack", unpack)
    told = [passed(keyed, message("WM-1", n, since=EIGHT - timedelta(hours=n)), "WM-1") for n in range(20)]
    told[7] = passed(keyed, message("WM-1", 7), "poison")
    Deliveries().take(told)
    assert Reading.objects.count() == 19
    assert list(Trouble.objects.values_list("number", "code", "points")) == [("poison", "failed", 1)]


def test_a_database_that_is_away_is_no_fault_of_a_message(world, monkeypatch) -> None:
    keyed = source(world)

    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(intake, "take", full)
    monkeypatch.setattr(deliveries.connection, "close", lambda: None)
    with pytest.raises(NotStored, match="full"):
        Deliveries().take([passed(keyed, message("WM-1", 1))])
    assert not Trouble.objects.exists()


def test_homes_are_heard_as_soon_as_nothing_comes(world, monkeypatch) -> None:
    monkeypatch.setattr(deliveries, "HOMES", 2)
    keyed, sink = source(world), Deliveries()
    for n in range(1, 4):
        device(world.home(world.building1, 1, f"{n}01"), f"W{n}")
    assert sink.rest() is False
    sink.take([passed(keyed, message(f"W{n}", 1)) for n in range(1, 4)])
    assert sink.rest() is True
    assert HomeState.objects.count() == 2
    assert sink.rest() is False
    assert HomeState.objects.count() == 3


def test_homes_are_heard_in_the_order_in_which_they_spoke(world, monkeypatch) -> None:
    monkeypatch.setattr(deliveries, "HOMES", 1)
    keyed, sink = source(world), Deliveries()
    homes = [world.home(world.building1, 1, f"{n}01") for n in range(1, 4)]
    for n, home in enumerate(homes):
        device(home, f"W{n}")
    order = (2, 0, 1)
    for n in order:
        sink.take([passed(keyed, message(f"W{n}", 1))])
    for turn in range(3):
        assert sink.rest() is (turn < 2)
        assert set(HomeState.objects.values_list("dwelling", flat=True)) == {
            homes[n].pk for n in order[: turn + 1]
        }


def test_what_was_stored_before_a_restart_is_heard_with_the_first_word_after_it(world) -> None:
    keyed = source(world)
    for n in range(1, 3):
        device(world.home(world.building1, 1, f"{n}01"), f"W{n}")
    Deliveries().take([passed(keyed, message("W1", 1))])
    after = Deliveries()
    after.take([passed(keyed, message("W2", 1))])
    assert after.rest() is False
    assert HomeState.objects.count() == 2


def test_a_clock_that_jumps_loses_nothing_and_rings_once(world, clock) -> None:
    """Of the server, back and forth by a day; of the device as well."""
    device(world.home(world.building1))
    device(world.home(world.building2), "SOS-1", "sos")
    keyed, sink = source(world), Deliveries()
    press = {"device": "SOS-1", "t": EIGHT.isoformat(), "state": "pressed"}
    for hours in (0, 24, -24, 0, 3):
        with clock.standing_at(EIGHT + timedelta(hours=2 + hours)):
            sink.take([passed(keyed, message("WM-1", 1, 2)), passed(keyed, press)])
            sink.rest()
    assert Reading.objects.filter(device__number="WM-1").count() == 2
    assert Alarm.objects.filter(kind="sos").count() == 1


def test_only_sources_whose_key_the_broker_knows_are_let_in(world) -> None:
    keyed, stopped = source(world), source(world, "别家")
    sources.stop(guarded.TEST, stopped.source, reason="合同到期")
    older = source(world, "以前的")
    type(older.source).objects.filter(pk=older.source.pk).update(broker_mark="")
    told = Deliveries().guests()
    assert [guest.name for guest in told] == [keyed.source.account.username]
    assert told[0].mark.startswith("$2a$")
