"""Who may run a vote and take votes in: role × area, one line each."""

import pytest
from tests.builders.assembly import rolled, seat_of, voter

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Ballot, Proxy
from linli.kernel.ballots.models import HandIn
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


AFTER = [
    # role, area, decides about a paper without its second person, takes back and tells doors of grid 1
    ("community_manager", "community", True, True),
    ("counter_clerk", "community", False, True),
    ("grid_worker", "grid1", False, True),
    ("grid_worker", "grid2", False, False),
    ("community_manager", "other_community", False, False),
    ("subdistrict_officer", "subdistrict", False, False),
    ("auditor", "subdistrict", False, False),
]


@pytest.mark.parametrize(("role", "place", "decides", "works"), AFTER)
def test_who_decides_about_papers_and_who_keeps_authorisations(world, role, place, decides, works) -> None:
    person = world.person("王秀英")
    row, area = rolled(world), world.building1
    actor = world.actor(role, getattr(world, place))
    seat = seat_of(row, person)
    taken = HandIn(box=row.box, key=seat.key, area=seat.area, first="account:-1")
    paper = Proxy(ballot=row, key=seat.key, area=seat.area, first_id=-1)
    assert allowed(policies.may_set_aside, actor, row, taken) is decides
    assert allowed(policies.may_tell, actor, row, area) is works
    for what in (taken, paper):
        assert allowed(policies.may_withdraw, actor, what) is works
        assert allowed(policies.may_confirm, actor, what) is works
    taken.first, paper.first_id = actor.label, actor.account_id
    for what in (taken, paper):
        assert not allowed(policies.may_confirm, actor, what), "one person is not two"
    assert not policies.may_erase(actor, row)


def test_residents_vote_where_they_are_at_home(world) -> None:
    _person, resident = voter(world, "王秀英", "13800000001")
    row = rolled(world)
    assert policies.may_vote(resident, row)
    assert not allowed(policies.may_vote, world.actor("community_manager"), row)
    elsewhere = Ballot(area=world.other_community)
    assert not allowed(policies.may_vote, resident, elsewhere)
