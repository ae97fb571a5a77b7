"""Telling facts: in order, each reaction in a transaction of its own, again later when it fails."""

import logging
from datetime import timedelta

from linli.kernel import clock, db
from linli.kernel.outbox import wire
from linli.kernel.outbox.models import OutboxFact, Telling

log = logging.getLogger("linli.outbox")

MOST_TRIES = 8
FIRST_WAIT = timedelta(seconds=5)


def deliver(most: int = 200) -> int:
    """Tell what waits; return how many tellings succeeded."""
    told = 0
    for fact in OutboxFact.objects.filter(told_at=None).order_by("pk")[:most]:
        told += _tell(fact)
    return told


def drain() -> int:
    """Tell everything, including what the telling itself publishes."""
    total = 0
    while done := deliver():
        total += done
    return total


def _tell(fact: OutboxFact) -> int:
    reactions = wire.reactions_to(fact.name)
    done = sum(_tell_one(fact, reaction) for reaction in reactions)
    finished = Telling.objects.filter(fact=fact, done_at__isnull=False).count()
    given_up = Telling.objects.filter(fact=fact, done_at=None, tries__gte=MOST_TRIES).count()
    if finished + given_up >= len(reactions):
        OutboxFact.objects.filter(pk=fact.pk).update(told_at=clock.now())
    return done


def _tell_one(fact: OutboxFact, reaction: wire.Reaction) -> int:
    """One reaction, once: the row that says it is done commits together with what it did."""
    name = wire.reaction_name(reaction)
    telling, _ = Telling.objects.get_or_create(fact=fact, reaction=name)
    if not _is_due(telling):
        return 0
    try:
        with db.write():
            held = db.lock_row(Telling, pk=telling.pk)
            if held.done_at is not None:
                return 0
            reaction(wire.from_body(fact.name, fact.body))
            Telling.objects.filter(pk=held.pk).update(done_at=clock.now(), trouble="")
    except Exception as trouble:  # a reaction may fail in any way; the fact must not be lost
        log.exception("reaction %s failed on fact %s", name, fact.pk)
        tries = telling.tries + 1
        Telling.objects.filter(pk=telling.pk).update(
            tries=tries, next_try_at=clock.now() + FIRST_WAIT * 2**tries, trouble=type(trouble).__name__
        )
        return 0
    return 1


def _is_due(telling: Telling) -> bool:
    if telling.done_at is not None or telling.tries >= MOST_TRIES:
        return False
    return telling.next_try_at is None or telling.next_try_at <= clock.now()


def waiting() -> int:
    """How many facts still have to be told."""
    return OutboxFact.objects.filter(told_at=None).count()


def troubled() -> list[Telling]:
    """Tellings that failed at least once and are not done."""
    rows = Telling.objects.filter(done_at=None, tries__gt=0).select_related("fact")
    return list(rows.order_by("-fact_id")[:200])
