"""Are there groups of opinion, and on what do all of them agree?

Small communities are small numbers: below a number of voters nothing is said about groups, and above it only
what made-up answers without groups would hardly ever show.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import prod

import numpy as np

from linli.engines.tally.grouping.doubting import LEVEL, chance_of, continuum, unrelated
from linli.engines.tally.grouping.matrix import Answers, Opinion, Says, answers, placed, spread
from linli.engines.tally.grouping.parting import Labels, best

LEAST_VOTERS = 20
LEAST_STATEMENTS = 5
LEAST_ANSWERS = 5
"""A group's view of a statement is told from so many answers on."""
CONSENSUS = Fraction(2, 3)
APART = 2.0
"""Standard errors by which a group must differ from all others together to be known for a view."""


class Verdict(StrEnum):
    """What can honestly be said."""

    TOO_FEW_TO_SAY = "too_few_to_say"
    NO_SEPARATE_GROUPS = "no_separate_groups"
    """Opinions differ, but not in a way that parts the voters."""
    GROUPS = "groups"


@dataclass(frozen=True, slots=True)
class View:
    """What a set of voters says to a statement."""

    agree: int
    disagree: int
    passes: int

    @property
    def answers(self) -> int:
        """Voters who answered."""
        return self.agree + self.disagree + self.passes

    def likely(self, says: Says) -> Fraction:
        """How likely the next one says so, by Laplace's rule of succession: nothing is certain from a few."""
        return Fraction((self.agree if says is Says.AGREE else self.disagree) + 1, self.answers + 2)


@dataclass(frozen=True, slots=True)
class Group:
    """One group of voters who answer alike."""

    voters: tuple[str, ...]
    views: Mapping[str, View]
    known_for: tuple[tuple[str, Says], ...]
    """What sets it apart from all others together, the clearest first."""


@dataclass(frozen=True, slots=True)
class Consensus:
    """A statement on which every group leans the same way."""

    statement: str
    says: Says
    strength: Fraction
    """The product over groups of how likely the next one says so (Small and others, polis 2021)."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """What was found, with the numbers that it rests on."""

    verdict: Verdict
    voters: int
    """Voters with enough opinions to have a place."""
    without_place: int
    groups: tuple[Group, ...]
    """The largest first; one with everybody where there are no groups."""
    consensus: tuple[Consensus, ...]
    """The strongest first."""
    clearness: float | None
    """From 0 to 1; None where it was not looked for."""
    chance_unrelated: float | None
    """How often opinions that have nothing to do with each other look as clear."""
    chance_continuum: float | None
    """How often voters without a gap between them look as clear; None where the first doubt was enough."""


def find_groups(opinions: Sequence[Opinion], *, seed: int, least_voters: int = LEAST_VOTERS) -> Grouping:
    """The groups of opinion, if there are any; the same seed gives the same answer, in any order of input."""
    found = answers(opinions)
    rows = placed(found)
    if len(rows) < least_voters or len(found.statements) < LEAST_STATEMENTS:
        return _told(Verdict.TOO_FEW_TO_SAY, found, rows, np.zeros(len(rows), dtype=np.intp), ())
    table = found.table[rows]
    chance = np.random.default_rng(seed)
    parting = best(spread(table), chance)
    everybody = np.zeros(len(rows), dtype=np.intp)
    if parting is None:
        return _told(Verdict.NO_SEPARATE_GROUPS, found, rows, everybody, ())
    doubts = [parting.clearness]
    for made in (unrelated(table, chance), continuum(table, chance)):
        doubts.append(chance_of(parting.clearness, made, chance))
        if doubts[-1] > LEVEL:
            return _told(Verdict.NO_SEPARATE_GROUPS, found, rows, everybody, doubts)
    return _told(Verdict.GROUPS, found, rows, parting.labels, doubts)


def _told(
    verdict: Verdict, found: Answers, rows: Labels, labels: Labels, doubts: Sequence[float]
) -> Grouping:
    parts = [rows[labels == one] for one in range(int(labels.max(initial=0)) + 1)]
    parts.sort(key=lambda part: (-len(part), [found.voters[at] for at in part[:1]]))
    views = [_views(found, part) for part in parts]
    clearness, unrelated_chance, continuum_chance = (*doubts, None, None, None)[:3]
    return Grouping(
        verdict=verdict,
        voters=len(rows),
        without_place=len(found.voters) - len(rows),
        groups=tuple(
            Group(
                voters=tuple(found.voters[at] for at in part),
                views=view,
                known_for=_known_for(view, [other for other in views if other is not view]),
            )
            for part, view in zip(parts, views, strict=True)
        ),
        consensus=_consensus(found.statements, views),
        clearness=clearness,
        chance_unrelated=unrelated_chance,
        chance_continuum=continuum_chance,
    )


def _views(found: Answers, rows: Labels) -> Mapping[str, View]:
    table = found.table[rows]
    counts = [(table == says).sum(axis=0).tolist() for says in (1, -1, 0)]
    return {
        key: View(agree, disagree, passes)
        for key, agree, disagree, passes in zip(found.statements, *counts, strict=True)
    }


def _consensus(statements: Sequence[str], views: Sequence[Mapping[str, View]]) -> tuple[Consensus, ...]:
    """Statements to which every group has answered often enough and leans the same way."""
    agreed = []
    for key in statements:
        asked = [view[key] for view in views]
        if min(one.answers for one in asked) < LEAST_ANSWERS:
            continue
        for says in (Says.AGREE, Says.DISAGREE):
            likely = [one.likely(says) for one in asked]
            if min(likely) >= CONSENSUS:
                agreed.append(Consensus(key, says, prod(likely, start=Fraction(1))))
    return tuple(sorted(agreed, key=lambda one: (-one.strength, one.statement)))


def _known_for(own: Mapping[str, View], others: Sequence[Mapping[str, View]]) -> tuple[tuple[str, Says], ...]:
    """Views that most of the group hold and the others hold clearly less (two proportions, one-sided)."""
    known = []
    for key, view in own.items():
        rest = View(
            *(sum(getattr(one[key], name) for one in others) for name in ("agree", "disagree", "passes"))
        )
        if min(view.answers, rest.answers) < LEAST_ANSWERS:
            continue
        for says in (Says.AGREE, Says.DISAGREE):
            apart = _apart(view, rest, says)
            if view.likely(says) > Fraction(1, 2) and apart > APART:
                known.append((apart, key, says))
    return tuple((key, says) for _apart_by, key, says in sorted(known, key=lambda one: (-one[0], one[1])))


def _apart(view: View, rest: View, says: Says) -> float:
    """By how many standard errors the group says so more often than the rest; smoothed as ``likely``."""
    mine, theirs = float(view.likely(says)), float(rest.likely(says))
    error = mine * (1 - mine) / (view.answers + 2) + theirs * (1 - theirs) / (rest.answers + 2)
    return float((mine - theirs) / error**0.5)
