"""Facts about the register.  Ids and codes only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonRegistered:
    """Someone was taken into the register."""

    person_id: UUID
    area_code: str


@dataclass(frozen=True, slots=True)
class PersonAmended:
    """Values of someone changed; which fields, not what they say."""

    person_id: UUID
    area_code: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResidentMoved:
    """Someone moved in, out or within."""

    person_id: UUID
    from_dwelling: UUID | None
    to_dwelling: UUID | None
    on: date
    area_code: str


@dataclass(frozen=True, slots=True)
class ResidentDied:
    """Someone died."""

    person_id: UUID
    area_code: str
    on: date


@dataclass(frozen=True, slots=True)
class GroupJoined:
    """Someone was found to belong to a group."""

    person_id: UUID
    group: str
    area_code: str


@dataclass(frozen=True, slots=True)
class GroupLeft:
    """Someone no longer belongs to a group."""

    person_id: UUID
    group: str
    area_code: str


@dataclass(frozen=True, slots=True)
class PeopleMerged:
    """Two records proved to be one person."""

    kept_id: UUID
    gone_id: UUID
    area_code: str


@dataclass(frozen=True, slots=True)
class PersonErased:
    """Someone's record was erased: every context drops what it holds."""

    person_id: UUID
    area_code: str
    households: tuple[UUID, ...] = ()
    """Where the person belonged: what is kept about these names the person too."""


@dataclass(frozen=True, slots=True)
class GridsRedrawn:
    """Buildings changed grids."""

    community_code: str
    plan_id: UUID
