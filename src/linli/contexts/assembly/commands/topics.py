"""Proposing, seconding, changing and withdrawing a topic: by phone, or written down for somebody."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.commands.talk_telling import seconders, tell, tell_author
from linli.contexts.assembly.models.topics import Channel, Second, Topic, TopicState, Version
from linli.contexts.assembly.policies import topics as policies
from linli.contexts.assembly.queries.talk_rules import looks_first, number
from linli.contexts.assembly.states.topics import ALIVE, TOPIC
from linli.contexts.registry.api import Door
from linli.contexts.residents import api as residents
from linli.kernel import clock, db
from linli.kernel.actor import Actor, Resident
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded, TooMuchAtOnce
from linli.kernel.refs import Ref

TITLE, WORDS, WHY = 40, 1000, 200
NUMBERS = re.compile(r"(?<!\d)(1\d{10}|\d{17}[\dXx])(?!\d)")
"""A mobile number or an identity number: never for everybody's eyes."""
MONTH = timedelta(days=30)


class AlreadySeconded(NotAllowedNow):
    """Once for each person, whatever the channel."""

    code = "already_seconded"
    sentence = _("已经附议过了，一人一次，谢谢。")


class OwnTopic(NotAllowedNow):
    """The author stands behind it anyway."""

    code = "own_topic"
    sentence = _("提出人自己不用附议。")


def refuse_numbers(words: str, field: str) -> None:
    """Refuse words with a phone or identity number in them."""
    if NUMBERS.search(words.replace(" ", "").replace("-", "")):
        raise BadInput(_("大家都会看到，请不要写电话号码和证件号码。"), field=field)


@command("assembly.topic_proposed", policies.belongs)
def propose(actor: Actor, community: Area, /, *, told: Mapping[str, Any]) -> Topic:
    """Propose by phone."""
    voices = policies.voices_of(actor, community) if isinstance(actor, Resident) else ("",)
    rows = Topic.objects.filter(voice__in=voices, made_at__gt=clock.now() - MONTH)
    most = number("propose", "per_month")
    if rows.exclude(state=TopicState.WITHDRAWN).count() >= most:
        raise TooMuchAtOnce(_("三十天里最多提 %(n)s 个议题。可以先附议别人的，或修改自己的。"), n=most)
    visitor = actor.visitor if isinstance(actor, Resident) else None
    return _make(community, told, Topic(channel=Channel.PHONE, voice=voices[0], visitor=visitor))


@command("assembly.topic_proposed_for", policies.may_propose_for)
def propose_for(
    actor: Actor, community: Area, door: Door, /, *, told: Mapping[str, Any], asked: Mapping[str, Any]
) -> Topic:
    """Write down a topic that came on paper, by a call or at the counter."""
    row = _make(community, told, Topic(channel=Channel.PAPER, voice=voice_of(door, asked)))
    row.behalf = acted(actor, row, door, asked, str(_("提出议题")))
    row.save(update_fields=["behalf"])
    note(target=row, area=community.code)
    return row


@command("assembly.topic_begun", policies.may_begin)
def begin(actor: Actor, community: Area, /, *, told: Mapping[str, Any], origin: str = "") -> Topic:
    """Begin a topic at the desk, from a need that many told."""
    row = Topic(channel=Channel.STAFF, account_id=actor.account_id, origin=origin.strip()[:WHY])
    return _make(community, told, row)


def _make(community: Area, told: Mapping[str, Any], row: Topic) -> Topic:
    place = db.lock_row(Area, pk=community.pk)
    row.title, row.words = _sound(told)
    row.community, row.made_at = place, clock.now()
    row.due_at = clock.now() + timedelta(hours=number("moderation", "hours"))
    row.number = (Topic.objects.filter(community=place).aggregate(last=Max("number"))["last"] or 0) + 1
    row.state = TOPIC.start
    if row.channel == Channel.STAFF or not looks_first():
        row.state = TOPIC.after("show", row.state)
    row.save(force_insert=True)
    note(target=row, area=place.code, number=row.number)
    return row


def _sound(told: Mapping[str, Any]) -> tuple[str, str]:
    title, words = " ".join(str(told["title"]).split()), str(told["words"]).strip()
    if len(title) < 4 or len(title) > TITLE:
        raise BadInput(_("用一句话说想商量什么，4 到 %(n)s 个字。"), field="title", n=TITLE)
    if len(words) < 4 or len(words) > WORDS:
        raise BadInput(_("请写清楚现在怎么样、希望怎么样，不超过 %(n)s 个字。"), field="words", n=WORDS)
    refuse_numbers(title, "title")
    refuse_numbers(words, "words")
    return title, words


def voice_of(door: Door, asked: Mapping[str, Any]) -> str:
    """The voice of whoever asked behind a door: somebody of the register, or a name."""
    if asked.get("person"):
        if str(asked["person"]) not in {str(one.key) for one in door.residents}:
            raise BadInput(field="person")
        return policies.voice_of_person(str(asked["person"]))
    if not str(asked.get("name", "")).strip():
        raise BadInput(_("请选是谁，或写下姓名。"), field="person")
    return policies.voice_of_name(door, str(asked["name"]))


def acted(actor: Actor, topic: Topic, door: Door, asked: Mapping[str, Any], words: str) -> UUID:
    """The record of one of us acting for somebody."""
    about = residents.Asked(str(Ref.of(topic)), f"{words}（{topic.number}）", **asked)
    return residents.act_for(actor, door.key, asked=about)


