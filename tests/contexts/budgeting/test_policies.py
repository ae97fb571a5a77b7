"""Who may do what with a round and its proposals: role × area × act, one line each."""

import pytest

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.models import Round
from linli.kernel.errors import OutsideYourArea

pytestmark = pytest.mark.django_db
NOT_THERE = "not there"
ACTS = (policies.may_run, policies.may_count, policies.may_read_papers, policies.may_audit)
TABLE = [
    ("grid_worker", "grid1", (False, False, True, False)),
    ("grid_worker", "grid2", (False, False, True, False)),
    ("counter_clerk", "community", (False, True, True, False)),
    ("community_manager", "community", (True, True, True, False)),
    ("community_manager", "other_community", NOT_THERE),
    ("subdistrict_officer", "subdistrict", (False, False, False, True)),
    ("auditor", "subdistrict", (False, False, False, True)),
    ("administrator", "subdistrict", NOT_THERE),
]


@pytest.mark.parametrize(("role", "place", "expected"), TABLE)
def test_a_round(world, shares, role: str, place: str, expected) -> None:
    one = shares.planned()
    actor = world.actor(role, getattr(world, place))
    seen = Round.objects.filter(policies.rounds_seen(actor)).exists()
    assert seen is (expected is not NOT_THERE)
    for at, act in enumerate(ACTS):
        if expected is NOT_THERE:
            with pytest.raises(OutsideYourArea):
                act(actor, one)
        else:
            assert act(actor, one) is expected[at]


def test_who_counted_does_not_audit(world, shares) -> None:
    one = shares.planned()
    assert policies.may_audit(shares.officer, one)
    one.counted_by = shares.officer.account_id
    assert not policies.may_audit(shares.officer, one)


def test_residents_of_another_community_find_nothing(world, shares) -> None:
    one = shares.planned()
    near = shares.neighbour("李邻", "101")
    assert policies.belongs(near, one)
    one.community = world.other_community
    with pytest.raises(OutsideYourArea):
        policies.belongs(near, one)
    with pytest.raises(OutsideYourArea):
        policies.belongs(shares.manager, one)


def test_papers_are_taken_only_at_doors_of_ones_own_area(world, shares) -> None:
    one, door = shares.planned(), shares.door("101")
    assert policies.may_write_down(shares.worker, one, door)
    with pytest.raises(OutsideYourArea):
        policies.may_write_down(world.actor("grid_worker", world.grid2), one, door)
