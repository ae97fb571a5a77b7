"""Put one ballot into the box: once for each seat, whatever happens at the same moment."""

import json
import secrets
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from linli.engines.tally.ballots import AsideCode, Cast, Channel, code, fault, tag
from linli.engines.tally.ballots.receipts import RANDOM_BYTES
from linli.kernel import clock, db
from linli.kernel.ballots.boxes import TAKEN_IN, form_of, handed_in
from linli.kernel.ballots.models import Box, Entry, Seat, Slip
from linli.kernel.ballots.refusals import (
    AlreadyVoted,
    BoxShut,
    NotHandedIn,
    NotOnRoll,
    OnePerson,
    WrongBallot,
    WrongPile,
)
from linli.kernel.errors import BadInput

Said = tuple[Sequence[str], Sequence[int]]
"""Choices by their keys, and points where the form has points."""


def cast(box: Box, key: str, said: Said, *, voter: str = "") -> str:
    """Cast the vote of a seat by its own hand; return the code of the receipt, which is not kept."""
    refuse_faults(box, said)
    with db.write():
        seat = _take(box, key, Channel.ONLINE, voter=voter)
        receipt = code(secrets.token_bytes(RANDOM_BYTES))
        _drop(box, seat, said, tag(receipt, box.salt))
    return receipt


def hand_in(box: Box, key: str, channel: Channel, *, first: str, second: str, voter: str = "") -> Seat:
    """Note on the roll that a seat voted on paper, by phone or at the door, before two people."""
    if channel not in TAKEN_IN:
        raise BadInput
    if first == second or not second:
        raise OnePerson
    with db.write():
        return _take(box, key, channel, voter=voter, first=first, second=second)


def enter(box: Box, number: int, said: Said, *, by: str, key: str = "", spoiled: bool = False) -> Entry:
    """Read paper ``number`` into the box; it lies there once a second person read the same.

    In an open box ``key`` says whose paper it is.  When two readings differ, the paper is read again by both.
    """
    if spoiled:
        said = ((), ())
    else:
        refuse_faults(box, said)
    with db.write():
        held = db.lock_row(Box, pk=box.pk)
        if not held.is_open:
            raise BoxShut
        if number < 1 or number > (handed := handed_in(held)):
            raise NotHandedIn(number=number, handed=handed)
        text = _text(said, spoiled=spoiled)
        entry = Entry.objects.select_for_update().filter(box=box, number=number).first()
        if entry is None:
            return Entry.objects.create(
                box=box, number=number, said=text, first=by, seat=_paper_seat(held, key)
            )
        return _second_reading(held, entry, said, by=by, spoiled=spoiled)


def _second_reading(box: Box, entry: Entry, said: Said, *, by: str, spoiled: bool) -> Entry:
    if entry.state == Entry.State.AGREED:
        raise AlreadyVoted(how=_("这张纸票已经录完"))
    text = _text(said, spoiled=spoiled)
    if entry.state == Entry.State.DIFFERENT:
        entry.said, entry.first, entry.second, entry.state = text, by, "", Entry.State.WAITING
    elif entry.first == by:
        raise OnePerson
    elif entry.said.reveal() == text:
        entry.state, entry.second, entry.said = Entry.State.AGREED, by, ""
        unkept = tag(code(secrets.token_bytes(RANDOM_BYTES)), box.salt)
        _drop(box, entry.seat, said, unkept, spoiled=spoiled)
    else:
        entry.state, entry.second = Entry.State.DIFFERENT, by
    entry.save()
    return entry


def count_pile(box: Box, counted: Mapping[str, int], *, spoiled: int, by: str) -> str:
    """Count all papers of a secret vote with one choice that two people have not read alike yet, as a whole.

    ``counted``: option → how many papers.  A second person who counts the same puts them into the box; one
    who counts otherwise lets both begin again.  How far the pile is, as a state of ``Entry``.
    """
    with db.write():
        held = db.lock_row(Box, pk=box.pk)
        if not held.is_open:
            raise BoxShut
        rows = list(Entry.objects.filter(box=held).exclude(state=Entry.State.AGREED).order_by("number"))
        done = Entry.objects.filter(box=held).count() - len(rows)
        said = _papers(held, counted, spoiled)
        if len(said) != (left := handed_in(held) - done) or not left:
            raise WrongPile(counted=len(said), handed=left)
        waiting = len(rows) == left and all(row.state == Entry.State.WAITING for row in rows)
        if not waiting:
            return _first_count(held, done, said, by)
        if rows[0].first == by:
            raise OnePerson
        same = sorted(str(row.said.reveal()) for row in rows) == sorted(text for _said, _bad, text in said)
        _second_count(held, rows, said if same else (), by)
        return rows[0].state


