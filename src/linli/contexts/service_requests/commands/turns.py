"""What a unit does that was called (报到), what those who called say to it, and both sides' marks."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands.callouts import held_call, step_call, tell, tell_leaders, trace
from linli.contexts.service_requests.models import CallOut, CallState, Turn, TurnState
from linli.contexts.service_requests.queries import call_words, people
from linli.contexts.service_requests.states import HANDLE, TURNS
from linli.engines.deadlines import Limit, due_at
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded
from linli.kernel.workdays.calendar import work_calendar

BLOWN = (CallState.OPEN, CallState.ANSWERED)
SHORTEST = 2
LONGEST_MARK = 200


@command("service_requests.turn_signed", policies.may_take_turn)
def sign(actor: Actor, turn: Turn, /) -> Turn:
    """The unit has seen it."""
    return _step(actor, turn, "sign", signed_at=clock.now())


@command("service_requests.turn_contacted", policies.may_take_turn)
def contact(actor: Actor, turn: Turn, /, *, words_said: str) -> Turn:
    """The unit spoke with those who called: when it comes, with whom."""
    return _step(actor, turn, "contact", _written(words_said, "words_said"), contacted_at=clock.now())


@command("service_requests.turn_arrived", policies.may_take_turn)
def arrive(actor: Actor, turn: Turn, /, *, words_said: str = "") -> Turn:
    """The unit's people are there; whoever comes at once has spoken, too."""
    now = clock.now()
    return _step(actor, turn, "arrive", words_said, arrived_at=now, contacted_at=turn.contacted_at or now)


@command("service_requests.turn_planned", policies.may_take_turn)
def plan(actor: Actor, turn: Turn, /, *, plan: str) -> Turn:
    """What the unit is going to do, and until when."""
    said = _written(plan, "plan")
    return _step(actor, turn, "plan", said, plan=said)


@command("service_requests.turn_reported", policies.may_take_turn)
def report(actor: Actor, turn: Turn, /, *, result: str) -> Turn:
    """What the unit did; when it is the last one, those who called hear that all have answered."""
    said = _written(result, "result")
    row = _step(actor, turn, "report", said, result=said, reported_at=clock.now())
    tell_leaders(row.call_out, "service_requests.turn_reported", unit=row.unit.name)
    _answered(actor, row.call_out)
    return row


@command("service_requests.turn_objected", policies.may_take_turn)
def object_to(actor: Actor, turn: Turn, /, *, reason: str) -> Turn:
    """Not this unit's matter; those who called decide."""
    row = _step(actor, turn, "object", _written(reason, "reason"))
    tell_leaders(row.call_out, "service_requests.turn_objected", unit=row.unit.name)
    return row


@command("service_requests.turn_insisted", policies.may_lead_turn)
def insist(actor: Actor, turn: Turn, /, *, reason: str) -> Turn:
    """The unit is needed all the same; its times run on."""
    row = _step(actor, turn, "insist", reason, signed_at=turn.signed_at or clock.now())
    _tell_unit(row, "service_requests.turn_insisted")
    return row


@command("service_requests.turn_given_time", policies.may_lead_turn)
def give_more_time(actor: Actor, turn: Turn, /, *, days: int, reason: str) -> Turn:
    """Some working days more."""
    most = call_words.rule("longest_more_days")
    if not 1 <= days <= most:
        raise BadInput(_("一次最多宽限 %(most)s 个工作日。"), field="days", most=most)
    since = timezone.localtime(max(turn.due_at or clock.now(), clock.now()))
    return _step(
        actor, turn, "more_time", reason, due_at=due_at(since, Limit(working_days=days), work_calendar())
    )


@command("service_requests.turn_sent_back", policies.may_lead_turn)
def send_back(actor: Actor, turn: Turn, /, *, reason: str) -> Turn:
    """The result does not hold yet."""
    row = _step(actor, turn, "send_back", reason, reported_at=None)
    step_call(actor, held_call(row.call_out), "ask_again")
    _tell_unit(row, "service_requests.turn_sent_back")
    return row


@command("service_requests.turn_released", policies.may_lead_turn)
def release(actor: Actor, turn: Turn, /, *, reason: str) -> Turn:
    """The unit is not needed any more."""
    row = _step(actor, turn, "release", reason)
    _answered(actor, row.call_out)
    return row


@command("service_requests.unit_marked", policies.may_lead_turn)
def mark_unit(actor: Actor, turn: Turn, /, *, mark: str, words: str = "") -> Turn:
    """How those who called found the unit; the unit reads it."""
    return _mark(turn, "of_unit", mark, words)


@command("service_requests.caller_marked", policies.may_take_turn)
def mark_caller(actor: Actor, turn: Turn, /, *, mark: str, words: str = "") -> Turn:
    """How the unit found those who called; they read it."""
    return _mark(turn, "of_caller", mark, words)


def _step(actor: Actor, turn: Turn, verb: str, words: str = "", **values: Any) -> Turn:
    row = held_call(turn.call_out)
    if row.state not in BLOWN:
        raise NotAllowedNow
    mine = db.lock_row(Turn, pk=turn.pk)
    step = TURNS.step(verb, mine.state)
    if step.reason and len(words.strip()) < SHORTEST:
        raise ReasonNeeded
    for name, value in (values := {**values, "state": step.to}).items():
        setattr(mine, name, value)
    mine.save(update_fields=list(values))
    trace(actor, row, verb, words, mine)
    note(target=row, area=row.area.code, verb=verb, state=mine.state, number=row.number, unit=mine.unit_id)
    return mine


def _written(words: str, field: str) -> str:
    said = words.strip()
    if len(said) < SHORTEST:
        raise BadInput(_("这一项要填。"), field=field)
    return said


def _answered(actor: Actor, row: CallOut) -> None:
    """Nobody left who still has to answer."""
    held = held_call(row)
    states = set(held.turns.values_list("state", flat=True))
    if held.state == CallState.OPEN and states <= {TurnState.REPORTED, TurnState.RELEASED}:
        step_call(actor, held, "answer")
        tell_leaders(held, "service_requests.call_answered")


def _tell_unit(turn: Turn, message: str) -> None:
    told = people.holders(HANDLE, turn.call_out.area.code, turn.unit_id)
    tell(told, message, turn.call_out, unit=turn.unit.name)


def _mark(turn: Turn, side: str, mark: str, words: str) -> Turn:
    if mark not in call_words.marks():
        raise BadInput(_("请选一项。"), field="mark")
    row, mine = turn.call_out, db.lock_row(Turn, pk=turn.pk)
    if mine.state != TurnState.REPORTED:
        raise NotAllowedNow(_("单位反馈结果以后再评价。"))
    kept = words.strip()[:LONGEST_MARK]
    if side == "of_unit":
        mine.mark_of_unit, mine.words_of_caller = mark, kept
    else:
        mine.mark_of_caller, mine.words_of_unit = mark, kept
    mine.save(update_fields=["mark_of_unit", "words_of_caller", "mark_of_caller", "words_of_unit"])
    note(target=row, area=row.area.code, number=row.number, unit=mine.unit_id, mark=mark)
    return mine
