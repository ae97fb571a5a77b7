"""Leading a topic: talk, motion, vote, decision; setting it aside, merging it into another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.commands import ballots
from linli.contexts.assembly.commands.talk_telling import tell_all, tell_author
from linli.contexts.assembly.models import Ballot, Kind, State
from linli.contexts.assembly.models.topics import Topic, TopicState
from linli.contexts.assembly.policies import topics as policies
from linli.contexts.assembly.queries import results
from linli.contexts.assembly.queries.talk_rules import number
from linli.contexts.assembly.states.topics import TOPIC
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

PARTS = ("what", "where", "when", "who", "money", "how")
"""A motion is complete with these: matter, place, time, people, money, way (南塘十三条, rule 2)."""
LONGEST, REASON = 300, 200


def moved(topic: Topic, verb: str, **values: Any) -> Topic:
    """The topic, held and moved; NotAllowedNow when its state does not offer the step."""
    held = db.lock_row(Topic, pk=topic.pk)
    held.state = TOPIC.after(verb, held.state)
    for name, value in values.items():
        setattr(held, name, value)
    held.save()
    note(target=topic, area=topic.community.code)
    return held


@command("assembly.talk_opened", policies.may_lead)
def open_talk(actor: Actor, topic: Topic, /, *, until: date) -> Topic:
    """Begin the talk, until a day that everybody knows."""
    _refuse_days(until)
    held = moved(topic, "open", talk_until=until)
    tell_all(held, "opened", day=until.isoformat())
    return held


@command("assembly.talk_prolonged", policies.may_lead)
def prolong(actor: Actor, topic: Topic, /, *, until: date) -> Topic:
    """Give the talk more time; it never ends earlier than was said."""
    held = db.lock_row(Topic, pk=topic.pk)
    if held.state != TopicState.OPEN:
        raise NotAllowedNow
    if held.talk_until and until <= held.talk_until:
        raise BadInput(_("只能延长，不能提前结束。"), field="until")
    _refuse_days(until)
    held.talk_until = until
    held.save(update_fields=["talk_until"])
    note(target=topic, area=topic.community.code)
    return held


def _refuse_days(until: date) -> None:
    least, most = number("talk", "least_days"), number("talk", "most_days")
    if not timedelta(days=least) <= until - clock.today() <= timedelta(days=most):
        raise BadInput(_("讨论要留 %(least)s 到 %(most)s 天。"), field="until", least=least, most=most)


@command("assembly.topic_set_aside", policies.may_lead)
def set_aside(actor: Actor, topic: Topic, /, *, reason: str) -> Topic:
    """It is not talked about for now; everybody sees why."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    held = moved(topic, "set_aside", ended_why=reason.strip()[:REASON])
    note(reason=held.ended_why)
    tell_all(held, "set_aside", why=held.ended_why)
    return held


@command("assembly.topic_taken_up", policies.may_lead)
def take_up(actor: Actor, topic: Topic, /) -> Topic:
    """It can be seconded again; seconds of before still count."""
    held = moved(topic, "take_up", ended_why="")
    tell_author(held, "taken_up")
    return held


@command("assembly.motion_made", policies.may_lead)
def make_motion(actor: Actor, topic: Topic, /, *, said: Mapping[str, str]) -> Topic:
    """Write what is decided upon: complete, and not before the talk is over."""
    lines = {name: str(said.get(name, "")).strip()[:LONGEST] for name in PARTS}
    missing = next((name for name in PARTS if not lines[name]), None)
    if missing:
        raise BadInput(_("动议要写全：做什么、在哪里、什么时候、谁来做、花多少钱、怎么做。"), field=missing)
    if topic.talk_until is not None and topic.talk_until >= clock.today():
        raise NotAllowedNow(_("说好讨论到 %(day)s，过了这一天再写动议。"), day=topic.talk_until)
    held = moved(topic, "move", motion=lines)
    tell_all(held, "moved")
    return held


