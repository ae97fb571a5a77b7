"""Facts about the assembly.  Ids and codes only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class BallotPublished:
    """The result of a vote was published."""

    ballot_id: UUID
    area_code: str
