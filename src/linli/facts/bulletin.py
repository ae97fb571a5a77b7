"""Facts about the bulletin board.  Ids and codes only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NoticeWanted:
    """Somebody decided that something is to hang on the board; asked for once for each ``about``.

    Title and words are what residents will read anyway: nothing about persons.
    """

    about: str
    """The Ref of what it is about, and which part: ``budgeting.round:…#result``."""
    kind: str
    area_code: str
    title: str
    words: str
    account_id: int | None
    """Who decided; somebody else reads it before it hangs."""
    page: str = ""
    """Where everybody reads the whole of it, as a path."""
    until: date | None = None
    """The day it is about: it hangs until then at least, and is not hung afterwards."""


@dataclass(frozen=True, slots=True)
class NoticeReworded:
    """What was wanted on the board is otherwise now: it is corrected there, with the reason."""

    about: str
    title: str
    words: str
    why: str
    restarts: bool
    """True when residents could not have known what matters: a publicity begins anew."""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class NoticeUnwanted:
    """What was wanted on the board is given up: it is taken down there, with the reason."""

    about: str
    why: str


@dataclass(frozen=True, slots=True)
class NoticePosted:
    """A notice hangs on the board; its publicity, if it has one, lasts until ``ends_on``."""

    notice_id: UUID
    kind: str
    area_code: str
    ends_on: date | None
    about: str = ""
    """What it was wanted for; empty for one that somebody wrote on the board itself."""
    page: str = ""
    """Where everybody reads it."""


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
