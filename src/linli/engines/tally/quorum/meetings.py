"""May a residents' meeting (居民会议) be held, by whom may it be called, and what has it decided?

The numbers are data: what is written here is the Organic Law of Residents' Committees as amended in 2018
(arts 9 and 10), and for representatives an analogy.  A newer law must be compared before anybody relies on
it, therefore every rule here says ``must_be_checked``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from linli.engines.tally.quorum.thresholds import (
    MAJORITY,
    TWO_THIRDS,
    Condition,
    ConditionCode,
    Side,
    Threshold,
    failed,
    of_people,
)
from linli.engines.tally.refusals import RefusalCode, TallyRefused


class Body(StrEnum):
    """Who sits in the meeting."""

    ADULTS = "adults"
    HOUSEHOLDS = "households"
    GROUP_DELEGATES = "group_delegates"
    """Two or three elected by each residents' group."""
    REPRESENTATIVES = "representatives"


class Caller(StrEnum):
    """Who may demand a meeting."""

    ADULTS = "adults"
    HOUSEHOLDS = "households"
    GROUPS = "groups"
    REPRESENTATIVES = "representatives"


@dataclass(frozen=True, slots=True)
class MeetingRule:
    """The numbers of one kind of meeting."""

    body: Body
    present: Threshold
    """Of all who belong to it."""
    support: Threshold
    """Of all who are present."""
    callers: tuple[tuple[Caller, Threshold], ...]
    source: str
    must_be_checked: bool = True


FIFTH = Threshold(Fraction(1, 5), Side.AT_LEAST)
THIRD = Threshold(Fraction(1, 3), Side.AT_LEAST)
CALLERS = ((Caller.ADULTS, FIFTH), (Caller.HOUSEHOLDS, FIFTH), (Caller.GROUPS, THIRD))
RULES: Mapping[Body, MeetingRule] = {
    **{
        body: MeetingRule(body, MAJORITY, MAJORITY, CALLERS, source="居民委员会组织法（2018）9、10")
        for body in (Body.ADULTS, Body.HOUSEHOLDS, Body.GROUP_DELEGATES)
    },
    Body.REPRESENTATIVES: MeetingRule(
        Body.REPRESENTATIVES, TWO_THIRDS, MAJORITY, CALLERS, source="比照村民代表会议"
    ),
}


@dataclass(frozen=True, slots=True)
class MeetingDecision:
    """What a meeting decided, with its conditions."""

    passed: bool
    valid: bool
    """Whether enough were present."""
    conditions: tuple[Condition, ...]
    failed: tuple[ConditionCode, ...]
    against: int
    abstained: int
    """Present, and neither for nor against."""
    must_be_checked: bool


def decide_by_meeting(
    rule: MeetingRule, *, entitled: int, present: int, supporters: int, against: int
) -> MeetingDecision:
    """Whether a motion has passed in a meeting; who is present and says nothing counts as present."""
    if min(entitled, present, supporters, against) < 0 or present > entitled:
        raise TallyRefused(RefusalCode.IMPOSSIBLE_COUNT, f"{present} / {entitled}")
    if supporters + against > present:
        raise TallyRefused(RefusalCode.IMPOSSIBLE_COUNT, f"{supporters} + {against} / {present}")
    conditions = (
        of_people(ConditionCode.PEOPLE_TAKING_PART, present, entitled, rule.present),
        of_people(ConditionCode.PEOPLE_FOR, supporters, present, rule.support),
    )
    return MeetingDecision(
        passed=all(one.met for one in conditions),
        valid=conditions[0].met,
        conditions=conditions,
        failed=failed(conditions),
        against=against,
        abstained=present - supporters - against,
        must_be_checked=rule.must_be_checked,
    )


def demand(rule: MeetingRule, who: Caller, *, signed: int, entitled: int) -> Condition:
    """Whether enough have signed that a meeting must be called."""
    if signed < 0 or signed > entitled:
        raise TallyRefused(RefusalCode.IMPOSSIBLE_COUNT, f"{signed} / {entitled}")
    for caller, threshold in rule.callers:
        if caller is who:
            return of_people(ConditionCode.PEOPLE_FOR, signed, entitled, threshold)
    raise TallyRefused(RefusalCode.WRONG_OPTION, who)
