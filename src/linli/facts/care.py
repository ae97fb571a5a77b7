"""Facts about care.  Ids and codes only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OpinionToAsk:
    """One question should go out as a text message; each on its own, so that one failure holds up nobody."""

    asking_id: UUID
