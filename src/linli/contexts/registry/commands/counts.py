"""Counts that are kept beside dwellings and households, so that lists need no counting."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Max

from linli.contexts.registry.models import Dwelling, Household, Person
from linli.contexts.registry.models.people import Residency, Standing
from linli.kernel import clock, db

BATCH = 400
KEPT_BESIDE = ("living_count", "youngest_born_on", "owner_household")


def _batches(keys: Iterable[UUID | None]) -> Iterable[list[UUID]]:
    known = sorted({key for key in keys if key is not None})
    return (known[start : start + BATCH] for start in range(0, len(known), BATCH))


def recount_dwellings(keys: Iterable[UUID | None]) -> None:
    """How many live in each dwelling now, the youngest of them, and the household that stands for it."""
    for batch in _batches(keys):
        living = Person.objects.filter(home__in=batch, standing=Standing.PRESENT)
        found = {
            row["home"]: row
            for row in living.values("home").annotate(
                n=Count("pk"), youngest=Max("born_on"), dated=Count("born_on")
            )
        }
        households = Household.objects.filter(home__in=batch, ended_on=None).order_by("-pk")
        first = dict(households.values_list("home", "pk"))
        rows = list(Dwelling.objects.filter(pk__in=batch).only(*KEPT_BESIDE))
        for dwelling in rows:
            row = found.get(dwelling.pk)
            dwelling.living_count = row["n"] if row else 0
            # Someone without a birth date may be young: nobody is called an empty nest on a guess.
            all_dated = bool(row) and row["dated"] == row["n"]  # type: ignore[index]
            dwelling.youngest_born_on = row["youngest"] if row and all_dated else None
            dwelling.owner_household_id = first.get(dwelling.pk) if row else None
        db.write_back(Dwelling, rows, KEPT_BESIDE)


def recount_households(keys: Iterable[UUID | None]) -> None:
    """How many belong to each household now."""
    for batch in _batches(keys):
        members = Person.objects.filter(household__in=batch, standing=Standing.PRESENT)
        sizes = dict(members.values("household").annotate(n=Count("pk")).values_list("household", "n"))
        rows = list(Household.objects.filter(pk__in=batch).only("size"))
        for household in rows:
            household.size = sizes.get(household.pk, 0)
        db.write_back(Household, rows, ["size"])


def end_empty(keys: Iterable[UUID | None]) -> None:
    """A household nobody belongs to any more has ended; its size must be counted before."""
    for batch in _batches(keys):
        Household.objects.filter(pk__in=batch, size=0, ended_on=None).update(ended_on=clock.today())


STATED = {Residency.COLLECTIVE, Residency.LODGING, Residency.ABROAD}


def residency_of(person: Person) -> str:
    """人户状态, from where a person lives and is registered; what only people can say stays as said."""
    if person.residency in STATED:
        return person.residency
    if person.home_id is not None:
        if person.registered_home_id is None:
            return Residency.IN if person.registered_address else Residency.UNKNOWN
        return Residency.SAME if person.registered_home_id == person.home_id else Residency.WITHIN
    return Residency.OUT if person.registered_home_id is not None else Residency.UNKNOWN
