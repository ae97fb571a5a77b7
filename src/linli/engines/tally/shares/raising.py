"""What is the last outcome that the budget can pay, when every voter's share is raised step by step?"""

from dataclasses import dataclass

from linli.engines.tally.shares.horizon import Horizon
from linli.engines.tally.shares.running import Plan, Run, run, spare

PATIENCE = 32
"""Steps that are taken one by one, at most, before the next look ahead."""


@dataclass(frozen=True, slots=True, eq=False)
class Raised:
    """Where the raising ended."""

    run: Run
    raises: int
    went_over: bool
    """Whether the next step was tried and cost more than the budget."""


def raised(plan: Plan, budget: int, step: int, *, exhaustive: bool) -> Raised:
    """The last run whose outcome the budget can pay; ``step`` is added to all shares together each time.

    With ``exhaustive`` the raising already ends where no project fits into what is left.  Shares for which
    a look ahead proves the same outcome are not run one by one; the steps in between lose nothing.
    """
    done, wait, pause = 0, 0, 1
    current = run(plan, budget, horizon=Horizon())
    while not _ends(plan, current, budget, budget + done * step, exhaustive=exhaustive):
        leap = 0
        if current.horizon is not None:
            leap = _leap(plan, current.horizon.reach, step, most=_last(plan, budget, step) - done - 1)
            # Looking ahead costs time: where it leads nowhere it is tried again less and less often.
            pause = 1 if leap else min(2 * pause, PATIENCE)
            wait = 0 if leap else pause
        else:
            wait -= 1
        following = run(plan, budget + (done + leap + 1) * step, horizon=None if wait else Horizon())
        if following.cost > budget:
            last = run(plan, budget + (done + leap) * step) if leap else current
            return Raised(last, done + leap, went_over=True)
        current, done = following, done + leap + 1
    return Raised(current, done, went_over=False)


def _leap(plan: Plan, reach: float, step: int, *, most: int) -> int:
    """Steps over which the same projects win for certain."""
    steps = reach * (1 - 1e-9) * plan.found.voters / step
    return most if steps >= most else max(0, int(steps))


def _last(plan: Plan, budget: int, step: int) -> int:
    """The step at which every share is as large as the budget."""
    return -(-budget * (plan.found.voters - 1) // step)


def _ends(plan: Plan, current: Run, budget: int, given: int, *, exhaustive: bool) -> bool:
    """Whether no larger share can bring another outcome that the budget can pay.

    With a share as large as the budget, whatever is left out would cost more than the budget together with
    what is bought: its supporters have spent no more than that.
    """
    if not spare(current) or given >= budget * plan.found.voters:
        return True
    won = set(current.winners)
    left = budget - current.cost
    return exhaustive and all(cost > left for one, cost in enumerate(plan.found.costs) if one not in won)
