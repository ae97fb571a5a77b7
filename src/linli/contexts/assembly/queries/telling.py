"""Who took part, has no phone with us, and must still hear what became of the promises."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Participant, Promise
from linli.contexts.registry import api as registry
from linli.kernel.actor import Actor


def untold(actor: Actor) -> QuerySet[Participant]:
    """People in one's area who took part, cannot look for themselves and have not heard the newest.

    That something was promised they know: they were there.
    """
    news = Promise.objects.filter(
        source_kind=OuterRef("source_kind"), source_id=OuterRef("source_id"), news_at__gt=F("made_at")
    )
    unheard = news.filter(Q(news_at__gt=OuterRef("told_at")))
    rows = Participant.objects.filter(
        policies.promises.participants_seen(actor), account_id=None, visitor=None
    )
    rows = rows.filter(Exists(unheard) | Q(Exists(news), told_at=None))
    return rows.select_related("area").order_by("area__code", "door", "key")


def unheard(row: Promise) -> int:
    """How many of those who took part have not heard the newest of a promise."""
    if row.source_id is None or row.news_at == row.made_at:
        return 0
    rows = Participant.objects.filter(source_kind=row.source_kind, source_id=row.source_id, account_id=None)
    return rows.filter(Q(told_at=None) | Q(told_at__lt=row.news_at)).count()


def participant(actor: Actor, participant_id: UUID) -> Participant:
    """One of them; Participant.DoesNotExist outside one's area."""
    rows = Participant.objects.filter(policies.promises.participants_seen(actor)).select_related("area")
    return rows.get(pk=participant_id)


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody to be told, and what."""

    participant: Participant
    name: str
    promises: Sequence[Promise]


def cards(rows: Sequence[Participant]) -> list[ToTell]:
    """With names and with what is new; two queries more."""
    people = registry.members([one.person for one in rows if one.person])
    sources = {one.source_id for one in rows}
    found: dict[tuple[str, UUID | None], list[Promise]] = {}
    for row in Promise.objects.filter(source_id__in=sources).order_by("due_on"):
        found.setdefault((row.source_kind, row.source_id), []).append(row)
    return [
        ToTell(
            one,
            people[one.person].name if one.person in people else one.name,
            [
                row for row in found.get((one.source_kind, one.source_id), ())
                if row.news_at > (one.told_at or row.made_at)
            ],
        )
        for one in rows
    ]  # fmt: skip
