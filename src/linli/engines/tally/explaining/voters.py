"""What did a building, an age group or one voter get and pay for?"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from linli.engines.tally.explaining.accounts import Accounts, voters_of
from linli.engines.tally.greedy_rule import greedy
from linli.engines.tally.model import Election
from linli.engines.tally.outcome import Outcome
from linli.engines.tally.shares.outcome import SharesOutcome
from linli.engines.tally.ties import BY_LIST, Ties

REST = "…"
"""Label of all groups together that are too small to be told apart."""


@dataclass(frozen=True, slots=True)
class Payment:
    """What a voter paid for one winner."""

    project: str
    amount: Fraction
    gave_all: bool
    """Whether nothing was left afterwards."""


@dataclass(frozen=True, slots=True)
class VoterAccount:
    """Your share paid for …"""

    voter: str
    share: Fraction
    payments: tuple[Payment, ...]
    left: Fraction
    other_winners: tuple[str, ...]
    """Winners that this voter supports and did not pay for: the purse was empty, or it was free or added."""
    without_success: tuple[str, ...]
    """Choices that did not win."""


@dataclass(frozen=True, slots=True)
class Served:
    """How well a set of voters is served by some winners."""

    voters: int
    with_a_winner: int
    """Voters who support at least one winner."""
    winners_supported: int
    """Summed over voters: how many winners each supports."""
    money: Fraction
    """The cost of the winners, each divided equally among its supporters."""

    @property
    def share_with_a_winner(self) -> Fraction:
        """Part of these voters who support at least one winner; 0 of nobody."""
        return Fraction(self.with_a_winner, self.voters) if self.voters else Fraction(0)


@dataclass(frozen=True, slots=True)
class GroupAccount:
    """One group of voters; money in smallest parts."""

    label: str
    served: Served
    share_of_voters: Fraction
    share_of_money: Fraction
    """Part of the money for winners that supporters from this group stand for."""
    paid: Mapping[str, Fraction]
    """What the group's shares paid for each winner, in the order of selection; empty under greedy."""
    left: Fraction | None
    """What they have not spent; None under greedy, which gives nobody a share."""


@dataclass(frozen=True, slots=True)
class BesideGreedy:
    """The outcome beside what the most wanted first would have given."""

    here: Served
    greedy: Served
    only_here: tuple[str, ...]
    only_greedy: tuple[str, ...]


def voter_account(election: Election, outcome: SharesOutcome, at: int) -> VoterAccount:
    """What the share of one ballot, by its place in the election, paid for."""
    run, ballot = outcome.run, election.ballots[at]
    account = Accounts(run).of(voters_of(run, [at]))
    bought = [run.plan.found.keys[purchase.one.place] for purchase in run.bought]
    payments = tuple(
        Payment(key, amount, gave_all=account.left_before(place + 1) == 0)
        for place, (key, amount) in enumerate(zip(bought, account.paid, strict=True))
        if amount
    )
    paid, supported = {one.project for one in payments}, _supported(election, at)
    return VoterAccount(
        voter=ballot.voter,
        share=account.started_with,
        payments=payments,
        left=account.left,
        other_winners=tuple(key for key in outcome.winners if key in supported - paid),
        without_success=tuple(key for key in ballot.choices if key not in outcome.winners),
    )


def _supported(election: Election, at: int) -> frozenset[str]:
    """What a ballot supports: points below one are no support."""
    ballot = election.ballots[at]
    if not ballot.points:
        return frozenset(ballot.choices)
    return frozenset(key for key, points in zip(ballot.choices, ballot.points, strict=True) if points > 0)


def served(election: Election, winners: Sequence[str], ballots: Sequence[int] | None = None) -> Served:
    """How well voters are served by some winners: all of them, or some ballots by their place."""
    everybody = range(len(election.ballots))
    return _Serving(election, winners).of(everybody if ballots is None else ballots)


