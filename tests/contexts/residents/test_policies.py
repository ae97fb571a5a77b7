"""Who may tie phones and act for residents: role × area, one line each."""

import pytest
from tests.builders.neighbours import neighbour, resident, the_link

from linli.contexts.registry import api as registry
from linli.contexts.residents import policies
from linli.kernel.actor import linli
from linli.kernel.errors import OutsideYourArea

pytestmark = pytest.mark.django_db
TABLE = [
    ("grid_worker", "grid1", True),
    ("grid_worker", "grid2", False),
    ("counter_clerk", "community", True),
    ("community_manager", "community", True),
    ("community_manager", "other_community", False),
    ("subdistrict_officer", "subdistrict", False),
    ("auditor", "subdistrict", False),
    ("administrator", "subdistrict", False),
]


@pytest.mark.parametrize(("role", "place", "may"), TABLE)
def test_link_and_act(world, role: str, place: str, may) -> None:
    door = registry.door(linli("test"), world.home(world.building1).pk)
    actor = world.actor(role, getattr(world, place))
    for policy in (policies.may_link, policies.may_act):
        if may:
            assert policy(actor, door)
        else:
            with pytest.raises(OutsideYourArea):
                policy(actor, door)


def test_residents_hold_no_permission_at_all(world) -> None:
    found = neighbour(world.actor("grid_worker", world.grid1), world.person("王秀英"))
    assert policies.is_resident(found)
    assert not policies.is_resident(world.actor("community_manager"))
    assert policies.is_own(found, the_link())
    for permission in (policies.LINK, policies.ACT, "registry.view"):
        assert not found.holds(permission)
    with pytest.raises(OutsideYourArea):
        policies.is_own(resident("13900005678"), the_link())
