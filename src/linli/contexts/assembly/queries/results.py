"""What the ballots decided, in sentences with every number."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from linli.contexts.assembly.models import Ballot, Kind
from linli.engines.tally.ballots import OptionsVote, OwnersVote, Per, Vote, elect, open_parts
from linli.engines.tally.quorum import (
    RULES,
    Body,
    Choice,
    Condition,
    ConditionCode,
    Matter,
    Part,
    Side,
    decide_by_meeting,
    decide_by_owners,
)
from linli.kernel import packs
from linli.kernel.ballots import boxes, handing, publishing
from linli.kernel.ballots.casting import channel_word
from linli.kernel.ballots.models import Seat
from linli.kernel.ballots.refusals import BoxOpen

BODIES = {Per.ADULT.value: Body.ADULTS, Per.HOUSEHOLD.value: Body.HOUSEHOLDS}


def vote_of(ballot: Ballot, tags: Mapping[str, str] | None = None) -> Vote:
    """The vote as the engine counts it; ``tags`` names the ballot of each home in a vote of owners."""
    if ballot.kind != Kind.OWNERS:
        return OptionsVote(tuple(key for key, _words in ballot.options), ballot.most, ballot.places)
    parts = parts_of(ballot)
    return OwnersVote(open_parts(parts, tags or {one.key: one.key for one in parts}), Matter(ballot.matter))


def parts_of(ballot: Ballot) -> tuple[Part, ...]:
    """The homes of a vote of owners."""
    return tuple(
        Part(one.key, one.floor_area, one.owner, held_by_developer=one.held_by_developer)
        for one in ballot.parts.order_by("key")
        if one.floor_area is not None
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """One option with its number."""

    key: str
    words: str
    votes: int
    share: int
    """Of a hundred, of the ballots that count."""
    is_elected: bool = False


@dataclass(frozen=True, slots=True)
class Test:
    """One condition of the rule, as a sentence."""

    words: str
    met: bool


@dataclass(frozen=True, slots=True)
class Result:
    """The count for everybody's eyes."""

    verdict: str
    passed: bool | None
    """None where the numbers are all that was asked for."""
    bars: tuple[Bar, ...]
    tests: tuple[Test, ...]
    counted: int
    invalid: int
    entitled: int
    voted: int
    by_channel: tuple[tuple[str, int], ...]
    to_check: bool
    """Whether the numbers of the rule must be compared with a newer law."""
    aside: int = 0
    """Votes that were taken in and that somebody decided not to count, with a reason."""


