"""Votes as lists and cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Ballot, Kind, Proxy, State
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
    """Whether a vote can be cast or handed in now."""
    return ballot.state == State.OPEN and ballot.begins <= clock.now() < ballot.ends


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """A line of the roll for which a resident may speak."""

    key: str
    door: str
    voted: bool
    channel: str
    is_proxy: bool = False
    """True for a neighbour's vote that one casts by a written authorisation."""


def own_seats(resident: Resident, ballot: Ballot) -> list[OwnSeat]:
    """The lines of the roll for which a resident may speak, those of neighbours by authorisation last."""
    if ballot.box_id is None or ballot.state == State.DRAFT:
        return []
    own, lent = own_keys(resident, ballot)
    rows = Seat.objects.filter(box=ballot.box_id, key__in=[*own, *lent]).order_by("door", "key")
    found = [OwnSeat(one.key, one.door, one.voted, one.channel, one.key not in own) for one in rows]
    return sorted(found, key=lambda one: one.is_proxy)


def own_keys(resident: Resident, ballot: Ballot) -> tuple[set[str], set[str]]:
    """Keys of the roll: one's own, and those of neighbours who authorised one in writing."""
    own = {str(key) for key in residents.votes_of(resident, ballot.community, UNITS[ballot.per])}
    if ballot.kind != Kind.OWNERS or not own:
        return own, set()
    rows = Proxy.objects.filter(ballot=ballot, delegate__in=own, state=Proxy.State.HELD)
    return own, set(rows.values_list("key", flat=True)) - own


def waiting_for(resident: Resident) -> list[tuple[Ballot, int]]:
    """Votes that run, and how many of one's own have not been cast."""
    found = []
    for one in filter(takes_votes, shown_in(resident.communities)):
        left = sum(not seat.voted for seat in own_seats(resident, one))
        if left:
            found.append((one, left))
    return found


def shown_from(ballot: Ballot) -> date | None:
    """The first day on which voting may begin: the roll was shown long enough."""
    days = int(packs.pack("assembly")["roll"][f"{ballot.kind}_days"])
    return ballot.announced_on + timedelta(days=days) if ballot.announced_on else None


def usual_hours() -> tuple[time, time]:
    """From when on the first day, and until when on the last."""
    hours = packs.pack("assembly")["hours"]
    return time.fromisoformat(hours["opens"]), time.fromisoformat(hours["closes"])


def may_begin_at(ballot: Ballot) -> datetime | None:
    """The moment from which voting may begin; None until the roll is shown."""
    shown = shown_from(ballot)
    if shown is None:
        return None
    return max(ballot.begins, timezone.make_aware(datetime.combine(shown, ballot.opens_time)))


def is_consultation(ballot: Ballot) -> bool:
    """Whether the city asks owners to vote in its own system, so that this one only collects opinions."""
    return ballot.kind == Kind.OWNERS and bool(packs.pack("assembly")["owners"]["consultation"])
