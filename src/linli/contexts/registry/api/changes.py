"""What other contexts may have the register do: its own commands, with their policies and audit entries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from linli.contexts.registry.commands import groups, intake, stays, taking_back
from linli.contexts.registry.commands import people as commands
from linli.contexts.registry.commands.intake import Arrival, Joined
from linli.contexts.registry.models import Household
from linli.contexts.registry.models.people import Source
from linli.contexts.registry.queries import dwellings, people
from linli.kernel import clock
from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who lives there now: moved in, or born."""

    values: dict[str, Any] = field(default_factory=dict)
    relation: str = ""
    on: date | None = None


def amend(
    actor: Actor, person_id: UUID, values: dict[str, Any], *, on: date, reference: str, source: str = "visit"
) -> None:
    """Take what was said."""
    person = people.person(actor, person_id)
    commands.amend(actor, person, values=values, source=Source(source), on=on, reference=reference)


def move_out(actor: Actor, person_id: UUID, *, on: date) -> None:
    """Somebody no longer lives here; nothing happens when that is known already."""
    person = people.person(actor, person_id)
    if person.home_id is not None:
        stays.move_out(actor, person, on=on)


def record_death(actor: Actor, person_id: UUID, *, on: date) -> None:
    """Somebody died; nothing happens when that is known already."""
    person = people.person(actor, person_id)
    if person.died_on is None:
        commands.record_death(actor, person, on=on)


def take_in(actor: Actor, dwelling_id: UUID, newcomer: Newcomer) -> UUID:
    """Somebody new behind a door; joins the household that lives there."""
    home = dwellings.dwelling(actor, dwelling_id)
    held = people.households_in(home)
    household = held[0] if held else Household(community=home.community, home=home)
    relation = newcomer.relation or ("99" if held else "02")
    arrival = Arrival(
        newcomer.values, home=home, household=household, relation=relation,
        since=newcomer.on or clock.today(),
    )  # fmt: skip
    person = intake.register(actor, home.area, community=home.community, arrival=arrival, source=Source.VISIT)
    return person.pk


def verify_group(actor: Actor, person_id: UUID, group: str, *, evidence: str = "") -> None:
    """It is still so."""
    groups.verify(actor, people.person(actor, person_id), group=group, source=Source.VISIT, evidence=evidence)


def join_group(actor: Actor, person_id: UUID, group: str, *, evidence: str, source: str = "visit") -> None:
    """Somebody belongs to a group from today; nothing happens when that is known already."""
    person = people.person(actor, person_id)
    if groups.present(person, group) is None:
        joined = Joined(group, clock.today(), evidence=evidence)
        groups.join(actor, person, joined=joined, source=source)


def leave_group(
    actor: Actor, person_id: UUID, group: str, *, on: date, reason: str, missing_ok: bool = False
) -> None:
    """It is so no longer; with ``missing_ok`` nothing happens when that is known already."""
    person = people.person(actor, person_id)
    if not missing_ok or groups.present(person, group) is not None:
        groups.leave(actor, person, group=group, on=on, reason=reason)


def take_back(actor: Actor, person_id: UUID, keys: Iterable[str], *, reference: str) -> list[str]:
    """What was said under a reference was said by mistake; gives the fields that changed."""
    return taking_back.take_back(actor, people.person(actor, person_id), reference=reference, keys=keys)
