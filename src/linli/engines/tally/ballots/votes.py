"""What is voted about, and what do the ballots decide?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from linli.engines.tally.amounts import written
from linli.engines.tally.budget_rule import BudgetRule, decide_budget
from linli.engines.tally.model import Ballot, Election
from linli.engines.tally.quorum import (
    Choice,
    InvalidBallots,
    Matter,
    Part,
    Silence,
    decide_by_owners,
)
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


@dataclass(frozen=True, slots=True)
class OwnersVote:
    """A matter that owners decide by area and heads; each part's key is the tag of its ballot.

    An area often names a flat: only for votes that are open anyway (see ``open_parts``).
    """

    parts: tuple[Part, ...]
    matter: Matter
    invalid: InvalidBallots = InvalidBallots.LEFT_OUT
    silence: Silence = Silence.NOT_COUNTED


Vote = OptionsVote | BudgetVote | OwnersVote


def result(vote: Vote, ballots: Sequence[Marked]) -> Result:
    """What the ballots decide, as plain values."""
    if isinstance(vote, OptionsVote):
        return _options_result(vote, ballots)
    if isinstance(vote, OwnersVote):
        return _owners_result(vote, ballots)
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


def _owners_result(vote: OwnersVote, ballots: Sequence[Marked]) -> Result:
    try:
        said = {one.tag: Choice(*one.choices) for one in ballots}
    except (TypeError, ValueError):
        raise TallyRefused(RefusalCode.WRONG_OPTION, "choices") from None
    decision = decide_by_owners(vote.parts, said, vote.matter, invalid=vote.invalid, silence=vote.silence)
    return {
        "ballots": len(ballots),
        "passed": decision.passed,
        "valid": decision.valid,
        "failed": [one.value for one in decision.failed],
        "conditions": {
            one.code.value: {"have": str(one.have), "whole": str(one.whole), "met": one.met}
            for one in decision.conditions
        },
        "parts": {choice.value: decision.by_choice[choice].parts for choice in Choice},
        "must_be_checked": decision.must_be_checked,
    }


def open_parts(parts: Sequence[Part], tags: Mapping[str, str]) -> tuple[Part, ...]:
    """Parts as an open file names them: tags instead of keys, numbers instead of owners, sorted by tag.

    ``tags`` has one for each part, those without a ballot included.
    """
    if missing := [one.key for one in parts if one.key not in tags]:
        raise TallyRefused(RefusalCode.REPEATED_BALLOT, missing[0])
    ordered = sorted(parts, key=lambda one: tags[one.key])
    numbers: dict[str, str] = {}
    for one in ordered:
        numbers.setdefault(one.owner, str(len(numbers) + 1))
    return tuple(replace(one, key=tags[one.key], owner=numbers[one.owner]) for one in ordered)


def breaks_the_form(vote: Vote, ballot: Marked) -> bool:
    """Whether a ballot says more than the vote allows, or something twice."""
    most = 1 if isinstance(vote, OwnersVote) else vote.most or len(ballot.choices)
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
