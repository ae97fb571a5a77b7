"""Whom a department means: groups, ages and sex of a form's title, as a condition on one query.

A group that nobody holds here gives None, so that a page can say so instead of filling the wrong people in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Literal

from django.db.models import Q

from linli.contexts.registry.models import Person, Residency, Standing
from linli.contexts.registry.queries.expressions import PARTY_MEMBER, empty_nest_q, lives_alone_q
from linli.contexts.registry.queries.populations import HEADS, LIVING, aged, members
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.fields import Subject

Where = Callable[[date], Q]
OLDER = 60


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a list is about: a named population, or groups with ages and sex."""

    name: str = ""
    groups: tuple[str, ...] = ()
    age_from: int | None = None
    age_to: int | None = None
    sex: Literal["", "1", "2"] = ""
    per: Literal["person", "household", "dwelling"] = "person"


def _member(group: str) -> Where:
    return lambda _today: members(group)


def _any_of(*keys: str) -> Where:
    return lambda _today: reduce(or_, map(members, keys))


def _older(group: str) -> Where:
    return lambda today: members(group) & aged(today, OLDER)


def _aged(at_least: int | None, at_most: int | None = None) -> Where:
    return lambda today: LIVING & aged(today, at_least, at_most)


def _always(condition: Q) -> Where:
    return lambda _today: condition


def _child(group: str) -> Where:
    return lambda today: members(group) & aged(today, None, 17)


GROUPS: dict[str, Where] = {
    "older_living_alone": lives_alone_q,
    "older_empty_nest": empty_nest_q,
    "older_left_behind": _member("left_behind_older"),
    "care_dependent": _older("care_dependent"),
    "subsistence_allowance": _member("subsistence_allowance"),
    "subsistence_edge": _member("allowance_margin"),
    "destitute": _member("extreme_poverty"),
    "low_income": _any_of("subsistence_allowance", "allowance_margin"),
    "hardship": _any_of("subsistence_allowance", "allowance_margin", "extreme_poverty"),
    "child_in_difficulty": _member("child_in_difficulty"),
    "child_left_behind": _member("left_behind_child"),
    "orphan": _always(Q(groups__child_in_difficulty__child_difficulty="1")),
    "severe_disability": _always(Q(groups__disability__disability_grade__in=("1", "2"))),
    "child_with_disability": _child("disability"),
    "disability": _member("disability"),
    "veteran": _member("veteran"),
    "preferential": lambda _today: members("veteran") & Q(groups__veteran__has_key="preferential_kind"),
    "registered_elsewhere": _always(Q(residency=Residency.IN)),
    "moved_away": _always(Q(residency=Residency.OUT)),
    "split_registration": _always(Q(residency__in=(Residency.IN, Residency.OUT, Residency.WITHIN))),
    "tenant": _always(LIVING & Q(home__use__in=("rented", "shared"))),
    "party_member": _always(LIVING & Q(details__politics__in=PARTY_MEMBER)),
    "pregnant": _member("pregnant"),
    "childbearing": lambda today: LIVING & Q(sex="2") & aged(today, 15, 49),
    "women": _always(LIVING & Q(sex="2")),
    "bereaved_parents": _member("bereaved_parents"),
    "mental_illness": _member("mental_illness"),
    "serious_illness": _member("serious_illness"),
    "unemployed": _member("unemployed"),
    "school_age": _aged(6, 17),
    "pupil": _aged(6, 17),
    "preschool": _aged(0, 6),
    "infant": _aged(0, 3),
    "minor": _aged(None, 17),
    "child": _aged(None, 14),
    "ethnic_minority": _always(LIVING & Q(details__has_key="ethnicity") & ~Q(details__ethnicity="01")),
    "abroad": _always(Q(residency=Residency.ABROAD)),
    "retiree": _always(LIVING & Q(details__employment="5")),
    "centenarian": _aged(100),
    "advanced_age": _aged(80),
    "older": _aged(OLDER),
    "volunteer": _member("volunteer"),
    "old_and_young": lambda today: LIVING & (aged(today, OLDER) | aged(today, None, 17)),
}  # fmt: skip
OF_HOMES: dict[str, Q] = {
    "rented_dwelling": Q(use__in=("rented", "shared")),
    "owner": Q(owner_name__gt=""),
    "public_rental": Q(tenure="4"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows of which kind, under which condition."""

    subject: Subject
    where: Q


def unheld(meant: Meant) -> list[str]:
    """Groups that are asked and that nobody here keeps."""
    return [g for g in meant.groups if g not in GROUPS and g not in OF_HOMES]


def chosen(meant: Meant, today: date) -> Chosen | None:
    """The rows meant, or None when a group is not held."""
    if meant.name:
        known = shelf.populations().get(meant.name)
        return Chosen(known.subject, known.where(today)) if known else None
    if unheld(meant):
        return None
    if meant.per == "dwelling" or any(g in OF_HOMES for g in meant.groups):
        where = Q()
        for group in meant.groups:
            where &= OF_HOMES.get(group, Q())
        return Chosen(Subject.DWELLING, where)
    return Chosen(Subject.PERSON, _people(meant, today))


def _people(meant: Meant, today: date) -> Q:
    where = Q() if meant.groups else LIVING
    for group in meant.groups:
        where &= GROUPS[group](today)
    if meant.age_from is not None or meant.age_to is not None:
        where &= aged(today, meant.age_from, meant.age_to)
    if meant.sex:
        where &= Q(sex=meant.sex)
    if meant.per == "household":
        inside = Person.objects.filter(where, standing=Standing.PRESENT)
        return HEADS & Q(household__in=inside.values("household"))
    return where
