"""People of the register with everything that a row may change, a chunk at a time in a few queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from linli.contexts.registry.imports.comparing import Around
from linli.contexts.registry.imports.entries import Entry
from linli.contexts.registry.imports.families import Held
from linli.contexts.registry.models import GroupMembership, Household, Membership, Person, Residence
from linli.contexts.registry.models.people import Standing
from linli.contexts.registry.models.stays import Role
from linli.kernel import history
from linli.kernel.areas.models import Area

BATCH = 500


def batches(keys: Iterable[str]) -> Iterable[list[UUID]]:
    """Keys in lots that every database takes in one query."""
    listed = sorted({UUID(key) for key in keys if key})
    return (listed[start : start + BATCH] for start in range(0, len(listed), BATCH))


def people(keys: Iterable[str]) -> dict[str, Person]:
    """People by id, without anything around them."""
    found: dict[str, Person] = {}
    for batch in batches(keys):
        found.update({str(person.pk): person for person in Person.objects.filter(pk__in=batch)})
    return found


def around(entries: Sequence[Entry], found: dict[str, Person]) -> dict[str, Around]:
    """What stands around each of them now; read only for rows that may change it."""
    known = [(entry, found[entry.person]) for entry in entries if entry.person in found]
    stays = _stays(key(person) for entry, person in known if _may_stay_elsewhere(entry, person))
    groups = _groups(entry.person for entry, _ in known if entry.groups or entry.denies)
    heads = _heads(str(person.household_id or "") for entry, person in known if entry.head_name)
    return {
        entry.person: Around(
            stays.living.get(person.pk),
            stays.registered.get(person.pk),
            groups.get(person.pk, {}),
            heads.get(person.household_id, ""),
        )
        for entry, person in known
    }


def key(person: Person) -> str:
    """The id, as rows have it."""
    return str(person.pk)


def _may_stay_elsewhere(entry: Entry, person: Person) -> bool:
    """The row names another home or another registration than the register has."""
    if entry.dwelling and (
        entry.dwelling != str(person.home_id or "") or person.standing != Standing.PRESENT
    ):
        return True
    if entry.registered_dwelling:
        return entry.registered_dwelling != str(person.registered_home_id or "")
    said = entry.values.get("registered_address", "")
    return bool(said) and said != person.registered_address


@dataclass(slots=True)
class _Stays:
    living: dict[UUID, Residence] = field(default_factory=dict)
    registered: dict[UUID, Residence] = field(default_factory=dict)


def _stays(keys: Iterable[str]) -> _Stays:
    found = _Stays()
    for batch in batches(keys):
        rows = Residence.objects.filter(history.current(), person__in=batch).order_by("valid_from", "pk")
        for stay in rows:
            (found.living if stay.role == Role.LIVING else found.registered)[stay.person_id] = stay
    return found


def _groups(keys: Iterable[str]) -> dict[UUID, dict[str, GroupMembership]]:
    found: dict[UUID, dict[str, GroupMembership]] = {}
    for batch in batches(keys):
        for row in GroupMembership.objects.filter(history.current(), person__in=batch):
            found.setdefault(row.person_id, {})[row.group] = row
    return found


def _heads(keys: Iterable[str]) -> dict[UUID | None, str]:
    found: dict[UUID | None, str] = {}
    for batch in batches(keys):
        rows = Household.objects.filter(pk__in=batch)
        found.update({pk: name or "" for pk, name in rows.values_list("pk", "head__name")})
    return found


def memberships(keys: Iterable[str]) -> dict[str, list[Membership]]:
    """The households that people belong to now."""
    rows: dict[str, list[Membership]] = {}
    for batch in batches(keys):
        for row in Membership.objects.filter(history.current(), person__in=batch):
            rows.setdefault(str(row.person_id), []).append(row)
    return rows


def households(community: Area) -> dict[str, list[Held]]:
    """The households of each dwelling, the first registered first; one query."""
    found: dict[str, list[Held]] = {}
    rows: QuerySet[Household] = Household.objects.filter(
        community=community, ended_on=None, home__isnull=False
    )
    for pk, home, name in rows.order_by("pk").values_list("pk", "home_id", "head__name"):
        found.setdefault(str(home), []).append(Held(str(pk), name or ""))
    return found


def codes(people: Iterable[Person]) -> dict[int, str]:
    """Area codes of people's homes, registrations and communities; one query."""
    wanted: set[int] = set()
    for person in people:
        wanted |= {pk for pk in (person.area_id, person.registered_area_id, person.community_id) if pk}
    return dict(Area.objects.filter(pk__in=wanted).values_list("pk", "code"))


def code_of(person: Person, known: dict[int, str]) -> str:
    """Where facts about a person belong."""
    return known[person.area_id or person.registered_area_id or person.community_id]
