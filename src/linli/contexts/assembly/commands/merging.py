"""Putting one topic into another: both authors are told and may object for some days."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.commands.talk_telling import tell, tell_all, tell_author
from linli.contexts.assembly.commands.topic_steps import moved
from linli.contexts.assembly.commands.topics import acted, reach, refuse_numbers, refuse_other_author
from linli.contexts.assembly.models.topics import Merge, Second, Topic
from linli.contexts.assembly.policies import topics as policies
from linli.contexts.assembly.queries.talk_rules import number
from linli.contexts.assembly.states.topics import ALIVE
from linli.contexts.registry.api import Door
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded


@command("assembly.merge_asked", policies.may_lead)
def ask(actor: Actor, topic: Topic, /, *, into: Topic, why: str) -> Merge:
    """Say that two topics are one, why, and until when the authors may object."""
    if not why.strip():
        raise ReasonNeeded(field="why")
    held = db.lock_row(Topic, pk=topic.pk)
    if into.pk == topic.pk or into.community_id != topic.community_id or into.state not in ALIVE:
        raise BadInput(_("请选同一个社区里另一个还在进行的议题。"), field="into")
    if held.state not in ALIVE or _waits(topic) or _waits(into):
        raise NotAllowedNow(_("其中一个议题已经不能合并，或者正等着合并。"))
    until = clock.today() + timedelta(days=number("merge", "object_days"))
    row = Merge.objects.create(
        topic=held, into=into, why=why.strip()[:200], asked_at=clock.now(), object_until=until,
        account_id=actor.account_id,
    )  # fmt: skip
    for one in (held, into):
        tell_author(one, "merge_asked", one=held.title, into=into.title, why=row.why, day=until.isoformat())
    note(target=topic, area=topic.community.code)
    return row


def _waits(topic: Topic) -> bool:
    rows = Merge.objects.filter(state=Merge.State.ASKED)
    return rows.filter(topic=topic).exists() or rows.filter(into=topic).exists()


@command("assembly.merge_objected", policies.is_author)
def object_to(actor: Actor, topic: Topic, merge: Merge, /, *, words: str) -> Merge:
    """An author says no: the topics stay apart."""
    return _object(topic, merge, words)


@command("assembly.merge_objected_for", policies.may_write_for)
def object_for(
    actor: Actor, topic: Topic, door: Door, merge: Merge, /, *, words: str, asked: Mapping[str, Any]
) -> Merge:
    """Write down that an author without a phone says no."""
    refuse_other_author(topic, door, asked)
    db.hold_rows(Merge, [merge.pk])
    merge.behalf = acted(actor, topic, door, asked, str(_("不同意合并议题")))
    return _object(topic, merge, words)


def _object(topic: Topic, merge: Merge, words: str) -> Merge:
    held = db.lock_row(Merge, pk=merge.pk)
    if topic.pk not in (held.topic_id, held.into_id) or held.state != Merge.State.ASKED:
        raise NotAllowedNow
    if held.object_until < clock.today():
        raise NotAllowedNow(_("提意见的日期过了，请直接联系社区。"))
    refuse_numbers(words, "words")
    held.state, held.objection, held.behalf = Merge.State.OBJECTED, words.strip()[:300], merge.behalf
    held.save(update_fields=["state", "objection", "behalf"])
    for one in (held.topic, held.into):
        tell_author(one, "merge_off", one=held.topic.title, into=held.into.title)
    note(target=topic, area=topic.community.code)
    return held


@command("assembly.merge_dropped", policies.may_lead)
def drop(actor: Actor, topic: Topic, merge: Merge, /) -> Merge:
    """The topics stay apart after all."""
    held = _open(topic, merge)
    held.state = Merge.State.DROPPED
    held.save(update_fields=["state"])
    for one in (held.topic, held.into):
        tell_author(one, "merge_off", one=held.topic.title, into=held.into.title)
    note(target=topic, area=topic.community.code)
    return held


@command("assembly.topic_merged", policies.may_lead)
def carry_out(actor: Actor, topic: Topic, merge: Merge, /) -> Topic:
    """Nobody objected in time: who seconded and what was said go along, each person once."""
    held = _open(topic, merge)
    if held.object_until >= clock.today():
        raise NotAllowedNow(_("提出人到 %(day)s 还可以提不同意见，过了这一天再合并。"), day=held.object_until)
    into = db.lock_row(Topic, pk=held.into_id)
    if into.state not in ALIVE:
        raise NotAllowedNow
    source = moved(topic, "merge", merged_into=into)
    held.state = Merge.State.DONE
    held.save(update_fields=["state"])
    tell_all(source, "merged", into=into.title)
    _carry_seconds(source, into)
    _carry_statements(source, into)
    reach(into)
    return source


def _open(topic: Topic, merge: Merge) -> Merge:
    held = db.lock_row(Merge, pk=merge.pk)
    if held.topic_id != topic.pk or held.state != Merge.State.ASKED:
        raise NotAllowedNow
    return held


def _carry_seconds(source: Topic, into: Topic) -> None:
    """Who proposed the one seconds the other by that; nobody counts twice."""
    there = {into.voice, *into.seconds.values_list("voice", flat=True)}
    rows = [
        Second(topic=into, voice=one.voice, channel=one.channel, behalf=one.behalf, on=one.on)
        for one in source.seconds.all()
        if one.voice not in there
    ]
    if source.voice and source.voice not in there | {one.voice for one in rows}:
        channel, day = source.channel, clock.today()
        rows.append(Second(topic=into, voice=source.voice, channel=channel, behalf=source.behalf, on=day))
    db.insert_all(Second, rows)


def _carry_statements(source: Topic, into: Topic) -> None:
    last = into.statements.aggregate(last=Max("number"))["last"] or 0
    known = set(into.statements.values_list("words", flat=True))
    for one in source.statements.order_by("number"):
        if one.words in known:
            continue
        last += 1
        one.topic, one.number = into, last
        one.save(update_fields=["topic", "number"])
    tell(into, "merged_into_yours", [(into.voice, into.behalf)] if into.voice else [], one=source.title)
