"""Add a jury's marks and residents' votes up to a total, exactly (评选计分).

For a place with marks of jurors ``j`` and ``v`` of ``n`` valid ballots naming it::

    jury      J = mean over j of (points given / points possible)      between 0 and 1
    residents R = v / n                                                 between 0 and 1
    total     T = (100 - w) * J + w * R                                 points of 100

``w`` is the weight of the residents in a hundred.  Where nobody voted, or where no vote is held, T = 100 * J.
A juror who stood aside for a place is left out of its mean.  All values are fractions; nothing is rounded.
Honoured are the best ``places``; whoever equals the last of them is honoured, too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


class AwardsRefused(ValueError):
    """Marks out of range, too few jurors, a weight or counts that cannot be."""


@dataclass(frozen=True, slots=True)
class Total:
    """What a place has."""

    jury: Fraction
    """Between 0 and 1."""
    residents: Fraction | None
    """Between 0 and 1; None where nobody voted."""
    total: Fraction
    """Of 100."""


def total(
    marks: Sequence[int], possible: int, *, votes: int = 0, ballots: int = 0, weight: int = 0, least: int = 2
) -> Total:
    """The total of one place: ``marks`` holds the points of each juror out of ``possible``."""
    if possible < 1 or len(marks) < least or any(not 0 <= one <= possible for one in marks):
        raise AwardsRefused("marks out of range, or too few jurors")
    if not 0 <= weight <= 100 or not 0 <= votes <= ballots:
        raise AwardsRefused("weight or votes out of range")
    jury = Fraction(sum(marks), possible * len(marks))
    if not ballots or not weight:
        return Total(jury, None, 100 * jury)
    residents = Fraction(votes, ballots)
    return Total(jury, residents, (100 - weight) * jury + weight * residents)


@dataclass(frozen=True, slots=True)
class Honoured:
    """Who is honoured."""

    keys: frozenset[str]
    tied: frozenset[str]
    """Those that share the last place, where this makes more than were planned; empty otherwise."""


def honoured(totals: Mapping[str, Fraction], places: int) -> Honoured:
    """The best, with all that equal the last of them."""
    if places < 1:
        raise AwardsRefused("at least one place")
    ordered = sorted(totals.values(), reverse=True)
    if len(ordered) <= places:
        return Honoured(frozenset(totals), frozenset())
    line = ordered[places - 1]
    keys = frozenset(key for key, value in totals.items() if value >= line)
    tied = frozenset(key for key in keys if totals[key] == line)
    return Honoured(keys, tied if len(keys) > places else frozenset())
