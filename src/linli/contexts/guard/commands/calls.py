"""Calling somebody about an alarm: the number is shown for this one call, its result is one tap."""

from dataclasses import dataclass
from uuid import UUID

from linli.contexts.guard import policies
from linli.contexts.guard.commands.alarms import climb, finish, runs_out
from linli.contexts.guard.models import Alarm, Call
from linli.contexts.guard.queries.ladder import Line, lines, next_rung
from linli.contexts.guard.queries.rules import rules
from linli.contexts.guard.states import CALLING, REACHES
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow, OutsideYourArea

Result = Call.Result
ANSWERS = (Result.NONE, Result.WELL, Result.HELP)
"""What a caller may tap."""


@dataclass(frozen=True, slots=True)
class Calling:
    """A call, and the number to dial; empty in an exercise that rings nobody."""

    call: Call
    number: str


@command("guard.number_shown", policies.may_respond)
def call(actor: Actor, alarm: Alarm, /, *, whom: UUID) -> Calling:
    """Somebody calls: the number is shown, and that it was stays on record."""
    row = db.lock_row(Alarm, pk=alarm.pk)
    if row.closed_at is not None:
        raise NotAllowedNow
    line = next((one for one in lines(row) if one.key == whom), None)
    if line is None:
        raise OutsideYourArea
    waiting = [c for c in line.calls if not c.result and c.account_id == actor.account_id]
    made = waiting[-1] if waiting else _made(actor, row, line)
    if row.taken_id is None and actor.account_id is not None:
        row.taken_id, row.taken_at = actor.account_id, clock.now()
        row.next_at = runs_out(row)
        row.save(update_fields=["taken_id", "taken_at", "next_at"])
    note(target=f"registry.person:{line.person}", area=row.area.code, alarm=str(row.pk), rung=line.rung)
    return Calling(made, line.phone.reveal() if is_real(row) else "")


def is_real(row: Alarm) -> bool:
    """False in an exercise that rings nobody."""
    return row.drill is None or row.drill.rings


def _made(actor: Actor, row: Alarm, line: Line) -> Call:
    return Call.objects.create(
        alarm=row, whom=line.key, name=line.name, rung=line.rung, account_id=actor.account_id, at=clock.now()
    )


def may_end(actor: Actor, made: Call) -> bool:
    """Whoever may answer the alarm."""
    return policies.may_respond(actor, made.alarm)


@command("guard.call_ended", may_end)
def end(actor: Actor, made: Call, /, *, result: str) -> Alarm:
    """What came of a call: the person is well and it is over; nobody answered and the next are asked."""
    row = db.lock_row(Alarm, pk=made.alarm_id)
    held = db.lock_row(Call, pk=made.pk)
    if result not in ANSWERS or held.result or row.closed_at is not None:
        raise NotAllowedNow
    held.result, held.ended_at = result, clock.now()
    held.save(update_fields=["result", "ended_at"])
    follow(actor, row, held)
    note(target=row, area=row.area.code, result=result, rung=held.rung)
    return row


def is_spent(line: Line) -> bool:
    """True when nobody answered, and by voice as often as one tries."""
    told = rules()["calls"]
    voice = [call for call in line.calls if call.way == Call.Way.VOICE]
    is_by_voice = bool(line.calls) and line.calls[-1].way == Call.Way.VOICE
    return line.was_silent and (not is_by_voice or len(voice) >= int(told["tries"]))


def follow(actor: Actor, row: Alarm, held: Call) -> None:
    """Inside a command, with the row held: what follows from a call."""
    if held.result == Result.WELL and held.rung == "raised":
        finish(actor, row, Alarm.Cause.DRILL if row.drill_id else Alarm.Cause.WELL)
    elif held.result == Result.HELP and row.state in CALLING - {"worker"}:
        climb(actor, row, "ask_worker")
    elif held.result in (Result.NONE, Result.FAILED) and row.state == held.rung:
        everybody = lines(row)
        there = [line for line in everybody if line.rung == row.state and line.phone]
        after = next_rung(row, everybody)
        if after in CALLING and all(is_spent(line) for line in there):
            climb(actor, row, REACHES[after])
