"""Have the owners decided, by area and by heads (民法典 278)?

Taking part: owners of at least two thirds of the area and two thirds of the people.  Of those taking part,
more than half of area and people must be for it; for raising the repair fund, rebuilding, and changing or
trading with common parts at least three quarters of both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from linli.engines.tally.quorum.thresholds import (
    MAJORITY,
    THREE_QUARTERS,
    TWO_THIRDS,
    Condition,
    ConditionCode,
    Threshold,
    failed,
    of_area,
    of_people,
)
from linli.engines.tally.refusals import RefusalCode, TallyRefused

MOST_AREA = Decimal(10) ** 9


class Matter(StrEnum):
    """What owners decide together, in the order of Civil Code art. 278."""

    RULES_OF_PROCEDURE = "rules_of_procedure"
    COVENANT = "covenant"
    COMMITTEE = "committee"
    MANAGER = "manager"
    USE_OF_REPAIR_FUND = "use_of_repair_fund"
    RAISING_OF_REPAIR_FUND = "raising_of_repair_fund"
    REBUILDING = "rebuilding"
    CHANGE_OR_TRADE_OF_COMMON_PARTS = "change_or_trade_of_common_parts"
    OTHER = "other"


SPECIAL = frozenset(
    {Matter.RAISING_OF_REPAIR_FUND, Matter.REBUILDING, Matter.CHANGE_OR_TRADE_OF_COMMON_PARTS}
)
"""Items 6 to 8, which three quarters must support."""


class Choice(StrEnum):
    """What a ballot says."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    INVALID = "invalid"


class InvalidBallots(StrEnum):
    """Whether who hands in an invalid ballot has taken part."""

    LEFT_OUT = "left_out"
    TAKE_PART = "take_part"


class Silence(StrEnum):
    """What it means when a ballot was served with proof and not returned."""

    NOT_COUNTED = "not_counted"
    FOLLOWS_MAJORITY = "follows_majority"
    """未投票视为同意多数: only where the covenant says so and the place allows it, which must be checked."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part that somebody owns alone (专有部分): a flat, a shop."""

    key: str
    area: Decimal
    """Square metres as registered, else as measured, else as in the contract."""
    owner: str
    """One key for one person or for co-owners together; the same on all their parts."""
    held_by_developer: bool = False
    """Not yet sold, or sold and not yet handed over: all of these, with whatever else the developer
    owns, count as one person."""
    ballot_served: bool = False
    """Delivery is proven; matters only with ``Silence.FOLLOWS_MAJORITY``."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Area, people and parts together."""

    area: Fraction
    people: int
    parts: int


@dataclass(frozen=True, slots=True)
class OwnersDecision:
    """The count with every number on the way."""

    matter: Matter
    passed: bool
    valid: bool
    """Whether enough took part, so that it is a decision at all."""
    conditions: tuple[Condition, ...]
    failed: tuple[ConditionCode, ...]
    all: Sum
    taking_part: Sum
    by_choice: Mapping[Choice, Sum]
    """People whose parts say different things stand under no choice; their areas do."""
    divided: tuple[str, ...]
    """Owners whose parts do not all say the same; empty text for the developer."""
    followed: Choice | None
    """What served and silent owners were counted as, where the covenant says so."""
    silent: Sum
    """Those counted as the majority."""
    share_of_all: tuple[Fraction, Fraction]
    """Area and people who are for it, of all owners."""
    must_be_checked: bool
    """Whether a rule was used whose lawfulness depends on the place."""


def decide_by_owners(
    parts: Sequence[Part],
    votes: Mapping[str, Choice],
    matter: Matter,
    *,
    invalid: InvalidBallots = InvalidBallots.LEFT_OUT,
    silence: Silence = Silence.NOT_COUNTED,
) -> OwnersDecision:
    """The decision on one matter; ``votes`` says for each part that voted what its ballot says.

    People are counted by owner: one buyer of several parts is one, the developer with all that is not sold
    or not handed over is one (建筑物区分所有权解释 art. 9).  Who abstains takes part.  An owner whose parts
    say different things takes part as a person and is neither for nor against; the areas count as said.
    """
    _check(parts, votes)
    cast = {one.key: Choice(votes[one.key]) for one in parts if one.key in votes}
    counted = {
        key: choice
        for key, choice in cast.items()
        if choice is not Choice.INVALID or invalid is InvalidBallots.TAKE_PART
    }
    followed, silent = None, []
    if silence is Silence.FOLLOWS_MAJORITY:
        followed = _majority(parts, counted)
        spoke = {_person(one) for one in parts if one.key in cast}
        silent = [one for one in parts if followed and one.ballot_served and _person(one) not in spoke]
        counted |= {one.key: followed for one in silent if followed}
    conditions = _conditions(parts, counted, matter)
    short = failed(conditions)
    everyone, supporters = _sum(parts), _said(parts, counted, Choice.FOR)
    return OwnersDecision(
        matter=matter,
        passed=not short,
        valid=not {ConditionCode.AREA_TAKING_PART, ConditionCode.PEOPLE_TAKING_PART} & set(short),
        conditions=conditions,
        failed=short,
        all=everyone,
        taking_part=_sum([one for one in parts if one.key in counted]),
        by_choice={choice: _said(parts, cast | counted, choice) for choice in Choice},
        divided=_divided(parts, counted),
        followed=followed if silent else None,
        silent=_sum(silent),
        share_of_all=(supporters.area / everyone.area, Fraction(supporters.people, everyone.people)),
        must_be_checked=bool(silent) or any(choice is Choice.INVALID for choice in cast.values()),
    )


