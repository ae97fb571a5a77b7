"""Who may run a vote and take votes in: role × area, one line each."""

import pytest
from tests.builders.assembly import rolled, seat_of, voter

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Ballot
from linli.kernel.errors import OutsideYourArea

pytestmark = pytest.mark.django_db
TABLE = [
    # role, area, runs, takes in votes of grid 1, sees the community's vote
    ("community_manager", "community", True, True, True),
    ("counter_clerk", "community", False, True, True),
    ("grid_worker", "grid1", False, True, True),
    ("grid_worker", "grid2", False, False, True),
    ("community_manager", "other_community", False, False, False),
    ("subdistrict_officer", "subdistrict", False, False, False),
    ("auditor", "subdistrict", False, False, False),
]


def allowed(policy, *subjects) -> bool:
    try:
        return bool(policy(*subjects))
    except OutsideYourArea:
        return False


@pytest.mark.parametrize(("role", "place", "runs", "takes", "sees"), TABLE)
def test_roles_and_areas(world, role, place, runs, takes, sees) -> None:
    person = world.person("王秀英")
    row = rolled(world)
    actor = world.actor(role, getattr(world, place))
    assert allowed(policies.may_run, actor, row) is runs
    assert allowed(policies.may_take, actor, seat_of(row, person)) is takes
    assert Ballot.objects.filter(policies.ballots_seen(actor)).exists() is sees


def test_residents_vote_where_they_are_at_home(world) -> None:
    _person, resident = voter(world, "王秀英", "13800000001")
    row = rolled(world)
    assert policies.may_vote(resident, row)
    assert not allowed(policies.may_vote, world.actor("community_manager"), row)
    elsewhere = Ballot(area=world.other_community)
    assert not allowed(policies.may_vote, resident, elsewhere)
