"""Who leads an open space, helps in it and takes part: role × area, one line each."""

import pytest
from tests.builders.neighbours import neighbour, resident
from tests.builders.spaces import at, card, drafted, handed

from linli.contexts.assembly.models.spaces import OpenSpace
from linli.contexts.assembly.policies import spaces as policies
from linli.kernel.errors import OutsideYourArea
from linli.kernel.visitors import stays

pytestmark = pytest.mark.django_db
TABLE = [
    # role, area, leads, helps, sees
    ("community_manager", "community", True, True, True),
    ("counter_clerk", "community", False, True, True),
    ("grid_worker", "grid1", False, True, True),
    ("grid_worker", "grid2", False, True, True),
    ("community_manager", "other_community", False, False, False),
    ("grid_worker", "other_community", False, False, False),
    ("subdistrict_officer", "subdistrict", False, False, False),
    ("auditor", "subdistrict", False, False, False),
    ("administrator", "subdistrict", False, False, False),
]


def allowed(policy, *subjects) -> bool:
    try:
        return bool(policy(*subjects))
    except OutsideYourArea:
        return False


@pytest.mark.parametrize("state", ["draft", "market", "closed"])
@pytest.mark.parametrize(("role", "place", "leads", "helps", "sees"), TABLE)
def test_roles_and_areas(world, role, place, leads, helps, sees, state) -> None:
    space = at(world, state)
    actor = world.actor(role, getattr(world, place))
    assert allowed(policies.may_lead_space, actor, space) is leads
    assert allowed(policies.may_begin_space, actor, world.community) is leads
    assert allowed(policies.may_help_in, actor, space) is helps
    assert OpenSpace.objects.filter(policies.spaces_seen(actor)).exists() is sees
    if state != "draft":
        assert allowed(policies.may_help_with, actor, card(space)) is helps


def test_residents_speak_for_themselves_alone(world) -> None:
    me = neighbour(world.actor("community_manager"), world.person("王秀英"))
    space = at(world, "calling")
    strangers = resident_elsewhere()
    assert policies.may_join(me, space)
    assert not allowed(policies.may_join, strangers, space)
    assert not allowed(policies.may_join, world.actor("community_manager"), space)
    guest = handed(world, space)[0]
    assert not allowed(policies.may_speak_for, me, guest)
    guest.visitor = me.visitor
    assert policies.may_speak_for(me, guest)
    assert allowed(policies.may_speak_for, world.actor("grid_worker", world.grid2), guest)
    assert not allowed(policies.may_lead_space, me, drafted(world))


def resident_elsewhere():
    from tests.builders.neighbours import browser

    browser("13900005678")
    assert stays.known("13900005678")
    return resident("13900005678")