@command("assembly.topic_seconded", policies.belongs_to)
def second(actor: Actor, topic: Topic, /) -> Second:
    """Think that it should be talked about."""
    voices = policies.voices_of(actor, topic.community) if isinstance(actor, Resident) else ("",)
    return _second(topic, voices, Second(channel=Channel.PHONE))


@command("assembly.topic_seconded_for", policies.may_write_for)
def second_for(actor: Actor, topic: Topic, door: Door, /, *, asked: Mapping[str, Any]) -> Second:
    """Write down that somebody without a phone thinks so."""
    row = _second(topic, (voice_of(door, asked),), Second(channel=Channel.PAPER))
    row.behalf = acted(actor, topic, door, asked, str(_("附议议题")))
    row.save(update_fields=["behalf"])
    return row


def _second(topic: Topic, voices: tuple[str, ...], row: Second) -> Second:
    held = db.lock_row(Topic, pk=topic.pk)
    if held.state not in (TopicState.PROPOSED, TopicState.SECONDED):
        raise NotAllowedNow(_("这个议题现在不征集附议。"))
    if held.voice and held.voice in voices:
        raise OwnTopic
    if held.seconds.filter(voice__in=voices).exists():
        raise AlreadySeconded
    row.topic, row.voice, row.on = held, voices[0], clock.today()
    row.save(force_insert=True)
    note(target=topic, area=topic.community.code)
    reach(held)
    return row


def reach(held: Topic) -> None:
    """When enough have seconded, it waits for the talk to begin."""
    if held.state == TopicState.PROPOSED and held.seconds.count() >= number("propose", "seconds"):
        held.state = TOPIC.after("reach", held.state)
        held.save(update_fields=["state"])
        tell_author(held, "seconded")


@command("assembly.second_taken_back", policies.belongs_to)
def take_back_second(actor: Actor, topic: Topic, /) -> int:
    """It was a slip of the finger."""
    held = db.lock_row(Topic, pk=topic.pk)
    if held.state != TopicState.PROPOSED or not isinstance(actor, Resident):
        raise NotAllowedNow
    note(target=topic, area=topic.community.code)
    gone: int = held.seconds.filter(voice__in=policies.voices_of(actor, topic.community)).delete()[0]
    return gone


@command("assembly.topic_amended", policies.may_amend)
def amend(actor: Actor, topic: Topic, /, *, told: Mapping[str, Any], why: str) -> Topic:
    """Say it better; what was there before stays readable, and those who seconded are told."""
    return _amend(topic, told, why, None)


@command("assembly.topic_amended_for", policies.may_write_for)
def amend_for(
    actor: Actor, topic: Topic, door: Door, /, *, told: Mapping[str, Any], why: str, asked: Mapping[str, Any]
) -> Topic:
    """Write down how the author without a phone wants to say it."""
    refuse_other_author(topic, door, asked)
    db.hold_rows(Topic, [topic.pk])  # before the record of acting: everybody takes rows in this order
    return _amend(topic, told, why, acted(actor, topic, door, asked, str(_("修改议题"))))


def _amend(topic: Topic, told: Mapping[str, Any], why: str, behalf: UUID | None) -> Topic:
    held = db.lock_row(Topic, pk=topic.pk)
    if held.state not in (*ALIVE, TopicState.WAITING):
        raise NotAllowedNow
    if not why.strip():
        raise ReasonNeeded(field="why")
    title, words = _sound(told)
    if (title, words) == (held.title, held.words):
        raise BadInput(_("内容没有变，不用修改。"), field="words")
    refuse_numbers(why, "why")
    before = held.versions.count() + 1
    Version.objects.create(
        topic=held, number=before, title=held.title, words=held.words, why=why.strip()[:WHY],
        until=clock.now(), behalf=behalf,
    )  # fmt: skip
    held.title, held.words = title, words
    held.save(update_fields=["title", "words"])
    tell(held, "amended", seconders(held), why=why.strip()[:WHY])
    note(area=topic.community.code, version=before + 1)
    return held


@command("assembly.topic_withdrawn", policies.is_author)
def withdraw(actor: Actor, topic: Topic, /) -> Topic:
    """The author takes it back before the talk begins."""
    return _withdraw(topic)


@command("assembly.topic_withdrawn_for", policies.may_write_for)
def withdraw_for(actor: Actor, topic: Topic, door: Door, /, *, asked: Mapping[str, Any]) -> Topic:
    """Write down that the author without a phone takes it back."""
    refuse_other_author(topic, door, asked)
    row = _withdraw(topic)
    acted(actor, topic, door, asked, str(_("撤回议题")))
    return row


def refuse_other_author(topic: Topic, door: Door, asked: Mapping[str, Any]) -> None:
    """Only the author changes what the author said."""
    if topic.voice != voice_of(door, asked):
        raise BadInput(_("请由提出人本人来说。"), field="person")


def _withdraw(topic: Topic) -> Topic:
    held = db.lock_row(Topic, pk=topic.pk)
    held.state = TOPIC.after("withdraw", held.state)
    held.save(update_fields=["state"])
    tell(held, "withdrawn", seconders(held))
    note(target=topic, area=topic.community.code)
    return held
