"""Topics as residents find their own: what they proposed and said, what waits for a word, what is new."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef

from linli.contexts.assembly.models.statements import Answer, Statement, StatementState
from linli.contexts.assembly.models.topics import News, Topic, TopicState
from linli.contexts.assembly.policies.topics import voices_of
from linli.contexts.assembly.queries.topics import counted
from linli.contexts.assembly.states.topics import SEEN
from linli.kernel import clock
from linli.kernel.actor import Resident
from linli.kernel.areas.models import Area


def own(resident: Resident, topic_id: UUID) -> Topic:
    """One topic of a place where one is at home: readable, or one's own; Topic.DoesNotExist otherwise."""
    row = counted(Topic.objects.select_related("community", "merged_into", "ballot__area")).get(pk=topic_id)
    voices = voices_of(resident, row.community)
    if not resident.homes_in(row.community.code) or (row.state not in SEEN and row.voice not in voices):
        raise Topic.DoesNotExist
    return row


@dataclass(frozen=True, slots=True)
class Standing:
    """What a resident has to do with a topic."""

    is_author: bool
    has_seconded: bool
    answered: int
    statements: int


def standing(resident: Resident | None, row: Topic) -> Standing | None:
    """What somebody who is at home there has done; None for everybody else."""
    if resident is None or not resident.homes_in(row.community.code):
        return None
    voices = voices_of(resident, row.community)
    answered = Answer.objects.filter(
        statement__topic=row, statement__state=StatementState.SHOWN, voice__in=voices
    )
    return Standing(
        is_author=row.voice in voices,
        has_seconded=row.seconds.filter(voice__in=voices).exists(),
        answered=answered.values("statement").distinct().count(),
        statements=row.statements.filter(voice__in=voices).count(),
    )


def voices_in(resident: Resident) -> list[str]:
    """All voices of a resident, wherever he is at home."""
    places = Area.objects.filter(code__in=resident.communities)
    return list(dict.fromkeys(voice for place in places for voice in voices_of(resident, place)))


def of_author(resident: Resident) -> list[Topic]:
    """Topics that a resident proposed, the newest first."""
    rows = Topic.objects.filter(voice__in=voices_in(resident)).select_related("community", "merged_into")
    return list(counted(rows).order_by("-made_at")[:50])


def news_of(resident: Resident) -> list[News]:
    """What a resident should know, the newest first."""
    rows = News.objects.filter(voice__in=voices_in(resident)).select_related("topic__community")
    return list(rows.order_by("-at", "-pk")[:50])


def statements_of(resident: Resident) -> list[Statement]:
    """What a resident said, the newest first."""
    rows = Statement.objects.filter(voice__in=voices_in(resident)).select_related("topic__community")
    return list(rows.order_by("-made_at")[:50])


def waiting_for(resident: Resident) -> list[tuple[Topic, int]]:
    """Topics in which one has not said something to every statement, and how many are left."""
    found: list[tuple[Topic, int]] = []
    for place in Area.objects.filter(code__in=resident.communities):
        voices = voices_of(resident, place)
        mine = Answer.objects.filter(statement=OuterRef("pk"), voice__in=voices)
        left = Statement.objects.filter(
            state=StatementState.SHOWN, topic__state=TopicState.OPEN, topic__community=place
        )
        left = left.filter(~Exists(mine)).exclude(voice__in=voices)
        numbers = dict(left.values_list("topic").annotate(n=Count("pk")).order_by())
        rows = (
            Topic.objects.filter(pk__in=numbers, talk_until__gte=clock.today())
            .select_related("community")
            .order_by("talk_until", "number")
        )
        found += [(row, numbers[row.pk]) for row in rows]
    return found
