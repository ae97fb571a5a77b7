"""What was not taken in is counted by number, cause and day; no reading of it is kept."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from linli.contexts.guard import policies
from linli.contexts.guard.models import Source, Trouble
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note

Refused = Mapping[tuple[str, str, str], int]
"""(number, cause, the engine's word) → points."""


@command("guard.readings_refused", policies.is_linli)
def refuse(actor: Actor, community: Area, /, *, source: Source | None, refused: Refused) -> int:
    """Count what came from nobody who may deliver, or what could not be taken in for a reason of our own."""
    count(community.pk, source, refused, clock.now())
    points = sum(refused.values())
    note(target=community, area=community.code, points=points)
    return points


def count(community_id: int, source: Source | None, refused: Refused, now: datetime) -> None:
    """Inside a command: add to the counts of the day."""
    for (number, why, code), points in refused.items():
        row, is_new = Trouble.objects.get_or_create(
            community_id=community_id, number=number, why=why, day=timezone.localdate(now),
            defaults={"source": source, "code": code, "points": points, "first_at": now, "last_at": now},
        )  # fmt: skip
        if not is_new:
            Trouble.objects.filter(pk=row.pk).update(
                points=F("points") + points, last_at=now, settled_at=None
            )
