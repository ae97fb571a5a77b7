"""What is an election about money: projects, ballots and the sum to be shared?"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from linli.engines.tally.amounts import written


class VoteType(StrEnum):
    """How people vote; the words of the Pabulib format."""

    APPROVAL = "approval"
    CHOOSE_ONE = "choose-1"
    ORDINAL = "ordinal"
    """Choices in the order of preference."""
    CUMULATIVE = "cumulative"
    """Points from a purse, none below zero."""
    SCORING = "scoring"
    """A mark for each project, which may be below zero."""


class RemarkCode(StrEnum):
    """What a reader of the file should know although it was counted."""

    UNKNOWN_PROJECT = "unknown_project"
    """A ballot names a project that is not on the list; that choice counts for nothing."""
    REPEATED_CHOICE = "repeated_choice"
    """A ballot names a project twice; it counts once, and the first points count."""
    REPEATED_VOTER = "repeated_voter"
    EMPTY_BALLOT = "empty_ballot"
    """Counted as a voter, supports nothing."""
    TOO_MANY_CHOICES = "too_many_choices"
    TOO_MANY_POINTS = "too_many_points"
    OTHER_NUMBER_OF_BALLOTS = "other_number_of_ballots"
    OTHER_NUMBER_OF_PROJECTS = "other_number_of_projects"
    OTHER_VOTES = "other_votes"
    """The file's own total of a project is not what its ballots give."""
    RAGGED_ROW = "ragged_row"
    OPEN_QUOTE = "open_quote"
    """A quotation mark is never closed; it was read as an ordinary character."""
    DECIMAL_COMMA = "decimal_comma"
    """An amount was written with a comma before its last one or two digits."""
    FREE_PROJECT = "free_project"
    DEARER_THAN_BUDGET = "dearer_than_budget"


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: a code, the first line that it is about (0 for none), how often, and a key or number."""

    code: RemarkCode
    line: int = 0
    times: int = 1
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """Something that money may be spent on; the cost in smallest parts of money."""

    key: str
    cost: int
    name: str = ""
    cells: tuple[str, ...] = ()
    """The row of the file as it was written, under ``Election.project_columns``."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One voter's ballot: choices (in order for ordinal ballots), and points where the vote type has them."""

    voter: str
    choices: tuple[str, ...]
    points: tuple[int, ...] = ()
    """In parts of 10 to the power of -``Election.point_decimals``."""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file was written, so that it can be written again as it was."""

    newline: str = "\n"
    starts_with_mark: bool = False
    ends_with_newline: bool = True
    sections: tuple[str, ...] = ("META", "PROJECTS", "VOTES")
    meta_columns: tuple[str, ...] = ("key", "value")


PLAIN = Layout()


@dataclass(frozen=True, slots=True)
class Election:
    """Projects, ballots and a budget; money is in whole smallest parts (10 to the power of -``decimals``)."""

    projects: tuple[Project, ...]
    ballots: tuple[Ballot, ...]
    budget: int
    vote_type: VoteType = VoteType.APPROVAL
    decimals: int = 0
    point_decimals: int = 0
    default_points: int = 0
    """What a project gets from a scoring ballot that does not name it."""
    meta: tuple[tuple[str, str], ...] = ()
    project_columns: tuple[str, ...] = ()
    ballot_columns: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    layout: Layout = PLAIN

    def money(self, amount: int) -> Decimal:
        """An amount of smallest parts in units of the currency."""
        return Decimal(written(amount, self.decimals))

    @property
    def one(self) -> int:
        """One unit of the currency in smallest parts."""
        return int(10**self.decimals)

    def about(self) -> Mapping[str, str]:
        """What the file says of itself, by key in small letters."""
        return {key.strip().lower(): value.strip() for key, value in self.meta}

    def attribute(self, name: str) -> tuple[str, ...]:
        """A column of the ballots (age, building …), one value each, empty where it is missing."""
        if name not in self.ballot_columns:
            return ("",) * len(self.ballots)
        place = self.ballot_columns.index(name)
        return tuple(
            ballot.cells[place].strip() if place < len(ballot.cells) else "" for ballot in self.ballots
        )
