"""Readings that a broker passes on: whoever wants them takes a batch in, and may be asked to wait."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class NotStored(Exception):
    """A batch could not be stored now (disk full, database away); it must be offered again."""


class Delivery(NamedTuple):
    """A message as the broker passed it on."""

    community: str
    source: str
    """The name under which the source is known to the broker."""
    device: str
    body: bytes


class Guest(NamedTuple):
    """A source that the broker may let in."""

    name: str
    mark: str
    """Its key, as bcrypt keeps it; empty when it has none for the broker."""
    community: str


class ReadingSink(Protocol):
    """Whoever takes readings in."""

    def take(self, deliveries: Sequence[Delivery]) -> None:
        """Store them all, or count why not; afterwards the broker may forget them."""
        ...

    def rest(self) -> bool:
        """Nothing comes just now: do a piece of what follows from the readings; True when more is left."""
        ...

    def guests(self) -> Sequence[Guest]:
        """Who may deliver."""
        ...
