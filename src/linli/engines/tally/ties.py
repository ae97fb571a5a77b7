"""Who goes first when two projects stand alike, by a rule that was published before the vote?"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from linli.engines.tally.refusals import RefusalCode, TallyRefused
from linli.engines.tally.support import Support


class TieRule(StrEnum):
    """One criterion; the next one decides what it leaves open."""

    LIST = "list"
    """The order of the published list of projects."""
    LOWER_COST = "lower_cost"
    HIGHER_COST = "higher_cost"
    MORE_SUPPORTERS = "more_supporters"
    """More ballots at the start, before any money was spent."""
    GIVEN = "given"
    """An order of its own, drawn by lot before the count for example."""


@dataclass(frozen=True, slots=True)
class Ties:
    """Criteria one after another; what they leave open, the order of the list decides."""

    rules: tuple[TieRule, ...] = (TieRule.LIST,)
    order: tuple[str, ...] = ()
    """All keys, first goes first; only for ``TieRule.GIVEN``."""


BY_LIST = Ties()
USUAL = Ties((TieRule.LOWER_COST, TieRule.MORE_SUPPORTERS))
"""What the authors of the Method of Equal Shares recommend: the cheaper, then the one with more votes."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie that had to be decided, for the published log."""

    projects: tuple[str, ...]
    first: str
    decided_by: TieRule


@dataclass(frozen=True, slots=True)
class Precedence:
    """The whole order that a rule means for one election."""

    place: tuple[int, ...]
    """Place of each project in that order; no two are alike."""
    criteria: tuple[tuple[TieRule, tuple[int, ...]], ...]
    """What each criterion says of each project; less goes first."""
    keys: tuple[str, ...]

    def first(self, tied: Sequence[int]) -> int:
        """The project that goes first among some."""
        return min(tied, key=self.place.__getitem__)

    def told(self, tied: Sequence[int]) -> Tie:
        """The tie as it is published: who was alike, who went first, and which criterion said so."""
        first = self.first(tied)
        keys = tuple(self.keys[one] for one in sorted(tied, key=self.place.__getitem__))
        return Tie(projects=keys, first=self.keys[first], decided_by=self._decisive(set(tied)))

    def _decisive(self, left: set[int]) -> TieRule:
        """The criterion after which only one is left; the order of the list leaves no two alike."""
        for rule, values in self.criteria:
            best = min(values[one] for one in left)
            left = {one for one in left if values[one] == best}
            if len(left) == 1:
                return rule
        return TieRule.LIST


def precedence(found: Support, ties: Ties) -> Precedence:
    """Every project in its place; refused when an order of its own does not name all of them once."""
    listed = tuple(range(len(found.keys)))
    values = {
        TieRule.LIST: listed,
        TieRule.LOWER_COST: found.costs,
        TieRule.HIGHER_COST: tuple(-cost for cost in found.costs),
        TieRule.MORE_SUPPORTERS: tuple(-votes for votes in found.votes),
    }
    if TieRule.GIVEN in ties.rules:
        if sorted(ties.order) != sorted(found.keys):
            raise TallyRefused(RefusalCode.WRONG_OPTION, TieRule.GIVEN)
        places = {key: place for place, key in enumerate(ties.order)}
        values[TieRule.GIVEN] = tuple(places[key] for key in found.keys)
    criteria = tuple((rule, values[rule]) for rule in (*ties.rules, TieRule.LIST))
    order = sorted(listed, key=lambda one: tuple(column[one] for _rule, column in criteria))
    place = [0] * len(order)
    for at, one in enumerate(order):
        place[one] = at
    return Precedence(tuple(place), criteria, found.keys)
