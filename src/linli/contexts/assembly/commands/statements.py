"""Saying something in a topic, and saying yes, no or nothing to what others said."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.commands.topics import acted, refuse_numbers, voice_of
from linli.contexts.assembly.models.statements import LONGEST, Answer, Statement, StatementState
from linli.contexts.assembly.models.topics import Channel, Topic, TopicState
from linli.contexts.assembly.policies import topics as policies
from linli.contexts.assembly.queries.talk_rules import looks_first, number
from linli.contexts.assembly.states.topics import STATEMENT
from linli.contexts.registry.api import Door
from linli.kernel import clock, db
from linli.kernel.actor import Actor, Resident
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, TooMuchAtOnce


class TalkOver(NotAllowedNow):
    """Statements and answers are taken while the talk runs."""

    code = "talk_over"
    sentence = _("现在不在讨论时间里。")


class SaidAlready(BadInput):
    """The same sentence stands there."""

    code = "said_already"
    sentence = _("已经有一条一样的，请对那一条表态。")


@command("assembly.statement_made", policies.belongs_to)
def state(actor: Actor, topic: Topic, /, *, words: str) -> Statement:
    """Say one thing in one short sentence."""
    voices = policies.voices_of(actor, topic.community) if isinstance(actor, Resident) else ("",)
    return _make(topic, words, voices, Statement(channel=Channel.PHONE))


@command("assembly.statement_made_for", policies.may_write_for)
def state_for(
    actor: Actor, topic: Topic, door: Door, /, *, words: str, asked: Mapping[str, Any]
) -> Statement:
    """Write down what somebody without a phone wants to say."""
    row = _make(topic, words, (voice_of(door, asked),), Statement(channel=Channel.PAPER))
    row.behalf = acted(actor, topic, door, asked, str(_("写观点")))
    row.save(update_fields=["behalf"])
    return row


@command("assembly.statement_begun", policies.may_lead)
def begin(actor: Actor, topic: Topic, /, *, words: str) -> Statement:
    """Put a first statement there, so that the talk has something to start from."""
    return _make(topic, words, (), Statement(channel=Channel.STAFF, account_id=actor.account_id))


def _make(topic: Topic, words: str, voices: Sequence[str], row: Statement) -> Statement:
    held = _talking(topic)
    said = " ".join(words.split())
    if not 4 <= len(said) <= LONGEST:
        raise BadInput(_("一句话说清楚一个意思，4 到 %(n)s 个字。"), field="words", n=LONGEST)
    refuse_numbers(said, "words")
    others = held.statements.exclude(state__in=(StatementState.RETRACTED, StatementState.CLOSED))
    if others.filter(words=said).exists():
        raise SaidAlready(field="words")
    most = number("talk", "statements_each")
    if voices and others.filter(voice__in=voices).count() >= most:
        raise TooMuchAtOnce(_("一个议题里每人最多写 %(n)s 条观点。"), n=most, field="words")
    row.topic, row.words, row.made_at = held, said, clock.now()
    row.voice = voices[0] if voices else ""
    row.number = (held.statements.aggregate(last=Max("number"))["last"] or 0) + 1
    row.due_at = clock.now() + timedelta(hours=number("moderation", "hours"))
    row.state = STATEMENT.start
    if row.channel == Channel.STAFF or not looks_first():
        row.state = STATEMENT.after("show", row.state)
    row.save(force_insert=True)
    note(target=row, area=topic.community.code)
    return row


def _talking(topic: Topic) -> Topic:
    held = db.lock_row(Topic, pk=topic.pk)
    over = held.talk_until is not None and held.talk_until < clock.today()
    if held.state != TopicState.OPEN or over:
        raise TalkOver
    return held


@command("assembly.statement_retracted", policies.has_said)
def retract(actor: Actor, statement: Statement, /) -> Statement:
    """Take back what nobody has answered yet."""
    held = db.lock_row(Statement, pk=statement.pk)
    held.state = STATEMENT.after("retract", held.state)
    held.save(update_fields=["state"])
    note(target=statement, area=statement.topic.community.code)
    return held


@command("assembly.answered", policies.belongs_to_statement)
def answer(actor: Actor, statement: Statement, /, *, says: int) -> Answer:
    """Say yes, no or nothing to a statement; one may think again while the talk runs."""
    topic = _running(statement)
    voices = policies.voices_of(actor, topic.community) if isinstance(actor, Resident) else ("",)
    if statement.voice and statement.voice in voices:
        raise NotAllowedNow(_("这一条是您自己写的，不用表态。"))
    note(target=statement, area=topic.community.code)
    return _write(statement, voices, says, Channel.PHONE)


def _running(statement: Statement) -> Topic:
    """Held by the statement's row: talks of many people at once do not wait for one another."""
    held = db.lock_row(Statement, pk=statement.pk)
    topic = statement.topic
    over = topic.talk_until is not None and topic.talk_until < clock.today()
    if held.state != StatementState.SHOWN or topic.state != TopicState.OPEN or over:
        raise TalkOver
    return topic


def _write(statement: Statement, voices: Sequence[str], says: int, channel: str) -> Answer:
    if says not in Answer.Says.values:
        raise BadInput(field="says")
    row = statement.answers.filter(voice__in=voices).order_by("pk").first()
    if row is None:
        row = Answer(statement=statement, voice=voices[0])
    row.says, row.channel, row.on = says, channel, clock.today()
    row.save()
    return row


@command("assembly.sheet_read", policies.may_write_for)
def read_sheet(
    actor: Actor, topic: Topic, door: Door, /, *, said: Mapping[int, int], asked: Mapping[str, Any]
) -> tuple[int, int]:
    """Enter a printed sheet (number of the statement → what was ticked); how many were new, how many stood.

    What the person already said by phone stays: the own hand is nearer than ours.
    """
    held, voice = _talking(topic), voice_of(door, asked)
    rows = {
        one.number: one for one in held.statements.filter(state=StatementState.SHOWN, number__in=list(said))
    }
    if not said or set(said) - set(rows):
        raise BadInput(_("请至少录入一条，编号要和纸上的一样。"), field="person")
    db.hold_rows(Statement, [one.pk for one in rows.values()])
    stood = set(
        Answer.objects.filter(statement__in=rows.values(), voice=voice).values_list("statement", flat=True)
    )
    new = [one for one in rows.values() if one.pk not in stood and one.voice != voice]
    for one in new:
        _write(one, (voice,), said[one.number], Channel.PAPER)
    acted(actor, topic, door, asked, str(_("录入观点纸")))
    note(target=topic, area=topic.community.code, answers=len(new))
    return len(new), len(rows) - len(new)
