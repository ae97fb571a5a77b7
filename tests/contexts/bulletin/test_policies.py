"""Who may write, read first and take down: role × area, one line each."""

import pytest
from tests.builders.board import draft

from linli.contexts.bulletin import policies
from linli.contexts.bulletin.queries import desk
from linli.kernel.errors import OutsideYourArea

pytestmark = pytest.mark.django_db
NOT_THERE = "not there"
TABLE = [
    ("grid_worker", "grid1", True, False),
    ("grid_worker", "grid2", NOT_THERE, NOT_THERE),
    ("counter_clerk", "community", True, True),
    ("community_manager", "community", True, True),
    ("community_manager", "other_community", NOT_THERE, NOT_THERE),
    ("subdistrict_officer", "subdistrict", False, False),
    ("auditor", "subdistrict", NOT_THERE, NOT_THERE),
    ("administrator", "subdistrict", NOT_THERE, NOT_THERE),
]


@pytest.mark.parametrize(("role", "place", "write", "review"), TABLE)
def test_a_notice_of_a_grid(world, role: str, place: str, write, review) -> None:
    row = draft(world.actor("grid_worker", world.grid1), world.grid1, kind="publicity")
    actor = world.actor(role, getattr(world, place))
    for policy, expected in ((policies.may_write, write), (policies.may_review, review)):
        if expected is NOT_THERE:
            with pytest.raises(OutsideYourArea):
                policy(actor, row)
            assert row not in desk.seen(actor)
        else:
            assert policy(actor, row) is expected


def test_a_grid_worker_sees_the_communitys_notices_and_does_not_write_them(world) -> None:
    worker = world.actor("grid_worker", world.grid1)
    row = draft(world.actor("community_manager"), world.community)
    assert row in desk.seen(worker)
    assert not policies.may_write(worker, row)
    assert not policies.may_approve(world.actor("community_manager"), row)