def votes_of_owners(
    parts: Sequence[Part], said: Mapping[str, Choice], *, developer: Choice | None = None
) -> dict[str, Choice]:
    """Votes by part where each owner handed in one ballot for all parts; keys of ``said`` are owners.

    What the developer holds votes as the developer does, whoever has bought it.
    """
    if unknown := sorted(said.keys() - {one.owner for one in parts if not one.held_by_developer}):
        raise TallyRefused(RefusalCode.UNKNOWN_VOTER, unknown[0])
    votes = {one.key: said[one.owner] for one in parts if one.owner in said and not one.held_by_developer}
    if developer is not None:
        votes |= {one.key: developer for one in parts if one.held_by_developer}
    return votes


def support_asked_for(matter: Matter) -> Threshold:
    """What part of those taking part must be for it."""
    return THREE_QUARTERS if matter in SPECIAL else MAJORITY


def _conditions(
    parts: Sequence[Part], counted: Mapping[str, Choice], matter: Matter
) -> tuple[Condition, ...]:
    everyone, there = _sum(parts), _sum([one for one in parts if one.key in counted])
    supporters, asked = _said(parts, counted, Choice.FOR), support_asked_for(matter)
    return (
        of_area(ConditionCode.AREA_TAKING_PART, there.area, everyone.area, TWO_THIRDS),
        of_people(ConditionCode.PEOPLE_TAKING_PART, there.people, everyone.people, TWO_THIRDS),
        of_area(ConditionCode.AREA_FOR, supporters.area, there.area, asked),
        of_people(ConditionCode.PEOPLE_FOR, supporters.people, there.people, asked),
    )


def _check(parts: Sequence[Part], votes: Mapping[str, Choice]) -> None:
    if not parts:
        raise TallyRefused(RefusalCode.NOBODY_ENTITLED)
    keys = set()
    for one in parts:
        if one.key in keys:
            raise TallyRefused(RefusalCode.REPEATED_VOTER, one.key)
        keys.add(one.key)
        if not one.owner and not one.held_by_developer:
            raise TallyRefused(RefusalCode.NO_OWNER, one.key)
        if not one.area.is_finite() or not 0 < one.area < MOST_AREA:
            raise TallyRefused(RefusalCode.BAD_AREA, one.key)
    if unknown := sorted(votes.keys() - keys):
        raise TallyRefused(RefusalCode.UNKNOWN_VOTER, unknown[0])


def _person(part: Part) -> tuple[bool, str]:
    return (True, "") if part.held_by_developer else (False, part.owner)


def _sum(parts: Sequence[Part]) -> Sum:
    area = sum((Fraction(one.area) for one in parts), Fraction(0))
    return Sum(area, len({_person(one) for one in parts}), len(parts))


def _said(parts: Sequence[Part], counted: Mapping[str, Choice], choice: Choice) -> Sum:
    """What says so: areas part by part, people who say nothing else with any part that voted."""
    there = [one for one in parts if counted.get(one.key) is choice]
    others = {_person(one) for one in parts if one.key in counted and counted[one.key] is not choice}
    return Sum(_sum(there).area, len({_person(one) for one in there} - others), len(there))


def _divided(parts: Sequence[Part], counted: Mapping[str, Choice]) -> tuple[str, ...]:
    said: dict[tuple[bool, str], set[Choice]] = {}
    for one in parts:
        if one.key in counted:
            said.setdefault(_person(one), set()).add(counted[one.key])
    names = {_person(one): "" if one.held_by_developer else one.owner for one in parts}
    return tuple(sorted(names[person] for person, choices in said.items() if len(choices) > 1))


def _majority(parts: Sequence[Part], counted: Mapping[str, Choice]) -> Choice | None:
    """What more area and more people say; nothing where the two do not agree."""
    yes, no = _said(parts, counted, Choice.FOR), _said(parts, counted, Choice.AGAINST)
    if yes.area > no.area and yes.people > no.people:
        return Choice.FOR
    if yes.area < no.area and yes.people < no.people:
        return Choice.AGAINST
    return None
