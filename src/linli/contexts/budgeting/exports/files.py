"""Rounds as files: Pabulib without names, and plain JSON."""

import json
from uuid import UUID

from linli.contexts.budgeting.models import Round, RoundState
from linli.contexts.budgeting.queries import counting, plain
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
    return json.dumps(plain.whole(one), ensure_ascii=False, indent=1)


def found(key: UUID | str) -> Round | None:
    """A public round by its key, or by its number where only one community has it."""
    rows = Round.objects.exclude(state=RoundState.SETUP).select_related("community", "box")
    which = rows.filter(pk=key) if isinstance(key, UUID) else rows.filter(number=key)
    return which.first() if which.count() == 1 else None


def written(one: Round, kind: str) -> str:
    """A round as ``json`` or ``pb``; empty where there is nothing to write yet."""
    try:
        return as_pb(one) if kind == "pb" else as_json(one)
    except NotAllowedNow:
        return ""
