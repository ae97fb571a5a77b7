"""What workers read: topics of their communities, what waits to be looked at, whom to tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.contexts.assembly.models import Meeting, MeetingState, Motion, MotionState
from linli.contexts.assembly.models.statements import Moderation, Statement, StatementState
from linli.contexts.assembly.models.topics import Merge, News, Topic, TopicState
from linli.contexts.assembly.policies import topics as policies
from linli.contexts.assembly.queries.topics import counted
from linli.contexts.assembly.states.topics import TOPIC
from linli.contexts.registry import api as registry
from linli.contexts.residents import api as residents
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import communities_seen
from linli.kernel.catalogue.manifest import Due
from linli.kernel.refs import Ref
from linli.kernel.workflow import Step

TO_LOOK = (TopicState.WAITING, TopicState.OBJECTED)
STATEMENTS_TO_LOOK = (StatementState.WAITING, StatementState.OBJECTED)
BY_OTHERS = frozenset({"reach", "withdraw", "object", "merge", "follow"})
"""Steps that are not a button of the step row: residents take them, or they have a page of their own."""


def seen(actor: Actor, *, state: str = "", words: str = "", place: str = "") -> QuerySet[Topic]:
    """Topics of one's communities, the newest first."""
    rows = Topic.objects.filter(policies.topics_seen(actor)).select_related(
        "community", "merged_into", "ballot"
    )
    if state in TopicState.values:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(words__icontains=words) | Q(number=_typed(words)))
    if place:
        rows = rows.filter(community__code=place)
    return counted(rows).order_by("-made_at", "-number")


def _typed(words: str) -> int:
    return int(words) if words.isdecimal() and len(words) < 9 else -1


def one(actor: Actor, topic_id: UUID) -> Topic:
    """One topic of one's communities; Topic.DoesNotExist otherwise."""
    return seen(actor).select_related("ballot__area").get(pk=topic_id)


def statement(actor: Actor, statement_id: UUID) -> Statement:
    """One statement of one's communities; Statement.DoesNotExist otherwise."""
    rows = Statement.objects.filter(policies.topics_seen(actor, "topic__community__code"))
    return rows.select_related("topic__community").get(pk=statement_id)


def merge(actor: Actor, merge_id: UUID) -> Merge:
    """One merging of one's communities; Merge.DoesNotExist otherwise."""
    rows = Merge.objects.filter(policies.topics_seen(actor, "topic__community__code"))
    return rows.select_related("topic__community", "into__community").get(pk=merge_id)


def communities(actor: Actor) -> list[Area]:
    """Where one works with topics."""
    return communities_seen(actor, policies.TALK)


def steps(actor: Actor, row: Topic) -> list[Step]:
    """The steps that this person may take now, in the order of the table."""
    found = [step for step in TOPIC.open_from(row.state) if step.verb not in BY_OTHERS]
    return [step for step in found if actor.may(step.needs, row.community.code)]


def others(row: Topic) -> list[Topic]:
    """Topics into which this one could go."""
    alive = (TopicState.PROPOSED, TopicState.SECONDED, TopicState.OPEN)
    rows = Topic.objects.filter(community=row.community_id, state__in=alive).exclude(pk=row.pk)
    return list(rows.order_by("-made_at")[:100])


def topics_to_look(actor: Actor) -> QuerySet[Topic]:
    """Topics that somebody has to look at, what is due first."""
    rows = Topic.objects.filter(policies.topics_seen(actor), state__in=TO_LOOK).select_related("community")
    return rows.order_by("due_at")


def statements_to_look(actor: Actor) -> QuerySet[Statement]:
    """Statements that somebody has to look at, what is due first."""
    rows = Statement.objects.filter(policies.topics_seen(actor, "topic__community__code"))
    rows = rows.filter(state__in=STATEMENTS_TO_LOOK).select_related("topic__community")
    return rows.order_by("due_at")


def objections(rows: list[Topic], statements: list[Statement]) -> dict[UUID, Moderation]:
    """The decision to which an objection was made, by topic or statement; one query."""
    found = Moderation.objects.filter(
        Q(topic__in=rows, statement=None) | Q(statement__in=statements), answered_at=None
    ).exclude(objected_at=None)
    return {one.statement_id or one.topic_id: one for one in found}


def waiting(actor: Actor) -> int:
    """How much waits to be looked at by this person."""
    if not actor.holds(policies.MODERATE):
        return 0
    return topics_to_look(actor).count() + statements_to_look(actor).count()


def due(actor: Actor, today: date) -> Iterator[Due]:
    """For Today's desk: what must be looked at, and topics that wait for the next step."""
    if actor.holds(policies.MODERATE):
        yield from _to_look(actor, today)
    if actor.holds(policies.LEAD):
        yield from _to_lead(actor, today)


