"""Facts about service requests.  Ids and codes only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RequestReported:
    """Somebody reported something; ``origin`` names what opened it elsewhere, such as a visit's finding."""

    request_id: UUID
    area_code: str
    category: str
    channel: str
    origin: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class RequestMoved:
    """A request went from one state to another."""

    request_id: UUID
    area_code: str
    verb: str
    from_state: str
    to_state: str
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class RequestClosed:
    """A request came to its end: closed, merged into another or withdrawn."""

    request_id: UUID
    area_code: str
    category: str
    state: str
    origin: str
    number: str = ""
    """Of the request that brought it to its end: its own, or the one it was merged into."""


@dataclass(frozen=True, slots=True)
class RequestReopened:
    """What had come to its end is open again: not solved, sorted anew, or taken out of another request."""

    request_id: UUID
    area_code: str
    origin: str
    number: str = ""
    """Of the request that is open again: its own, or the one it was merged into."""


@dataclass(frozen=True, slots=True)
class ReporterToTell:
    """One reporter should hear of a step; each of them on his own, so that one failure holds up nobody."""

    reporter_id: UUID
    request_id: UUID
    verb: str
