"""What was not taken in is counted, and nothing of it is kept."""

import pytest
from tests.builders.guarded import TEST, source

from linli.contexts.guard.commands import troubles
from linli.contexts.guard.models import Trouble
from linli.kernel.errors import NotAllowed


def test_counts_of_a_day_add_up_and_open_again_what_was_settled(world, clock) -> None:
    keyed = source(world)
    told = {("WM-1", "shape", "failed"): 2}
    assert troubles.refuse(TEST, world.community, source=keyed.source, refused=told) == 2
    Trouble.objects.update(settled_at=clock.now())
    troubles.refuse(TEST, world.community, source=None, refused=told)
    row = Trouble.objects.get()
    assert (row.points, row.settled_at, row.source_id) == (4, None, keyed.source.pk)


def test_only_linli_itself_counts(world) -> None:
    with pytest.raises(NotAllowed):
        troubles.refuse(world.actor("community_manager"), world.community, source=None, refused={})
