"""Devices and consents over time: installed, corrected, swapped, removed; agreed, withdrawn, erased."""

from datetime import date, timedelta

import pytest
from tests.builders import guarded
from tests.builders.guarded import EIGHT, SIGNED, deliver, device, message, source

from linli.contexts.guard import tasks
from linli.contexts.guard.commands import consents, devices, leaving, sources
from linli.contexts.guard.commands.consents import Agreed
from linli.contexts.guard.models import Consent, Device, Reading, Tally, Trouble
from linli.contexts.guard.queries import devices as queries
from linli.contexts.registry import api as registry
from linli.kernel.accounts import commands as accounts
from linli.kernel.accounts.models import Account
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea

TODAY = date(2026, 3, 11)


def test_a_device_needs_a_signature_and_the_second_of_its_kind_does_not(world) -> None:
    home = world.home(world.building1)
    with pytest.raises(BadInput) as refused:
        device(home, agreed=None)
    assert refused.value.field == "given_by"
    device(home)
    device(home, "WM-2", agreed=None)
    assert Consent.objects.count() == 1
    with pytest.raises(BadInput):
        device(home, "D-1", "door", agreed=None)


@pytest.mark.parametrize(
    ("number", "more", "field"),
    [
        ("", {}, "number"),
        ("x" * 41, {}, "number"),
        ("a\tb", {}, "number"),
        ("W", {"upload_minutes": 0}, "upload_minutes"),
        ("W", {"upload_minutes": 99999}, "upload_minutes"),
        ("W", {"installed_on": date(2026, 3, 12)}, "installed_on"),
        ("W", {"agreed": Agreed("李", date(2026, 3, 12))}, "given_on"),
        ("W", {"agreed": Agreed("  ", date(2026, 3, 1))}, "given_by"),
    ],
)
def test_what_cannot_be_right_is_refused(world, number, more, field) -> None:
    with pytest.raises(BadInput) as refused:
        device(world.home(world.building1), number, **more)
    assert refused.value.field == field
    assert not Device.objects.exists()
    assert not Consent.objects.exists()


def test_one_number_is_one_device_until_it_is_removed(world) -> None:
    first = device(world.home(world.building1))
    with pytest.raises(BadInput):
        device(world.home(world.building2))
    devices.remove(guarded.TEST, first, on=TODAY, reason="住户搬走")
    device(world.home(world.building2))
    assert Device.objects.count() == 2


def test_a_swap_keeps_both_and_their_history(world) -> None:
    manager = world.actor("community_manager")
    old = device(world.home(world.building1), spot="厨房", resolution=1)
    new = devices.swap(manager, old, number="WM-9", on=TODAY, words="电池用完")
    assert (new.replaces_id, new.spot, new.resolution, new.kind) == (old.pk, "厨房", 1, "water")
    assert old.removed_on == TODAY
    assert [(e.what, e.words) for e, _who in queries.history(old)] == [
        ("swapped", "电池用完"),
        ("installed", ""),
    ]
    assert queries.successor(old) == new
    with pytest.raises(NotAllowedNow):
        devices.swap(manager, old, number="WM-10", on=TODAY)
    with pytest.raises(BadInput):
        devices.swap(manager, new, number="WM-10", on=TODAY - timedelta(days=1))


def test_a_correction_says_what_changed_and_kind_and_home_do_not(world) -> None:
    row = device(world.home(world.building1))
    devices.change(guarded.TEST, row, values={"spot": "卫生间", "upload_minutes": 1440, "kind": "gas"})
    row.refresh_from_db()
    assert (row.spot, row.upload_minutes, row.kind) == ("卫生间", 1440, "water")
    assert AuditEntry.objects.latest("pk").detail["changed"] == ["spot", "upload_minutes"]
    other = device(world.home(world.building2), "WM-2")
    with pytest.raises(BadInput):
        devices.change(guarded.TEST, other, values={"number": "WM-1"})


@pytest.mark.parametrize("on", [date(2026, 1, 5), date(2026, 3, 12)])
def test_nothing_is_removed_before_it_came_or_tomorrow(world, on) -> None:
    row = device(world.home(world.building1))
    with pytest.raises(BadInput):
        devices.remove(guarded.TEST, row, on=on, reason="搬走")


