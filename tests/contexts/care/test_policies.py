"""Who may see and change what about people we look after: role × area."""

import pytest
from tests.builders.cared import TEST, grandmother, looked_after

from linli.contexts.care import policies
from linli.contexts.care.commands import proposals
from linli.contexts.care.models import Proposal
from linli.contexts.care.queries import records
from linli.contexts.registry import api as registry
from linli.kernel.errors import OutsideYourArea

PEOPLE = [
    # role, granted, may change (None: does not see)
    ("grid_worker", "grid1", True),
    ("grid_worker", "grid2", None),
    ("counter_clerk", "community", None),
    ("community_manager", "community", True),
    ("community_manager", "other_community", None),
    ("subdistrict_officer", "subdistrict", None),
    ("department_officer", "subdistrict", None),
    ("auditor", "community", None),
    ("administrator", "community", None),
]


@pytest.mark.parametrize(("role", "granted", "may"), PEOPLE)
def test_records_and_proposals(world, role, granted, may) -> None:
    person = grandmother(world)
    proposals.propose(TEST, world.community)
    row = looked_after(person)
    actor = world.actor(role, getattr(world, granted))
    assert records.seen(actor).exists() is (may is not None)
    asked = (
        (policies.may_change, row),
        (policies.may_decide, Proposal.objects.get()),
        (policies.may_take_up, registry.card(TEST, person.pk)),
    )
    for policy, subject in asked:
        if may is None:
            with pytest.raises(OutsideYourArea):
                policy(actor, subject)
        else:
            assert policy(actor, subject) is may
    assert policies.may_export(actor) is (role in ("grid_worker", "community_manager"))
    assert not policies.is_linli(actor)
