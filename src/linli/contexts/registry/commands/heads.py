"""Who heads a household after its head has died: only where there is no choice, never on a guess."""

from collections.abc import Sequence
from datetime import date

from linli.contexts.registry.commands.intake import HEAD
from linli.contexts.registry.commands.stays import Joins, enter
from linli.contexts.registry.commands.values import Said
from linli.contexts.registry.models import Household, Person
from linli.contexts.registry.models.people import Source, Standing
from linli.engines.identity import age_on

SPOUSE, DESCENDANTS = ("10", "11", "12"), ("2", "3", "4")
OF_AGE = 18


def headed_by(person: Person) -> Household | None:
    """The household that the person belongs to and heads."""
    return Household.objects.filter(head=person, ended_on=None).first()


def hand_on(household: Household, on: date) -> list[Person]:
    """Name the spouse, or the only one of age; give those whose relation became another.

    Children of the dead head stay children of the spouse; every other relation has to be asked again.
    """
    members = list(
        Person.objects.filter(household=household, standing=Standing.PRESENT).select_related("area")
    )
    head = _successor(members, on)
    household.head = head
    household.save(update_fields=["head"])
    return _relate(household, members, head, on) if head is not None else []


def _successor(members: Sequence[Person], on: date) -> Person | None:
    spouses = [one for one in members if one.relation in SPOUSE]
    of_age = [one for one in members if one.born_on is not None and age_on(one.born_on, on) >= OF_AGE]
    for found in (spouses, members, of_age):
        if len(found) == 1:
            return found[0]
    return None


def _relate(household: Household, members: Sequence[Person], head: Person, on: date) -> list[Person]:
    was_spouse = head.relation in SPOUSE
    said = Said(Source.COMPUTED, on, None)
    changed = []
    for one in members:
        stays_true = was_spouse and one.relation[:1] in DESCENDANTS
        relation = HEAD if one is head else one.relation if stays_true else ""
        if relation != one.relation:
            enter(one, Joins(household, relation), on, said)
            one.save(update_fields=["household", "relation", "sources"])
            changed.append(one)
    return changed
