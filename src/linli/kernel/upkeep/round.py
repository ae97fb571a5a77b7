"""What the worker does on every round: tell facts, run what the clock asks for."""

import logging
from datetime import datetime, timedelta

from django.db import IntegrityError

from linli.kernel import clock, db
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.manifest import Routine
from linli.kernel.files import store
from linli.kernel.jobs.models import RoutineRun
from linli.kernel.outbox import delivery
from linli.kernel.sync import chunks

log = logging.getLogger("linli.upkeep")

HOUSE_ROUTINES = (
    Routine("house.purge_files", lambda: store.purge(clock.today()), timedelta(hours=12)),
    Routine("house.purge_chunks", lambda: chunks.purge(clock.today() - chunks.KEPT), timedelta(hours=12)),
    Routine("house.purge_rows", lambda: purge_rows(), timedelta(hours=24)),
    Routine("house.weigh_tables", lambda: db.weigh_tables(), timedelta(hours=6)),
)


def go_round() -> int:
    """One round; return how many facts were told."""
    told = delivery.deliver()
    for routine in (*HOUSE_ROUTINES, *shelf.routines()):
        if _claim(routine, clock.now()):
            _run(routine)
    return told


def _claim(routine: Routine, now: datetime) -> bool:
    """True for the one worker that may run this routine now."""
    due_before = now - routine.every
    if RoutineRun.objects.filter(key=routine.key, started_at__lte=due_before).update(started_at=now):
        return True
    if RoutineRun.objects.filter(key=routine.key).exists():
        return False
    try:
        with db.write():
            RoutineRun.objects.create(key=routine.key, started_at=now)
    except IntegrityError:
        return False
    return True


def _run(routine: Routine) -> None:
    try:
        routine.run()
    except Exception:  # one broken routine must not stop the others
        log.exception("routine %s failed", routine.key)


def purge_rows() -> int:
    """Purge what every retention rule says is over."""
    today = clock.today()
    return sum(rule.purge(today - timedelta(days=rule.days)) for rule in shelf.retention())
