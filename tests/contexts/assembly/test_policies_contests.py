"""Who leads a contest, helps in it and puts places forward: role × area × state, one line each."""

import pytest
from tests.builders.contests import drafted, judging, published
from tests.builders.neighbours import neighbour

from linli.contexts.assembly.models.contests import Contest
from linli.contexts.assembly.policies import contests as policies
from linli.kernel.errors import OutsideYourArea

pytestmark = pytest.mark.django_db
TABLE = [
    # role, area, leads, helps and sees
    ("community_manager", "community", True, True),
    ("counter_clerk", "community", False, True),
    ("grid_worker", "grid1", False, True),
    ("grid_worker", "grid2", False, True),
    ("community_manager", "other_community", False, False),
    ("grid_worker", "other_community", False, False),
    ("subdistrict_officer", "subdistrict", False, False),
    ("auditor", "subdistrict", False, False),
]


def allowed(policy, *subjects) -> bool:
    try:
        return bool(policy(*subjects))
    except OutsideYourArea:
        return False


@pytest.mark.parametrize("made", [drafted, judging, published])
@pytest.mark.parametrize(("role", "place", "leads", "helps"), TABLE)
def test_roles_and_areas(world, role, place, leads, helps, made) -> None:
    contest, actor = made(world), world.actor(role, getattr(world, place))
    assert allowed(policies.may_lead_contest, actor, contest) is leads
    assert allowed(policies.may_begin_contest, actor, world.community) is leads
    assert allowed(policies.may_help_contest, actor, contest) is helps
    assert Contest.objects.filter(policies.contests_seen(actor)).exists() is helps
    assert not allowed(policies.may_put_forward, actor, contest)
    if made is not drafted:
        entry, juror = contest.entries.first(), contest.jurors.first()
        assert allowed(policies.may_revoke, actor, entry) is leads
        assert allowed(policies.may_mark_off, actor, juror) is leads
        assert allowed(policies.may_look_at, actor, entry) is helps
        assert allowed(policies.may_mark, actor, juror) is helps


def test_residents_put_forward_where_they_are_at_home(world) -> None:
    me = neighbour(world.actor("community_manager"), world.person("王秀英"))
    assert policies.may_put_forward(me, drafted(world))
    assert not allowed(policies.may_put_forward, me, Contest(area=world.other_community))
    assert not allowed(policies.may_lead_contest, me, drafted(world))
