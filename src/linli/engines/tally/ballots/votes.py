"""What is voted about, and what do the ballots decide?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from linli.engines.tally.amounts import written
from linli.engines.tally.budget_rule import BudgetRule, decide_budget
from linli.engines.tally.model import Ballot, Election
from linli.engines.tally.refusals import RefusalCode, TallyRefused

Result = Mapping[str, object]
"""Plain values that stand in the published file as they are."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A ballot as it is published: what it says, and the tag that its voter can find."""

    tag: str
    choices: tuple[str, ...]
    points: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OptionsVote:
    """A question with options, or an election to places."""

    options: tuple[str, ...]
    most: int = 1
    places: int = 0
    """How many are elected; 0 where the numbers are all that is asked for."""


@dataclass(frozen=True, slots=True)
class BudgetVote:
    """Money for projects; the ballots of ``election`` are not looked at."""

    election: Election
    rule: BudgetRule
    most: int = 0
    """Most choices on a ballot; 0 where there is no limit."""


Vote = OptionsVote | BudgetVote


def result(vote: Vote, ballots: Sequence[Marked]) -> Result:
    """What the ballots decide, as plain values."""
    if isinstance(vote, OptionsVote):
        return _options_result(vote, ballots)
    election = replace(
        vote.election, ballots=tuple(Ballot(one.tag, one.choices, one.points) for one in ballots)
    )
    outcome = decide_budget(election, vote.rule)
    return {
        "ballots": len(ballots),
        "winners": list(outcome.winners),
        "cost": written(outcome.cost, election.decimals),
        "unspent": written(outcome.unspent, election.decimals),
        "votes": _votes(tuple(one.key for one in election.projects), ballots),
    }


def _options_result(vote: OptionsVote, ballots: Sequence[Marked]) -> Result:
    votes = _votes(vote.options, ballots)
    found: dict[str, object] = {
        "ballots": len(ballots),
        "empty": sum(not one.choices for one in ballots),
        "votes": votes,
    }
    if vote.places:
        elected, tied = elect(votes, vote.places)
        found |= {"elected": elected, "tied": tied}
    return found


def breaks_the_form(vote: Vote, ballot: Marked) -> bool:
    """Whether a ballot says more than the vote allows, or something twice."""
    most = vote.most or len(ballot.choices)
    return len(ballot.choices) > most or len(set(ballot.choices)) < len(ballot.choices)


def elect(votes: Mapping[str, int], places: int) -> tuple[list[str], list[str]]:
    """Who has enough votes for a place, and between whom a last place is tied: that, no rule decides here.

    Without a single vote nobody is elected.
    """
    order = sorted((one for one in votes if votes[one]), key=lambda one: -votes[one])
    if len(order) <= places:
        return order, []
    last = votes[order[places - 1]]
    tied = [one for one in order if votes[one] == last]
    sure = [one for one in order if votes[one] > last]
    return (order[:places], []) if len(sure) + len(tied) == places else (sure, tied)


def _votes(keys: Sequence[str], ballots: Sequence[Marked]) -> dict[str, int]:
    counted = Counter(key for ballot in ballots for key in ballot.choices)
    if unknown := sorted(counted.keys() - set(keys)):
        raise TallyRefused(RefusalCode.UNKNOWN_PROJECT, unknown[0])
    return {key: counted[key] for key in keys}
