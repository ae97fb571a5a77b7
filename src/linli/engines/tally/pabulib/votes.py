"""What does each row of a VOTES section say?"""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain

from linli.engines.tally.amounts import decimals, number, whole
from linli.engines.tally.model import Ballot, Remark, RemarkCode, VoteType
from linli.engines.tally.pabulib.cells import Section, cell, column
from linli.engines.tally.refusals import RefusalCode, TallyRefused

WITH_POINTS = (VoteType.CUMULATIVE, VoteType.SCORING)


@dataclass(frozen=True, slots=True)
class Votes:
    """The ballots, and what they give each project."""

    ballots: tuple[Ballot, ...]
    decimals: int
    default_points: int
    votes: tuple[int, ...]
    """Ballots that name each project."""
    scores: tuple[int, ...]
    """Points of each project; empty where ballots have none."""
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """The projects that a cell names, cleaned: where they stood in the cell, and what was left out."""

    keys: tuple[str, ...]
    places: tuple[int, ...]
    written: int
    unknown: int
    repeated: int


@dataclass(slots=True)
class _Told:
    """Remarks as they gather: the first line and how often."""

    first: dict[RemarkCode, int] = field(default_factory=dict)
    times: Counter[RemarkCode] = field(default_factory=Counter)

    def add(self, code: RemarkCode, line: int) -> None:
        self.first.setdefault(code, line)
        self.times[code] += 1

    def remarks(self) -> tuple[Remark, ...]:
        return tuple(Remark(code, line, self.times[code]) for code, line in self.first.items())


def ballots_of(section: Section, vote_type: VoteType, about: Mapping[str, str], keys: Sequence[str]) -> Votes:
    """The ballots of a section, in the order of the file, with what is odd about them."""
    voter, vote = column(section, "VOTES", "voter_id"), column(section, "VOTES", "vote")
    read = _choices(section, vote, frozenset(keys))
    points: Sequence[tuple[Decimal, ...]] = ()
    if vote_type in WITH_POINTS:
        points = _points(section, column(section, "VOTES", "points"), read)
    default = number(about.get("default_score") or "0") if vote_type is VoteType.SCORING else Decimal(0)
    places = decimals({default, *chain.from_iterable(points)})
    scaled = _scaled(points, places)
    ballots = tuple(
        Ballot(cell(cells, voter), one.keys, scaled[row] if scaled else (), cells)
        for row, (cells, one) in enumerate(zip(section.rows, read, strict=True))
    )
    return Votes(
        ballots=ballots,
        decimals=places,
        default_points=whole(default, places),
        votes=_votes(ballots, keys),
        scores=_scores(ballots, keys) if vote_type in WITH_POINTS and not default else (),
        remarks=_told(section, about, ballots, read, places),
    )


def choices(text: str, known: frozenset[str]) -> Choices:
    """What a ``vote`` cell says; a key with a comma in it stands in quotation marks."""
    if not text.strip():
        return Choices((), (), 0, 0, 0)
    named = next(csv.reader([text], skipinitialspace=True)) if '"' in text else text.split(",")
    named = [one.strip() for one in named]
    distinct = dict.fromkeys(named)
    if len(distinct) == len(named) and known.issuperset(named):
        return Choices(tuple(named), tuple(range(len(named))), len(named), 0, 0)
    first = {one: named.index(one) for one in distinct if one in known}
    unknown = sum(one not in known and one != "" for one in named)
    repeated = sum(one in known for one in named) - len(first)
    return Choices(tuple(first), tuple(first.values()), len(named), unknown, repeated)


def _choices(section: Section, vote: int, known: frozenset[str]) -> list[Choices]:
    # Many voters cast the same ballot: each text is read once.
    seen: dict[str, Choices] = {}
    found = []
    for cells in section.rows:
        text = cells[vote] if vote < len(cells) else ""
        one = seen.get(text)
        if one is None:
            one = seen[text] = choices(text, known)
        found.append(one)
    return found


def _points(section: Section, place: int, read: Sequence[Choices]) -> list[tuple[Decimal, ...]]:
    """The points of each ballot beside its choices; refused where there are more or fewer of them."""
    seen: dict[str, tuple[Decimal, ...]] = {}
    found = []
    for cells, line, one in zip(section.rows, section.lines, read, strict=True):
        text = cell(cells, place)
        if (points := seen.get(text)) is None:
            points = tuple(number(part, line=line) for part in text.split(",")) if text else ()
            seen[text] = points
        if len(points) != one.written:
            raise TallyRefused(RefusalCode.POINTS_DO_NOT_MATCH, cell(cells, 0), line=line)
        found.append(points if len(one.places) == len(points) else tuple(points[at] for at in one.places))
    return found


def _scaled(points: Sequence[tuple[Decimal, ...]], places: int) -> list[tuple[int, ...]]:
    seen: dict[tuple[Decimal, ...], tuple[int, ...]] = {}
    found = []
    for one in points:
        if one not in seen:
            seen[one] = tuple(whole(amount, places) for amount in one)
        found.append(seen[one])
    return found


def _votes(ballots: Sequence[Ballot], keys: Sequence[str]) -> tuple[int, ...]:
    counted = Counter(chain.from_iterable(ballot.choices for ballot in ballots))
    return tuple(counted[key] for key in keys)


def _scores(ballots: Sequence[Ballot], keys: Sequence[str]) -> tuple[int, ...]:
    scores = dict.fromkeys(keys, 0)
    for ballot in ballots:
        for key, points in zip(ballot.choices, ballot.points, strict=True):
            scores[key] += points
    return tuple(scores.values())


def _told(
    section: Section,
    about: Mapping[str, str],
    ballots: Sequence[Ballot],
    read: Sequence[Choices],
    places: int,
) -> tuple[Remark, ...]:
    told = _Told()
    most, most_points = _limit(about, "max_length", 0), _limit(about, "max_sum_points", places)
    seen: set[str] = set()
    for ballot, one, line in zip(ballots, read, section.lines, strict=True):
        if ballot.voter in seen:
            told.add(RemarkCode.REPEATED_VOTER, line)
        seen.add(ballot.voter)
        if one.unknown:
            told.add(RemarkCode.UNKNOWN_PROJECT, line)
        if one.repeated:
            told.add(RemarkCode.REPEATED_CHOICE, line)
        if not one.keys:
            told.add(RemarkCode.EMPTY_BALLOT, line)
        if most is not None and one.written > most:
            told.add(RemarkCode.TOO_MANY_CHOICES, line)
        if most_points is not None and sum(ballot.points) > most_points:
            told.add(RemarkCode.TOO_MANY_POINTS, line)
    return told.remarks()


def _limit(about: Mapping[str, str], key: str, places: int) -> Decimal | None:
    """A limit that the file states, scaled; None where it states none or not as a number."""
    try:
        return number(about[key]).scaleb(places)
    except (KeyError, TallyRefused):
        return None
