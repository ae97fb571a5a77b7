"""Who may do what with visits, role by role and place by place."""

from datetime import date

import pytest

from linli.contexts.registry import api as registry
from linli.contexts.visits import policies
from linli.contexts.visits.commands.visits import Visited, record
from linli.kernel.errors import OutsideYourArea

HIDDEN = "404"


def verdict(ask, *subjects) -> object:
    try:
        return ask(*subjects)
    except OutsideYourArea:
        return HIDDEN


@pytest.mark.parametrize(
    ("role", "place", "record_", "withdraw"),
    [
        ("grid_worker", "grid1", True, False),
        ("grid_worker", "grid2", HIDDEN, HIDDEN),
        ("counter_clerk", "community", True, False),
        ("community_manager", "community", True, True),
        ("community_manager", "other_community", HIDDEN, HIDDEN),
        ("subdistrict_officer", "subdistrict", HIDDEN, HIDDEN),
        ("auditor", "subdistrict", HIDDEN, HIDDEN),
        ("administrator", "subdistrict", HIDDEN, HIDDEN),
    ],
)
def test_recording_and_withdrawing(world, clock, role, place, record_, withdraw):
    home = world.home(world.building1, 1, "501")
    world.person("张国英", date(1943, 3, 20), "2", home=home)
    author = world.actor("grid_worker", world.grid1)
    door = registry.door(author, home.pk)
    visit = record(author, door.area, door=door, told=Visited("visit", "met", clock.now()))
    visit.account_id = 999_999
    actor = world.actor(role, getattr(world, place))
    assert verdict(policies.may_record_at, actor, home.area) == record_
    assert verdict(policies.may_withdraw, actor, visit) == withdraw


def test_ones_own_visit_may_be_withdrawn(world, clock):
    home = world.home(world.building1, 1, "501")
    author = world.actor("grid_worker", world.grid1)
    door = registry.door(author, home.pk)
    visit = record(author, door.area, door=door, told=Visited("visit", "met", clock.now()))
    assert policies.may_withdraw(author, visit)


def test_only_workers_export_and_only_linli_works_out(world):
    assert policies.may_export(world.actor("grid_worker", world.grid1))
    assert not policies.may_export(world.actor("auditor", world.subdistrict))
    assert not policies.is_linli(world.actor("community_manager"))
