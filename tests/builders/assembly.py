"""Votes at any stage, and people who cast them."""

from datetime import date, timedelta
from typing import Any

from linli.contexts.assembly.commands import ballots
from linli.contexts.assembly.commands.ballots import Wanted
from linli.contexts.assembly.models import Ballot, Kind, Unit
from linli.contexts.registry.models import Person
from linli.kernel import clock
from linli.kernel.actor import Resident
from linli.kernel.areas.models import Area
from linli.kernel.ballots.models import Seat
from tests.builders.neighbours import neighbour


def wanted(**more: Any) -> Wanted:
    """A question to all adults, a week long, from tomorrow on."""
    start = clock.today() + timedelta(days=1)
    said = {
        "title": "东北角空地改成什么",
        "kind": Kind.QUESTION,
        "per": Unit.ADULT,
        "opens_on": start,
        "closes_on": start + timedelta(days=7),
        "options": ("花园", "沙坑", "车棚"),
        **more,
    }
    return Wanted(**said)


def rolled(world: Any, area: Area | None = None, **more: Any) -> Ballot:
    """A vote with its roll made from the register."""
    manager = world.actor("community_manager")
    row = ballots.draft(manager, area or world.community, wanted=wanted(**more))
    return fresh(ballots.make_roll(manager, row))


def running(world: Any, held_clock: Any, area: Area | None = None, **more: Any) -> Ballot:
    """A vote that takes votes today."""
    manager = world.actor("community_manager")
    row = fresh(ballots.announce(manager, rolled(world, area, **more)))
    held_clock.forward(timedelta(days=8 if row.kind == Kind.OWNERS else 4))
    return fresh(ballots.open_ballot(manager, row))


def over(world: Any, held_clock: Any, row: Ballot) -> Ballot:
    """The same vote, closed and published after its last day."""
    manager = world.actor("community_manager")
    held_clock.forward(timedelta(days=(row.closes_on - clock.today()).days + 1))
    return fresh(ballots.publish(manager, fresh(ballots.close(manager, row))))


def fresh(row: Ballot) -> Ballot:
    """The vote as it stands."""
    return Ballot.objects.select_related("area", "box").get(pk=row.pk)


def voter(
    world: Any, name: str, phone: str, born: date = date(1950, 5, 1), **more: Any
) -> tuple[Person, Resident]:
    """Somebody of the register with a phone that is tied to the home."""
    person = world.person(name, born, **more)
    return person, neighbour(world.actor("community_manager"), person, phone=phone)


def seat_of(row: Ballot, person: Person) -> Seat:
    """The line of the roll of an adult."""
    return Seat.objects.select_related("area").get(box=row.box_id, key=str(person.pk))
