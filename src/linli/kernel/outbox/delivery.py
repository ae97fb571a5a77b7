"""Telling facts: in order, each reaction in a transaction of its own, again later when it fails."""

import logging
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.kernel import clock, db
from linli.kernel.outbox import wire
from linli.kernel.outbox.models import OutboxFact, Telling

log = logging.getLogger("linli.outbox")

MOST_TRIES = 8
FIRST_WAIT = timedelta(seconds=5)
CLAIM = timedelta(minutes=5)


def deliver(most: int = 200) -> int:
    """Tell what waits; return how many tellings succeeded."""
    told = 0
    for fact in _due_facts()[:most]:
        told += _tell(fact)
    return told


def _due_facts() -> QuerySet[OutboxFact]:
    """Oldest first; what failed and waits for its next try does not stand before the others."""
    undone = Telling.objects.filter(fact=OuterRef("pk"), done_at=None)
    later = Q(next_try_at__gt=clock.now())
    rows = OutboxFact.objects.filter(told_at=None).order_by("pk")
    return rows.filter(~Exists(undone.filter(later)) | Exists(undone.exclude(later)))


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
    run = _outside if wire.goes_outside(reaction) else _inside
    try:
        return run(telling, reaction, wire.from_body(fact.name, fact.body))
    except Exception as trouble:  # a reaction may fail in any way; the fact must not be lost
        log.exception("reaction %s failed on fact %s", name, fact.pk)
        tries = telling.tries + 1
        Telling.objects.filter(pk=telling.pk).update(
            tries=tries, next_try_at=clock.now() + FIRST_WAIT * 2**tries, trouble=_named(trouble)
        )
        return 0


def _inside(telling: Telling, reaction: wire.Reaction, told: object) -> int:
    with db.write():
        held = db.lock_row(Telling, pk=telling.pk)
        if held.done_at is not None:
            return 0
        reaction(told)
        Telling.objects.filter(pk=held.pk).update(done_at=clock.now(), trouble="")
    return 1


def _outside(telling: Telling, reaction: wire.Reaction, told: object) -> int:
    """Claimed for some minutes, so that a second worker keeps off; nobody who writes has to wait for it."""
    before = Telling.objects.filter(pk=telling.pk, done_at=None, next_try_at=telling.next_try_at)
    if not before.update(next_try_at=clock.now() + CLAIM):
        return 0
    reaction(told)
    Telling.objects.filter(pk=telling.pk).update(done_at=clock.now(), trouble="")
    return 1


def _named(trouble: Exception) -> str:
    """What went wrong, without the words of it: those may hold anything."""
    reason = getattr(trouble, "reason", "")
    return f"{type(trouble).__name__}{f' {reason}' if isinstance(reason, str) and reason else ''}"[:400]


def _is_due(telling: Telling) -> bool:
    if telling.done_at is not None or telling.tries >= MOST_TRIES:
        return False
    return telling.next_try_at is None or telling.next_try_at <= clock.now()


def waiting() -> int:
    """How many facts still have to be told."""
    return OutboxFact.objects.filter(told_at=None).count()


def not_done(reaction: str) -> list[Telling]:
    """Tellings to one reaction that failed at least once and are not done, the newest first."""
    return [telling for telling in troubled() if telling.reaction == reaction]


def given_up(reaction: str) -> list[Telling]:
    """Of them those that are not tried any more."""
    found = Telling.objects.filter(reaction=reaction, done_at=None, tries__gte=MOST_TRIES)
    return list(found.select_related("fact").order_by("pk")[:200])


def troubled() -> list[Telling]:
    """Tellings that failed at least once and are not done."""
    rows = Telling.objects.filter(done_at=None, tries__gt=0).select_related("fact")
    return list(rows.order_by("-fact_id")[:200])
