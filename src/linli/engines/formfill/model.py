"""What was understood of a sheet: tables, columns, spots, the people meant, the way of writing."""

from dataclasses import dataclass, field
from typing import Literal

from linli.engines.workbooks.model import Block, cell_name

TermKind = Literal[
    "text",
    "name",
    "date",
    "month",
    "number",
    "money",
    "code",
    "flag",
    "phone",
    "id_number",
    "address",
    "account",
    "person_relation",
]
Per = Literal["person", "household", "dwelling"]
About = Literal["people", "households", "dwellings", "counts", "things"]
Part = Literal["", "start", "end", "year", "month", "day"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was decided: a code, and the texts its sentence needs."""

    code: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One field of our own vocabulary, as the form engine needs to know it."""

    label: str
    kind: TermKind = "text"
    whose: str = "self"
    what: str = ""
    code: str = ""
    """Name of the code list its values come from, when there is one."""
    flaggable: bool = False
    """Whether a column may ask for it as yes or no."""
    strict: bool = False
    """Whether an unknown word before its aliases makes it another question."""
    options: tuple[str, ...] = ()
    """Values that a form sometimes gives a column of their own, to be ticked."""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnForm:
    """How a value has to be written in a column or spot."""

    kind: TermKind = "text"
    pattern: str = ""
    """Of a date: ``YYYY-MM-DD`` and the like; empty where the sheet does not say."""
    real: bool = False
    """Write a true date or number, because the cells are formatted for one."""
    yes: str = ""
    no: str = ""
    """How yes and no are asked; both empty where the column does not ask for yes or no."""
    choices: tuple[str, ...] = ()
    """The only answers the sheet accepts."""
    unit: str = ""
    """元, 万元, 平方米, 岁 …, written in the heading, so not to be repeated in the cells."""
    decimals: int | None = None
    part: Part = ""
    boxes: int = 0
    """How many boxes side by side take one character each; 0 for an ordinary cell."""
    option: str = ""
    """The column stands for this one answer and wants a mark."""
    inverse: bool = False
    """The column asks for the opposite of the field (人户分离 for 人户一致)."""
    several: tuple[str, ...] = ()
    """Further labels the same cell asks for."""
    answered_by: str = ""
    """Another field whose answers the sheet offers here (失能等级 under 健康状况)."""


@dataclass(frozen=True, slots=True)
class Population:
    """Whom a form is about."""

    text: str
    groups: tuple[str, ...] = ()
    age_from: int | None = None
    age_to: int | None = None
    sex: Literal["", "男", "女"] = ""
    per: Per = "person"
    area_words: tuple[str, ...] = ()
    confidence: float = 0.0
    reason: Reason = Reason("everyone")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, and what we take it to ask."""

    row: int
    column: int
    last_column: int
    heading: str
    path: tuple[str, ...]
    """Group headings above, outermost first, without this heading."""
    label: str | None
    confidence: float
    """How sure we are of ``label``, or of there being none; 0.9 and more means right 19 times of 20."""
    reason: Reason
    form: ColumnForm = field(default_factory=ColumnForm)
    band: int = 0
    """Which of several side-by-side copies of the same table, from 0."""

    @property
    def cell(self) -> str:
        """Name of the cell that holds the lowest heading (``I4``)."""
        return cell_name(self.row, self.column)


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table: its heading rows, where data begins, and its columns from left to right."""

    header_rows: tuple[int, int]
    first_data_row: int
    drawn_rows: int
    """How many rows are drawn for data, empty or filled, before totals and notes."""
    columns: tuple[Column, ...]
    title: str = ""
    """The title over this table, where the sheet holds several (二、特困人员)."""
    population: Population | None = None
    """Whom this table is about, where its own title says so; otherwise the sheet's."""
    about: About = "people"
    bands: int = 1
    filled_rows: tuple[int, ...] = ()
    """Rows that already hold data."""
    total_row: int | None = None
    example_rows: tuple[int, ...] = ()
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Spot:
    """One question of a form for a single person: the words, and the cell for the answer."""

    row: int
    column: int
    heading: str
    path: tuple[str, ...]
    answer: Block
    label: str | None
    confidence: float
    reason: Reason
    form: ColumnForm = field(default_factory=ColumnForm)

    @property
    def cell(self) -> str:
        """Name of the cell that holds the question."""
        return cell_name(self.row, self.column)

    @property
    def answer_cell(self) -> str:
        """Name of the cell that wants the answer."""
        return cell_name(self.answer.first_row, self.answer.first_column)


@dataclass(frozen=True, slots=True)
class SheetReading:
    """All that was understood of one sheet."""

    sheet: str
    title: str
    population: Population
    tables: tuple[TableReading, ...]
    """Best first."""
    spots: tuple[Spot, ...]
    reason: Reason
    """``table``, ``spots``, ``counts``, ``things``, ``instructions``, ``empty`` or ``no_table``."""
    notes: tuple[str, ...] = ()
    """Sentences above and below that explain how to fill the form."""
    part: int = 1
    parts: int = 1
    """After ``parts``: which of how many lists of this sheet the reading is about."""

    @property
    def table(self) -> TableReading | None:
        """The best table, if there is one."""
        return self.tables[0] if self.tables else None
