"""Allowances and documents: noted, due in time, renewed, ended."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.builders.cared import TEST, grandmother, looked_after

from linli.contexts.care.commands import holdings
from linli.contexts.care.commands.holdings import HoldingTold
from linli.contexts.care.models import Holding
from linli.contexts.care.queries.due import due
from linli.contexts.registry import api as registry
from linli.contexts.registry.commands import merging, people
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.outbox import delivery


def held(person, what: str = "disability_certificate", **more) -> Holding:
    return holdings.hold(TEST, registry.card(TEST, person.pk), told=HoldingTold(what, **more))


def wanted(actor, today) -> list[str]:
    return [entry.why for entry in due(actor, today) if entry.key.startswith("care-held")]


def test_noted_due_in_time_renewed_and_ended(world, clock) -> None:
    person = grandmother(world)
    row = looked_after(person)
    worker, actor = world.client("grid_worker", world.grid1), world.actor("grid_worker", world.grid1)
    add = reverse("care:hold", args=[person.pk])
    told = {"what": "disability_certificate", "due_on": "2026-06-01", "amount": "100"}
    assert worker.post(add, {**told, "what": "gold"}).status_code == 422
    assert worker.post(add, {**told, "due_on": "2026-02-31"}).status_code == 422
    assert worker.post(add, {**told, "since_on": "2027-01-01"}).status_code == 422
    assert worker.post(add, told).status_code == 303
    assert worker.post(add, told).status_code == 422  # the second click
    found = Holding.objects.get()
    assert (found.sort, found.amount) == ("document", None)
    assert wanted(actor, date(2026, 3, 1)) == []
    assert wanted(actor, date(2026, 3, 11)) == ["李秀英的残疾人证快到期，提醒换证"]
    assert "残疾人证" in worker.get(reverse("care:record", args=[row.pk])).content.decode()
    listed = worker.get(reverse("care:holdings"), {"state": "soon"}).content.decode()
    assert "李秀英" in listed
    assert "李秀英" not in worker.get(reverse("care:holdings"), {"kind": "subsistence"}).content.decode()
    renew = reverse("care:holding_renew", args=[found.pk])
    assert worker.post(renew, {"due_on": "2026-01-01"}).status_code == 422
    assert worker.post(renew, {"due_on": "2036-06-01"}).status_code == 303
    assert wanted(actor, date(2026, 6, 11)) == []
    end = reverse("care:holding_end", args=[found.pk])
    assert worker.post(end, {"on": "2026-03-11", "reason": ""}).status_code == 422
    assert worker.post(end, {"on": "2027-03-11", "reason": "换了新证"}).status_code == 422
    assert worker.post(end, {"on": "2026-03-11", "reason": "换了新证"}).status_code == 303
    with pytest.raises(NotAllowedNow):
        holdings.renew(TEST, found, due_on=None)
    stranger = world.client("grid_worker", world.grid2)
    other = held(person, "older_card")
    for address in (add, reverse("care:holding_renew", args=[other.pk])):
        assert stranger.get(address).status_code == 404
    assert "李秀英" not in stranger.get(reverse("care:holdings")).content.decode()


def test_allowances_are_reviewed(world, clock) -> None:
    person = grandmother(world)
    row = held(person, "subsistence", amount=Decimal(1200), due_on=date(2026, 4, 1))
    actor = world.actor("grid_worker", world.grid1)
    assert wanted(actor, clock.today()) == ["李秀英的低保该复核了，提前准备材料"]
    holdings.renew(TEST, row, due_on=date(2026, 10, 1), amount=Decimal(1250))
    row.refresh_from_db()
    assert row.amount == 1250
    with pytest.raises(BadInput):
        held(person, "subsistence")


def test_people_who_leave_take_their_reminders_along(world, clock) -> None:
    first, second = grandmother(world), grandmother(world, "王秀", number="401")
    held(first, due_on=clock.today())
    held(second, due_on=clock.today())
    registry.move_out(TEST, first.pk, on=clock.today())
    registry.record_death(TEST, second.pk, on=clock.today())
    delivery.drain()
    assert Holding.objects.filter(ended_on=None).count() == 0


def test_merged_and_erased(world, clock) -> None:
    first, double = grandmother(world), grandmother(world, "李秀瑛", number="402")
    held(first)
    held(double)
    held(double, "older_card")
    merging.merge(TEST, first, double)
    delivery.drain()
    assert set(Holding.objects.filter(ended_on=None).values_list("person", "what")) == {
        (first.pk, "disability_certificate"), (first.pk, "older_card"),
    }  # fmt: skip
    people.erase(TEST, first, reason="本人要求")
    delivery.drain()
    assert not Holding.objects.exists()


def test_the_list_takes_few_queries(world, clock) -> None:
    worker = world.client("grid_worker", world.grid1)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            worker.get(reverse("care:holdings"))
        return len(seen)

    held(grandmother(world), due_on=clock.today() + timedelta(days=3))
    few = asked()
    for n in range(4):
        held(grandmother(world, f"张{n}", number=f"{n + 1}02"), due_on=clock.today())
    assert asked() == few
