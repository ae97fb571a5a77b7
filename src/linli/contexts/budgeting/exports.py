"""Rounds as files: Pabulib without names, and plain JSON."""

import json

from linli.contexts.budgeting.models import Round
from linli.contexts.budgeting.queries import board, counting
from linli.engines.tally.pabulib import write
from linli.kernel.errors import NotAllowedNow


def as_pb(one: Round) -> str:
    """The counted election in the Pabulib format: voters are tags by chance."""
    if one.box is None or one.box.closed_at is None:
        raise NotAllowedNow
    counted = counting.count(one)
    return write(counted.election, winners=counted.outcome.winners)


def as_json(one: Round) -> str:
    """What everybody may know, for programs."""
    return json.dumps(board.plain(one), ensure_ascii=False, indent=1)
