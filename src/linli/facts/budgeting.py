"""Facts about participatory budgets.  Ids and codes only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RoundMoved:
    """A round came into another state."""

    round_id: UUID
    state: str
    area_code: str


@dataclass(frozen=True, slots=True)
class ProposalJudged:
    """A proposal passed, or was refused under a clause of the negative list."""

    proposal_id: UUID
    state: str
    clause: str
    area_code: str
