"""Which doors have not voted yet, in the order in which one walks; and papers on their way into the box."""

from dataclasses import dataclass
from uuid import UUID

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Ballot, Brought
from linli.contexts.assembly.queries import rolls
from linli.contexts.assembly.queries.ballots import takes_votes
from linli.contexts.registry import api as registry
from linli.kernel import packs
from linli.kernel.actor import Actor
from linli.kernel.ballots.boxes import TAKEN_IN
from linli.kernel.ballots.models import LIVE, Entry, HandIn, Seat


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
    taken = HandIn.objects.filter(box=ballot.box_id, state__in=LIVE)
    held = set(taken.values_list("key", flat=True))
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


def doors_told(actor: Actor, ballot: Ballot) -> list[Brought]:
    """The doors in one's area that were told once and are left in peace, the newest first."""
    rows = Brought.objects.filter(policies.seats_seen(actor), ballot=ballot)
    return list(rows.order_by("-on", "door")) if may_walk(ballot) else []


def taken_in(actor: Actor, ballot: Ballot, state: str) -> list[HandIn]:
    """What was taken in and is so far, in one's area: waits for a second person, or is not counted."""
    rows = HandIn.objects.filter(policies.seats_seen(actor), box=ballot.box_id, state=state)
    return list(rows.order_by("door", "pk"))


def hand_in(actor: Actor, hand_in_id: UUID) -> tuple[Ballot, HandIn]:
    """One that was taken in, in one's area, and its vote; HandIn.DoesNotExist otherwise."""
    taken = HandIn.objects.filter(policies.seats_seen(actor)).select_related("area").get(pk=hand_in_id)
    ballot = Ballot.objects.select_related("area", "box").filter(box=taken.box_id).first()
    if ballot is None:
        raise HandIn.DoesNotExist
    return ballot, taken


def unread_doors(ballot: Ballot) -> list[Seat]:
    """Of an open vote: doors that handed in a paper which nobody has read yet."""
    if ballot.box is None or ballot.secret:
        return []
    rows = ballot.box.seats.filter(voted=True, channel__in=TAKEN_IN)
    taken = Entry.objects.filter(box=ballot.box).values("seat")
    return list(rows.exclude(pk__in=taken).order_by("door"))