def result_of(ballot: Ballot) -> Result:
    """The count of a box that is closed."""
    box = ballot.box
    if box is None:
        raise BoxOpen
    turnout = boxes.turnout(box)
    slips = publishing.slips_of(box)
    votes = {key: sum(key in one.choices for one in slips) for key, _words in ballot.options}
    judged = _judge(ballot, votes, turnout)
    bars = tuple(
        Bar(
            key,
            str(choice_words(ballot, key)),
            n,
            round(100 * n / len(slips)) if slips else 0,
            key in judged.elected,
        )
        for key, n in votes.items()
    )
    channels = tuple((channel_word(key), n) for key, n in turnout.by_channel.items())
    return Result(
        judged.verdict, judged.passed, bars, judged.tests, len(slips),
        box.slips.filter(spoiled=True).count(), turnout.entitled, turnout.voted, channels, judged.to_check,
        handing.aside(box),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Judged:
    verdict: str
    passed: bool | None = None
    tests: tuple[Test, ...] = ()
    elected: tuple[str, ...] = ()
    to_check: bool = False


def _judge(ballot: Ballot, votes: Mapping[str, int], turnout: boxes.Turnout) -> _Judged:
    if ballot.kind == Kind.OWNERS:
        return _owners(ballot)
    if ballot.kind == Kind.MOTION:
        return _motion(ballot, votes, turnout)
    return _question(ballot, votes)


def _question(ballot: Ballot, votes: Mapping[str, int]) -> _Judged:
    if not any(votes.values()):
        return _Judged(_("没有有效的选票。"))
    elected, tied = elect(votes, ballot.places or 1)
    names = dict(ballot.options)
    if tied:
        words = "、".join(names[key] for key in tied)
        return _Judged(_("%(names)s 票数相同，最后一个名额由人按事先说好的办法决定。") % {"names": words},
                       elected=tuple(elected))  # fmt: skip
    words = "、".join(names[key] for key in elected)
    verdict = _("当选：%(names)s。") if ballot.places else _("得票最多的是：%(names)s。")
    return _Judged(verdict % {"names": words}, elected=tuple(elected))


def _motion(ballot: Ballot, votes: Mapping[str, int], turnout: boxes.Turnout) -> _Judged:
    rule = RULES[BODIES[ballot.per]]
    found = decide_by_meeting(
        rule, entitled=turnout.entitled, present=turnout.voted,
        supporters=votes[Choice.FOR.value], against=votes[Choice.AGAINST.value],
    )  # fmt: skip
    to_check = bool(packs.pack("assembly")["motion"]["to_check"])
    tests = tuple(_test(one) for one in found.conditions)
    return _Judged(_verdict(passed=found.passed, valid=found.valid), found.passed, tests, to_check=to_check)


def _owners(ballot: Ballot) -> _Judged:
    parts = parts_of(ballot)
    said = {
        key: Choice(choices[0])
        for key, choices in Seat.objects.filter(box=ballot.box_id, slip__spoiled=False).values_list(
            "key", "slip__choices"
        )
    }
    found = decide_by_owners(parts, said, Matter(ballot.matter))
    tests = tuple(_test(one) for one in found.conditions)
    return _Judged(_verdict(passed=found.passed, valid=found.valid), found.passed, tests)


def _verdict(*, passed: bool, valid: bool) -> str:
    if not valid:
        return _("参加的不够，这次表决没有形成决定。")
    return _("通过。") if passed else _("没有通过。")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A condition in words, and the part that it asks for."""

    words: str
    part: str


def sentence(one: Condition) -> Sentence:
    """A condition of a rule in words."""
    return Sentence(_test(one).words, _part(one))


def _test(one: Condition) -> Test:
    values = {
        "have": _number(one.have), "whole": _number(one.whole), "part": _part(one),
    }  # fmt: skip
    words = {
        ConditionCode.AREA_TAKING_PART: _("参加表决的面积 %(have)s m²，全部 %(whole)s m²；要求%(part)s。"),
        ConditionCode.PEOPLE_TAKING_PART: _("参加表决的 %(have)s，有权表决的 %(whole)s；要求%(part)s。"),
        ConditionCode.AREA_FOR: _("赞成的面积 %(have)s m²，参加的 %(whole)s m²；要求%(part)s。"),
        ConditionCode.PEOPLE_FOR: _("赞成的 %(have)s，参加的 %(whole)s；要求%(part)s。"),
    }[one.code] % values
    return Test(words, one.met)


def _part(one: Condition) -> str:
    part = one.threshold.part
    if one.threshold.side is Side.MORE_THAN and part == Fraction(1, 2):
        return _("过半数")
    return _("%(above)s/%(below)s 以上") % {"above": part.numerator, "below": part.denominator}


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.2f}"


def choice_words(ballot: Ballot, key: str) -> Any:
    """An option in words; those of a motion in the reader's language."""
    fixed = side_words() if ballot.kind != Kind.QUESTION else {}
    return fixed.get(key) or dict(ballot.options).get(key, key)


def side_words() -> dict[str, str]:
    """For, against and abstaining, in the order of the ballot and the reader's language."""
    return {Choice.FOR.value: _("赞成"), Choice.AGAINST.value: _("反对"), Choice.ABSTAIN.value: _("弃权")}


def options_of(ballot: Ballot) -> list[tuple[str, Any]]:
    """Keys and words of the options, in the order of the ballot."""
    return [(key, choice_words(ballot, key)) for key, _words in ballot.options]
