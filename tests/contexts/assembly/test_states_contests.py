"""The tables of a contest and of its places hold together, and every state is reached."""

import pytest
from tests.builders.contests import drafted, judging, marked, nominating, published

from linli.contexts.assembly.commands import contests
from linli.contexts.assembly.states.contests import CONTEST, ENTRY


def test_tables_have_no_faults() -> None:
    assert list(CONTEST.faults()) == []
    assert list(ENTRY.faults()) == []
    assert CONTEST.open_from("published") == []


@pytest.mark.django_db
def test_every_state_is_reached(world) -> None:
    manager = world.actor("community_manager")
    reached = {made(world).state for made in (drafted, nominating, judging, published)}
    reached.add(contests.vote(manager, marked(world, percent=30)).state)
    reached.add(contests.count(manager, marked(world)).state)
    reached.add(contests.cancel(manager, drafted(world), reason="人手不够").state)
    assert reached == set(CONTEST.states)
