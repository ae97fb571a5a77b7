"""What care wants done at the desk: children first, then calls, then everything that can wait."""

from collections.abc import Iterator
from datetime import date

from linli.contexts.care.queries import opinions, rooms
from linli.kernel.actor import Actor
from linli.kernel.catalogue.manifest import Due


def desk(actor: Actor, today: date) -> Iterator[Due]:
    """All of it."""
    yield from rooms.desk(actor, today)
    yield from opinions.desk(actor, today)
