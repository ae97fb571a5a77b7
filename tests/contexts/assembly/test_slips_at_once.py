"""A double tap and a slip noted at the same moment are one vote."""

import threading
from contextvars import copy_context

from django.db import connection
from tests.builders.meetings import called

from linli.contexts.assembly.commands import slips
from linli.contexts.assembly.queries.slips import own_key
from linli.kernel.ballots.refusals import AlreadyVoted


def test_a_double_tap_and_a_slip_at_once_are_one_vote(committed_world, clock) -> None:
    motion, resident = called(committed_world, clock)
    key, manager = own_key(resident, motion), committed_world.actor("community_manager")
    told: list[str] = []

    def run(deed) -> None:
        try:
            deed()
            told.append("done")
        except AlreadyVoted:
            told.append("again")
        finally:
            connection.close()

    deeds = [lambda: slips.cast(resident, motion, choice="for")] * 4
    deeds += [lambda: slips.take_in(manager, motion, key=key)] * 2
    hands = [threading.Thread(target=copy_context().run, args=(run, deed)) for deed in deeds]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert sorted(told) == ["again"] * 5 + ["done"]
