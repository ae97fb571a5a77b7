"""Who may do what with devices and sources: tables of role × area."""

import pytest
from tests.builders.guarded import device, source

from linli.contexts.guard import policies
from linli.contexts.guard.models import Consent, Trouble
from linli.contexts.guard.queries import devices, sources
from linli.kernel import clock
from linli.kernel.errors import OutsideYourArea

DEVICES = [
    # role, granted, sees the device in grid 1, may change it
    ("grid_worker", "grid1", True, True),
    ("grid_worker", "grid2", False, None),
    ("counter_clerk", "community", True, False),
    ("community_manager", "community", True, True),
    ("community_manager", "other_community", False, None),
    ("subdistrict_officer", "subdistrict", False, None),
    ("department_officer", "subdistrict", False, None),
    ("auditor", "community", False, None),
    ("administrator", "community", False, None),
]


@pytest.mark.parametrize(("role", "granted", "seen", "may"), DEVICES)
def test_devices_and_consents(world, role, granted, seen, may) -> None:
    row = device(world.home(world.building1))
    consent = Consent.objects.get()
    actor = world.actor(role, getattr(world, granted))
    assert devices.seen(actor).exists() is seen
    assert bool(devices.consents(actor, row.dwelling_id)) is seen
    asked = ((policies.may_change, row), (policies.may_install, row.area), (policies.may_withdraw, consent))
    for policy, subject in asked:
        if may is None:
            with pytest.raises(OutsideYourArea):
                policy(actor, subject)
        else:
            assert policy(actor, subject) is may
    assert policies.may_export(actor) is (role in ("grid_worker", "community_manager"))


SOURCES = [
    # role, granted, may keep the sources of the community
    ("community_manager", "community", True),
    ("community_manager", "other_community", None),
    ("grid_worker", "grid1", None),
    ("counter_clerk", "community", False),
    ("administrator", "community", None),
]


@pytest.mark.parametrize(("role", "granted", "may"), SOURCES)
def test_sources_and_what_was_not_taken(world, role, granted, may) -> None:
    row = source(world).source
    moment = clock.now()
    trouble = Trouble.objects.create(
        community=world.community, why="unknown", day=clock.today(), first_at=moment, last_at=moment
    )
    actor = world.actor(role, getattr(world, granted))
    assert sources.sources(actor).exists() is (may is True)
    asked = (
        (policies.may_add_source, world.community),
        (policies.may_keep_source, row),
        (policies.may_settle, trouble),
    )
    for policy, subject in asked:
        if may is None:
            with pytest.raises(OutsideYourArea):
                policy(actor, subject)
        else:
            assert policy(actor, subject) is may
    assert policies.may_deliver(actor, row) is (may is True)
    assert not policies.is_linli(actor)
