"""Looking at what was written: shown or not, with a reason and in time; and a second look by another."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.commands.talk_telling import Person, tell
from linli.contexts.assembly.commands.topics import acted, reach, voice_of
from linli.contexts.assembly.models.statements import Moderation, Statement, StatementState
from linli.contexts.assembly.models.topics import Topic, TopicState
from linli.contexts.assembly.policies import topics as policies
from linli.contexts.assembly.queries.talk_rules import clauses, number
from linli.contexts.assembly.states.topics import STATEMENT, TOPIC
from linli.contexts.registry.api import Door
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

HOUR = 3600


@command("assembly.topic_shown", policies.may_moderate)
def show_topic(actor: Actor, topic: Topic, /) -> Topic:
    """Everybody may read it."""
    held = db.lock_row(Topic, pk=topic.pk)
    held.state = TOPIC.after("show", held.state)
    held.save(update_fields=["state"])
    _tell(held, None, "shown")
    note(target=topic, area=topic.community.code)
    return held


@command("assembly.topic_removed", policies.may_moderate)
def remove_topic(actor: Actor, topic: Topic, /, *, clause: str, reason: str) -> Moderation:
    """It is not shown, and its author learns why."""
    held = db.lock_row(Topic, pk=topic.pk)
    was_shown = held.state != TopicState.WAITING
    held.state = TOPIC.after("remove", held.state)
    held.save(update_fields=["state"])
    return _refuse(actor, Moderation(topic=held, was_shown=was_shown), clause, reason)


@command("assembly.statement_shown", policies.may_moderate_statement)
def show_statement(actor: Actor, statement: Statement, /) -> Statement:
    """Everybody may answer it."""
    held = db.lock_row(Statement, pk=statement.pk)
    held.state = STATEMENT.after("show", held.state)
    held.save(update_fields=["state"])
    _tell(statement.topic, held, "statement_shown")
    note(target=statement, area=statement.topic.community.code)
    return held


@command("assembly.statement_refused", policies.may_moderate_statement)
def refuse_statement(actor: Actor, statement: Statement, /, *, clause: str, reason: str) -> Moderation:
    """It is not shown (any more), and who said it learns why."""
    held = db.lock_row(Statement, pk=statement.pk)
    was_shown = held.state == StatementState.SHOWN
    held.state = STATEMENT.after("refuse", held.state)
    held.save(update_fields=["state"])
    return _refuse(
        actor, Moderation(topic=statement.topic, statement=held, was_shown=was_shown), clause, reason
    )


def _refuse(actor: Actor, row: Moderation, clause: str, reason: str) -> Moderation:
    if clause not in clauses():
        raise BadInput(field="clause")
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    thing: Topic | Statement = row.statement or row.topic
    waited = (clock.now() - thing.made_at).total_seconds()
    row.community, row.clause, row.reason = row.topic.community, clause, reason.strip()[:200]
    row.at, row.account_id = clock.now(), actor.account_id
    row.hours = 0 if row.was_shown else min(round(waited / HOUR), 9999)
    row.in_time = row.was_shown or clock.now() <= thing.due_at
    row.save(force_insert=True)
    key = "statement_refused" if row.statement else "removed"
    _tell(row.topic, row.statement, key, clause=clauses()[clause].name, why=row.reason)
    note(target=thing, area=row.topic.community.code, reason=row.reason)
    return row


@command("assembly.removal_objected", policies.is_author)
def object_topic(actor: Actor, topic: Topic, /, *, words: str) -> Moderation:
    """The author asks, once, for a second look."""
    return _object(topic, None, words)


@command("assembly.refusal_objected", policies.has_said)
def object_statement(actor: Actor, statement: Statement, /, *, words: str) -> Moderation:
    """Who said it asks, once, for a second look."""
    return _object(statement.topic, statement, words)


@command("assembly.removal_objected_for", policies.may_write_for)
def object_topic_for(
    actor: Actor, topic: Topic, door: Door, /, *, words: str, asked: Mapping[str, Any]
) -> Moderation:
    """Write down that an author without a phone asks for a second look."""
    return _object_for(actor, topic, None, door, words, asked)


@command("assembly.refusal_objected_for", policies.may_write_statement_for)
def object_statement_for(
    actor: Actor, statement: Statement, door: Door, /, *, words: str, asked: Mapping[str, Any]
) -> Moderation:
    """Write down that somebody without a phone asks for a second look at what he said."""
    return _object_for(actor, statement.topic, statement, door, words, asked)


def _object_for(  # noqa: PLR0913 - one deed, told in full
    actor: Actor, topic: Topic, statement: Statement | None, door: Door, words: str, asked: Mapping[str, Any]
) -> Moderation:
    if (statement or topic).voice != voice_of(door, asked):
        raise BadInput(_("请由本人来说。"), field="person")
    row = _object(topic, statement, words)
    acted(actor, topic, door, asked, str(_("对没有公开提出异议")))
    return row


def _object(topic: Topic, statement: Statement | None, words: str) -> Moderation:
    if not words.strip():
        raise ReasonNeeded(field="words")
    row = topic.moderations.filter(statement=statement).order_by("-at").first()
    if row is None or topic.moderations.filter(statement=statement).exclude(objected_at=None).exists():
        raise NotAllowedNow(_("已经提过一次异议了，复核的结果会写在这里。"))
    _step(topic, statement, "object")
    row.objection, row.objected_at = words.strip()[:300], clock.now()
    row.due_at = clock.now() + timedelta(hours=number("moderation", "hours"))
    row.save(update_fields=["objection", "objected_at", "due_at"])
    note(target=statement or topic, area=topic.community.code)
    return row


def _step(topic: Topic, statement: Statement | None, verb: str) -> None:
    """Move what the decision was about; objections are due as new words are."""
    due = clock.now() + timedelta(hours=number("moderation", "hours"))
    if statement is not None:
        held = db.lock_row(Statement, pk=statement.pk)
        held.state, held.due_at = STATEMENT.after(verb, held.state), due
        held.save(update_fields=["state", "due_at"])
        return
    row = db.lock_row(Topic, pk=topic.pk)
    row.state, row.due_at = TOPIC.after(verb, row.state), due
    row.save(update_fields=["state", "due_at"])


@command("assembly.objection_answered", policies.may_review)
def answer(actor: Actor, moderation: Moderation, /, *, shows: bool, words: str) -> Moderation:
    """The second look, by somebody else: shown after all, or not, with the reason."""
    if not words.strip():
        raise ReasonNeeded(field="words")
    row = db.lock_row(Moderation, pk=moderation.pk)
    if row.objected_at is None or row.answered_at is not None:
        raise NotAllowedNow
    _step(row.topic, row.statement, "uphold" if shows else "stand")
    row.answer, row.answered_at = words.strip()[:300], clock.now()
    row.is_shown_again, row.answered_by = shows, actor.account_id
    row.save(update_fields=["answer", "answered_at", "is_shown_again", "answered_by"])
    if shows and row.statement is None:
        reach(db.lock_row(Topic, pk=row.topic_id))
    key = "objection_upheld" if shows else "objection_stood"
    _tell(row.topic, row.statement, key, why=row.answer)
    note(target=row.statement or row.topic, area=row.community.code, reason=row.answer)
    return row


def _tell(topic: Topic, statement: Statement | None, key: str, **said: object) -> None:
    person: Person = (statement or topic).voice, (statement or topic).behalf
    if person[0]:
        tell(topic, key, [person], words=statement.words if statement else topic.title, **said)
