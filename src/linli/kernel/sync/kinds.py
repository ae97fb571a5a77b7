"""Which acts may be made without a network, and who carries each of them out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from linli.kernel.actor import Actor
from linli.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class Act:
    """What a phone says somebody did, and when by a right clock."""

    nonce: UUID
    kind: str
    made_at: datetime
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """An act was carried out."""

    address: str
    conflicts: int = 0
    told: str = ""
    """What the person should know about it, in one or two sentences."""


class StillComing(Refusal):
    """A file that the act names is not here yet; the act waits on the phone and comes again."""

    code = "still_coming"


Line = tuple[str, str]
"""What a piece of an act is called, and what was said; the name may be empty."""


@dataclass(frozen=True, slots=True)
class Handler:
    """How one kind of act is carried out, and how it is told to a person who must look at it."""

    carry_out: Callable[[Actor, Act], Done]
    in_words: Callable[[Actor, Mapping[str, Any]], Iterable[Line]]
    page: Callable[[Actor, Mapping[str, Any]], str] | None = None
    """Where what was set aside can be opened as it was entered, put right and saved; empty where it cannot.

    The page is asked with ``?aside=`` and the id, and settles what it saved.
    """


_handlers: dict[str, Handler] = {}


def carry_out_by(handlers: Mapping[str, Handler]) -> None:
    """Take a context's handlers; two contexts cannot claim one kind."""
    for kind, handler in handlers.items():
        if _handlers.setdefault(kind, handler) is not handler:
            raise ValueError(f"act {kind} is carried out by two contexts")


def handler_of(kind: str) -> Handler | None:
    """Who carries such acts out; None for a kind this server does not know."""
    return _handlers.get(kind)
