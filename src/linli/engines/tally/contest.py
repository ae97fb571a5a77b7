"""Which staircases are honoured (最美楼道): a jury's marks, and the residents' vote with a small weight?

Entries are places or groups of neighbours.  A contest says nothing about anybody's work and is never used to
judge staff; therefore the outcome names who is honoured and gives each entry its own numbers, in the order of
the list, and no order among the others.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from linli.engines.tally.refusals import RefusalCode, TallyRefused

MOST_RESIDENT_WEIGHT = Fraction(1, 5)
"""Large houses can always call up more votes than small ones: what they decide must stay small."""
TRIM_FROM = 5
"""From so many sheets on, the highest and the lowest are left out."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What the jury looks at: marks from 0 to ``most``; weights count in proportion."""

    key: str
    most: int
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Contest:
    """The published rules of one contest."""

    entries: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    places: int
    resident_weight: Fraction = Fraction(0)
    most_choices: int = 1
    """Entries that a resident may vote for."""
    least_sheets: int = 3
    """Fewer complete sheets than this do not make a score."""
    resting: frozenset[str] = frozenset()
    """Honoured so recently that they take part out of competition."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One juror's marks for one entry, by criterion."""

    juror: str
    entry: str
    marks: Mapping[str, int]
    is_partial: bool = False
    """The juror lives there or is close to it: the sheet is left out."""


@dataclass(frozen=True, slots=True)
class ResidentVote:
    """What one resident votes for; the own entry is left out of the count."""

    voter: str
    choices: tuple[str, ...]
    own: str = ""


class Standing(StrEnum):
    """What became of an entry."""

    HONOURED = "honoured"
    TOOK_PART = "took_part"
    OUT_OF_COMPETITION = "out_of_competition"
    """Honoured recently; the place goes to others."""
    TOO_FEW_SHEETS = "too_few_sheets"


@dataclass(frozen=True, slots=True)
class EntryScore:
    """The numbers of one entry; scores from 0 to 1."""

    entry: str
    standing: Standing
    score: Fraction
    jury: Fraction
    residents: Fraction
    by_criterion: Mapping[str, Fraction]
    """Mean part of the best mark; the same sheets as in ``jury``."""
    sheets: int
    """Complete and impartial ones, those trimmed included."""
    votes: int


class VoteAsideCode(StrEnum):
    """Why a resident's vote does not count."""

    VOTED_BEFORE = "voted_before"
    TOO_MANY_CHOICES = "too_many_choices"
    UNKNOWN_ENTRY = "unknown_entry"
    OWN_ENTRY = "own_entry"
    """Only this choice is left out; the others count."""


@dataclass(frozen=True, slots=True)
class ContestOutcome:
    """Who is honoured, and every number."""

    honoured: tuple[str, ...]
    """In the order of the list."""
    scores: tuple[EntryScore, ...]
    """In the order of the list."""
    shared_last: tuple[str, ...]
    """Entries alike in everything at the last place: all of them are honoured."""
    decided_by_jury: bool
    """Whether equal scores at the last place were told apart by the jury's part."""
    sheets_aside: tuple[tuple[str, str], ...]
    """Juror and entry of sheets that are partial or not complete."""
    votes_aside: tuple[tuple[str, VoteAsideCode], ...]


def judge(contest: Contest, sheets: Sequence[Sheet], votes: Sequence[ResidentVote] = ()) -> ContestOutcome:
    """The outcome; of one voter's votes the first counts, the order of ``votes`` being that of time."""
    _check(contest, sheets)
    counting = [one for one in sheets if _is_complete(one, contest) and not one.is_partial]
    tally, votes_aside = _votes(contest, votes)
    scores = {entry: _score(contest, entry, counting, tally) for entry in contest.entries}
    running = [one for one in scores.values() if one.standing is Standing.TOOK_PART]
    honoured, shared, by_jury = _honoured(running, contest.places)
    kept = {(one.juror, one.entry) for one in counting}
    return ContestOutcome(
        honoured=tuple(entry for entry in contest.entries if entry in honoured),
        scores=tuple(_standing(scores[entry], honoured) for entry in contest.entries),
        shared_last=tuple(entry for entry in contest.entries if entry in shared),
        decided_by_jury=by_jury,
        sheets_aside=tuple((one.juror, one.entry) for one in sheets if (one.juror, one.entry) not in kept),
        votes_aside=tuple(votes_aside),
    )


