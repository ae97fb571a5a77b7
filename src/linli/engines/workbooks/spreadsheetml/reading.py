"""What does a SpreadsheetML 2003 document show?"""

from datetime import datetime

from linli.engines.workbooks.clocks import clock_parts
from linli.engines.workbooks.extents import trimmed
from linli.engines.workbooks.markup import Element, local_name, parse
from linli.engines.workbooks.model import Block, Cell, Choice, Sheet, Value, Workbook
from linli.engines.workbooks.number_formats import shown
from linli.engines.workbooks.refusals import WorkbookRefused
from linli.engines.workbooks.spreadsheetml.formulas import to_a1
from linli.engines.workbooks.spreadsheetml.names import SS, X, number, placed_cells, placed_rows
from linli.engines.workbooks.spreadsheetml.r1c1 import blocks
from linli.engines.workbooks.xlsx.choices import texts_in, written_out
from linli.engines.workbooks.xlsx.styles import PLAIN, Look

_NAMED_FORMATS = {
    "General Date": "yyyy-mm-dd h:mm",
    "Long Date": "yyyy-mm-dd",
    "Medium Date": "yyyy-mm-dd",
    "Short Date": "yyyy-mm-dd",
    "Long Time": "h:mm:ss",
    "Medium Time": "h:mm",
    "Short Time": "h:mm",
    "Currency": "#,##0.00",
    "Euro Currency": "#,##0.00",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "General Number": "General",
}


def read_spreadsheetml(data: bytes) -> Workbook:
    """All worksheets of the document; raises WorkbookRefused."""
    root = parse(data)
    if root.tag != f"{SS}Workbook":
        raise WorkbookRefused("not_a_workbook", "xml")
    looks = looks_of(root)
    grids = {sheet.get(f"{SS}Name", ""): _Grid(sheet, looks) for sheet in root.iterfind(f"{SS}Worksheet")}
    return Workbook("xml", tuple(grid.sheet(grids) for grid in grids.values()))


def looks_of(root: Element) -> dict[str, Look]:
    """What each style of the document means to a reader, by its id."""
    styles = {style.get(f"{SS}ID", ""): style for style in root.iterfind(f"{SS}Styles/{SS}Style")}
    return {key: _look(style, styles) for key, style in styles.items()}


def _look(style: Element, styles: dict[str, Element]) -> Look:
    chain, seen = [style], {style.get(f"{SS}ID")}
    while (parent := styles.get(chain[-1].get(f"{SS}Parent", ""))) is not None and parent.get(
        f"{SS}ID"
    ) not in seen:
        seen.add(parent.get(f"{SS}ID"))
        chain.append(parent)
    borders, font, code = (_first(chain, name) for name in ("Borders", "Font", "NumberFormat"))
    written = "General" if code is None else code.get(f"{SS}Format", "General")
    written = _NAMED_FORMATS.get(written, written)
    return Look(
        boxed=borders is not None and any(b.get(f"{SS}LineStyle", "None") != "None" for b in borders),
        bold=font is not None and font.get(f"{SS}Bold") == "1",
        number_format=written,
        is_clock=bool(clock_parts(written)),
    )


def _first(chain: list[Element], name: str) -> Element | None:
    return next((found for style in chain if (found := style.find(f"{SS}{name}")) is not None), None)


class _Grid:
    """One worksheet on its way to a Sheet."""

    def __init__(self, worksheet: Element, looks: dict[str, Look]) -> None:
        self._worksheet = worksheet
        self._looks = looks
        self.cells: dict[tuple[int, int], Cell] = {}
        self._merges: list[Block] = []
        table = worksheet.find(f"{SS}Table")
        for row, element in placed_rows(table) if table is not None else ():
            for column, cell in placed_cells(element):
                self._take(row, column, cell)

    def sheet(self, grids: dict[str, "_Grid"]) -> Sheet:
        cells, last_row, last_column = trimmed(self.cells, self._merges)
        visible = self._worksheet.find(f"{X}WorksheetOptions/{X}Visible")
        return Sheet(
            name=self._worksheet.get(f"{SS}Name", ""),
            cells=cells,
            merges=tuple(self._merges),
            choices=tuple(self._choices(grids)),
            hidden=visible is not None and visible.text != "SheetVisible",
            last_row=last_row,
            last_column=last_column,
        )

    def _take(self, row: int, column: int, element: Element) -> None:
        across, down = number(element, "MergeAcross"), number(element, "MergeDown")
        if across or down:
            self._merges.append(Block(row, column, row + down, column + across))
        look = self._looks.get(element.get(f"{SS}StyleID", "Default"), PLAIN)
        value = _value(element.find(f"{SS}Data"), look)
        formula = element.get(f"{SS}Formula")
        if value is None and formula is None and not look.boxed:
            return
        self.cells[row, column] = Cell(
            shown(value, look.number_format),
            value,
            look.number_format,
            None if formula is None else to_a1(formula.removeprefix("="), (row, column), whole=True)[0],
            look.boxed,
            look.bold,
        )

    def _choices(self, grids: dict[str, "_Grid"]) -> list[Choice]:
        found = []
        for validation in self._worksheet.iterfind(f"{X}DataValidation"):
            parts = {local_name(child): (child.text or "").strip() for child in validation}
            if parts.get("Type") != "List":
                continue
            listed = parts.get("Value", "")
            options = written_out(listed.strip('"')) if listed.startswith('"') else self._range(listed, grids)
            where = blocks(parts.get("Range", ""))
            if options and where:
                found.append(Choice(where, options))
        return found

    def _range(self, reference: str, grids: dict[str, "_Grid"]) -> tuple[str, ...]:
        sheet = reference.removeprefix("=").rpartition("!")[0].strip("'")
        grid = grids.get(sheet, self)
        texts = [text for block in blocks(reference)[:1] for text in texts_in(grid.cells, block)]
        return tuple(dict.fromkeys(texts))


def _value(element: Element | None, look: Look) -> Value:
    if element is None:
        return None
    text = "".join(str(part) for part in element.itertext()).replace("\r\n", "\n")
    kind = element.get(f"{SS}Type", "String")
    if kind == "Number":
        try:
            as_float = float(text)
        except ValueError:
            return text
        return int(as_float) if as_float.is_integer() and abs(as_float) < 1e15 else as_float
    if kind == "DateTime":
        return _moment(text, look)
    if kind == "Boolean":
        return text.strip() == "1"
    return text


def _moment(text: str, look: Look) -> Value:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    parts = set(clock_parts(look.number_format))
    if parts & set("hms") and not parts & set("YMD"):
        return at.time()
    return at if parts & set("hms") else at.date()
