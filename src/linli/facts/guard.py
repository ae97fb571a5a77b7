"""Facts about guard.  Ids and codes only."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AlarmRaised:
    """A home rang."""

    alarm_id: UUID
    dwelling_id: UUID
    area_code: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AlarmClosed:
    """Somebody wrote down what it turned out to be."""

    alarm_id: UUID
    dwelling_id: UUID
    area_code: str
    cause: str
    at: datetime
    """When it rang."""


@dataclass(frozen=True, slots=True)
class AlarmReopened:
    """The result was tapped by mistake: somebody looks into it again."""

    alarm_id: UUID
    dwelling_id: UUID
    area_code: str
    at: datetime
    """When it rang."""