@command("assembly.motion_taken_back", policies.may_lead)
def take_back(actor: Actor, topic: Topic, /, *, reason: str) -> Topic:
    """Talk on: the motion was not ripe."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    running = topic.ballot is not None and topic.ballot.state not in (State.CANCELLED, State.DRAFT)
    if running:
        raise NotAllowedNow(_("已经在表决了。先取消那次表决，再收回动议。"))
    until = clock.today() + timedelta(days=number("talk", "least_days"))
    note(reason=reason.strip())
    held = moved(topic, "take_back", ballot=None, handed_to="", talk_until=until)
    tell_all(held, "taken_back", why=reason.strip()[:REASON])
    return held


@dataclass(frozen=True, slots=True)
class Vote:
    """How a motion is voted upon."""

    area: Area
    per: str
    opens_on: date
    closes_on: date


@command("assembly.motion_put_to_vote", policies.may_lead)
def put_to_vote(actor: Actor, topic: Topic, /, *, vote: Vote) -> Ballot:
    """Lay out the vote on a motion; its roll and steps are those of any other vote."""
    held = db.lock_row(Topic, pk=topic.pk)
    if held.state != TopicState.MOTION or held.handed_to or _is_running(topic):
        raise NotAllowedNow
    if not vote.area.code.startswith(topic.community.code):
        raise BadInput(field="area")
    wanted = ballots.Wanted(
        title=held.title, kind=Kind.MOTION, per=vote.per, opens_on=vote.opens_on, closes_on=vote.closes_on,
        words=motion_words(held),
    )  # fmt: skip
    held.ballot = ballots.draft(actor, vote.area, wanted=wanted)
    held.save(update_fields=["ballot"])
    note(target=topic, area=topic.community.code)
    return held.ballot


def _is_running(topic: Topic) -> bool:
    return topic.ballot is not None and topic.ballot.state != State.CANCELLED


def motion_words(topic: Topic) -> str:
    """A motion as one reads it before voting."""
    return "\n".join(
        f"{label}：{topic.motion[name]}" for name, label in labels().items() if name in topic.motion
    )


def labels() -> dict[str, str]:
    """The parts of a motion in words, as they stand on the ballot."""
    return {
        "what": "做什么", "where": "在哪里", "when": "什么时候", "who": "谁来做", "money": "花多少钱",
        "how": "怎么做",
    }  # fmt: skip


@command("assembly.motion_handed_to", policies.may_lead)
def hand_to(actor: Actor, topic: Topic, /, *, ref: str) -> Topic:
    """A meeting decides: ``ref`` names the record of the same context that it became."""
    held = db.lock_row(Topic, pk=topic.pk)
    if held.state != TopicState.MOTION or held.handed_to or _is_running(topic):
        raise NotAllowedNow
    held.handed_to = ref
    held.save(update_fields=["handed_to"])
    note(target=topic, area=topic.community.code)
    return held


@command("assembly.topic_decided", policies.may_lead)
def decide(actor: Actor, topic: Topic, /, *, words: str, passed: bool) -> Topic:
    """Write down what a meeting decided; a vote of ours tells it by itself."""
    if not words.strip():
        raise BadInput(_("请写下决定是什么、怎么定的。"), field="words")
    if _is_running(topic):
        raise NotAllowedNow(_("这个动议正在我们这里表决，结果公布后自动写上。"))
    return _decided(topic, words.strip()[:500], passed=passed)


@command("assembly.topic_decided_by_vote", policies.is_linli)
def decide_by_vote(actor: Actor, topic: Topic, /) -> Topic:
    """A vote was published: its result is the decision."""
    if topic.ballot is None or topic.ballot.state != State.PUBLISHED:
        raise NotAllowedNow
    found = results.result_of(topic.ballot)
    words = " ".join((found.verdict, *(one.words for one in found.tests)))
    return _decided(topic, words[:500], passed=bool(found.passed))


def _decided(topic: Topic, words: str, *, passed: bool) -> Topic:
    held = moved(topic, "decide", decision=words, passed=passed, decided_on=clock.today())
    tell_all(held, "decided", words=words)
    return held
