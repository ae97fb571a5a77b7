"""Who says something: devices by the numbers that they call themselves, as the intake needs them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from linli.contexts.guard.models import Consent, Device, Source
from linli.kernel import db

NAMES = (
    "id", "number", "kind", "dwelling_id", "installed_on", "removed_on", "last_at", "battery", "signal",
    "hour", "hour_points",
)  # fmt: skip


@dataclass(slots=True)
class Speaker:
    """What the intake knows and writes back about a device; named as the columns are."""

    id: UUID
    number: str
    kind: str
    dwelling_id: UUID
    installed_on: date
    removed_on: date | None
    last_at: datetime | None
    battery: float | None
    signal: int | None
    hour: datetime | None
    hour_points: int
    agreed: bool
    heard_at: datetime | None = None
    """Not read: it is always now."""


def speakers(source: Source, numbers: Iterable[str]) -> dict[str, Speaker]:
    """The devices that call themselves so, present ones before removed ones; one query."""
    agreed = Consent.objects.filter(dwelling=OuterRef("dwelling"), kind=OuterRef("kind"), withdrawn_at=None)
    rows = Device.objects.filter(community=source.community_id, number__in=db.texts(numbers))
    found: dict[str, Speaker] = {}
    for row in rows.values_list(*NAMES, Exists(agreed)).iterator(chunk_size=2000):
        speaker = Speaker(*row)
        before = found.get(speaker.number)
        if before is None or _is_newer(speaker, before):
            found[speaker.number] = speaker
    return found


def _is_newer(speaker: Speaker, before: Speaker) -> bool:
    """Present before removed; of removed ones the last."""
    if speaker.removed_on is None or before.removed_on is None:
        return speaker.removed_on is None
    return speaker.removed_on > before.removed_on
