"""Which doors have not voted yet, in the order in which one walks; and papers on their way into the box."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Ballot, Brought, HandIn
from linli.contexts.assembly.queries import rolls
from linli.contexts.assembly.queries.ballots import takes_votes
from linli.contexts.registry import api as registry
from linli.kernel import packs
from linli.kernel.actor import Actor
from linli.kernel.ballots.boxes import handed_in
from linli.kernel.ballots.models import Entry, Seat


@dataclass(frozen=True, slots=True)
class DoorLeft:
    """A door that one may go to."""

    door: str
    building: str
    votes: int
    """How many votes of this door are not cast yet."""
    names: tuple[str, ...]


def may_walk(ballot: Ballot) -> bool:
    """Whether the list may be seen: while votes are taken, where the pack allows it."""
    return takes_votes(ballot) and bool(packs.pack("assembly")["walking"]["allowed"])


def doors_left(actor: Actor, ballot: Ballot) -> list[DoorLeft]:
    """The doors in one's area with votes not cast yet that nobody told, in walking order.

    A fixed number of queries.
    """
    if not may_walk(ballot):
        return []
    order = {u.place: n for n, u in enumerate(registry.doorsteps_in(ballot.community))}
    rows = list(
        Seat.objects.filter(policies.seats_seen(actor), box=ballot.box_id, voted=False).select_related(
            "area__parent"
        )
    )
    held = set(_open_hand_ins(ballot).values_list("key", flat=True))
    told = set(ballot.brought.values_list("door", flat=True))
    rows = [one for one in rows if one.key not in held and one.door not in told]
    names = rolls.named(ballot, rows)
    by_door: dict[str, list[Seat]] = {}
    for one in rows:
        by_door.setdefault(one.door, []).append(one)
    return [
        DoorLeft(
            door, seats[0].area.parent.name if seats[0].area.parent else "", len(seats),
            tuple(names[s.key] for s in seats if s.key in names),
        )
        for door, seats in sorted(by_door.items(), key=lambda pair: order.get(pair[0], len(order)))
    ]  # fmt: skip


def _open_hand_ins(ballot: Ballot) -> QuerySet[HandIn]:
    return HandIn.objects.filter(ballot=ballot, state__in=(HandIn.State.WAITING, HandIn.State.HELD))


def doors_told(actor: Actor, ballot: Ballot) -> list[Brought]:
    """The doors in one's area that were told once and are left in peace, the newest first."""
    rows = Brought.objects.filter(policies.seats_seen(actor), ballot=ballot)
    return list(rows.order_by("-on", "door")) if may_walk(ballot) else []


def waiting(actor: Actor, ballot: Ballot) -> list[HandIn]:
    """What was taken in and waits for a second person, in one's area."""
    rows = HandIn.objects.filter(
        policies.seats_seen(actor), ballot=ballot, state=HandIn.State.WAITING
    ).select_related("area")
    return list(rows.order_by("door", "pk"))


def set_aside(actor: Actor, ballot: Ballot) -> list[HandIn]:
    """What was taken in and somebody decided not to count, with the reason."""
    rows = HandIn.objects.filter(policies.seats_seen(actor), ballot=ballot, state=HandIn.State.ASIDE)
    return list(rows.order_by("door", "pk"))


def hand_in(actor: Actor, hand_in_id: UUID) -> HandIn:
    """One that was taken in, in one's area; HandIn.DoesNotExist otherwise."""
    rows = HandIn.objects.filter(policies.seats_seen(actor)).select_related(
        "area", "ballot__area", "ballot__box"
    )
    return rows.get(pk=hand_in_id)


@dataclass(frozen=True, slots=True)
class Pile:
    """How far the papers are."""

    handed: int
    agreed: int
    different: tuple[int, ...]
    mine_next: int | None
    """The paper that this reader reads next; None when there is nothing for him."""
    by_others: int
    """Papers that wait for a second reading by somebody else."""


def pile(actor: Actor, ballot: Ballot) -> Pile:
    """How far the papers are, for one reader."""
    if ballot.box is None:
        return Pile(0, 0, (), None, 0)
    handed = handed_in(ballot.box)
    entries: Sequence[tuple[int, str, str]] = list(
        Entry.objects.filter(box=ballot.box).values_list("number", "state", "first")
    )
    done = {n for n, state, _first in entries if state == Entry.State.AGREED}
    mine = {n for n, state, first in entries if state == Entry.State.WAITING and first == actor.label}
    left = [n for n in range(1, handed + 1) if n not in done and n not in mine]
    different = tuple(sorted(n for n, state, _first in entries if state == Entry.State.DIFFERENT))
    return Pile(handed, len(done), different, left[0] if left else None, len(mine))


def unread_doors(ballot: Ballot) -> list[Seat]:
    """Of an open vote: doors that handed in a paper which nobody has read yet."""
    if ballot.box is None or ballot.secret:
        return []
    rows = ballot.box.seats.filter(voted=True, channel__in=[key for key, _words in HandIn.CHANNELS])
    taken = Entry.objects.filter(box=ballot.box).values("seat")
    return list(rows.exclude(pk__in=taken).order_by("door"))
