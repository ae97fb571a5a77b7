"""Forget who was on a roll once nobody needs it: counts and ballots stay, doors and names go."""

import secrets
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.kernel import clock, db
from linli.kernel.ballots.handing import aside
from linli.kernel.ballots.models import Box, Erasure, Seat
from linli.kernel.ballots.refusals import BoxOpen
from linli.kernel.errors import NotAllowedNow


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


def forget(box: Box, *others: QuerySet[Any]) -> tuple[Erasure, dict[str, str]]:
    """Take doors, voters and both witnesses off the roll of a box that is closed, and its papers away.

    ``others``: rows of a context that name people of this vote and go as well.  The stairway stays with each
    line, so that the numbers of a building can still be counted.  The proof that all this is gone, and the
    key of each line before → the word by chance that it bears now.
    """
    held = db.lock_row(Box, pk=box.pk)
    if held.is_open:
        raise BoxOpen
    if Erasure.objects.filter(box=held).exists():
        raise NotAllowedNow(_("这份名册已经清除了。"))
    seal, left_out, keys = digest(held), aside(held), dict[str, str]()
    with db.write():
        papers = sum(rows.delete()[0] for rows in (held.entries.all(), held.hand_ins.all(), *others))
        rows = list(held.seats.all())
        for row in rows:
            before, row.key = row.key, secrets.token_hex(16)
            keys[before] = row.key
            row.door = row.voter = row.first = row.second = ""
            row.voted_on = None
        db.write_back(Seat, rows, ("key", "door", "voter", "first", "second", "voted_on"))
        made = Erasure.objects.create(
            box=held, lines=len(rows), papers=papers, aside=left_out, digest=seal, erased_at=clock.now()
        )
    return made, keys
