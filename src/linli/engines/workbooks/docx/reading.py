"""What do the tables of a Word document show?"""

from dataclasses import dataclass, field

from linli.engines.workbooks.archives import Archive
from linli.engines.workbooks.docx.borders import Borders
from linli.engines.workbooks.docx.names import TABLE_NAME, Words, own, placed_cells, tables
from linli.engines.workbooks.docx.text import cell_text, is_bold, paragraph_text
from linli.engines.workbooks.extents import trimmed
from linli.engines.workbooks.markup import Element, local_name
from linli.engines.workbooks.model import Block, Cell, Choice, Sheet, Workbook
from linli.engines.workbooks.refusals import WorkbookRefused
from linli.engines.workbooks.relations import relations


def document_part(archive: Archive) -> str:
    """The main part of a .docx; raises WorkbookRefused when there is none."""
    for relation in relations(archive, "").values():
        if relation.kind == "officeDocument" and archive.has(relation.target):
            return relation.target
    raise WorkbookRefused("not_a_workbook", "no document part")


def read_docx(archive: Archive) -> Workbook:
    """Every table as a sheet named 表1, 表2 …, with the lines above it as its heading."""
    part = document_part(archive)
    root = archive.tree(part)
    words = Words(root)
    body = root.find(words("body"))
    if body is None:
        raise WorkbookRefused("not_a_workbook", "no document body")
    borders = Borders(archive, part, words)
    headings = _headings(body, words)
    sheets = []
    for index, table in enumerate(tables(body, words), start=1):
        grid = _Grid(table, words, borders)
        sheets.append(grid.sheet(TABLE_NAME.format(index), tuple(headings.get(table, ()))))
    return Workbook("docx", tuple(sheets))


def _headings(body: Element, words: Words) -> dict[Element, list[str]]:
    """Lines of text between the table before (or the beginning) and each table of the body."""
    found: dict[Element, list[str]] = {}
    lines: list[str] = []
    for element in _flow(body, words):
        if element.tag == words("tbl"):
            found[element], lines = lines, []
        elif text := paragraph_text(element, words).strip():
            lines.append(text)
    return found


def _flow(parent: Element, words: Words) -> list[Element]:
    found: list[Element] = []
    for child in parent:
        if child.tag in {words("p"), words("tbl")}:
            found.append(child)
        elif local_name(child) in {"sdt", "sdtContent", "customXml", "ins"}:
            found.extend(_flow(child, words))
    return found


@dataclass(slots=True)
class _Open:
    """A vertical merge that may go on in the next row."""

    row: int
    last_row: int
    column: int
    span: int


@dataclass(slots=True)
class _Grid:
    table: Element
    words: Words
    borders: Borders
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Block] = field(default_factory=list)
    choices: dict[tuple[str, ...], list[Block]] = field(default_factory=dict)
    open: dict[int, _Open] = field(default_factory=dict)

    def sheet(self, name: str, heading: tuple[str, ...]) -> Sheet:
        for number, row in enumerate(own(self.table, "tr", self.words), start=1):
            self._take_row(number, row)
        for merge in self.open.values():
            self._close(merge)
        cells, last_row, last_column = trimmed(self.cells, self.merges)
        choices = tuple(Choice(tuple(blocks), options) for options, blocks in self.choices.items())
        merges = tuple(sorted(self.merges, key=lambda m: (m.first_row, m.first_column)))
        return Sheet(name, cells, merges, choices, heading, last_row=last_row, last_column=last_column)

    def _take_row(self, number: int, row: Element) -> None:
        going_on: dict[int, _Open] = {}
        for column, span, cell in placed_cells(row, self.words):
            self._take_cell((number, column), span, cell)
            merge = cell.find(f"{self.words('tcPr')}/{self.words('vMerge')}")
            above = self.open.get(column)
            if merge is not None and self.words.value(merge) != "restart" and above is not None:
                above.last_row = number
                going_on[column] = self.open.pop(column)
            else:
                going_on[column] = _Open(number, number, column, span)
        for merge_above in self.open.values():
            self._close(merge_above)
        self.open = going_on

    def _take_cell(self, at: tuple[int, int], span: int, cell: Element) -> None:
        text, boxed = cell_text(cell, self.words), self.borders.around(self.table, cell)
        merge = cell.find(f"{self.words('tcPr')}/{self.words('vMerge')}")
        if merge is not None and self.words.value(merge) != "restart":
            text = ""
        if text or boxed:
            bold = bool(text) and is_bold(cell, self.words)
            for column in range(at[1], at[1] + span):
                own_text = text if column == at[1] else ""
                self.cells[at[0], column] = Cell(own_text, own_text or None, boxed=boxed, bold=bold)
        options = _options(cell, self.words)
        if options:
            self.choices.setdefault(options, []).append(Block(*at, *at))

    def _close(self, merge: _Open) -> None:
        if merge.last_row > merge.row or merge.span > 1:
            self.merges.append(Block(merge.row, merge.column, merge.last_row, merge.column + merge.span - 1))


def _options(cell: Element, words: Words) -> tuple[str, ...]:
    """Entries of a drop-down content control, the prompt (an entry without a value) left out."""
    found = []
    for control in ("dropDownList", "comboBox"):
        for menu in cell.iter(words(control)):
            for item in menu.iterfind(words("listItem")):
                text = words.value(item, "displayText") or words.value(item, "value")
                if words.value(item, "value"):
                    found.append(text)
    return tuple(dict.fromkeys(found))
