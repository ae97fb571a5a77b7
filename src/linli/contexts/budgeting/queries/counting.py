"""The round as an election: what is counted, by which rule, and the story of the result for everybody."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from linli.contexts.budgeting.models import Proposal, ProposalState, Round, Rule, VoteKind
from linli.contexts.budgeting.queries.rules import compounds_of, usual
from linli.engines.tally import (
    USUAL,
    Ballot,
    BudgetRule,
    Completion,
    Election,
    GreedyOutcome,
    Project,
    RuleName,
    SharesOutcome,
    Utility,
    VoteType,
    decide_budget,
)
from linli.engines.tally.amounts import written
from linli.engines.tally.ballots import BudgetVote, Form, Marked, found_by, tag
from linli.engines.tally.explaining import beside_greedy, project_accounts, voter_account
from linli.engines.tally.greedy_rule import Caps
from linli.kernel.areas.models import Kind
from linli.kernel.ballots import boxes, handing, publishing
from linli.kernel.ballots.models import Box, Seat
from linli.kernel.errors import NotAllowedNow

FEN = 2
STOOD = (
    ProposalState.CANDIDATE, ProposalState.NOT_CHOSEN, ProposalState.CHOSEN, ProposalState.PROCURING,
    ProposalState.BUILDING, ProposalState.ACCEPTANCE, ProposalState.ACCEPTED, ProposalState.FALLEN,
)  # fmt: skip
"""Proposals that were or are on the ballot."""
ONE_YUAN = 100
COLUMNS = ("project_id", "cost", "name", "category", "neighborhood")


def candidates(one: Round) -> list[Proposal]:
    """What is on the ballot, in its order."""
    rows = one.proposals.filter(state__in=STOOD).select_related("area__compound", "area__parent")
    return list(rows.order_by("number"))


def choices(one: Round) -> list[tuple[str, str, int | None]]:
    """Key, title and cost of what is on the ballot, in its order: what every voter's page asks for."""
    rows = one.proposals.filter(state__in=STOOD).values_list("number", "title", "cost")
    return [(str(number), title, cost) for number, title, cost in sorted(rows)]


def compound_of(row: Proposal) -> str:
    """The code of the compound that a project serves first; empty for the whole community."""
    place = row.area
    if place is None:
        return ""
    inside = place.compound or place.parent
    return inside.code if inside is not None and inside.kind == Kind.COMPOUND else ""


def form_of(one: Round, keys: Sequence[str]) -> Form:
    """What a valid ballot says."""
    if one.vote_kind == VoteKind.POINTS:
        return Form(tuple(keys), 1, len(keys), one.purse)
    return Form(tuple(keys), 1, min(one.most, len(keys)))


def rule_of(one: Round) -> BudgetRule:
    """The rule as it was published before the vote."""
    if one.rule == Rule.GREEDY:
        has_caps = bool(one.caps or one.place_caps)
        return BudgetRule(RuleName.GREEDY, ties=USUAL, caps=Caps.KEPT if has_caps else Caps.IGNORED)
    completion = Completion(one.completion)
    raised = completion in (Completion.ADD1, Completion.ADD1U)
    return BudgetRule(
        RuleName.EQUAL_SHARES, ties=USUAL, utility=Utility(one.utility), completion=completion,
        raise_by=ONE_YUAN if raised else None,
    )  # fmt: skip


def vote_of(one: Round, found: Sequence[Proposal]) -> BudgetVote:
    """Projects, money and rule, without ballots."""
    meta = {
        "description": one.title, "country": "China", "unit": one.community.name, "instance": one.number,
        "date_begin": f"{one.vote_from:%d.%m.%Y}", "date_end": f"{one.vote_until:%d.%m.%Y}",
        "rule": "greedy" if one.rule == Rule.GREEDY else "equalshares/add1",
    }  # fmt: skip
    if one.vote_kind == VoteKind.POINTS:
        meta["max_sum_points"] = str(one.purse)
    else:
        meta["max_length"] = str(one.most)
    if one.caps:
        meta["categories"] = ",".join(one.caps)
        meta["budget_per_category"] = ",".join(written(fen, FEN) for fen in one.caps.values())
    if one.place_caps:
        meta["neighborhoods"] = ",".join(one.place_caps)
        meta["budget_per_neighborhood"] = ",".join(written(fen, FEN) for fen in one.place_caps.values())
    election = Election(
        projects=tuple(
            Project(row.key, row.cost or 0, row.title,
                    (row.key, written(row.cost or 0, FEN), row.title, row.category, compound_of(row)))
            for row in found
        ),
        ballots=(), budget=one.pool, decimals=FEN, meta=tuple(meta.items()), project_columns=COLUMNS,
        vote_type=VoteType.CUMULATIVE if one.vote_kind == VoteKind.POINTS else VoteType.APPROVAL,
    )  # fmt: skip
    return BudgetVote(election, rule_of(one), 0 if one.vote_kind == VoteKind.POINTS else one.most)


def box_of(one: Round) -> Box:
    """The box of a round whose vote has begun."""
    if one.box is None:
        raise NotAllowedNow
    return one.box


@dataclass(frozen=True, slots=True)
class Count:
    """The election with its ballots, and what they decide."""

    vote: BudgetVote
    election: Election
    outcome: GreedyOutcome | SharesOutcome


def count(one: Round) -> Count:
    """Count the closed box."""
    vote = vote_of(one, candidates(one))
    ballots = tuple(_ballot(slip) for slip in publishing.slips_of(box_of(one)))
    election = replace(vote.election, ballots=ballots)
    return Count(vote, election, decide_budget(election, vote.rule))


