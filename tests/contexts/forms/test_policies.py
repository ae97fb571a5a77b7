"""Who may do what with forms: a table of role × place."""

import pytest

from linli.contexts.forms import policies
from linli.contexts.forms.models import Return
from linli.kernel.errors import OutsideYourArea

MATRIX = [
    # role, granted, return for, may take there, may fill, may read whom it lists
    ("community_manager", "community", "community", True, True, True),
    ("community_manager", "community", "grid2", True, True, True),
    ("counter_clerk", "community", "grid2", True, True, True),
    ("grid_worker", "grid2", "grid2", True, True, True),
    ("grid_worker", "grid2", "community", False, False, False),
    ("grid_worker", "grid1", "grid2", False, None, False),
    ("subdistrict_officer", "subdistrict", "community", False, False, True),
    ("community_manager", "other_community", "community", False, None, False),
    ("auditor", "community", "community", False, None, False),
]


@pytest.mark.parametrize(("role", "granted", "place", "take", "fill", "read"), MATRIX)
def test_matrix(world, role, granted, place, take, fill, read) -> None:
    actor = world.actor(role, getattr(world, granted))
    asked = Return(community=world.community, place=getattr(world, place))
    assert policies.may_take(actor, asked.place) is take
    assert policies.may_read(actor, asked) is read
    if fill is None:
        with pytest.raises(OutsideYourArea):
            policies.may_fill(actor, asked)
    else:
        assert policies.may_fill(actor, asked) is fill
