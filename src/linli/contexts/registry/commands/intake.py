"""Taking people into the register, one or ten thousand, through the same few queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linli.contexts.registry import policies
from linli.contexts.registry.commands.counts import recount_dwellings, recount_households, residency_of
from linli.contexts.registry.commands.values import Said, refuse_impossible, state
from linli.contexts.registry.models import (
    Dwelling,
    GroupMembership,
    Household,
    Membership,
    Person,
    Residence,
    Statement,
)
from linli.contexts.registry.models.stays import Role
from linli.facts.registry import PersonRegistered
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note, publish

HEAD = "02"
SELF = "01"


@dataclass(frozen=True, slots=True)
class Joined:
    """A group that someone belongs to, with what attests it."""

    group: str
    since: date
    detail: dict[str, Any] = field(default_factory=dict)
    evidence: str = ""
    verified_on: date | None = None
    review_on: date | None = None


@dataclass(slots=True)
class Arrival:
    """Someone to take in: what is said, where the person lives and is registered, with whom."""

    values: dict[str, Any]
    home: Dwelling | None = None
    registered_home: Dwelling | None = None
    household: Household | None = None
    """An existing or new (unsaved) household; several arrivals may share one."""
    relation: str = ""
    since: date | None = None
    residency: str = ""
    groups: Sequence[Joined] = ()
    person_id: Any = None


@dataclass(slots=True)
class Rows:
    """Everything that one intake writes."""

    people: list[Person] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    residences: list[Residence] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    groups: list[GroupMembership] = field(default_factory=list)
    households: dict[Any, Household] = field(default_factory=dict)


def take_in(community: Area, arrivals: Sequence[Arrival], said: Said) -> list[Person]:
    """Write ``arrivals``; inside a command.  Query count depends on batches, not on people."""
    rows = Rows()
    for arrival in arrivals:
        _build(rows, community, arrival, said)
    new_households = [h for h in rows.households.values() if h._state.adding]  # noqa: SLF001
    heads = [(h, h.head) for h in new_households]
    for household in new_households:
        household.head = None  # the head's row does not exist yet
    db.insert_all(Household, new_households)
    db.insert_all(Person, rows.people)
    for household, head in heads:
        household.head = head
    db.write_back(Household, [h for h in rows.households.values() if h.head_id], ["head"])
    db.insert_all(Statement, rows.statements)
    db.insert_all(Residence, rows.residences)
    db.insert_all(Membership, rows.memberships)
    db.insert_all(GroupMembership, rows.groups)
    recount_dwellings(p.home_id for p in rows.people)
    recount_households(p.household_id for p in rows.people)
    return rows.people


def _build(rows: Rows, community: Area, arrival: Arrival, said: Said) -> None:
    person = Person(community=community)
    if arrival.person_id is not None:
        person.pk = arrival.person_id
    since = arrival.since or arrival.values.get("moved_in_on") or said.on
    rows.statements.append(state(person, arrival.values, said))
    rows.people.append(person)
    if arrival.home is not None:
        person.home, person.area = arrival.home, arrival.home.area
        rows.residences.append(residence(person, arrival.home, Role.LIVING, since, said))
    _register(rows, person, arrival, said)
    person.residency = arrival.residency
    person.residency = residency_of(person)
    if arrival.household is not None:
        _join_household(rows, person, arrival, since, said)
    for joined in arrival.groups:
        rows.groups.append(membership_of_group(person, joined, said))
        person.groups[joined.group] = group_copy(joined, said)


def _register(rows: Rows, person: Person, arrival: Arrival, said: Said) -> None:
    if arrival.registered_home is not None:
        person.registered_home = arrival.registered_home
        person.registered_area = arrival.registered_home.area
        person.registered_address = person.registered_address or arrival.registered_home.address
        person.sources.setdefault("registered_address", said.mark)
        rows.residences.append(residence(person, arrival.registered_home, Role.REGISTERED, said.on, said))
    elif person.registered_address:
        rows.residences.append(
            residence(person, None, Role.REGISTERED, said.on, said, elsewhere=person.registered_address)
        )


def _join_household(rows: Rows, person: Person, arrival: Arrival, since: date, said: Said) -> None:
    household = arrival.household
    assert household is not None  # noqa: S101 - the caller has looked
    rows.households.setdefault(household.pk, household)
    person.household, person.relation = household, arrival.relation
    person.sources["relation"] = said.mark
    if arrival.relation in (HEAD, SELF) and household.head_id is None:
        household.head = person
    rows.memberships.append(membership(person, household, since, said))


def residence(
    person: Person, dwelling: Dwelling | None, role: str, since: date, said: Said, *, elsewhere: str = ""
) -> Residence:
    """An unsaved row: here since then."""
    return Residence(
        person=person,
        dwelling=dwelling,
        elsewhere=elsewhere,
        role=role,
        valid_from=since,
        recorded_at=clock.now(),
        source=said.source,
        account_id=said.account_id,
    )


def membership(person: Person, household: Household, since: date, said: Said) -> Membership:
    """An unsaved row: of the household, in the person's relation to its head, since then."""
    return Membership(
        person=person,
        household=household,
        relation=person.relation,
        valid_from=since,
        recorded_at=clock.now(),
        source=said.source,
        account_id=said.account_id,
    )


def membership_of_group(person: Person, joined: Joined, said: Said) -> GroupMembership:
    """An unsaved row: in the group since then."""
    return GroupMembership(
        person=person,
        group=joined.group,
        detail=joined.detail,
        evidence=joined.evidence,
        verified_on=joined.verified_on,
        review_on=joined.review_on,
        valid_from=joined.since,
        recorded_at=clock.now(),
        source=said.source,
        account_id=said.account_id,
    )


def group_copy(joined: Joined, said: Said) -> dict[str, Any]:
    """What ``Person.groups`` keeps of a membership."""
    return {**joined.detail, "_since": joined.since.isoformat(), "_source": said.mark}


@command("registry.person_registered", policies.may_add_in)
def register(actor: Actor, place: Area, /, *, community: Area, arrival: Arrival, source: str) -> Person:
    """Take one person in."""
    refuse_impossible(arrival.values, clock.today())
    said = Said(source, clock.today(), actor.account_id)
    person = take_in(community, [arrival], said)[0]
    note(target=person, area=place.code, fields=sorted(arrival.values))
    publish(PersonRegistered(person_id=person.pk, area_code=place.code))
    return person
