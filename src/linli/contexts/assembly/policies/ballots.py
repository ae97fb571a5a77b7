"""Who may run a vote, take in papers, and cast a vote."""

from django.db.models import Q

from linli.contexts.assembly.models import Ballot, Proxy
from linli.contexts.assembly.states import RUN, TAKE
from linli.kernel.actor import Actor, Resident
from linli.kernel.areas.models import Area
from linli.kernel.ballots.models import HandIn, Seat
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

SHORTEST = 6


def ballots_seen(actor: Actor) -> Q:
    """Votes of one's area, and votes of a larger place that one's area belongs to."""
    return places_seen(actor, TAKE)


def places_seen(actor: Actor, permission: str) -> Q:
    """Rows of one's area, and of a larger place that it belongs to."""
    areas = actor.areas(permission)
    around = {code[:n] for code in areas for n in range(SHORTEST, len(code))}
    return inside("area__code", areas) | Q(area__code__in=around) | _compounds(areas)


def _compounds(areas: tuple[str, ...]) -> Q:
    """Compounds lie beside the grids; who works in a grid sees those of the community."""
    found = Q(pk__in=[])
    for community in {code[:12] for code in areas if len(code) > 12}:
        found |= Q(area__code__startswith=f"{community}C")
    return found


def seats_seen(actor: Actor, path: str = "area__code") -> Q:
    """The doors on a roll that lie in one's area."""
    return inside(path, actor.areas(TAKE))


def may_begin(actor: Actor, area: Area) -> bool:
    """Begin a vote in a place."""
    return _in(actor, RUN, area.code)


def may_run(actor: Actor, ballot: Ballot) -> bool:
    """Change a vote, put its roll right, lead it from step to step."""
    return _in(actor, RUN, ballot.area.code)


def may_take(actor: Actor, seat: Seat) -> bool:
    """Take in a vote of a door."""
    return _in(actor, TAKE, seat.area.code)


def may_confirm(actor: Actor, taken: HandIn | Proxy) -> bool:
    """Be the second person: somebody else than the first."""
    return _in(actor, TAKE, taken.area.code) and taken.first != actor.label


def may_withdraw(actor: Actor, taken: HandIn | Proxy) -> bool:
    """Take back what was taken in by mistake."""
    return _in(actor, TAKE, taken.area.code)


def may_set_aside(actor: Actor, ballot: Ballot, taken: HandIn) -> bool:
    """Decide that a vote without its second person is not counted."""
    return _in(actor, RUN, ballot.area.code)


def may_tell(actor: Actor, ballot: Ballot, area: Area) -> bool:
    """Note that a door was told of a vote."""
    return _in(actor, TAKE, area.code)


def may_erase(actor: Actor, ballot: Ballot) -> bool:
    """Nobody does it by hand: the days in the pack do."""
    return bool(actor.system)


def may_enter(actor: Actor, ballot: Ballot) -> bool:
    """Read papers into the box."""
    return any(ballot.area.code.startswith(c) or c.startswith(ballot.community) for c in actor.areas(TAKE))


def may_vote(actor: Actor, ballot: Ballot) -> bool:
    """A resident of that community; for which seats, the roll says."""
    if not (isinstance(actor, Resident) and actor.homes_in(ballot.community)):
        raise OutsideYourArea
    return True


def _in(actor: Actor, permission: str, code: str) -> bool:
    if not actor.may(permission, code):
        raise OutsideYourArea
    return True
