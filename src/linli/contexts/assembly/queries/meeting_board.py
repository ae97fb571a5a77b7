"""How a meeting stands with the board, and what was said of it before it was moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from linli.contexts.assembly.models import Meeting, MeetingState
from linli.contexts.assembly.queries.meeting_rules import earliest, kind_of

NOTICE, RESULTS = "notice", "results"


@dataclass(frozen=True, slots=True)
class Hanging:
    """A notice of a meeting on the board."""

    page: str
    on: date

    @classmethod
    def of(cls, kept: Mapping[str, str] | None) -> "Hanging | None":
        """As the meeting keeps it; None while nothing hangs."""
        return cls(kept["page"], date.fromisoformat(kept["on"])) if kept else None


@dataclass(frozen=True, slots=True)
class Hung:
    """What of a meeting hangs on the board, or should."""

    notice: Hanging | None
    results: Hanging | None
    is_late: bool
    """True when fewer days are left for the notice than the rule asks for."""
    first_day: date
    """The first day that would be in time."""


def hung(row: Meeting, today: date) -> Hung | None:
    """How it stands with the board; None for a kind that does not hang there."""
    kind = kind_of(row.kind)
    if not kind.board:
        return None
    notice, results = (Hanging.of(row.notices.get(part)) for part in (NOTICE, RESULTS))
    first = earliest(kind, notice.on if notice else today)
    is_late = row.state == MeetingState.ANNOUNCED and timezone.localdate(row.starts_at) < first
    return Hung(notice, results, is_late, first)


@dataclass(frozen=True, slots=True)
class Earlier:
    """When and where a meeting was to be, and why that was changed."""

    starts_at: datetime
    place: str
    why: str


def earlier(row: Meeting) -> list[Earlier]:
    """What it said before it was moved, the oldest first."""
    return [Earlier(datetime.fromisoformat(one["starts_at"]), one["place"], one["why"]) for one in row.moves]


def open_page(row: Meeting) -> str:
    """Where everybody reads of it."""
    return reverse("assembly:read_meeting", args=[row.pk])


def spoken_day(start: datetime) -> str:
    """Day, weekday and time as a Chinese paper says them."""
    at = timezone.localtime(start)
    return f"{at.year}年{at.month}月{at.day}日（星期{'一二三四五六日'[at.weekday()]}）{at:%H:%M}"