def _check(contest: Contest, sheets: Sequence[Sheet]) -> None:
    if not 0 <= contest.resident_weight <= MOST_RESIDENT_WEIGHT:
        raise TallyRefused(RefusalCode.WRONG_OPTION, f"resident_weight {contest.resident_weight}")
    if not contest.criteria or any(one.most < 1 or one.weight < 1 for one in contest.criteria):
        raise TallyRefused(RefusalCode.WRONG_OPTION, "criteria")
    if len(set(contest.entries)) < len(contest.entries) or contest.places < 1:
        raise TallyRefused(RefusalCode.WRONG_OPTION, "entries")
    pairs = Counter((one.juror, one.entry) for one in sheets)
    if twice := [pair for pair, times in pairs.items() if times > 1]:
        raise TallyRefused(RefusalCode.REPEATED_BALLOT, " / ".join(twice[0]))
    most = {one.key: one.most for one in contest.criteria}
    for sheet in sheets:
        if sheet.entry not in contest.entries or not sheet.marks.keys() <= most.keys():
            raise TallyRefused(RefusalCode.UNKNOWN_PROJECT, f"{sheet.juror} / {sheet.entry}")
        if any(not 0 <= mark <= most[key] for key, mark in sheet.marks.items()):
            raise TallyRefused(RefusalCode.BAD_NUMBER, f"{sheet.juror} / {sheet.entry}")


def _is_complete(sheet: Sheet, contest: Contest) -> bool:
    return all(one.key in sheet.marks for one in contest.criteria)


def _mark(sheet: Sheet, criteria: Sequence[Criterion]) -> Fraction:
    """A sheet as one number from 0 to 1."""
    weight = sum(one.weight for one in criteria)
    return sum(
        (Fraction(sheet.marks[one.key] * one.weight, one.most * weight) for one in criteria), Fraction(0)
    )


def _trimmed(sheets: Sequence[Sheet], criteria: Sequence[Criterion]) -> Sequence[Sheet]:
    """Without one highest and one lowest sheet, where there are enough to tell an outlier from a view."""
    if len(sheets) < TRIM_FROM:
        return sheets
    return sorted(sheets, key=lambda one: (_mark(one, criteria), one.juror))[1:-1]


def _mean(parts: Sequence[Fraction]) -> Fraction:
    return sum(parts, Fraction(0)) / len(parts) if parts else Fraction(0)


def _score(contest: Contest, entry: str, sheets: Sequence[Sheet], tally: Mapping[str, int]) -> EntryScore:
    given = [one for one in sheets if one.entry == entry]
    used = _trimmed(given, contest.criteria)
    jury = _mean([_mark(one, contest.criteria) for one in used])
    most = max((tally[one] for one in contest.entries), default=0)
    residents = Fraction(tally[entry], most) if most else Fraction(0)
    standing = Standing.TOOK_PART
    if len(given) < contest.least_sheets:
        standing = Standing.TOO_FEW_SHEETS
    elif entry in contest.resting:
        standing = Standing.OUT_OF_COMPETITION
    return EntryScore(
        entry=entry,
        standing=standing,
        score=(1 - contest.resident_weight) * jury + contest.resident_weight * residents,
        jury=jury,
        residents=residents,
        by_criterion={
            one.key: _mean([Fraction(sheet.marks[one.key], one.most) for sheet in used])
            for one in contest.criteria
        },
        sheets=len(given),
        votes=tally[entry],
    )


def _votes(
    contest: Contest, votes: Sequence[ResidentVote]
) -> tuple[Counter[str], list[tuple[str, VoteAsideCode]]]:
    """Votes for each entry, and what was set aside, in the order in which it came."""
    tally: Counter[str] = Counter()
    aside, seen = [], set()
    for one in votes:
        choices = tuple(dict.fromkeys(one.choices))
        reason = None
        if one.voter in seen:
            reason = VoteAsideCode.VOTED_BEFORE
        elif len(choices) > contest.most_choices:
            reason = VoteAsideCode.TOO_MANY_CHOICES
        elif not set(choices) <= set(contest.entries):
            reason = VoteAsideCode.UNKNOWN_ENTRY
        if reason:
            aside.append((one.voter, reason))
            continue
        seen.add(one.voter)
        tally.update(entry for entry in choices if entry != one.own)
        if one.own in choices:
            aside.append((one.voter, VoteAsideCode.OWN_ENTRY))
    return tally, aside


def _honoured(running: Sequence[EntryScore], places: int) -> tuple[set[str], set[str], bool]:
    """Who is honoured, who shares the last place, and whether the jury's part told equal scores apart."""
    order = sorted(running, key=lambda one: (one.score, one.jury), reverse=True)
    if len(order) <= places:
        return {one.entry for one in order}, set(), False
    last, following = order[places - 1], order[places]
    kept = [one for one in order if (one.score, one.jury) >= (last.score, last.jury)]
    alike = {one.entry for one in kept if (one.score, one.jury) == (last.score, last.jury)}
    by_jury = last.score == following.score and last.jury > following.jury
    return {one.entry for one in kept}, alike if len(kept) > places else set(), by_jury


def _standing(score: EntryScore, honoured: set[str]) -> EntryScore:
    return replace(score, standing=Standing.HONOURED) if score.entry in honoured else score
