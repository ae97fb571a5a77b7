"""A crowd that votes at one moment, in processes of their own."""

import multiprocessing
from collections.abc import Callable, Sequence
from typing import Any

from django.db import OperationalError, connection

from linli.kernel.ballots.refusals import AlreadyVoted

PATIENCE = 900
"""Seconds after which something hangs; a busy machine may take minutes to begin two hundred."""


def vote_at_once(voters: Sequence[Any], hands: int, vote: Callable[[Any], object]) -> tuple[int, int]:
    """Every voter is tried by two of ``hands`` processes; return how often it was cast and refused."""
    connection.close()  # what is open now belongs to this process alone
    fork = multiprocessing.get_context("fork")
    start, told = fork.Barrier(hands), fork.Array("i", 2)
    twice, share = [*voters, *voters], len(voters) // hands
    processes = [
        fork.Process(target=_hand, args=(twice[n * share : (n + 2) * share], vote, start, told))
        for n in range(hands)
    ]
    for one in processes:
        one.start()
    for one in processes:
        one.join(PATIENCE)
    assert {one.exitcode for one in processes} == {0}
    cast, refused = told
    return cast, refused


def _hand(mine: Sequence[Any], vote: Callable[[Any], object], start: Any, told: Any) -> None:
    """One process: wait for all others, then cast one vote after the other."""
    start.wait(PATIENCE)
    for voter in mine:
        was_refused = _pressed(voter, vote)
        with told.get_lock():
            told[int(was_refused)] += 1
    connection.close()


def _pressed(voter: Any, vote: Callable[[Any], object]) -> bool:
    while True:
        try:
            vote(voter)
        except AlreadyVoted:
            return True
        except OperationalError:
            continue  # SQLite let somebody wait in vain: the page says so, and one presses again
        return False
