"""The numbers of the pack: how long what is kept, and what cannot be right."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from linli.kernel import packs


def rules() -> dict[str, Any]:
    """The pack of guard."""
    return packs.pack("guard")


def keep_days(what: str) -> int:
    """How many days something is kept: readings, withdrawn, troubles."""
    return int(rules()["keep"][f"{what}_days"])


def kept_days(kind: str) -> int:
    """How many days raw readings of a kind are kept; what the pack does not name is kept as others are."""
    keep = rules()["keep"]
    return int(keep["kinds"].get(kind, keep["readings_days"]))


def limit(what: str) -> float:
    """A number of the intake."""
    return float(rules()["intake"][what])


def stale_after(upload_minutes: int) -> timedelta:
    """How long after its newest point a device is no longer heard (DOMAIN 5.2, rule 2)."""
    return timedelta(minutes=upload_minutes * limit("stale_periods"))


def first_moment(day: date) -> datetime:
    """When a day begins on the community's clock."""
    return timezone.make_aware(datetime.combine(day, time.min))
