"""Calls by machine: the person, then the contacts, until somebody takes over; a restart forgets none."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.builders.guarded import TEST
from tests.contexts.guard.test_calls import rung

from linli.adapters.sms.fake import FakeTextMessages
from linli.adapters.voice.fake import FakeVoice
from linli.contexts.guard import tasks
from linli.contexts.guard.commands import alarms, drills, voices
from linli.contexts.guard.models import Alarm, Call
from linli.contexts.guard.queries.rules import rules
from linli.contexts.registry import api as registry
from linli.kernel import ports
from linli.kernel.ports.voice import Voice

DAUGHTER, NEIGHBOUR = "19900001234", "19900005678"


@pytest.fixture
def voice() -> Iterator[FakeVoice]:
    before = ports.ask(Voice)
    made = FakeVoice("演示电话")
    ports.serve(Voice, made)
    yield made
    ports.serve(Voice, before)


@pytest.fixture
def li(world):
    person = world.person("李奶奶", home=world.home(world.building1, 1, "301"))
    for kind, name, number in (("family", "李芳", DAUGHTER), ("neighbour", "王婶", NEIGHBOUR)):
        registry.add_contact(TEST, person.pk, registry.ContactTold(kind, name, "", number))
    return person


def minutes(clock, count: int) -> Alarm:
    for _minute in range(count):
        tasks.call()
        clock.forward(timedelta(minutes=1))
    return Alarm.objects.get()


def test_without_a_service_people_call(li) -> None:
    rung(li)
    assert tasks.call() == 0
    assert not Call.objects.exists()


def test_a_key_on_the_telephone_and_it_is_over(li, voice, clock) -> None:
    voice.answers[li.phone.reveal()] = "well"
    rung(li)
    row = minutes(clock, 2)
    assert (row.state, row.cause) == ("closed", "well")
    assert "平安请按 1" in voice.placed[0][1]


def test_three_tries_and_then_the_contacts_in_order(li, voice, clock) -> None:
    rung(li)
    row = minutes(clock, 12)
    assert [phone for phone, _words in voice.placed[:3]] == [li.phone.reveal()] * 3
    assert row.state == "contacts"
    voice.answers[NEIGHBOUR] = "help"
    row = minutes(clock, 14)
    assert row.state == "worker"
    assert "李奶奶" not in str(voice.placed)


def test_a_call_that_was_begun_before_a_restart_is_heard_of_after_it(li, voice, clock) -> None:
    row = rung(li)
    made = voices.ring_up(TEST, row, whom=li.pk)  # and then the server stopped
    assert minutes(clock, 2).calls.count() == 1
    minutes(clock, 2)
    made.refresh_from_db()
    assert made.result == "failed"
    assert minutes(clock, 3).calls.count() >= 2


def test_whoever_takes_over_is_not_talked_over(world, li, voice, clock) -> None:
    alarms.take(world.actor("grid_worker", world.grid1), rung(li))
    assert minutes(clock, 5).calls.count() == 0


def test_a_service_in_trouble_keeps_nobody_from_being_told(world, li, voice, clock) -> None:
    voice.is_down = True
    rung(li)
    row = minutes(clock, 6)
    assert set(Call.objects.values_list("result", flat=True)) == {"failed"}
    assert tasks.climb() == 1
    row.refresh_from_db()
    assert row.level == 1


def test_an_exercise_rings_only_when_asked(world, li, voice, clock) -> None:
    from tests.builders.guarded import device

    device(li.home)
    for rings, placed in ((False, 0), (True, 1)):
        made = drills.start(TEST, world.community, planned=drills.Planned("演练", rings=rings))
        tasks.call()
        assert len(voice.placed) == placed
        drills.end(TEST, made)


def test_a_text_follows_where_the_pack_says_so(
    li, voice, clock, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    monkeypatch.setitem(rules()["calls"], "text", ["raised"])
    before, texts = ports.ask(ports.TextMessages), FakeTextMessages()
    ports.serve(ports.TextMessages, texts)
    rung(li)
    with django_capture_on_commit_callbacks(execute=True):
        minutes(clock, 6)
    ports.serve(ports.TextMessages, before)
    assert [phone for phone, _words in texts.sent] == [li.phone.reveal()]
    assert Call.objects.get(way="text").result == "sent"
