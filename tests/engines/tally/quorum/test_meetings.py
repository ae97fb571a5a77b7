"""Residents' meetings by hand: more than half there, more than half of those for it, a fifth may call."""

import pytest

from linli.engines.tally import RefusalCode, TallyRefused
from linli.engines.tally.quorum import RULES, Body, Caller, ConditionCode, decide_by_meeting, demand

THERE, YES = ConditionCode.PEOPLE_TAKING_PART, ConditionCode.PEOPLE_FOR


@pytest.mark.parametrize(
    ("body", "entitled", "present", "supporters", "against", "failed"),
    [
        (Body.HOUSEHOLDS, 100, 51, 26, 25, ()),
        (Body.HOUSEHOLDS, 100, 50, 50, 0, (THERE,)),
        (Body.HOUSEHOLDS, 101, 51, 26, 25, ()),
        (Body.HOUSEHOLDS, 100, 52, 26, 26, (YES,)),
        (Body.HOUSEHOLDS, 100, 60, 30, 0, (YES,)),
        (Body.ADULTS, 3000, 1501, 751, 0, ()),
        (Body.ADULTS, 3000, 1500, 1500, 0, (THERE,)),
        (Body.GROUP_DELEGATES, 30, 16, 8, 0, (YES,)),
        (Body.REPRESENTATIVES, 60, 40, 21, 19, ()),
        (Body.REPRESENTATIVES, 60, 40, 20, 20, (YES,)),
        (Body.REPRESENTATIVES, 60, 39, 39, 0, (THERE,)),
        (Body.REPRESENTATIVES, 61, 40, 40, 0, (THERE,)),
        (Body.ADULTS, 0, 0, 0, 0, (THERE, YES)),
    ],
)
def test_by_hand(
    body: Body, entitled: int, present: int, supporters: int, against: int, failed: tuple[ConditionCode, ...]
) -> None:
    decision = decide_by_meeting(
        RULES[body], entitled=entitled, present=present, supporters=supporters, against=against
    )
    assert decision.failed == failed
    assert decision.passed is (not failed)
    assert decision.valid is (THERE not in failed)
    assert decision.abstained == present - supporters - against
    assert decision.must_be_checked


@pytest.mark.parametrize(
    ("who", "signed", "entitled", "enough"),
    [
        (Caller.ADULTS, 600, 3000, True),
        (Caller.ADULTS, 599, 3000, False),
        (Caller.HOUSEHOLDS, 21, 101, True),
        (Caller.HOUSEHOLDS, 20, 101, False),
        (Caller.GROUPS, 4, 12, True),
        (Caller.GROUPS, 3, 12, False),
        (Caller.GROUPS, 0, 0, False),
    ],
)
def test_who_may_call(who: Caller, signed: int, entitled: int, enough: bool) -> None:  # noqa: FBT001
    asked = demand(RULES[Body.ADULTS], who, signed=signed, entitled=entitled)
    assert asked.met is enough
    assert (asked.missing == 0) is enough


def test_what_cannot_be_is_refused() -> None:
    rule = RULES[Body.ADULTS]
    for entitled, present, supporters, against in ((5, 6, 0, 0), (5, 5, 3, 3), (5, 5, -1, 0)):
        with pytest.raises(TallyRefused) as refused:
            decide_by_meeting(
                rule, entitled=entitled, present=present, supporters=supporters, against=against
            )
        assert refused.value.code is RefusalCode.IMPOSSIBLE_COUNT
    with pytest.raises(TallyRefused):
        demand(rule, Caller.REPRESENTATIVES, signed=1, entitled=5)
    with pytest.raises(TallyRefused):
        demand(rule, Caller.ADULTS, signed=6, entitled=5)
