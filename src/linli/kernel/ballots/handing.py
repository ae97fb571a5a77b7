"""A vote on paper, by phone or at the door: taken in by one, confirmed by another, or left out and why."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from linli.engines.tally.ballots import Channel
from linli.kernel import clock, db
from linli.kernel.ballots import casting
from linli.kernel.ballots.boxes import TAKEN_IN, handed_in
from linli.kernel.ballots.models import LIVE, Box, Entry, Erasure, HandIn, Seat
from linli.kernel.ballots.refusals import AlreadyVoted
from linli.kernel.errors import BadInput, ReasonNeeded
from linli.kernel.workflow import Machine, Step


def life(context: str, *, take: str, settle: str) -> Machine:
    """The life of such a vote, with the permissions of a context: to take in, and to leave out."""
    waiting = frozenset({HandIn.State.WAITING.value})
    return Machine(
        name=f"{context}.hand_in",
        states=dict(HandIn.State.choices),
        start=HandIn.State.WAITING.value,
        steps=(
            Step("confirm", _("我也在场，确认"), waiting, HandIn.State.HELD.value, take),
            Step("withdraw", _("撤回"), waiting, HandIn.State.WITHDRAWN.value, take, reason=True),
            Step("set_aside", _("不计入"), waiting, HandIn.State.ASIDE.value, settle, reason=True),
        ),
        final=frozenset({HandIn.State.HELD.value, HandIn.State.WITHDRAWN.value, HandIn.State.ASIDE.value}),
    )


_LIFE = life("ballots", take="", settle="")


def take_in(
    seat: Seat, channel: str, *, by: str, voter: str = "", behalf: UUID | None = None, door: str = ""
) -> HandIn:
    """Take in the vote of a seat; it holds once a second person confirms."""
    if channel not in TAKEN_IN:
        raise BadInput
    refuse_taken(seat)
    try:
        with db.write():
            return HandIn.objects.create(
                box_id=seat.box_id, key=seat.key, door=(seat.door or door)[:60], area_id=seat.area_id,
                channel=channel, first=by, on=clock.today(), voter=voter, behalf=behalf,
            )  # fmt: skip
    except IntegrityError:
        raise AlreadyVoted(how=_("已经代收，等第二人确认")) from None


def refuse_taken(seat: Seat) -> None:
    """AlreadyVoted where the seat has its vote, or one that waits for a second person."""
    if seat.voted:
        raise AlreadyVoted(how=casting.channel_word(seat.channel))
    if HandIn.objects.filter(box=seat.box_id, key=seat.key, state__in=LIVE).exists():
        raise AlreadyVoted(how=_("已经代收，等第二人确认"))


def confirm(taken: HandIn, *, by: str) -> HandIn:
    """Be the second person: the roll says that this seat has voted, and its paper lies on the pile.

    What was taken in while votes were taken may be confirmed until the box is closed.
    """
    mine = _moved(taken, "confirm")
    casting.hand_in(mine.box, mine.key, Channel(mine.channel), first=mine.first, second=by, voter=mine.voter)
    mine.second = by
    mine.save(update_fields=["state", "second"])
    return mine


def withdraw(taken: HandIn, *, reason: str) -> HandIn:
    """It was a mistake; the seat can still vote."""
    return _left_out(taken, "withdraw", reason)


def set_aside(taken: HandIn, *, reason: str) -> HandIn:
    """Nobody can confirm it: it is not counted, and everybody sees that."""
    return _left_out(taken, "set_aside", reason)


def _left_out(taken: HandIn, verb: str, reason: str) -> HandIn:
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    mine = _moved(taken, verb)
    mine.why = reason.strip()[:200]
    mine.save(update_fields=["state", "why"])
    return mine


def _moved(taken: HandIn, verb: str) -> HandIn:
    mine = db.lock_row(HandIn, pk=taken.pk)
    mine.state = _LIFE.after(verb, mine.state)
    return mine


def aside(box: Box) -> int:
    """How many were taken in and not counted, also after the roll was forgotten."""
    gone = Erasure.objects.filter(box=box).values_list("aside", flat=True).first()
    return box.hand_ins.filter(state=HandIn.State.ASIDE).count() if gone is None else gone


@dataclass(frozen=True, slots=True)
class Pile:
    """How far the papers are."""

    handed: int
    left: tuple[int, ...]
    """Papers that two people have not read alike yet."""
    different: tuple[int, ...]
    read_once: int
    """Papers that one person has read."""
    mine_next: int | None
    """The paper that this reader reads next; None when there is nothing for him."""
    by_others: int
    """Papers that wait for a second reading by somebody else."""

    @property
    def agreed(self) -> int:
        """How many lie in the box."""
        return self.handed - len(self.left)


def pile(box: Box | None, reader: str) -> Pile:
    """How far the papers are, for one reader; two queries."""
    handed = handed_in(box) if box else 0
    entries = list(Entry.objects.filter(box=box).values_list("number", "state", "first"))
    done = {n for n, state, _first in entries if state == Entry.State.AGREED}
    mine = {n for n, state, first in entries if state == Entry.State.WAITING and first == reader}
    left = tuple(n for n in range(1, handed + 1) if n not in done)
    different = tuple(sorted(n for n, state, _first in entries if state == Entry.State.DIFFERENT))
    once = sum(state == Entry.State.WAITING for _n, state, _first in entries)
    return Pile(handed, left, different, once, next((n for n in left if n not in mine), None), len(mine))
