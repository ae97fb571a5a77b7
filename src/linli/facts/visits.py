"""Facts about visits.  Ids and codes only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class VisitRecorded:
    """Somebody went to a door, or spoke with those who live there."""

    visit_id: UUID
    dwelling_id: UUID
    area_code: str
    channel: str
    outcome: str
    people: tuple[UUID, ...]
    on: date | None = None


@dataclass(frozen=True, slots=True)
class VisitWithdrawn:
    """A visit was written down by mistake."""

    visit_id: UUID
    dwelling_id: UUID
    area_code: str


@dataclass(frozen=True, slots=True)
class ProblemNoticed:
    """On a visit something was seen that somebody should put right."""

    finding_id: UUID
    visit_id: UUID
    dwelling_id: UUID
    area_code: str
    category: str


@dataclass(frozen=True, slots=True)
class ProblemAnswered:
    """Somebody wrote down what became of a problem, or the visit that noticed it was a mistake."""

    finding_id: UUID
    area_code: str


@dataclass(frozen=True, slots=True)
class NeedHeard:
    """On a visit somebody said what would help."""

    finding_id: UUID
    visit_id: UUID
    dwelling_id: UUID
    area_code: str
    category: str
    person_id: UUID | None


@dataclass(frozen=True, slots=True)
class CardLookedAt:
    """On a visit somebody looked whether a person's emergency card is still right."""

    visit_id: UUID
    person_id: UUID
    area_code: str
    is_right: bool
    on: date


@dataclass(frozen=True, slots=True)
class PromiseMade:
    """Somebody of the community promised to come back with something."""

    promise_id: UUID
    dwelling_id: UUID
    area_code: str
    due_on: date
