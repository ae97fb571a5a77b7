"""Calling units to a place: proposing, blowing, calling one more, ending it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands.moving import Said, by, held, leave_trace
from linli.contexts.service_requests.models import CallCounter, CallOut, CallState, CallStep, Request, Turn
from linli.contexts.service_requests.queries import call_words, people
from linli.contexts.service_requests.states import CALL, CALL_HEAVY, CALLS, HANDLE
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea, ReasonNeeded
from linli.kernel.notices import post
from linli.kernel.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Called:
    """One unit, and what it is asked to do."""

    unit: Organisation
    task: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call-out is about; the first unit leads."""

    kind: str
    words: str
    tried: str
    units: Sequence[Called]
    place: str = ""
    request: Request | None = None


@command("service_requests.call_proposed", policies.may_propose_call)
def propose(actor: Actor, area: Area, /, *, asked: Asked) -> CallOut:
    """Say that units are needed; whoever may blow this kind decides."""
    row = _write(actor, area, asked)
    tell_leaders(row, "service_requests.call_proposed")
    note(target=row, area=area.code, number=row.number, kind=row.kind, units=len(asked.units))
    return row


@command("service_requests.call_blown", policies.may_call)
def call(actor: Actor, area: Area, /, *, asked: Asked) -> CallOut:
    """Call the units at once."""
    row = _write(actor, area, asked)
    if row.by == policies.BY_SUBDISTRICT and not actor.may(CALL_HEAVY, area.code):
        raise NotAllowed(_("这类哨由街道吹。请改为“报请吹哨”。"))
    return _blow(actor, row)


@command("service_requests.call_blown", policies.may_lead_call)
def blow(actor: Actor, call_out: CallOut, /) -> CallOut:
    """Call the units that somebody proposed; their clocks start now."""
    return _blow(actor, held_call(call_out))


@command("service_requests.call_declined", policies.may_lead_call)
def decline(actor: Actor, call_out: CallOut, /, *, reason: str) -> CallOut:
    """It is not blown; whoever proposed it reads why."""
    row = _end(actor, held_call(call_out), "decline", reason)
    if row.proposed_by is not None:
        tell([row.proposed_by], "service_requests.call_declined", row)
    return row


@command("service_requests.call_widened", policies.may_lead_call)
def call_more(actor: Actor, call_out: CallOut, /, *, called: Called) -> Turn:
    """One more unit is needed."""
    row = held_call(call_out)
    if row.turns.filter(unit=called.unit).exists():
        raise BadInput(_("这个单位已经在名单里。"), field="unit")
    _in_reach(row.area, called.unit)
    step_call(actor, row, "call_more", called.unit.name)
    turn = Turn.objects.create(call_out=row, unit=called.unit, task=called.task.strip())
    _start(row, turn)
    return turn


@command("service_requests.call_closed", policies.may_lead_call)
def close(actor: Actor, call_out: CallOut, /, *, outcome: str) -> CallOut:
    """Every unit has answered: say what came of it as a whole."""
    return _end(actor, held_call(call_out), "close", outcome)


@command("service_requests.call_withdrawn", policies.may_withdraw_call)
def withdraw(actor: Actor, call_out: CallOut, /, *, reason: str) -> CallOut:
    """The units are no longer needed."""
    return _end(actor, held_call(call_out), "withdraw", reason)


@command("service_requests.calls_exported", policies.may_take_calls_along)
def count_export(actor: Actor, /, *, rows: int) -> None:
    """The list leaves the house; every time is on record."""
    note(target=f"accounts.account:{actor.account_id}", rows=rows)


@command("service_requests.rates_exported", policies.may_take_calls_along)
def count_rates_export(actor: Actor, /, *, period: str) -> None:
    """The rates leave the house."""
    note(target=f"accounts.account:{actor.account_id}", period=period)


def held_call(call_out: CallOut) -> CallOut:
    """The row as it is now, ours until the transaction ends."""
    return db.lock_row(CallOut, pk=call_out.pk)


def step_call(actor: Actor, row: CallOut, verb: str, words: str = "", **values: Any) -> CallOut:
    """One step of the whole call-out, with a row that is held."""
    step = CALLS.step(verb, row.state)
    if step.reason and len(words.strip()) < 2:  # noqa: PLR2004 - a word is no reason
        raise ReasonNeeded
    values |= {"state": step.to}
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    trace(actor, row, verb, words)
    note(target=row, area=row.area.code, verb=verb, state=row.state, number=row.number)
    return row


def trace(actor: Actor, row: CallOut, verb: str, words: str = "", turn: Turn | None = None) -> None:
    """Write the step down; who acts for a unit without people of its own acts in that unit's name."""
    CallStep.objects.create(
        call_out=row, turn=turn, at=clock.now(), verb=verb, account_id=actor.account_id,
        unit_id=turn.unit_id if turn else actor.organisation_id, words=words.strip(),
    )  # fmt: skip


