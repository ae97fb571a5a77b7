"""A roster before it is tried out: the sheet as it looks, and what each column was taken for."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from linli.contexts.registry.imports import tables
from linli.contexts.registry.imports.mapping import Asked, columns_of, heading_of, takeable
from linli.contexts.registry.imports.roster import Roster, read_file, roster_of, rosters
from linli.contexts.registry.imports.working import content
from linli.contexts.registry.models import ImportRun
from linli.contexts.registry.queries.shown import mask
from linli.engines.identity import mask_id, mask_phone
from linli.engines.workbooks import Sheet
from linli.kernel.catalogue.fields import Field
from linli.kernel.sheets.picture import ROWS_BELOW, Mark, Picture, View, picture_of
from linli.kernel.sheets.reasons import serial, why

SERIAL = ("序号", "顺序号", "编号", "no", "no.")
ROOM = "室号"
_ID = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)")
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


@dataclass(frozen=True, slots=True)
class Line:
    """One column: its heading, what it was taken for, and why."""

    asked: Asked
    heading: str
    anchor: str
    reason: str
    is_serial: bool


@dataclass(frozen=True, slots=True)
class Review:
    """A roster as the page of columns shows it."""

    picture: Picture
    lines: list[Line]
    sheets: list[Sheet]
    fields: dict[str, list[Field]]
    rows: int
    hidden_rows: int
    unread: list[tables.Unread]

    @property
    def keys(self) -> set[str]:
        """Keys of the fields that the columns hold."""
        return {line.asked.field.key for line in self.lines if line.asked.field is not None}

    @property
    def lacks_name(self) -> bool:
        """Nobody can be taken in without a name."""
        return "name" not in self.keys

    @property
    def lacks_number(self) -> bool:
        """Without identity numbers people are known again by name, birth, address and telephone."""
        return "id_number" not in self.keys

    @property
    def lacks_place(self) -> bool:
        """Without addresses newcomers have no home."""
        rooms = any(ROOM in line.asked.column.form.several for line in self.lines)
        return not rooms and not self.keys & {"address", "room"}

    @property
    def doubtful(self) -> int:
        """How many columns should be looked at."""
        return sum(line.asked.field is not None and not line.asked.is_sure for line in self.lines)


def review_of(run: ImportRun) -> Review:
    """The roster of a run, read again from its file."""
    file = read_file(content(run), run.file_name)
    found = roster_of(file, run.sheet)
    asked = columns_of(found, run.mapping, run.decided)
    lines = [_line(one) for one in asked]
    marks = {line.asked.column.cell: _mark(line) for line in lines}
    heads, first = found.table.header_rows, found.table.first_data_row
    view = View(heads, first + ROWS_BELOW - 1, marks, _covered(found, asked))
    data = range(first, tables.reach(found) + 1)
    return Review(
        picture=picture_of(found.sheet, view),
        lines=lines,
        sheets=[one.sheet for one in rosters(file)],
        fields=takeable(),
        rows=tables.people_expected(found),
        hidden_rows=sum(row in data for row in found.sheet.hidden_rows),
        unread=tables.unread(found),
    )


def _line(one: Asked) -> Line:
    words = one.column.heading.strip().lower().replace(" ", "")
    is_serial = one.field is None and words in SERIAL
    reason = serial() if is_serial else why(one.column.reason)
    return Line(one, heading_of(one.column), f"col-{one.column.cell}", reason, is_serial)


def _mark(line: Line) -> Mark:
    taken = line.asked.field if line.asked.is_taken else None
    return Mark(taken.label if taken is not None else "", line.asked.is_sure, line.anchor)


def _covered(found: Roster, asked: list[Asked]) -> Callable[[int, int, str], str]:
    """Cells of sealed fields are covered, and whatever looks like a number of a person anywhere."""
    sealed = {a.column.column: a.field for a in asked if a.field is not None and a.field.sealed}
    first = found.table.first_data_row

    def words(row: int, column: int, text: str) -> str:
        if row >= first and column in sealed and text.strip():
            return mask(sealed[column], text)
        text = _ID.sub(lambda match: mask_id(match[0]), text)
        return _PHONE.sub(lambda match: mask_phone(match[0]), text)

    return words
