"""Who may what with whom: a table of role × area × permission, one line each."""

import pytest

from linli.contexts.registry import policies
from linli.contexts.registry.models import Person
from linli.kernel.errors import OutsideYourArea

OWN, OTHER_GRID, OTHER_COMMUNITY = "own", "other grid", "other community"
MATRIX = [
    # role, area, view, edit, reveal, erase, merge
    ("grid_worker", OWN, True, True, True, False, False),
    ("grid_worker", OTHER_GRID, None, None, None, None, None),
    ("counter_clerk", OWN, True, True, True, False, True),
    ("community_manager", OWN, True, True, True, True, True),
    ("community_manager", OTHER_COMMUNITY, None, None, None, None, None),
    ("subdistrict_officer", OWN, True, False, False, False, False),
    ("department_officer", OWN, None, None, None, None, None),
    ("auditor", OWN, None, None, None, None, None),
    ("administrator", OWN, None, None, None, None, None),
]
RULES = ("view", "edit", "reveal", "erase", "merge")


def area_for(world, role: str, area: str):
    if area == OTHER_GRID:
        return world.grid1
    if area == OTHER_COMMUNITY:
        return world.other_community
    return world.grid2 if role == "grid_worker" else world.community


@pytest.mark.parametrize(("role", "area", "view", "edit", "reveal", "erase", "merge"), MATRIX)
def test_people(world, role, area, view, edit, reveal, erase, merge) -> None:
    person = world.person("张国英", home=world.home(world.building3, 1, "101"))
    actor = world.actor(role, area_for(world, role, area))
    asked = {
        "edit": lambda: policies.may_edit(actor, person),
        "reveal": lambda: policies.may_reveal(actor, person),
        "erase": lambda: policies.may_erase(actor, person),
        "merge": lambda: policies.may_merge(actor, person, person),
    }
    assert policies.may_view(actor, person) is bool(view)
    assert Person.objects.filter(policies.people_visible_to(actor)).exists() is bool(view)
    for rule, expected in zip(RULES[1:], (edit, reveal, erase, merge), strict=True):
        if expected is None:
            with pytest.raises(OutsideYourArea):
                asked[rule]()
        else:
            assert asked[rule]() is expected, rule


def test_dwellings_follow_their_grid(world) -> None:
    home = world.home(world.building3, 1, "101")
    assert policies.may_edit_dwelling(world.actor("grid_worker", world.grid2), home)
    with pytest.raises(OutsideYourArea):
        policies.may_edit_dwelling(world.actor("grid_worker", world.grid1), home)


def test_nobody_approves_ones_own_export(world) -> None:
    from linli.contexts.registry.models import ExportRequest

    manager = world.actor("community_manager")
    asked = ExportRequest(community=world.community, account_id=manager.account_id)
    assert not policies.may_decide_export(manager, asked)
    asked.account_id = -1
    assert policies.may_decide_export(manager, asked)
