"""Forget who was on a roll once nobody needs it: counts and ballots stay, doors and names go."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from linli.kernel import db
from linli.kernel.ballots.models import Box, Entry, Seat
from linli.kernel.ballots.refusals import BoxOpen


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What went, and the new names under which the lines stay."""

    lines: int
    entries: int
    digest: str
    keys: dict[str, str]
    """Key of each line before → the word by chance that it bears now."""


def lines(box: Box) -> Iterator[str]:
    """``key,door,day of the vote,channel,voter`` of each line of the roll, by key."""
    rows = box.seats.order_by("key").values_list("key", "door", "voted_on", "channel", "voter")
    for key, door, on, channel, voter in rows.iterator():
        yield f"{key},{door},{on.isoformat() if on else ''},{channel},{voter}"


def digest(box: Box) -> str:
    """SHA-256 over the lines in UTF-8, each with a line feed: whoever took a copy can compare."""
    seal = sha256()
    for line in lines(box):
        seal.update(f"{line}\n".encode())
    return seal.hexdigest()


def forget(box: Box) -> Forgotten:
    """Take doors, voters and both witnesses off the roll of a box that is closed, and its papers away.

    The stairway stays with each line, so that the numbers of a building can still be counted.
    """
    if box.is_open:
        raise BoxOpen
    seal, keys = digest(box), {}
    with db.write():
        entries = Entry.objects.filter(box=box).delete()[0]
        rows = list(box.seats.all())
        for row in rows:
            before, row.key = row.key, secrets.token_hex(16)
            keys[before] = row.key
            row.door = row.voter = row.first = row.second = ""
            row.voted_on = None
        db.write_back(Seat, rows, ("key", "door", "voter", "first", "second", "voted_on"))
    return Forgotten(len(rows), entries, seal, keys)
