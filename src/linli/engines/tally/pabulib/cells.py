"""Which cells has each line of a .pb file, under which section?"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from linli.engines.tally.model import Layout, Remark, RemarkCode
from linli.engines.tally.refusals import RefusalCode, TallyRefused

SECTIONS = ("META", "PROJECTS", "VOTES")
MARK = "\ufeff"
LONGEST_QUOTE = 200
"""Lines that one quoted cell may span; beyond that the mark was no quotation."""


@dataclass(slots=True)
class Section:
    """A section as it stands: column names, rows of cells, and the line of each row."""

    columns: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole file as cells."""

    sections: dict[str, Section]
    layout: Layout
    remarks: tuple[Remark, ...]


def text_of(source: str | bytes) -> str:
    """The text of a file; bytes are UTF-8, or UTF-16 when they start with its mark."""
    if isinstance(source, str):
        return source
    try:
        return source.decode("utf-16" if source[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    except UnicodeDecodeError as reason:
        line = source[: reason.start].count(b"\n") + 1
        raise TallyRefused(RefusalCode.NOT_TEXT, f"byte {reason.start}", line=line) from None


def cut(source: str | bytes) -> Sheet:
    """The file cut into sections, rows and cells; refused when it has not exactly one of each section."""
    text = text_of(source)
    newline = "\r\n" if "\r\n" in text else "\n" if "\n" in text else "\r"
    bare = text.removeprefix(MARK)
    layout_lines = bare.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    sections: dict[str, Section] = {}
    remarks: list[Remark] = []
    here: Section | None = None
    for line, cells in _rows(layout_lines, remarks):
        if (title := _title(cells)) in SECTIONS:
            if title in sections:
                raise TallyRefused(RefusalCode.REPEATED_SECTION, title, line=line)
            here = sections[title] = Section()
        elif here is None:
            raise TallyRefused(RefusalCode.TEXT_BEFORE_SECTIONS, cells[0][:40], line=line)
        elif not here.columns and _names_columns(cells, here, sections):
            here.columns = tuple(cell.strip() for cell in cells)
        else:
            here.rows.append(cells)
            here.lines.append(line)
    for name in SECTIONS:
        if name not in sections:
            raise TallyRefused(RefusalCode.NO_SECTION, name)
    layout = Layout(
        newline=newline,
        starts_with_mark=text.startswith(MARK),
        ends_with_newline=bool(layout_lines) and not layout_lines[-1],
        sections=tuple(sections),
        meta_columns=sections["META"].columns,
    )
    return Sheet(sections, layout, tuple(remarks))


def _names_columns(cells: Sequence[str], here: Section, sections: dict[str, Section]) -> bool:
    """Whether a first row names columns; META may come without that line, its rows are known anyway."""
    return here is not sections.get("META") or (not here.rows and cells[0].strip().lower() == "key")


def _title(cells: Sequence[str]) -> str:
    """The title of a section: alone on its line, or followed by empty cells only (spreadsheets add them)."""
    return "" if any(cell.strip() for cell in cells[1:]) else cells[0].strip().upper()


def _rows(lines: list[str], remarks: list[Remark]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Number and cells of every row that is not empty; a row with quoted line ends has its first number."""
    place = 0
    while place < len(lines):
        line, place = lines[place], place + 1
        if '"' not in line:
            if line.strip(" \t;"):
                yield place, tuple(line.split(";"))
        elif (quoted := _quoted(lines, place - 1)) is not None:
            yield place, quoted[0]
            place = quoted[1]
        else:
            remarks.append(Remark(RemarkCode.OPEN_QUOTE, place))
            yield place, tuple(line.split(";"))


def _quoted(lines: list[str], first: int) -> tuple[tuple[str, ...], int] | None:
    """Cells of a row with quotation marks and the place after it; None when a quotation is never closed."""
    # The title at the end can only be reached, and swallowed, from inside an open quotation.
    window = chain((line + "\n" for line in islice(lines, first, first + LONGEST_QUOTE)), (SECTIONS[0],))
    reader = csv.reader(window, delimiter=";", skipinitialspace='; "' in lines[first])
    try:
        cells = tuple(next(reader))
    except csv.Error:
        return None
    after = first + reader.line_num
    swallowed = any(_title((line,)) in SECTIONS for line in lines[first + 1 : after])
    return None if swallowed or after > min(len(lines), first + LONGEST_QUOTE) else (cells, after)


def column(section: Section, name: str, wanted: str) -> int:
    """The place of an obligatory column; refused when it is missing or there twice."""
    places = [place for place, one in enumerate(section.columns) if one.lower() == wanted]
    if not places:
        raise TallyRefused(RefusalCode.NO_COLUMN, f"{name}: {wanted}")
    if len(places) > 1:
        raise TallyRefused(RefusalCode.REPEATED_COLUMN, f"{name}: {wanted}")
    return places[0]


def cell(cells: Sequence[str], place: int) -> str:
    """A cell without the blanks around it; empty where the row is too short."""
    return cells[place].strip() if 0 <= place < len(cells) else ""