class _Serving:
    """Who supports which winner, worked out once for all groups."""

    def __init__(self, election: Election, winners: Sequence[str]) -> None:
        won = frozenset(winners)
        self.supported = [_supported(election, at) & won for at in range(len(election.ballots))]
        self.votes = Counter(key for one in self.supported for key in one)
        self.costs = {one.key: one.cost for one in election.projects}

    def of(self, ballots: Sequence[int]) -> Served:
        here = [self.supported[at] for at in ballots]
        local = Counter(key for one in here for key in one)
        parts = (Fraction(self.costs[key] * local[key], self.votes[key]) for key in local)
        return Served(
            voters=len(here),
            with_a_winner=sum(bool(one) for one in here),
            winners_supported=sum(map(len, here)),
            money=sum(parts, Fraction(0)),
        )


def beside_greedy(election: Election, outcome: Outcome, *, ties: Ties = BY_LIST) -> BesideGreedy:
    """The outcome beside the most wanted first, on the same ballots."""
    other = greedy(election, ties=ties)
    return BesideGreedy(
        here=served(election, outcome.winners),
        greedy=served(election, other.winners),
        only_here=tuple(one for one in outcome.winners if one not in other.winners),
        only_greedy=tuple(one for one in other.winners if one not in outcome.winners),
    )


def group_accounts(
    election: Election, outcome: Outcome, labels: Sequence[str], *, smallest: int = 1
) -> tuple[GroupAccount, ...]:
    """The accounts of groups: one label for each ballot (a building, an age band), sorted by label.

    Groups of fewer than ``smallest`` ballots are told only together, under ``REST``.
    """
    groups = _groups(labels, smallest)
    pays = _payer(outcome)
    serving = _Serving(election, outcome.winners)
    everybody = serving.of(range(len(election.ballots)))
    found = []
    for label in sorted(groups, key=lambda one: (one == REST, one)):
        ballots = groups[label]
        serves = serving.of(ballots)
        paid, left = pays(ballots)
        found.append(
            GroupAccount(
                label=label,
                served=serves,
                share_of_voters=Fraction(len(ballots), len(election.ballots)),
                share_of_money=serves.money / everybody.money if everybody.money else Fraction(0),
                paid=paid,
                left=left,
            )
        )
    return tuple(found)


Payer = Callable[[Sequence[int]], tuple[dict[str, Fraction], Fraction | None]]


def _payer(outcome: Outcome) -> Payer:
    if not isinstance(outcome, SharesOutcome):
        return lambda _ballots: ({}, None)
    run, accounts = outcome.run, Accounts(outcome.run)
    bought = [run.plan.found.keys[purchase.one.place] for purchase in run.bought]

    def pays(ballots: Sequence[int]) -> tuple[dict[str, Fraction], Fraction]:
        account = accounts.of(voters_of(run, ballots))
        return {key: one for key, one in zip(bought, account.paid, strict=True) if one}, account.left

    return pays


def _groups(labels: Sequence[str], smallest: int) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for at, label in enumerate(labels):
        groups.setdefault(label, []).append(at)
    small = sorted(
        (one for one in groups if len(groups[one]) < smallest), key=lambda one: (len(groups[one]), one)
    )
    if not small:
        return groups
    # A rest that is itself too small would tell what it hides: it takes in the smallest other group.
    rest = [at for one in small for at in groups.pop(one)]
    while groups and len(rest) < smallest:
        rest += groups.pop(min(groups, key=lambda one: (len(groups[one]), one)))
    return {**groups, REST: sorted(rest)}


def banded(values: Sequence[str], starts: Sequence[int]) -> tuple[str, ...]:
    """Ages as bands: 34, 71 and nothing give ``18-59``, ``60+`` and an empty label with starts 18 and 60."""
    edges = sorted(starts)
    names = [f"<{edges[0]}", *(f"{low}-{high - 1}" for low, high in pairwise(edges))]
    names.append(f"{edges[-1]}+")
    return tuple(
        names[bisect_right(edges, int(one))] if one.isdecimal() and len(one) < 4 else "" for one in values
    )