def _papers(box: Box, counted: Mapping[str, int], spoiled: int) -> list[tuple[Said, bool, str]]:
    if not box.secret or box.most != 1 or not set(counted) <= set(box.options):
        raise BadInput
    found: list[tuple[Said, bool]] = [
        (((key,), ()), False) for key in box.options for _n in range(counted.get(key, 0))
    ]
    found += [(((), ()), True)] * spoiled
    return [(said, bad, _text(said, spoiled=bad)) for said, bad in found]


def _first_count(box: Box, done: int, said: Sequence[tuple[Said, bool, str]], by: str) -> str:
    Entry.objects.filter(box=box).exclude(state=Entry.State.AGREED).delete()
    for number, (_said, _bad, text) in enumerate(said, done + 1):
        Entry.objects.create(box=box, number=number, said=text, first=by)
    return Entry.State.WAITING


def _second_count(box: Box, rows: Sequence[Entry], said: Sequence[tuple[Said, bool, str]], by: str) -> None:
    """With papers: they lie in the box.  Without: the two counts differ."""
    for row in rows:
        row.state, row.second = (Entry.State.AGREED, by) if said else (Entry.State.DIFFERENT, by)
        row.said = "" if said else row.said
        row.save()
    for one, bad, _text_of in said:
        _drop(box, None, one, tag(code(secrets.token_bytes(RANDOM_BYTES)), box.salt), spoiled=bad)


def _paper_seat(box: Box, key: str) -> Seat | None:
    """The seat that an open paper names: handed in, and not entered under another number."""
    if box.secret:
        return None
    seat = box.seats.filter(key=key, voted=True, channel__in=TAKEN_IN).first()
    if seat is None:
        raise NotOnRoll(field="key")
    if Entry.objects.filter(box=box, seat=seat).exists():
        raise AlreadyVoted(how=_("这一户的纸票已经录过"))
    return seat


def refuse_faults(box: Box, said: Said) -> None:
    """WrongBallot in plain words, when the form does not allow it."""
    choices, points = said
    found = fault(Cast("", "", "", Channel.ONLINE, 0, tuple(choices), tuple(points)), form_of(box))
    if found:
        raise WrongBallot(why=_fault_words(found, box))


def _fault_words(found: AsideCode, box: Box) -> str:
    words = {
        AsideCode.UNKNOWN_OPTION: _("选了票上没有的一项。"),
        AsideCode.REPEATED_OPTION: _("同一项选了两次。"),
        AsideCode.TOO_FEW_CHOICES: _("至少要选 %(n)s 项。") % {"n": box.least},
        AsideCode.TOO_MANY_CHOICES: _("最多只能选 %(n)s 项。") % {"n": box.most},
        AsideCode.WRONG_POINTS: _("分数要是正整数，合计不超过 %(n)s 分。") % {"n": box.purse or 0},
    }
    return words.get(found, str(found))


def _take(box: Box, key: str, channel: Channel, **who: str) -> Seat:
    """Take the seat's one vote: of two at once the database lets one through."""
    held = db.lock_row(Box, pk=box.pk)  # so that no vote slips in while the box is being closed
    if not held.is_open:
        raise BoxShut
    today = clock.today()
    seats = box.seats.filter(key=key)
    if not seats.filter(voted=False).update(voted=True, voted_on=today, channel=channel, **who):
        seat = seats.first()
        if seat is None:
            raise NotOnRoll
        raise AlreadyVoted(how=channel_word(seat.channel))
    return seats.get()


def _drop(box: Box, seat: Seat | None, said: Said, marked: str, *, spoiled: bool = False) -> None:
    choices, points = said
    Slip.objects.create(
        box=box, tag=marked, choices=list(choices), points=list(points), spoiled=spoiled,
        seat=None if box.secret else seat,
    )  # fmt: skip


def _text(said: Said, *, spoiled: bool) -> str:
    choices, points = said
    pairs = sorted(zip(choices, points, strict=True)) if points else [(one, 0) for one in sorted(choices)]
    return json.dumps(["spoiled" if spoiled else "valid", pairs], ensure_ascii=False)


def channel_word(channel: str) -> str:
    """How a vote came, in words."""
    return {
        Channel.ONLINE: _("手机"),
        Channel.PAPER: _("纸票"),
        Channel.PHONE: _("电话"),
        Channel.DOOR: _("上门"),
    }.get(Channel(channel), channel)
