"""How much of the work is still to do?

Totals of a community or a grid, never of a worker (国办函〔2026〕12号).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from linli.engines.plans.results import Judged, Standing


@dataclass(frozen=True, slots=True)
class Completeness:
    """One plan over all whom it concerns."""

    plan: str
    concerned: int
    """Households or people."""
    satisfied: int
    overdue: int
    postponed: int
    never_met: int
    met_this_month: int
    """For the monthly rate of visits (月探访率)."""

    @property
    def left(self) -> int:
        """How many are still to be seen."""
        return self.concerned - self.satisfied

    @property
    def share(self) -> float:
        """Share that is satisfied; 1 when nobody is concerned."""
        return self.satisfied / self.concerned if self.concerned else 1.0

    @property
    def monthly_share(self) -> float:
        """Share met this month; 1 when nobody is concerned."""
        return self.met_this_month / self.concerned if self.concerned else 1.0


def completeness(judged: Iterable[Judged]) -> list[Completeness]:
    """One row for each plan that concerns anybody, by its key."""
    by_plan: dict[str, list[Standing]] = {}
    for one in judged:
        for standing in one.standings:
            by_plan.setdefault(standing.plan, []).append(standing)
    return [_row(plan, by_plan[plan]) for plan in sorted(by_plan)]


def _row(plan: str, standings: list[Standing]) -> Completeness:
    return Completeness(
        plan=plan,
        concerned=len(standings),
        satisfied=sum(one.is_satisfied for one in standings),
        overdue=sum(one.is_overdue for one in standings),
        postponed=sum(one.is_postponed for one in standings),
        never_met=sum(not one.was_ever_met for one in standings),
        met_this_month=sum(one.was_met_this_month for one in standings),
    )
