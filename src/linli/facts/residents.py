"""Facts about residents and their phones.  Ids and codes only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HomeLinked:
    """A phone was tied to a home."""

    link_id: UUID
    dwelling_id: UUID
    area_code: str


@dataclass(frozen=True, slots=True)
class HomeUnlinked:
    """A phone no longer belongs to a home; ``why`` is a code."""

    link_id: UUID
    dwelling_id: UUID
    area_code: str
    why: str


@dataclass(frozen=True, slots=True)
class ActedFor:
    """Somebody of ours acted for a resident; ``about`` is the Ref of what it belongs to."""

    behalf_id: UUID
    about: str
    area_code: str
    needs_second: bool


@dataclass(frozen=True, slots=True)
class BehalfHolds:
    """A second person agreed: what was done for somebody holds."""

    behalf_id: UUID
    about: str
    area_code: str


@dataclass(frozen=True, slots=True)
class BehalfWithdrawn:
    """What was done for somebody was taken back."""

    behalf_id: UUID
    about: str
    area_code: str
