"""Lay out a box, write its roll, open it and close it; the caller's command decides who may."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from linli.engines.tally.ballots import Channel, Form, Per
from linli.kernel import clock, db
from linli.kernel.areas.models import Area
from linli.kernel.ballots.models import LIVE, Box, Entry, HandIn, Seat, Slip
from linli.kernel.ballots.refusals import BoxOpen, BoxShut, PapersOpen, SecondMissing

TAKEN_IN = (Channel.PAPER, Channel.PHONE, Channel.DOOR)
"""Channels by which a vote passes through the hands of two people."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line for the roll."""

    key: str
    area: Area
    door: str = ""


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many took part, by channel; never what they said."""

    entitled: int
    voted: int
    by_channel: dict[str, int]


def lay(area: Area, about: str, form: Form, *, per: Per, secret: bool) -> Box:
    """A box that is still shut."""
    return Box.objects.create(
        area=area, about=about, per=per, secret=secret, options=list(form.options),
        least=form.least, most=form.most, purse=form.purse, salt=secrets.token_hex(16),
    )  # fmt: skip


def form_of(box: Box) -> Form:
    """What a valid ballot may say."""
    return Form(tuple(box.options), box.least, box.most, box.purse)


def enrol(box: Box, lines: Iterable[Line]) -> int:
    """Write lines on the roll of a box that was not opened yet; a key that is there stays as it is."""
    if box.opened_at:
        raise BoxOpen
    with db.write():
        return _write_lines(box, lines)


def _write_lines(box: Box, lines: Iterable[Line]) -> int:
    rows = ((box.pk, one.key, one.area.pk, one.door[:60], False, "", "", "", "") for one in lines)
    columns = ("box", "key", "area", "door", "voted", "channel", "voter", "first", "second")
    return db.insert_missing(Seat, columns, rows)


def follow(box: Box, lines: Iterable[Line]) -> None:
    """Keep the roll of a vote in a room to those who are there, as long as the box is open.

    Whoever came late is written on it; whoever went without a vote is taken off; a vote once cast stays.
    """
    there = {one.key: one for one in lines}
    with db.write():
        held = db.lock_row(Box, pk=box.pk)
        if not held.is_open:
            return
        taken = held.hand_ins.filter(state__in=LIVE).values("key")
        held.seats.filter(voted=False).exclude(key__in=list(there)).exclude(key__in=taken).delete()
        _write_lines(held, there.values())


def strike(box: Box, key: str) -> int:
    """Take a line off the roll of a box that was not opened yet."""
    if box.opened_at:
        raise BoxOpen
    return box.seats.filter(key=key).delete()[0]


def open_box(box: Box) -> None:
    """From now on it takes ballots."""
    with db.write():
        held = db.lock_row(Box, pk=box.pk)
        if held.opened_at:
            raise BoxOpen
        held.opened_at = box.opened_at = clock.now()
        held.save(update_fields=["opened_at"])


def close_box(box: Box) -> None:
    """From now on it takes none, and the ballots lie in the order of their tags.

    Until every paper was taken in and read by two people it stays open.
    """
    with db.write():
        held = db.lock_row(Box, pk=box.pk)
        if not held.is_open:
            raise BoxShut
        _refuse_open_papers(held)
        held.closed_at = box.closed_at = clock.now()
        held.save(update_fields=["closed_at"])
        _shake(held)


def give_up(box: Box) -> None:
    """Take none any more and count none: the vote was cancelled."""
    Box.objects.filter(pk=box.pk, closed_at=None, opened_at__isnull=False).update(closed_at=clock.now())
    box.refresh_from_db(fields=["closed_at"])


def _refuse_open_papers(box: Box) -> None:
    if unconfirmed := box.hand_ins.filter(state=HandIn.State.WAITING).count():
        raise SecondMissing(waiting=unconfirmed)
    entries = Entry.objects.filter(box=box)
    waiting = entries.exclude(state=Entry.State.AGREED).count()
    missing = handed_in(box) - entries.count()
    if waiting or missing > 0:
        raise PapersOpen(waiting=waiting, missing=max(missing, 0))


def _shake(box: Box) -> None:
    """Write the ballots of a secret box again in the order of their tags: rows keep the order of arrival."""
    if not box.secret:
        return
    slips = sorted(Slip.objects.filter(box=box), key=lambda slip: slip.tag)
    Slip.objects.filter(box=box).delete()
    db.insert_all(Slip, [
        Slip(box=box, tag=s.tag, choices=s.choices, points=s.points, spoiled=s.spoiled) for s in slips
    ])  # fmt: skip


def handed_in(box: Box) -> int:
    """Seats whose vote came on paper, by phone or at the door."""
    return box.seats.filter(voted=True, channel__in=TAKEN_IN).count()


def is_begun(box: Box) -> bool:
    """Whether anybody has voted or handed in a paper."""
    return box.seats.filter(voted=True).exists() or box.hand_ins.filter(state__in=LIVE).exists()


def turnout(box: Box) -> Turnout:
    """How many took part so far."""
    rows = box.seats.values_list("channel").annotate(n=Count("pk"), voted_n=Count("pk", filter=Q(voted=True)))
    found = list(rows)
    return Turnout(
        entitled=sum(n for _channel, n, _voted in found),
        voted=sum(voted for _channel, _n, voted in found),
        by_channel={channel: voted for channel, _n, voted in found if voted},
    )
