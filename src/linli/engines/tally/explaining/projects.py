"""Why did this project win and that one not, under equal shares?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from linli.engines.tally.explaining.accounts import Account, Accounts, supporters
from linli.engines.tally.shares.outcome import Round, SharesOutcome, Why
from linli.engines.tally.shares.running import Run


class Fate(StrEnum):
    """What became of a project, and why."""

    PAID_BY_SUPPORTERS = "paid_by_supporters"
    FREE = "free"
    ADDED_WITH_THE_REST = "added_with_the_rest"
    """Its supporters could not pay, but money was left that nobody's share could use."""
    NO_SUPPORTERS = "no_supporters"
    TOO_DEAR_FROM_THE_START = "too_dear_from_the_start"
    """Its supporters never had its cost together."""
    MONEY_SPENT_ON_OTHERS = "money_spent_on_others"
    """Its supporters had its cost, and spent it on projects that gave more for the money."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What the supporters of one project spent on another."""

    project: str
    amount: Fraction
    left_before: Fraction
    """What they held before."""


@dataclass(frozen=True, slots=True)
class ProjectAccount:
    """One project's story in numbers; money in smallest parts."""

    project: str
    fate: Fate
    cost: int
    votes: int
    place: int | None
    """Place in the order of selection, from 1; None where it did not win."""
    price_per_point: Fraction | None
    """What a supporter paid for each point given (an approval is one), who had enough."""
    least_price: Fraction | None
    """What each point would cost if all supporters paid alike; None without supporters."""
    supporters_started_with: Fraction
    supporters_had: Fraction
    """What they held when it was bought, or in the end."""
    missing: Fraction
    """What they lacked; 0 where they paid."""
    taken: tuple[Taken, ...]
    """What they spent on others before it was bought, or until the end, in order; the first took first."""
    overtaken_by: str
    """The purchase after which they no longer had its cost; empty where there is none."""
    largest_taker: str
    """Where most of their money went; empty where there is none."""


def project_accounts(outcome: SharesOutcome) -> tuple[ProjectAccount, ...]:
    """The stories of all projects, in the order of the list."""
    accounts, run = Accounts(outcome.run), outcome.run
    rounds = {one.project: one for one in outcome.rounds}
    return tuple(
        _story(outcome, rounds.get(run.plan.found.keys[place]), place, accounts)
        for place in range(len(run.plan.found.keys))
    )


def _story(outcome: SharesOutcome, won: Round | None, place: int, accounts: Accounts) -> ProjectAccount:
    run, found = outcome.run, outcome.run.plan.found
    key, cost = found.keys[place], found.costs[place]
    account = accounts.of(supporters(run, place))
    bought = [found.keys[purchase.one.place] for purchase in run.bought]
    until = bought.index(key) if key in bought else len(bought)
    taken = _taken(account, bought[:until])
    had, total = account.left_before(until), _points(run, place)
    return ProjectAccount(
        project=key,
        fate=_fate(won, cost, account, total),
        cost=cost,
        votes=found.votes[place],
        place=outcome.winners.index(key) + 1 if won else None,
        price_per_point=won.price if won and won.why is Why.SHARED else None,
        least_price=Fraction(cost, total) if total else None,
        supporters_started_with=account.started_with,
        supporters_had=had,
        missing=max(Fraction(0), cost - had),
        taken=taken,
        overtaken_by=_overtaken(taken, cost),
        largest_taker=max(taken, key=lambda one: one.amount).project if taken else "",
    )


def _points(run: Run, place: int) -> int:
    """All points of a project, as the utility counts them."""
    found = run.plan.found
    members = found.members[place]
    return int((found.weights[members] * run.plan.points[members, place]).sum())


def _fate(won: Round | None, cost: int, account: Account, total: int) -> Fate:
    if won is not None:
        return {
            Why.FREE: Fate.FREE,
            Why.SHARED: Fate.PAID_BY_SUPPORTERS,
            Why.COMPLETION: Fate.ADDED_WITH_THE_REST,
        }[won.why]
    if not total:
        return Fate.NO_SUPPORTERS
    return Fate.TOO_DEAR_FROM_THE_START if account.started_with < cost else Fate.MONEY_SPENT_ON_OTHERS


def _taken(account: Account, bought: Sequence[str]) -> tuple[Taken, ...]:
    return tuple(
        Taken(key, account.paid[at], account.left_before(at))
        for at, key in enumerate(bought)
        if account.paid[at]
    )


def _overtaken(taken: Collection[Taken], cost: int) -> str:
    return next((one.project for one in taken if one.left_before >= cost > one.left_before - one.amount), "")