def _ballot(slip: Marked) -> Ballot:
    return Ballot(slip.tag, slip.choices, slip.points)


def only(ballot: Ballot, keys: Collection[str]) -> Ballot:
    """A ballot as far as it speaks of some projects."""
    at = [n for n, key in enumerate(ballot.choices) if key in keys]
    points = tuple(ballot.points[n] for n in at) if ballot.points else ()
    return replace(ballot, choices=tuple(ballot.choices[n] for n in at), points=points)


def story(one: Round, counted: Count) -> dict[str, Any]:
    """What everybody may know of the result; money in fen, rounded down where people share it."""
    outcome, election = counted.outcome, counted.election
    beside = beside_greedy(election, outcome, ties=USUAL)
    near = outcome.next_in_line
    turnout = boxes.turnout(box_of(one))
    return {
        "winners": list(outcome.winners), "cost": outcome.cost, "unspent": outcome.unspent,
        "next": {"key": near.project, "missing": _fen(near.missing)} if near else None,
        "ties": [{"keys": list(t.projects), "first": t.first, "by": t.decided_by.value}
                 for t in outcome.ties],
        "ballots": len(election.ballots), "entitled": turnout.entitled, "voted": turnout.voted,
        "channels": turnout.by_channel, "aside": handing.aside(box_of(one)),
        "served": beside.here.with_a_winner, "served_by_votes": beside.greedy.with_a_winner,
        "only_here": list(beside.only_here), "only_by_votes": list(beside.only_greedy),
        "share": _fen(outcome.share) if isinstance(outcome, SharesOutcome) else None,
        "projects": _projects(counted, places_capped(one)), "buildings": buildings(one),
    }  # fmt: skip


def places_capped(one: Round) -> dict[str, str]:
    """The compounds with a cap, by name."""
    return {place.code: place.name for place in compounds_of(one.community)} if one.place_caps else {}


def _projects(counted: Count, places: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    outcome = counted.outcome
    if isinstance(outcome, SharesOutcome):
        return {
            one.project: {
                "votes": one.votes, "why": one.fate.value, "place": one.place, "missing": _fen(one.missing),
                "started": _fen(one.supporters_started_with), "had": _fen(one.supporters_had),
                "each": _fen(one.price_per_point) if one.price_per_point is not None else None,
                "taken": [{"key": t.project, "fen": _fen(t.amount)} for t in one.taken],
            }
            for one in project_accounts(outcome)
        }  # fmt: skip
    votes = Counter(key for ballot in counted.election.ballots for key in ballot.choices)

    return {
        step.project: {
            "turn": turn, "votes": votes[step.project], "score": step.score, "why": step.verdict.value,
            "left": step.left, "missing": step.missing, "cap": step.cap, "room": step.room,
            "cap_place": places.get(step.cap.partition(":")[2], ""),
            "place": outcome.winners.index(step.project) + 1 if step.project in outcome.winners else None,
        }
        for turn, step in enumerate(outcome.steps, 1)
    }  # fmt: skip


def buildings(one: Round) -> list[dict[str, Any]]:
    """How many of each building took part; small ones together.  What a building voted is nowhere."""
    seats = Seat.objects.filter(box=one.box).values_list("area__code", "area__parent__name", "voted")
    found: dict[str, list[Any]] = {}
    for code, name, voted in seats.iterator():
        line = found.setdefault(code.rpartition("E")[0] or code, [name, 0, 0])
        line[1] += 1
        line[2] += bool(voted)
    least = usual("smallest")
    told = [
        {"name": name, "entitled": entitled, "voted": voted}
        for _code, (name, entitled, voted) in sorted(found.items())
        if voted >= least and entitled - voted >= least
    ]
    hidden = [line for line in found.values() if line[2] < least or line[1] - line[2] < least]
    if len(hidden) > 1:
        entitled, voted = (sum(line[at] for line in hidden) for at in (1, 2))
        told.append({"name": "", "entitled": entitled, "voted": voted, "count": len(hidden)})
    return told


@dataclass(frozen=True, slots=True)
class OwnShare:
    """Where one voter's share went."""

    chosen: tuple[str, ...]
    points: tuple[int, ...]
    share: int | None
    payments: tuple[tuple[str, int], ...]
    left: int
    others: tuple[str, ...]
    without: tuple[str, ...]


def own_share(one: Round, receipt: str) -> OwnShare | None:
    """What the ballot of a receipt did; None when there is no such ballot; TallyRefused when mistyped."""
    if one.box is None or not one.box.published:
        return None
    ballot = found_by(one.box.published, tag(receipt, one.box.salt))
    if ballot is None:
        return None
    counted = count(one)
    if not isinstance(counted.outcome, SharesOutcome):
        won = tuple(key for key in counted.outcome.winners if key in ballot.choices)
        rest = tuple(key for key in ballot.choices if key not in won)
        return OwnShare(ballot.choices, ballot.points, None, (), 0, won, rest)
    at = next(n for n, b in enumerate(counted.election.ballots) if b.voter == ballot.tag)
    account = voter_account(counted.election, counted.outcome, at)
    paid = tuple((p.project, _fen(p.amount)) for p in account.payments)
    return OwnShare(
        ballot.choices, ballot.points, _fen(account.share), paid, _fen(account.left), account.other_winners,
        account.without_success,
    )  # fmt: skip


def _fen(amount: Fraction) -> int:
    return int(amount)
