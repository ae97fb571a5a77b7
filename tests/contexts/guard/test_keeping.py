"""What is kept of a home goes on time, with proof; its own readings are handed over; guarding can end."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests.builders import guarded
from tests.builders.guarded import EIGHT, deliver, device, message, source
from tests.contexts.guard.test_rounds import NOW, registers

from linli.contexts.guard import tasks
from linli.contexts.guard.commands import alarms, consents
from linli.contexts.guard.models import (
    Alarm,
    Consent,
    Erasure,
    HomeState,
    Kind,
    Reading,
    SensorState,
)
from linli.contexts.guard.queries import alarms as alarm_queries
from linli.contexts.guard.queries import proofs
from linli.contexts.guard.queries.rules import kept_days, rules
from linli.contexts.registry import api as registry
from linli.kernel.audit import trail
from linli.kernel.audit.models import AuditEntry
from linli.kernel.catalogue import shelf
from linli.kernel.errors import NotAllowed, NotAllowedNow, OutsideYourArea


def guarded_home(world):
    """Water and motion, with a few readings each."""
    home, keyed = world.home(world.building1), source(world)
    device(home, "WM-1")
    device(home, "M-1", "motion", upload_minutes=1440)
    deliver(keyed, message("WM-1", 1, 2, 3), message("M-1", 0.001, since=EIGHT))
    tasks.hear_homes()
    return home


def downloaded(client, home, reason="本人到窗口，看过身份证"):
    return client.post(reverse("guard:hand_over", args=[home.pk]), {"reason": reason})


def test_a_family_can_check_that_exactly_their_copy_is_gone(world, clock) -> None:
    home, worker = guarded_home(world), world.client("grid_worker", world.grid1)
    answer = downloaded(worker, home)
    book = load_workbook(BytesIO(answer.content))
    about = next(row for row in book.worksheets[0].iter_rows(values_only=True) if row[1] == "WM-1")
    assert about[5] == 3
    assert book.worksheets[1].max_row + book.worksheets[2].max_row >= 6
    consents.withdraw(guarded.TEST, Consent.objects.get(kind="water"))
    clock.forward(timedelta(days=15))
    assert tasks.erase_withdrawn() == 3
    row = Erasure.objects.get()
    assert (row.rows, row.devices, row.digest) == (3, 1, about[6])
    entry = AuditEntry.objects.get(action="guard.readings_erased")
    assert entry.detail == {"kind": "water", "rows": 3, "digest": row.digest}
    assert not list(trail.verify())
    page = worker.get(reverse("guard:proof", args=[home.pk])).content.decode()
    assert row.digest in page
    assert f"{entry.chain}-{entry.number}" in page
    assert Reading.objects.count() == 1  # motion was not withdrawn
    assert tasks.erase_withdrawn() == 0


def test_what_was_learned_goes_at_once_and_the_readings_on_their_day(world, clock) -> None:
    home = guarded_home(world)
    assert (HomeState.objects.count(), SensorState.objects.count()) == (1, 1)
    consents.withdraw(guarded.TEST, Consent.objects.get(kind="motion"))
    assert (HomeState.objects.count(), SensorState.objects.count()) == (1, 0)
    consents.withdraw(guarded.TEST, Consent.objects.get(kind="water"))
    assert not HomeState.objects.exists()
    assert Reading.objects.count() == 4
    page = world.client("grid_worker", world.grid1).get(reverse("guard:proof", args=[home.pk]))
    assert "2026年3月26日清除" in page.content.decode()


def test_what_was_said_before_a_withdrawal_teaches_nobody(world, clock) -> None:
    home = guarded_home(world)
    keyed = source(world, "另一家")
    consents.withdraw(guarded.TEST, Consent.objects.get(kind="water"))
    clock.forward(timedelta(hours=2))
    door = registry.door(guarded.TEST, home.pk)
    agreed = consents.Agreed("李奶奶", clock.today())
    consents.give(guarded.TEST, door.area, door=door, kind="water", agreed=agreed)
    deliver(keyed, message("WM-1", 9, since=clock.now()))
    tasks.hear_homes()
    from linli.engines import silence

    state = silence.unpack(bytes(HomeState.objects.get().packed))
    assert state.first == state.last_hours


def test_a_closed_alarm_keeps_that_it_was_but_not_what_it_said(world, clock) -> None:
    keyed = source(world)
    device(world.home(world.building1), "WM-1")
    told = registers(NOW, NOW - timedelta(hours=22))
    deliver(keyed, message("WM-1", *told, since=NOW - timedelta(hours=len(told) - 1)))
    assert tasks.hear_homes() == 1
    row = alarms.close(guarded.TEST, Alarm.objects.get(), cause="away")
    assert tasks.forget_details(NOW.date()) == 0
    assert tasks.forget_details(NOW.date() + timedelta(days=1)) == 1
    row.refresh_from_db()
    assert (row.reason, row.chart, row.cause) == ({}, {}, "away")
    assert alarm_queries.sentence(row) == "很久没有用水"
    page = world.client("grid_worker", world.grid1).get(reverse("guard:alarm", args=[row.pk]))
    assert page.status_code == 200


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_has_its_time_and_its_rule(kind) -> None:
    days = {str(rule.what): rule.days for rule in shelf.retention()}
    from linli.contexts.guard.queries.words import KEPT

    assert days[str(KEPT[Kind(kind)])] == kept_days(kind)
    assert set(rules()["keep"]["kinds"]) <= set(Kind.values)
    assert kept_days("motion") < kept_days("door") < kept_days("water")


def test_readings_past_their_time_go_kind_by_kind(world, clock) -> None:
    guarded_home(world)
    clock.forward(timedelta(days=50))
    gone = sum(rule.purge(clock.today() - timedelta(days=rule.days)) for rule in shelf.retention())
    assert gone == 1
    row = Erasure.objects.get()
    assert (row.kind, row.why, row.dwelling_id) == ("motion", "expired", None)
    page = world.client("community_manager").get(reverse("guard:erasures")).content.decode()
    assert "全部住户" in page


def test_a_home_ends_its_guard_in_one_act(world, clock) -> None:
    home, worker = guarded_home(world), world.client("grid_worker", world.grid1)
    end = reverse("guard:end", args=[home.pk])
    assert "结束守护" in worker.get(reverse("guard:home", args=[home.pk])).content.decode()
    assert worker.post(end, {"reason": ""}).status_code == 303
    assert worker.post(end, {"reason": ""}).status_code == 422  # the second click
    assert not Consent.objects.filter(withdrawn_at=None).exists()
    clock.forward(timedelta(days=15))
    assert tasks.erase_withdrawn() == 4
    door = registry.door(guarded.TEST, home.pk)
    with pytest.raises(NotAllowedNow):
        consents.end_all(guarded.TEST, door.area, door=door)


def test_handing_over_wants_a_reason_and_is_on_record(world) -> None:
    home, worker = guarded_home(world), world.client("grid_worker", world.grid1)
    assert worker.get(reverse("guard:hand_over", args=[home.pk])).status_code == 200
    assert downloaded(worker, home, reason="").status_code == 422
    assert not AuditEntry.objects.filter(action="guard.readings_handed_over").exists()
    assert downloaded(worker, home).status_code == 200
    entry = AuditEntry.objects.get(action="guard.readings_handed_over")
    assert (entry.detail["rows"], entry.reason) == (4, "本人到窗口，看过身份证")


WHO = [
    ("grid_worker", "grid1", 200, 200),
    ("grid_worker", "grid2", 404, 404),
    ("counter_clerk", "community", 200, 403),
    ("community_manager", "community", 200, 200),
]


@pytest.mark.parametrize(("role", "granted", "sees", "takes"), WHO)
def test_who_sees_proofs_and_takes_readings_along(world, role, granted, sees, takes) -> None:
    home, client = guarded_home(world), world.client(role, getattr(world, granted))
    assert client.get(reverse("guard:proof", args=[home.pk])).status_code == sees
    assert downloaded(client, home).status_code == takes
    assert client.get(reverse("guard:end", args=[home.pk])).status_code == takes
    actor, door = world.actor(role, getattr(world, granted)), registry.door(guarded.TEST, home.pk)
    if takes == 200:
        assert consents.end_all(actor, door.area, door=door) == 2
    else:
        with pytest.raises((NotAllowed, OutsideYourArea)):
            consents.end_all(actor, door.area, door=door)


def test_what_was_erased_is_found_by_door_kind_and_reason(world, clock) -> None:
    guarded_home(world)
    manager, stranger = world.actor("community_manager"), world.actor("grid_worker", world.grid2)
    for consent in Consent.objects.all():
        consents.withdraw(guarded.TEST, consent)
    clock.forward(timedelta(days=15))
    tasks.erase_withdrawn()
    assert proofs.erasures(manager).count() == 2
    assert proofs.erasures(manager, kind="motion").count() == 1
    assert proofs.erasures(manager, why="expired").count() == 0
    assert proofs.erasures(manager, words="没有这里").count() == 0
    assert proofs.erasures(stranger).count() == 0
    client = world.client("community_manager")
    assert "核对码" in client.get(reverse("guard:erasures"), {"kind": "water", "q": "1号楼"}).content.decode()
