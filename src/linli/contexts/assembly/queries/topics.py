"""Topics as everybody may read them, and which ones speak of the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from linli.contexts.assembly.models import Promise, SourceKind
from linli.contexts.assembly.models.statements import Answer, Moderation, Statement, StatementState
from linli.contexts.assembly.models.topics import Merge, Second, Topic, TopicState
from linli.contexts.assembly.queries.talk_rules import number
from linli.contexts.assembly.states.topics import ALIVE, SEEN
from linli.engines.similarity import Index, Recent, ready
from linli.kernel import clock
from linli.kernel.areas.models import Area

LIKELY = 0.3
COMPARED = 200
"""The newest so many topics are compared."""
GROUPS = {
    "now": (TopicState.PROPOSED, TopicState.SECONDED, TopicState.OPEN, TopicState.MOTION),
    "done": (TopicState.DECIDED, TopicState.FOLLOWED),
    "rest": (TopicState.MERGED, TopicState.SET_ASIDE, TopicState.WITHDRAWN),
}


def counted(rows: QuerySet[Topic]) -> QuerySet[Topic]:
    """With how many seconded, how many statements are shown, and how many people said something to them."""
    shown = Statement.objects.filter(topic=OuterRef("pk"), state=StatementState.SHOWN)
    said = Answer.objects.filter(statement__topic=OuterRef("pk"), statement__state=StatementState.SHOWN)
    found: QuerySet[Topic] = rows.annotate(
        second_count=_number(Second.objects.filter(topic=OuterRef("pk")).values("topic"), "pk"),
        statement_count=_number(shown.values("topic"), "pk"),
        voice_count=Coalesce(
            Subquery(said.values("statement__topic").annotate(n=Count("voice", distinct=True)).values("n")), 0
        ),
    )
    return found


def _number(rows: Any, of: str) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(n=Count(of)).values("n")), 0)


def everybodys(community: Area, *, words: str = "", group: str = "") -> QuerySet[Topic]:
    """Topics of a community that everybody may read: what runs first, then the newest."""
    rows = Topic.objects.filter(community=community, state__in=SEEN).select_related("community")
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(words__icontains=words))
    if group in GROUPS:
        rows = rows.filter(state__in=GROUPS[group])
    return counted(rows).order_by("-made_at", "-number")


def readable(topic_id: UUID) -> Topic:
    """One topic that everybody may read; Topic.DoesNotExist otherwise."""
    rows = Topic.objects.filter(state__in=SEEN).select_related("community", "merged_into", "ballot__area")
    return counted(rows).get(pk=topic_id)


def talks(row: Topic) -> bool:
    """Whether people can say something today."""
    return row.state == TopicState.OPEN and (row.talk_until is None or row.talk_until >= clock.today())


def open_merges(rows: Iterable[Topic]) -> list[Merge]:
    """Mergings that wait, from or into some topics."""
    keys = [row.pk for row in rows]
    found = Merge.objects.filter(Q(topic__in=keys) | Q(into__in=keys), state=Merge.State.ASKED)
    return list(found.select_related("topic__community", "into__community").order_by("asked_at"))


def refusals_of(topic: Topic) -> Moderation | None:
    """Why a topic is not shown: the last decision about it."""
    return topic.moderations.filter(statement=None).order_by("-at").first()


def last_refusals(rows: Sequence[Statement]) -> dict[UUID, Moderation]:
    """Why statements are not shown, by statement; one query."""
    found = Moderation.objects.filter(statement__in=list(rows)).order_by("at")
    return {one.statement_id: one for one in found if one.statement_id}


def promises_of(topic: Topic) -> QuerySet[Promise]:
    """What was promised after the decision."""
    return Promise.objects.filter(source_kind=SourceKind.TOPIC, source_id=topic.pk).order_by("made_at")


@dataclass(frozen=True, slots=True)
class Alike:
    """Another topic that may speak of the same, and why we think so."""

    topic: Topic
    reason: str


def alike(community: Area, title: str, words: str, *, but: Sequence[UUID] = ()) -> list[Alike]:
    """Topics that can still be seconded or talked about and likely are the same; a person decides."""
    if len(title) + len(words) < 4:
        return []
    rows = counted(Topic.objects.filter(community=community, state__in=ALIVE).exclude(pk__in=but)).order_by(
        "-made_at"
    )[:COMPARED]
    known = {row.number: row for row in rows}
    index = Index([Recent(n, ready(row.title, row.words)) for n, row in known.items()])
    hints = index.likely(ready(title, words), most=number("propose", "alike_shown"), least=LIKELY)
    return [Alike(known[hint.number], hint.reason) for hint in hints]