def test_withdrawn_consent_stops_intake_at_once_and_erases_on_its_day(world, clock) -> None:
    home, keyed = world.home(world.building1), source(world)
    device(home)
    other = device(world.home(world.building2), "WM-2")
    deliver(keyed, message("WM-1", 1, 2, 3), message("WM-2", 1))
    consent = consents.withdraw(guarded.TEST, Consent.objects.get(dwelling=home), reason="")
    assert consent.erase_on == TODAY + timedelta(days=15)
    assert deliver(keyed, message("WM-1", 4, since=EIGHT + timedelta(hours=1))).told()["refused"] == {
        "consent": 1
    }
    with pytest.raises(NotAllowedNow):
        consents.withdraw(guarded.TEST, consent)
    assert tasks.erase_withdrawn() == 0
    clock.forward(timedelta(days=15))
    assert tasks.erase_withdrawn() == 3
    consent.refresh_from_db()
    assert (consent.erased_rows, consent.erased_at is not None) == (3, True)
    assert Reading.objects.get().device == other
    assert AuditEntry.objects.latest("pk").action == "guard.readings_erased"
    assert tasks.erase_withdrawn() == 0


def test_a_home_that_agrees_again_keeps_what_came_since(world, clock) -> None:
    home, keyed = world.home(world.building1), source(world)
    device(home)
    deliver(keyed, message("WM-1", 1))
    consents.withdraw(guarded.TEST, Consent.objects.get())
    clock.forward(timedelta(days=1))
    door = registry.door(guarded.TEST, home.pk)
    consents.give(guarded.TEST, door.area, door=door, kind="water", agreed=Agreed("李奶奶", TODAY))
    assert deliver(keyed, message("WM-1", 2, since=EIGHT + timedelta(days=1))).taken == 1
    clock.forward(timedelta(days=20))
    assert tasks.erase_withdrawn() == 1
    assert Reading.objects.get().value == 2000


def test_readings_and_counts_go_when_they_are_old(world, clock) -> None:
    device(world.home(world.building1))
    deliver(source(world), message("WM-1", 1), message("nobody", 1))
    assert tasks.forget_readings("water")(TODAY) == 0
    assert tasks.forget_readings("door")(TODAY + timedelta(days=1)) == 0
    assert tasks.forget_readings("water")(TODAY + timedelta(days=1)) == 1
    assert tasks.forget_troubles(TODAY) == 0
    assert tasks.forget_troubles(TODAY + timedelta(days=1)) == 1
    assert (Reading.objects.count(), Trouble.objects.count()) == (0, 0)


def test_a_source_has_a_key_that_can_be_changed_and_stopped(world) -> None:
    manager = world.actor("community_manager")
    keyed = sources.add(manager, world.community, name="供水公司")
    assert accounts.account_of_key(keyed.key).pk == keyed.source.account_id
    with pytest.raises(BadInput):
        sources.add(manager, world.community, name="供水公司")
    again = sources.rekey(manager, keyed.source)
    assert accounts.account_of_key(keyed.key) is None
    assert accounts.account_of_key(again.key) is not None
    sources.stop(manager, keyed.source, reason="合同到期")
    assert accounts.account_of_key(again.key) is None
    with pytest.raises(NotAllowed):
        deliver_as(manager, keyed)
    with pytest.raises(NotAllowedNow):
        sources.rekey(manager, keyed.source)
    assert Account.objects.get(pk=keyed.source.account_id).username.startswith("source-")


def deliver_as(actor, keyed):
    from linli.contexts.guard.commands import intake

    return intake.take(actor, keyed.source, messages=[])


def test_trouble_that_was_settled_comes_back_when_it_happens_again(world) -> None:
    keyed = source(world)
    deliver(keyed, message("nobody", 1, 2))
    row = Trouble.objects.get()
    assert (row.number, row.why, row.points) == ("nobody", "unknown", 2)
    sources.settle(guarded.TEST, row)
    deliver(keyed, message("nobody", 3))
    row.refresh_from_db()
    assert (row.points, row.settled_at) == (3, None)
    assert Tally.objects.get().refused == 3


def test_every_export_is_on_record(world) -> None:
    leaving.count_export(world.actor("grid_worker", world.grid1), rows=3)
    assert AuditEntry.objects.latest("pk").detail == {"rows": 3}
    with pytest.raises(NotAllowed):
        leaving.count_export(world.actor("counter_clerk"), rows=3)


def test_a_door_of_another_grid_is_not_there(world) -> None:
    worker = world.actor("grid_worker", world.grid1)
    home = world.home(world.building3)
    with pytest.raises(OutsideYourArea):
        device(home, actor=worker)
    row = device(home, agreed=SIGNED)
    with pytest.raises(OutsideYourArea):
        devices.remove(worker, row, on=TODAY, reason="搬走")
