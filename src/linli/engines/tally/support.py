"""Who supports what: identical ballots in one group, and the groups behind each project."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from linli.engines.tally.model import Ballot, Election, VoteType
from linli.engines.tally.refusals import RefusalCode, TallyRefused

Integers = NDArray[np.int64]
MOST_POINTS = 10**9
"""Points of one choice: with it, sums over ten million ballots stay exact in 64 bits."""


class Utility(StrEnum):
    """What a funded project is worth to a voter who supports it."""

    COST = "cost"
    """Its cost: a voter is served by the money spent on what the voter asked for."""
    CARDINALITY = "cardinality"
    """One: each project counts alike, large or small."""
    SCORE = "score"
    """The points given to it."""


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """An election as whole numbers: G groups of identical ballots, P projects in the order of the list."""

    keys: tuple[str, ...]
    costs: tuple[int, ...]
    weights: Integers
    """Ballots in each group; shape G."""
    group_of: Integers
    """Group of each ballot; shape: ballots."""
    members: tuple[Integers, ...]
    """For each project the groups that support it, ascending."""
    points: tuple[Integers, ...]
    """What each of these groups gives it: 1 for an approval."""
    votes: tuple[int, ...]
    """Ballots that support each project."""
    scores: tuple[int, ...]
    """Points of each project over all ballots, those below zero included."""

    @property
    def voters(self) -> int:
        """Number of ballots."""
        return len(self.group_of)


def support(election: Election) -> Support:
    """Identical ballots counted together, project by project."""
    choices, points = _said(election)
    places: dict[Hashable, int] = {}
    said: Iterable[Hashable] = zip(choices, points, strict=True) if points else choices
    group_of = _integers([places.setdefault(one, len(places)) for one in said])
    firsts = np.unique(group_of, return_index=True)[1].tolist()
    distinct = [choices[one] for one in firsts]
    keys = tuple(project.key for project in election.projects)
    named = _named(distinct, keys)
    groups = np.repeat(np.arange(len(distinct)), [len(one) for one in distinct])
    given = _given([points[one] for one in firsts]) if points else np.ones(len(named), dtype=np.int64)
    if len(given) != len(named):
        raise TallyRefused(RefusalCode.POINTS_DO_NOT_MATCH)
    weights = np.bincount(group_of, minlength=len(distinct)).astype(np.int64)
    return _by_project(election, keys, (weights, group_of), (named, groups, given))


def _said(election: Election) -> tuple[Sequence[tuple[str, ...]], Sequence[tuple[int, ...]]]:
    """Choices of each ballot, and points where they count; ranks become points, a default is written out."""
    ballots = election.ballots
    if election.vote_type is VoteType.ORDINAL:
        top = _longest(election)
        marks = tuple(range(top, 0, -1))
        return [one.choices for one in ballots], [marks[: len(one.choices)] for one in ballots]
    if election.default_points:
        full = [_written_out(one, election) for one in ballots]
        return [choices for choices, _points in full], [points for _choices, points in full]
    points = [one.points for one in ballots]
    return [one.choices for one in ballots], points if any(points) else ()


def _named(distinct: Sequence[tuple[str, ...]], keys: tuple[str, ...]) -> Integers:
    place_of = {key: place for place, key in enumerate(keys)}
    try:
        return _integers([place_of[key] for choices in distinct for key in choices])
    except KeyError as reason:
        raise TallyRefused(RefusalCode.UNKNOWN_PROJECT, str(reason.args[0])) from None


def _given(distinct: Sequence[tuple[int, ...]]) -> Integers:
    given = list(chain.from_iterable(distinct))
    if max(map(abs, given), default=0) > MOST_POINTS:
        raise TallyRefused(RefusalCode.BAD_NUMBER, "points")
    return _integers(given)


def _by_project(
    election: Election,
    keys: tuple[str, ...],
    ballots: tuple[Integers, Integers],
    entries: tuple[Integers, Integers, Integers],
) -> Support:
    """The entries (project, group, points) sorted by project and cut apart."""
    weights, group_of = ballots
    named, groups, given = entries
    # Sixteen bits are sorted by counting, many times faster than whole numbers are compared.
    order = np.argsort(named.astype(np.uint16) if len(keys) < 2**16 else named, kind="stable")
    named, groups, given = named[order], groups[order], given[order]
    if ((named[1:] == named[:-1]) & (groups[1:] == groups[:-1])).any():
        raise TallyRefused(RefusalCode.REPEATED_CHOICE)
    ends = np.cumsum(np.bincount(named, minlength=len(keys)))[:-1]
    whose, marks = np.split(groups, ends), np.split(given, ends)
    members = tuple(one[mark > 0] for one, mark in zip(whose, marks, strict=True))
    return Support(
        keys=keys,
        costs=tuple(project.cost for project in election.projects),
        weights=weights,
        group_of=group_of,
        members=members[: len(keys)],
        points=tuple(mark[mark > 0] for mark in marks)[: len(keys)],
        votes=tuple(int(weights[one].sum()) for one in members[: len(keys)]),
        scores=tuple(int((weights[one] * mark).sum()) for one, mark in zip(whose, marks, strict=True))[
            : len(keys)
        ],
    )


def _integers(values: Sequence[int]) -> Integers:
    return np.fromiter(values, dtype=np.int64, count=len(values))


def _longest(election: Election) -> int:
    """What a first choice earns: as many points as a ballot may have choices (3-2-1 where it is three)."""
    longest = max((len(one.choices) for one in election.ballots), default=0)
    said = election.about().get("max_length", "").strip()
    return max(longest, int(said)) if said.isdecimal() and len(said) < 7 else longest


def _written_out(ballot: Ballot, election: Election) -> tuple[tuple[str, ...], tuple[int, ...]]:
    given = dict(zip(ballot.choices, ballot.points, strict=True))
    keys = tuple(project.key for project in election.projects)
    return keys, tuple(given.get(key, election.default_points) for key in keys)


def alike(found: Support, utility: Utility) -> tuple[Integers, ...]:
    """The points of each project's supporters as the utility counts them: all 1 unless points count."""
    if utility is Utility.SCORE:
        return found.points
    return tuple(np.ones(len(one), dtype=np.int64) for one in found.members)


def refuse_points_without(election: Election, utility: Utility) -> None:
    """Points can only count where ballots have them."""
    if utility is Utility.SCORE and election.vote_type in (VoteType.APPROVAL, VoteType.CHOOSE_ONE):
        raise TallyRefused(RefusalCode.WRONG_OPTION, f"{utility} / {election.vote_type}")
