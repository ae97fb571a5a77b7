"""Kinds of meetings and their rules, as the pack gives them: notice, quorum, decision, order of speaking."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.utils import translation
from django.utils.translation import gettext as _

from linli.contexts.assembly.models import Meeting, Motion
from linli.contexts.assembly.queries.results import Test, sentence
from linli.engines.tally.quorum import (
    RULES,
    Body,
    Choice,
    Condition,
    ConditionCode,
    MeetingRule,
    Voice,
    decide_by_meeting,
    decide_motion,
)
from linli.engines.tally.quorum.thresholds import of_people
from linli.kernel import clock, packs


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of meeting it is, and what that asks for."""

    key: str
    name: str
    english: str
    body: str
    rule: str
    notice_days: int
    fixed: bool
    check: bool
    """Whether the numbers must be compared with a newer law."""
    board: str = ""
    """The kind of notice by which it is announced on the board; empty where it is not."""
    results: str = ""
    """The kind of notice by which the board says what it decided."""

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.english if translation.get_language() == "en" else self.name

    @property
    def quorum(self) -> MeetingRule | None:
        """The numbers by which it decides; None where more for than against is enough."""
        return RULES[Body(self.body)] if self.rule == "meeting" else None

    @property
    def by_households(self) -> bool:
        """Whether a household counts once, however many of it came."""
        return self.body == Body.HOUSEHOLDS.value


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by key, in order."""
    return {row["key"]: Kind(**row) for row in packs.pack("meetings")["kind"]}


def kind_of(key: str) -> Kind:
    """A kind; one that the pack no longer names still has its key."""
    return kinds().get(key) or Kind(key, key, key, "", "simple", 0, fixed=False, check=False)


@dataclass(frozen=True, slots=True)
class Order:
    """The rules of order for speaking."""

    seconds: int
    times: int
    refresh_seconds: int


def order() -> Order:
    """How long one speaks, how often on one motion, and how often screens look for news."""
    return Order(**packs.pack("meetings")["order"])


def missing(motion: Motion) -> list[str]:
    """What a motion does not say yet, in words."""
    words = {
        "what": _("做什么"), "who": _("谁来做"), "when": _("哪天前"), "where": _("在哪里"),
        "how_much": _("花多少钱"),
    }  # fmt: skip
    return [words[name] for name in packs.pack("meetings")["motion"]["needed"] if not getattr(motion, name)]


def earliest(kind: Kind, today: date | None = None) -> date:
    """The first day on which a meeting can be that is announced today."""
    return (today or clock.today()) + timedelta(days=kind.notice_days)


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many are there, and whether that is enough."""

    present: int
    entitled: int
    is_enough: bool
    test: Test | None
    """None where no number is asked for."""


def attendance(meeting: Meeting, present: int) -> Attendance:
    """Whether enough are there."""
    rule = kind_of(meeting.kind).quorum
    if rule is None:
        return Attendance(present, meeting.entitled, is_enough=present > 0, test=None)
    there = min(present, meeting.entitled)
    condition = of_people(ConditionCode.PEOPLE_TAKING_PART, there, meeting.entitled, rule.present)
    return Attendance(present, meeting.entitled, condition.met, _attended(condition))


def _attended(condition: Condition) -> Test:
    told = sentence(condition)
    values = {
        "have": condition.have,
        "whole": condition.whole,
        "part": told.part,
        "missing": condition.missing,
    }
    if condition.met:
        return Test(_("到会 %(have)s，应到 %(whole)s，够了（要求%(part)s）。") % values, met=True)
    words = _("到会 %(have)s，应到 %(whole)s，要求%(part)s，还差 %(missing)s。")
    return Test(words % values, met=False)


@dataclass(frozen=True, slots=True)
class Hands:
    """Hands that were counted."""

    votes_for: int
    votes_against: int
    abstained: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the hands decided."""

    passed: bool
    is_valid: bool
    words: str
    tests: tuple[Test, ...]


def decide(meeting: Meeting, present: int, hands: Hands) -> Verdict:
    """The decision by the rule of the kind."""
    rule = kind_of(meeting.kind).quorum
    if rule is None:
        return _by_order(hands)
    found = decide_by_meeting(
        rule, entitled=meeting.entitled, present=min(present, meeting.entitled), supporters=hands.votes_for,
        against=hands.votes_against,
    )  # fmt: skip
    tests = tuple(Test(sentence(one).words, one.met) for one in found.conditions)
    words = (
        _("到会的不够，没有形成决定。")
        if not found.valid
        else _("通过。")
        if found.passed
        else _("没有通过。")
    )
    return Verdict(found.passed, found.valid, words, tests)


def _by_order(hands: Hands) -> Verdict:
    said = (
        (Choice.FOR, hands.votes_for), (Choice.AGAINST, hands.votes_against),
        (Choice.ABSTAIN, hands.abstained),
    )  # fmt: skip
    found = decide_motion([Voice(f"{choice}{n}", choice) for choice, many in said for n in range(many)])
    values = {"yes": found.supporters, "no": found.against}
    if found.tied:
        words = _("赞成和反对一样多，没有通过。")
    else:
        words = _("通过。") if found.passed else _("没有通过。")
    test = Test(_("赞成 %(yes)s，反对 %(no)s；赞成的要比反对的多。") % values, found.passed)
    return Verdict(found.passed, is_valid=True, words=words, tests=(test,))
