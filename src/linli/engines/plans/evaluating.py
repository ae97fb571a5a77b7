"""What is due today at all doors, and what is left to judge anew when a little changed?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from linli.engines.plans.bundling import bundled
from linli.engines.plans.judging import judged, opened
from linli.engines.plans.model import Day, Household
from linli.engines.plans.plan import Book
from linli.engines.plans.results import Assignment, Judged


@dataclass(frozen=True, slots=True, eq=False)
class Worklist:
    """All households judged on one day."""

    book: Book
    day: Day
    households: Mapping[str, Judged]

    @property
    def assignments(self) -> list[Assignment]:
        """Everything due, most urgent first."""
        found = [one for each in self.households.values() for one in each.assignments]
        return sorted(found, key=order)


def order(assignment: Assignment) -> tuple[int, int, int, str]:
    """Sorts entries of a list: what is due before what waits, then by priority, then by day."""
    first = assignment.reasons[0]
    waits = {"due": 0, "later": 1, "ahead": 2}[first.state]
    return waits, -assignment.priority, assignment.due_on.toordinal(), assignment.key


def judge(household: Household, book: Book, day: Day) -> Judged:
    """One household."""
    door = opened(household, book, day)
    found = list(judged(door))
    reasons = [reason for one in found for reason in one.reasons]
    return Judged(
        household=household,
        colour=str(door.scope.facts["colour"]),
        assignments=tuple(bundled(household, reasons, book, day)),
        standings=tuple(one.standing for one in found),
    )


def colour(household: Household, book: Book, day: Day) -> str:
    """The colour of one household, without what is due there."""
    return str(opened(household, book, day).scope.facts["colour"])


def stream(households: Iterable[Household], book: Book, day: Day) -> Iterator[Judged]:
    """One household after another, for districts too large to hold."""
    return (judge(household, book, day) for household in households)


def evaluate(
    households: Iterable[Household], book: Book, day: Day, before: Worklist | None = None
) -> Worklist:
    """All households; those that are as they were ``before`` on the same day are not judged again.

    ``day.now`` may have moved on within the day.  Raises ``ValueError`` for two households with one key.
    """
    kept = _still_true(before, book, day)
    found: dict[str, Judged] = {}
    for household in households:
        if household.key in found:
            raise ValueError(f"two households have the key {household.key!r}")
        old = kept.get(household.key)
        is_same = old is not None and (old.household is household or old.household == household)
        found[household.key] = old if old is not None and is_same else judge(household, book, day)
    return Worklist(book, day, found)


def _still_true(before: Worklist | None, book: Book, day: Day) -> Mapping[str, Judged]:
    if before is None or before.book is not book or _fixed(before.day) != _fixed(day):
        return {}
    return before.households


def _fixed(day: Day) -> tuple[object, ...]:
    """Everything about a day that a judgement depends on; the time of day is not part of it."""
    return day.today, day.ahead_days, day.started_on, day.spells, day.leaves
