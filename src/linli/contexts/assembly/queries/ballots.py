"""Votes as lists and cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Ballot, Kind, State
from linli.contexts.residents import api as residents
from linli.engines.tally.ballots import Per
from linli.kernel import clock, packs
from linli.kernel.actor import Actor, Resident
from linli.kernel.ballots.models import Seat

UNITS = {
    Per.ADULT.value: residents.Unit.ADULT,
    Per.HOUSEHOLD.value: residents.Unit.HOUSEHOLD,
    Per.PART.value: residents.Unit.DWELLING,
}
SHOWN = (State.ANNOUNCED, State.OPEN, State.CLOSED, State.PUBLISHED)
"""States in which everybody may see a vote."""


def seen(actor: Actor, *, state: str = "", words: str = "") -> QuerySet[Ballot]:
    """Votes that one works on, those that run first."""
    rows = Ballot.objects.filter(policies.ballots_seen(actor)).select_related("area", "box")
    if state in State.values:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(words__icontains=words))
    return rows.order_by("-opens_on", "-made_at")


def one(actor: Actor, ballot_id: UUID) -> Ballot:
    """One vote that one works on; Ballot.DoesNotExist otherwise."""
    return seen(actor).get(pk=ballot_id)


def shown(ballot_id: UUID) -> Ballot:
    """One vote that everybody may see; Ballot.DoesNotExist otherwise."""
    return Ballot.objects.select_related("area", "box").get(pk=ballot_id, state__in=SHOWN)


def shown_in(codes: Iterable[str]) -> list[Ballot]:
    """Votes that people of some communities may see, the newest first."""
    found = Q(pk__in=[])
    for code in codes:
        found |= Q(area__code__startswith=code)
    rows = Ballot.objects.filter(found, state__in=SHOWN).select_related("area", "box")
    return list(rows.order_by("-closes_on", "-made_at")[:50])


def takes_votes(ballot: Ballot) -> bool:
    """Whether a vote can be cast or handed in today."""
    return ballot.state == State.OPEN and ballot.opens_on <= clock.today() <= ballot.closes_on


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """A line of the roll for which a resident may speak."""

    key: str
    door: str
    voted: bool
    channel: str


def own_seats(resident: Resident, ballot: Ballot) -> list[OwnSeat]:
    """The lines of the roll for which a resident may speak."""
    if ballot.box_id is None or ballot.state == State.DRAFT:
        return []
    keys = [str(key) for key in residents.votes_of(resident, ballot.community, UNITS[ballot.per])]
    rows = Seat.objects.filter(box=ballot.box_id, key__in=keys).order_by("door", "key")
    return [OwnSeat(one.key, one.door, one.voted, one.channel) for one in rows]


def waiting_for(resident: Resident) -> list[tuple[Ballot, int]]:
    """Votes that run, and how many of one's own have not been cast."""
    today = clock.today()
    rows = [
        one
        for one in shown_in(resident.communities)
        if one.state == State.OPEN and one.opens_on <= today <= one.closes_on
    ]
    found = []
    for one in rows:
        left = sum(not seat.voted for seat in own_seats(resident, one))
        if left:
            found.append((one, left))
    return found


def shown_from(ballot: Ballot) -> date | None:
    """The first day on which voting may begin: the roll was shown long enough."""
    days = int(packs.pack("assembly")["roll"][f"{ballot.kind}_days"])
    return ballot.announced_on + timedelta(days=days) if ballot.announced_on else None


def is_consultation(ballot: Ballot) -> bool:
    """Whether the city asks owners to vote in its own system, so that this one only collects opinions."""
    return ballot.kind == Kind.OWNERS and bool(packs.pack("assembly")["owners"]["consultation"])
