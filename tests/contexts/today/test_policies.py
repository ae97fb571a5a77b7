"""Who may order a day, and who sees to it that every grid has somebody."""

import pytest

from linli.contexts.today import policies
from linli.contexts.today.models import Handover, Leave
from linli.kernel.errors import OutsideYourArea

HIDDEN = "404"


def verdict(ask, *subjects) -> object:
    try:
        return ask(*subjects)
    except OutsideYourArea:
        return HIDDEN


@pytest.mark.parametrize(
    ("role", "place", "postpone", "leave"),
    [
        ("grid_worker", "grid1", True, False),
        ("grid_worker", "grid2", HIDDEN, HIDDEN),
        ("counter_clerk", "community", True, False),
        ("community_manager", "community", True, True),
        ("community_manager", "other_community", HIDDEN, HIDDEN),
        ("subdistrict_officer", "subdistrict", HIDDEN, HIDDEN),
        ("auditor", "subdistrict", HIDDEN, HIDDEN),
    ],
)
def test_postponing_and_planning_leave(world, role, place, postpone, leave):
    actor = world.actor(role, getattr(world, place))
    assert verdict(policies.may_postpone, actor, world.grid1.code) == postpone
    assert verdict(policies.may_plan_leave, actor, world.grid1) == leave
    assert verdict(policies.may_end_leave, actor, Leave(area=world.grid1)) == leave


def test_both_sides_of_a_handover_may_end_it(world):
    one, two = world.actor("grid_worker", world.grid1), world.actor("counter_clerk")
    row = Handover(area_code=world.grid1.code, to_id=two.account_id, by_id=one.account_id)
    assert policies.may_end_handover(one, row)
    assert policies.may_end_handover(two, row)
    assert policies.may_end_handover(world.actor("community_manager"), row)
    assert verdict(policies.may_end_handover, world.actor("grid_worker", world.grid2), row) == HIDDEN
    assert policies.may_order(one)
