"""Calls for help: which are news, however often and with whatever clock they come."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders.guarded import EIGHT, deliver, device, source

from linli.contexts.guard.commands.urgent import Calls
from linli.contexts.guard.models import Alarm


def test_nobody_calls_nothing_is_asked(world) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert Calls().fresh() == []
    assert not queries


def test_a_call_is_news_once(world) -> None:
    row = device(world.home(world.building1), "SOS-1", "sos")
    again = Calls(told=[(row.pk, EIGHT), (row.pk, EIGHT)])
    assert again.fresh() == [(row.pk, EIGHT)]
    deliver(source(world), {"device": "SOS-1", "t": EIGHT.isoformat(), "state": "pressed"})
    assert again.fresh() == []
    assert Calls(misdated={row.pk: EIGHT + timedelta(minutes=9)}).fresh() == []
    later = EIGHT + timedelta(minutes=30)
    assert Calls(misdated={row.pk: later}).fresh() == [(row.pk, later)]


def test_many_homes_that_call_together_ring_each(world) -> None:
    for n in range(1, 4):
        device(world.home(world.building1, 1, f"{n}01"), f"SOS-{n}", "sos")
    deliver(
        source(world),
        *({"device": f"SOS-{n}", "t": EIGHT.isoformat(), "state": "pressed"} for n in range(1, 4)),
    )
    assert Alarm.objects.filter(kind="sos").count() == 3