def _to_look(actor: Actor, today: date) -> Iterator[Due]:
    times = [*topics_to_look(actor).values_list("due_at", flat=True)]
    times += statements_to_look(actor).values_list("due_at", flat=True)
    if not times:
        return
    late = sum(at < clock.now() for at in times)
    n = len(times)
    why = ngettext("有 %(n)s 条居民写的话等着看", "有 %(n)s 条居民写的话等着看", n) % {"n": n}
    if late:
        why += _("，其中 %(n)s 条过了时限") % {"n": late}
    yield Due(
        "assembly:look", _("议题和观点"), why, min(today, clock.today()), reverse("assembly:look"),
        priority=80 if late else 60,
    )  # fmt: skip


def _to_lead(actor: Actor, today: date) -> Iterator[Due]:
    states = (TopicState.SECONDED, TopicState.OPEN, TopicState.MOTION, TopicState.DECIDED)
    rows = Topic.objects.filter(policies.topics_seen(actor), state__in=states).select_related("ballot")
    for row in rows.order_by("made_at")[:50]:
        why = _next(row, today)
        if why:
            yield Due(
                f"assembly:{row.pk}", row.title, why, today, reverse("assembly:desk_topic", args=[row.pk])
            )
    merges = Merge.objects.filter(
        policies.topics_seen(actor, "topic__community__code"), state=Merge.State.ASKED, object_until__lt=today
    )
    for found in merges.select_related("topic")[:20]:
        address = reverse("assembly:desk_topic", args=[found.topic_id])
        yield Due(f"assembly:{found.pk}", found.topic.title, _("没有人反对，可以合并了"), today, address)


def _next(row: Topic, today: date) -> str:
    is_over = row.talk_until is not None and row.talk_until < today
    return {
        TopicState.SECONDED: _("附议够了，可以开始讨论"),
        TopicState.OPEN: _("讨论到期，可以写成动议") if is_over else "",
        TopicState.MOTION: _of_motion(row),
        TopicState.DECIDED: _("有了决定，请写成承诺"),
    }.get(TopicState(row.state), "")


def meetings_for(row: Topic) -> list[Meeting]:
    """Meetings of the community that have not begun, the nearest first."""
    states = (MeetingState.DRAFT, MeetingState.ANNOUNCED)
    rows = Meeting.objects.filter(area__code__startswith=row.community.code, state__in=states)
    return list(rows.select_related("area").order_by("starts_at")[:50])


def motion_of(row: Topic) -> Motion | None:
    """The motion of a meeting to which a topic was handed."""
    if not row.handed_to.startswith("assembly.motion:"):
        return None
    rows = Motion.objects.select_related("meeting")
    return rows.filter(pk=Ref.parse(row.handed_to).uuid).first()


def decision_of(row: Topic) -> dict[str, str]:
    """What the meeting decided, to begin writing from; empty before."""
    found = motion_of(row)
    if found is None or found.state not in (MotionState.PASSED, MotionState.FAILED):
        return {}
    said = _("%(meeting)s：到会 %(present)s，赞成 %(yes)s，反对 %(no)s，弃权 %(pass)s。") % {
        "meeting": found.meeting.title, "present": found.present, "yes": found.votes_for,
        "no": found.votes_against, "pass": found.abstained,
    }  # fmt: skip
    return {"passed": "yes" if found.state == MotionState.PASSED else "no", "words": said}


def _of_motion(row: Topic) -> str:
    if row.handed_to:
        return _("会上定了，请写下决定") if decision_of(row) else ""
    return "" if row.ballot_id else _("动议还没有交去表决")


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody without a phone who should hear something."""

    news: News
    place: str
    name: str


def to_tell(actor: Actor, rows: QuerySet[News]) -> list[ToTell]:
    """With door and name, as far as the actor may know them; the same few queries for any number."""
    found = list(rows)
    cards = residents.behalf_cards([one.behalf for one in found if one.behalf])
    doors = {card.dwelling for card in cards.values()}
    places = registry.places_of(actor, doors)
    names = registry.members([card.person for card in cards.values() if card.person])
    lines = []
    for news in found:
        card = cards.get(news.behalf) if news.behalf else None
        if card is None or card.dwelling not in places:
            continue
        name = names[card.person].name if card.person in names else ""
        lines.append(ToTell(news, places[card.dwelling][0], name))
    return sorted(lines, key=lambda one: one.place)


def untold(actor: Actor, topic: Topic | None = None) -> QuerySet[News]:
    """News for people without phones that nobody has told yet."""
    rows = News.objects.filter(policies.topics_seen(actor, "topic__community__code"), seen_at=None)
    rows = rows.exclude(behalf=None).select_related("topic__community")
    rows = rows.filter(topic=topic) if topic is not None else rows
    return rows.order_by("at")[:300]


def log_of(community: Area) -> QuerySet[Moderation]:
    """What was not shown in a community, the newest first; for everybody, without names and words."""
    rows = Moderation.objects.filter(community=community).select_related("topic", "statement")
    return rows.order_by("-at")


def log_numbers(community: Area) -> dict[str, int]:
    """How many, how many in time, how many were shown after an objection."""
    found: dict[str, Any] = Moderation.objects.filter(community=community).aggregate(
        all=Count("pk"), in_time=Count("pk", filter=Q(in_time=True)),
        again=Count("pk", filter=Q(is_shown_again=True)), objected=Count("pk", filter=~Q(objected_at=None)),
    )  # fmt: skip
    return found
