"""Calls by machine, where there is a voice service: the person, then the contacts, until somebody takes over.

The row of a call stands before the call is placed, so that a restart never forgets one; what is not heard of
in time has failed and is tried again.
"""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from linli.contexts.guard import policies
from linli.contexts.guard.commands.calls import follow, is_spent
from linli.contexts.guard.models import Alarm, Call
from linli.contexts.guard.queries.ladder import Line, lines
from linli.contexts.guard.queries.rules import rules
from linli.contexts.guard.queries.words import SPOKEN
from linli.kernel import clock, db, ports
from linli.kernel.actor import Actor, linli
from linli.kernel.commands import command, note
from linli.kernel.ports.voice import CallNotPlaced, Heard, Voice

MACHINE = linli("guard")
WAY = Call.Way


def go_on() -> int:
    """Hear what came of calls, place the next ones, write to who did not answer; how many were placed."""
    voice = ports.ask(Voice)
    if not voice.where:
        return 0
    for made in Call.objects.filter(way=WAY.VOICE, result="").select_related("alarm__area", "alarm__drill"):
        said = _heard(voice, made)
        if said:
            hear(MACHINE, made, heard=said)
    rungs = rules()["calls"]["voice"]
    rows = Alarm.objects.filter(closed_at=None, taken_id=None, state__in=rungs)
    rows = rows.filter(Q(drill=None) | Q(drill__rings=True))
    placed = 0
    for row in rows.select_related("area", "community", "drill"):
        line = _next(row)
        if line is not None:
            made = ring_up(MACHINE, row, whom=line.key)
            try:
                receipt = voice.call(line.phone.reveal(), _spoken(row, line))
            except CallNotPlaced:
                hear(MACHINE, made, heard="failed")
                break  # the service is in trouble: people are told by the clock meanwhile
            Call.objects.filter(pk=made.pk).update(receipt=receipt)
            placed += 1
    return placed


def _heard(voice: Voice, made: Call) -> Heard:
    said = voice.heard(made.receipt) if made.receipt else ""
    longest = timedelta(minutes=rules()["calls"]["longest_minutes"])
    return said or ("failed" if clock.now() - made.at > longest else "")


def _next(row: Alarm) -> Line | None:
    """Whoever of the present rung has not been tried often enough, one at a time, with a pause between."""
    told = rules()["calls"]
    again = timedelta(minutes=told["again_minutes"])
    here = [line for line in lines(row) if line.rung == row.state and line.phone]
    if any(call.result == "" for line in here for call in line.calls):
        return None
    for line in here:
        if is_spent(line) or (line.calls and not line.was_silent):
            continue
        if line.calls and clock.now() - line.calls[-1].at < again:
            continue
        return line
    return None


def _spoken(row: Alarm, line: Line) -> str:
    who = _("这里是%(place)s。") % {"place": row.community.name}
    keys = _("平安请按 1，需要帮忙请按 2。")
    if line.rung == "raised":
        return who + str(SPOKEN[Alarm.Kind(row.kind)]) + keys
    return who + _("我们联系不上您登记照看的人，请给家里打个电话。") + keys


@command("guard.rung_up", policies.is_linli)
def ring_up(actor: Actor, alarm: Alarm, /, *, whom: UUID) -> Call:
    """A call that is about to be placed."""
    row = db.lock_row(Alarm, pk=alarm.pk)
    line = next(one for one in lines(row) if one.key == whom)
    made = Call.objects.create(
        alarm=row, whom=line.key, name=line.name, rung=line.rung, way=WAY.VOICE, at=clock.now()
    )
    note(target=row, area=alarm.area.code, rung=line.rung)
    return made


@command("guard.rung_down", policies.is_linli)
def hear(actor: Actor, made: Call, /, *, heard: Heard) -> Alarm:
    """What came of it, and what follows."""
    row = db.lock_row(Alarm, pk=made.alarm_id)
    held = db.lock_row(Call, pk=made.pk)
    if not held.result:
        held.result, held.ended_at = heard, clock.now()
        held.save(update_fields=["result", "ended_at"])
        if row.closed_at is None:
            follow(actor, row, held)
            _write(row, held)
    note(target=row, area=made.alarm.area.code, heard=heard)
    return row


def _write(row: Alarm, held: Call) -> None:
    """A text to whoever did not answer, where the pack says so; once for each of them."""
    if held.rung not in rules()["calls"]["text"] or held.result not in (Call.Result.NONE, Call.Result.FAILED):
        return
    line = next((one for one in lines(row) if one.key == held.whom), None)
    if line is None or any(call.way == WAY.TEXT for call in line.calls):
        return
    made = Call.objects.create(
        alarm=row, whom=line.key, name=line.name, rung=line.rung, way=WAY.TEXT, at=clock.now()
    )
    words, number = _spoken_as_text(row, line), line.phone.reveal()
    db.after_commit(lambda: _send(made.pk, number, words))


def _send(key: UUID, number: str, words: str) -> None:
    try:
        receipt, result = ports.ask(ports.TextMessages).send(number, words), Call.Result.SENT
    except ports.TextNotSent as trouble:
        receipt, result = trouble.reason, Call.Result.FAILED
    Call.objects.filter(pk=key).update(receipt=receipt[:80], result=result, ended_at=clock.now())


def _spoken_as_text(row: Alarm, line: Line) -> str:
    who = _("【%(place)s】") % {"place": row.community.name}
    if line.rung == "raised":
        return who + str(SPOKEN[Alarm.Kind(row.kind)]) + _("平安请回个电话给社区。")
    return who + _("我们联系不上您登记照看的人，请给家里打个电话，再告诉社区一声。")
