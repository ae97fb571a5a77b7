"""Which ballots count: one for each adult, household or flat, whatever the channel it came by?"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from linli.engines.tally.refusals import RefusalCode, TallyRefused


class Per(StrEnum):
    """Who has one vote."""

    ADULT = "adult"
    HOUSEHOLD = "household"
    PART = "part"
    """A flat or shop that is owned (专有部分)."""


class Channel(StrEnum):
    """How a ballot came in."""

    ONLINE = "online"
    PAPER = "paper"
    PHONE = "phone"
    DOOR = "door"


class Counts(StrEnum):
    """Which of several valid ballots for one seat counts."""

    LATEST = "latest"
    """People may change their mind until the end."""
    FIRST = "first"
    """What is cast is cast."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a valid ballot may say."""

    options: tuple[str, ...]
    least: int = 1
    """Fewest choices; with 0 an empty ballot is valid and says nothing."""
    most: int = 1
    purse: int | None = None
    """Most points in all, where ballots have points."""


@dataclass(frozen=True, slots=True)
class Cast:
    """A ballot as it came in."""

    key: str
    seat: str
    """Key of the adult, household or part that it votes for."""
    voter: str
    """Who voted; for an adult the same as the seat."""
    channel: Channel
    at: int
    """When it was cast, on any scale that only grows."""
    choices: tuple[str, ...]
    points: tuple[int, ...] = ()
    spoiled: bool = False
    """Unreadable or marked as invalid by those who opened it."""


class AsideCode(StrEnum):
    """Why a ballot does not count."""

    NOT_ON_ROLL = "not_on_roll"
    SPOILED = "spoiled"
    UNKNOWN_OPTION = "unknown_option"
    REPEATED_OPTION = "repeated_option"
    TOO_FEW_CHOICES = "too_few_choices"
    TOO_MANY_CHOICES = "too_many_choices"
    WRONG_POINTS = "wrong_points"
    """Points below one, not one for each choice, or more than the purse holds."""
    SAME_AGAIN = "same_again"
    """Another ballot of this seat counts and says the same."""
    OTHER_COUNTS = "other_counts"
    """Another ballot of this seat counts and says something else."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A ballot that does not count, and the one that counts instead."""

    key: str
    reason: AsideCode
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Valid ballots for one seat that say different things; somebody should look."""

    seat: str
    ballots: tuple[str, ...]
    counted: str
    channels: tuple[Channel, ...]
    several_voters: bool
    """Members of one household who did not agree, for example."""
    same_moment: bool
    """The rule could not tell which was cast at the deciding moment; the smaller key went first."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The ballots that count, and what became of all others."""

    per: Per
    ballots: tuple[Cast, ...]
    """In the order of their seats' keys, which tells nothing about when they came."""
    set_aside: tuple[SetAside, ...]
    conflicts: tuple[Conflict, ...]
    entitled: int
    by_channel: Mapping[Channel, int]

    @property
    def voted(self) -> int:
        """Seats with a ballot that counts."""
        return len(self.ballots)


def count(
    casts: Sequence[Cast],
    roll: Collection[str],
    form: Form,
    *,
    per: Per = Per.ADULT,
    counts: Counts = Counts.LATEST,
) -> Counted:
    """One ballot for each seat on the roll: the latest or the first of its valid ones, by any channel."""
    seats = frozenset(roll)
    if len({one.key for one in casts}) < len(casts):
        raise TallyRefused(RefusalCode.REPEATED_BALLOT)
    aside: list[SetAside] = []
    valid: dict[str, list[Cast]] = {}
    for one in sorted(casts, key=lambda cast: (cast.at, cast.key)):
        reason = AsideCode.NOT_ON_ROLL if one.seat not in seats else fault(one, form)
        if reason is None:
            valid.setdefault(one.seat, []).append(one)
        else:
            aside.append(SetAside(one.key, reason))
    kept, conflicts = [], []
    for seat in sorted(valid):
        chosen = _chosen(valid[seat], counts)
        kept.append(chosen)
        others = [one for one in valid[seat] if one is not chosen]
        aside += [SetAside(one.key, _against(one, chosen), chosen.key) for one in others]
        if any(_said(one) != _said(chosen) for one in others):
            conflicts.append(_conflict(valid[seat], chosen))
    return Counted(
        per=per,
        ballots=tuple(kept),
        set_aside=tuple(sorted(aside, key=lambda one: one.key)),
        conflicts=tuple(conflicts),
        entitled=len(seats),
        by_channel=dict(Counter(one.channel for one in kept)),
    )


def fault(cast: Cast, form: Form) -> AsideCode | None:
    """What is wrong with a ballot, if anything."""
    faults = (
        (AsideCode.SPOILED, cast.spoiled),
        (AsideCode.UNKNOWN_OPTION, not set(cast.choices) <= set(form.options)),
        (AsideCode.REPEATED_OPTION, len(set(cast.choices)) < len(cast.choices)),
        (AsideCode.TOO_FEW_CHOICES, len(cast.choices) < form.least),
        (AsideCode.TOO_MANY_CHOICES, len(cast.choices) > form.most),
        (AsideCode.WRONG_POINTS, not _points_hold(cast, form)),
    )
    return next((code for code, found in faults if found), None)


def _points_hold(cast: Cast, form: Form) -> bool:
    if form.purse is None:
        return not cast.points
    right_number = len(cast.points) == len(cast.choices)
    return right_number and all(one > 0 for one in cast.points) and sum(cast.points) <= form.purse


def _chosen(ballots: Sequence[Cast], counts: Counts) -> Cast:
    """The ballot that counts; of those cast at the same moment the one with the smaller key."""
    moment = ballots[-1].at if counts is Counts.LATEST else ballots[0].at
    return next(one for one in ballots if one.at == moment)


def _said(cast: Cast) -> object:
    """What a ballot says: points belong to their choices, the order of choices is kept."""
    return cast.choices, cast.points


def _against(cast: Cast, chosen: Cast) -> AsideCode:
    return AsideCode.SAME_AGAIN if _said(cast) == _said(chosen) else AsideCode.OTHER_COUNTS


def _conflict(ballots: Sequence[Cast], chosen: Cast) -> Conflict:
    rivals = [one for one in ballots if one.at == chosen.at and _said(one) != _said(chosen)]
    return Conflict(
        seat=chosen.seat,
        ballots=tuple(one.key for one in ballots),
        counted=chosen.key,
        channels=tuple(dict.fromkeys(one.channel for one in ballots)),
        several_voters=len({one.voter for one in ballots}) > 1,
        same_moment=bool(rivals),
    )
