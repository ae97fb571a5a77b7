"""Which classes of the pack hold for whoever lives behind a door."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from linli.contexts.care.queries.words import classes
from linli.contexts.registry.api import DoorLine, PersonLine
from linli.engines.identity import age_on
from linli.engines.plans import Value
from linli.engines.plans.conditions import Scope

OLDER = 60


def judged(doors: list[DoorLine], today: date) -> Iterator[tuple[DoorLine, UUID, list[str]]]:
    """Everybody for whom some class holds, with the keys of these classes."""
    conditions = [(key, one.when) for key, one in classes().items() if one.when is not None]
    for door in doors:
        for scope in _scopes(door, today):
            held = [key for key, when in conditions if when.holds(scope)]
            if held:
                yield door, UUID(scope.person), held


def classes_of(door: DoorLine, person_id: UUID, today: date) -> list[str]:
    """The classes that hold for one person."""
    return next((keys for _door, person, keys in judged([door], today) if person == person_id), [])


def _scopes(door: DoorLine, today: date) -> list[Scope]:
    """The people of a door, as conditions ask about them; living alone is what the register derives."""
    is_alone = len(door.people) == 1
    ages = [age_on(p.born_on, today) if p.born_on else 0 for p in door.people]
    nest = not is_alone and min(ages, default=0) >= OLDER
    made = [
        Scope(_facts(person, age, is_alone, nest), today, person=str(person.key))
        for person, age in zip(door.people, ages, strict=True)
    ]
    for scope in made:
        scope.members = made
    return made


def _facts(person: PersonLine, age: int, is_alone: bool, is_nest: bool) -> dict[str, Value]:  # noqa: FBT001
    known: dict[str, Value] = {"groups": person.groups, "residency": person.residency, "sex": person.sex}
    known |= {"lives_alone": is_alone, "empty_nest": is_nest}
    return known | ({"age": age} if person.born_on else {})
