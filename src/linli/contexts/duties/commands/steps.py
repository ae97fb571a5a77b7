"""What every life shares: numbers that are given once, and lines of history."""

from linli.contexts.duties.commands.telling import tell_step
from linli.contexts.duties.models import Admission, Demand, StepTaken
from linli.contexts.duties.states import ADMISSION
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import note
from linli.kernel.db import lock_row
from linli.kernel.errors import NotAllowedNow, ReasonNeeded


def next_number(prefix: str) -> str:
    """准入-2026-003: counted within the year; the table refuses a double."""
    lock_row(Area, pk=Area.objects.order_by("pk").values_list("pk", flat=True)[0])  # two at once wait here
    stem = f"{prefix}-{clock.today().year}-"
    rows = Admission.objects.filter(number__startswith=stem).values_list("number", flat=True)
    last = max((int(n[len(stem) :]) for n in rows if n[len(stem) :].isdecimal()), default=0)
    return f"{stem}{last + 1:03d}"


def hold(row: Admission | Demand) -> str:
    """Hold a row until the write ends; somebody else's step in between is a refusal.  Its state so far."""
    if lock_row(type(row), pk=row.pk).state != row.state:
        raise NotAllowedNow
    return row.state


def took(
    actor: Actor, row: Admission | Demand, verb: str, states: tuple[str, str], words: str = ""
) -> StepTaken:
    """Write one line of the history of an application or of a demand."""
    return StepTaken.objects.create(
        admission=row if isinstance(row, Admission) else None,
        demand=row if isinstance(row, Demand) else None,
        verb=verb,
        came_from=states[0],
        led_to=states[1],
        words=words.strip()[:600],
        account_id=actor.account_id,
        at=clock.now(),
    )


def walk(actor: Actor, row: Admission, verb: str, words: str) -> Admission:
    """One arrow of the table: the state, the row, the line of its history, the audit note."""
    step = ADMISSION.step(verb, row.state)
    if step.reason and not words.strip():
        raise ReasonNeeded(field="reason")
    came_from = hold(row)
    row.state = step.to
    row.save()
    took(actor, row, verb, (came_from, step.to), words)
    tell_step(actor, row, verb)
    note(area=row.area.code, reason=words.strip()[:200], number=row.number)
    return row
