"""Facts about the bulletin board.  Ids and codes only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NoticePosted:
    """A notice hangs on the board; its publicity, if it has one, lasts until ``ends_on``."""

    notice_id: UUID
    kind: str
    area_code: str
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class NoticeCorrected:
    """A notice says something else now; ``restarted`` when its publicity began anew."""

    notice_id: UUID
    area_code: str
    version: int
    restarted: bool


@dataclass(frozen=True, slots=True)
class PublicityFulfilled:
    """The days of publicity are full (公示已满)."""

    notice_id: UUID
    kind: str
    area_code: str


@dataclass(frozen=True, slots=True)
class NoticeWithdrawn:
    """A notice was taken down before or after its days were full."""

    notice_id: UUID
    kind: str
    area_code: str