def tell(accounts: Sequence[int], message: str, row: CallOut, **values: object) -> None:
    """Put a message about a call-out before people."""
    address = reverse("service_requests:call_out", args=[row.pk])
    post.tell(accounts, message, address, number=row.number, **values)


def tell_leaders(row: CallOut, message: str, **values: object) -> None:
    """Tell whoever blew it; before that, whoever may."""
    needs = CALL_HEAVY if row.by == policies.BY_SUBDISTRICT else CALL
    tell([row.blown_by] if row.blown_by else people.nearest(needs, row.area.code), message, row, **values)


def _write(actor: Actor, area: Area, asked: Asked) -> CallOut:
    _sound(area, asked)
    if asked.request is not None:
        _its_own(actor, area, asked.request)
    row = CallOut.objects.create(
        number=_number(), kind=asked.kind, by=call_words.kinds()[asked.kind].by, area=area,
        place=asked.place.strip()[:100], request=asked.request, words=asked.words.strip(),
        tried=asked.tried.strip(), caller_id=actor.organisation_id, state=CallState.PROPOSED,
        at=clock.now(), proposed_by=actor.account_id,
    )  # fmt: skip
    for nth, one in enumerate(asked.units):
        Turn.objects.create(call_out=row, unit=one.unit, is_lead=nth == 0, task=one.task.strip())
    trace(actor, row, "propose")
    return row


def _sound(area: Area, asked: Asked) -> None:
    kind = call_words.kinds().get(asked.kind)
    if kind is None:
        raise BadInput(_("请选择哨的类型。"), field="kind")
    if len(asked.words.strip()) < 4:  # noqa: PLR2004 - a few letters say nothing
        raise BadInput(_("请写明是什么事。"), field="words")
    if len(asked.tried.strip()) < call_words.rule("shortest_tried"):
        raise BadInput(_("请写明已经试过什么办法、为什么解决不了。"), field="tried")
    units = [one.unit.pk for one in asked.units]
    if not units or len(units) > kind.most:
        raise BadInput(_("请选 1 到 %(most)s 个单位，第一个牵头。"), field="units", most=kind.most)
    if len(set(units)) < len(units):
        raise BadInput(_("同一个单位选了两次。"), field="units")
    for one in asked.units:
        _in_reach(area, one.unit)


def _in_reach(area: Area, unit: Organisation) -> None:
    if unit.area is not None and area.code[:9] != unit.area.code[:9]:
        raise BadInput(_("只能叫本街道范围内的单位。"), field="units")


def _its_own(actor: Actor, area: Area, request: Request) -> None:
    """A request that one sees, of the same community."""
    if not policies.sees(actor, request):
        raise OutsideYourArea
    if request.area.code[:12] != area.code[:12]:
        raise BadInput(_("诉求和吹哨的地点不在同一个社区。"), field="area")


def _blow(actor: Actor, row: CallOut) -> CallOut:
    row = step_call(
        actor, row, "blow", blown_at=clock.now(), blown_by=actor.account_id,
        caller_id=actor.organisation_id or row.caller_id,
    )  # fmt: skip
    turns = list(row.turns.select_related("unit"))
    for turn in turns:
        _start(row, turn)
    if row.request is not None:
        request = held(row.request)
        units = "、".join(turn.unit.name for turn in turns)
        leave_trace(actor, request, request.state, "call_out", Said(f"{row.number}：{units}"))
    if row.proposed_by not in (None, actor.account_id):
        tell([row.proposed_by or 0], "service_requests.call_blown", row)
    return row


def _start(row: CallOut, turn: Turn) -> None:
    """The unit's times begin, and its people hear of it."""
    kind = call_words.kinds().get(row.kind)
    if kind is None:
        raise NotAllowedNow(_("这类哨已经停用，请重新发起。"))
    turn.called_at = clock.now()
    turn.sign_by, turn.contact_by, turn.due_at = by(kind.sign), by(kind.contact), by(kind.report)
    turn.save(update_fields=["called_at", "sign_by", "contact_by", "due_at"])
    told = people.holders(HANDLE, row.area.code, turn.unit_id) or people.nearest(CALL, row.area.code)
    tell(told, "service_requests.called", row, kind=kind.name, unit=turn.unit.name)


def _end(actor: Actor, row: CallOut, verb: str, words: str) -> CallOut:
    return step_call(actor, row, verb, words, ended_at=clock.now(), outcome=words.strip())


def _number() -> str:
    year = clock.today().year
    CallCounter.objects.get_or_create(year=year)
    counter = db.lock_row(CallCounter, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"CO-{year}-{counter.last:05d}"
