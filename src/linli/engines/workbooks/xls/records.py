"""What does the record stream of an .xls say that xlrd leaves out: formulas, choices, page setup?

Record numbers and layouts after [MS-XLS] 2.4.
"""

import struct
from dataclasses import dataclass, field

from linli.engines.workbooks.model import Block
from linli.engines.workbooks.xls.tokens import Names, Unspellable, spelled
from linli.engines.workbooks.xls.workbook_records import WorkbookRecords, records, text_at

_FORMULA, _SHARED_FORMULA, _VALIDATION_FORMULA = 1, 2, 16

_BOF, _EOF, _BOUNDSHEET = 0x809, 0x0A, 0x85
_FORMULA, _SHARED, _ARRAY, _VALIDATION = 0x06, 0x4BC, 0x221, 0x1BE
_SETUP, _HEADER, _FOOTER, _SHEET_BITS = 0xA1, 0x14, 0x15, 0x81
_MARGINS = {0x26: "left", 0x27: "right", 0x28: "top", 0x29: "bottom"}
_CENTRED = {0x83: "horizontalCentered", 0x84: "verticalCentered"}
_LIST, _WRITTEN_OUT = 3, 0x80
_TOKEN_EXP, _TOKEN_TEXT = 0x01, 0x17


@dataclass(slots=True)
class SheetExtras:
    """What xlrd does not tell of one sheet; rows and columns from 1."""

    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    lists: list[tuple[tuple[Block, ...], str]] = field(default_factory=list)
    """(cells, source) of each list validation; the source as .xlsx writes it: "a,b" in quotes, or a range."""
    margins: dict[str, float] = field(default_factory=dict)
    print_options: set[str] = field(default_factory=set)
    page: dict[str, str] = field(default_factory=dict)
    """Attributes of <pageSetup>."""
    fits_page: bool = False
    header: str = ""
    footer: str = ""
    has_pictures: bool = False


def sheet_extras(stream: bytes, book: WorkbookRecords) -> list[SheetExtras]:
    """Extras of each worksheet, in the order xlrd lists them."""
    return [_Reader(book.targets).read(stream, start) for start in book.starts]


class _Reader:
    def __init__(self, targets: Names) -> None:
        self._targets = targets
        self._extras = SheetExtras()
        self._users: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._tokens: dict[tuple[int, int], bytes] = {}
        self._last = (0, 0)

    def read(self, stream: bytes, start: int) -> SheetExtras:
        for number, content in records(stream, start):
            try:
                self._take(number, content)
            except (struct.error, IndexError, UnicodeDecodeError):
                continue  # one record we cannot read must not cost the sheet
        for first, tokens in self._tokens.items():
            for place in self._users.get(first, ()):
                self._note(place, self._text(tokens, place))
        return self._extras

    def _take(self, number: int, content: bytes) -> None:
        extras = self._extras
        if number in {_FORMULA, _SHARED, _VALIDATION}:
            {_FORMULA: self._formula, _SHARED: self._shared, _VALIDATION: self._validation}[number](content)
        elif number in _MARGINS:
            extras.margins[_MARGINS[number]] = struct.unpack_from("<d", content)[0]
        elif number in _CENTRED and struct.unpack_from("<H", content)[0]:
            extras.print_options.add(_CENTRED[number])
        elif number == _SETUP:
            self._setup(content)
        elif number == _SHEET_BITS:
            extras.fits_page = bool(struct.unpack_from("<H", content)[0] & 0x100)
        elif number in {_HEADER, _FOOTER} and len(content) > 3:
            setattr(
                extras,
                "header" if number == _HEADER else "footer",
                text_at(content, 2, struct.unpack_from("<H", content)[0])[0],
            )
        elif number == 0xEC:  # MSODRAWING
            extras.has_pictures = True

    def _setup(self, content: bytes) -> None:
        paper, scale, start, wide, high, bits = struct.unpack_from("<6H", content)
        header, footer = struct.unpack_from("<dd", content, 16)
        page = {"fitToWidth": str(wide), "fitToHeight": str(high)}
        if not bits & 0x4:  # else paper, scale and orientation are not set
            page |= {"paperSize": str(paper), "scale": str(min(max(scale, 10), 400))}
            page["orientation"] = "portrait" if bits & 0x2 else "landscape"
        if bits & 0x80:
            page |= {"firstPageNumber": str(start), "useFirstPageNumber": "1"}
        if bits & 0x1:
            page["pageOrder"] = "overThenDown"
        self._extras.page = page
        self._extras.margins |= {"header": header, "footer": footer}

    def _formula(self, content: bytes) -> None:
        row, column = place = struct.unpack_from("<HH", content)
        tokens = content[22 : 22 + struct.unpack_from("<H", content, 20)[0]]
        if tokens and tokens[0] == _TOKEN_EXP:
            self._users.setdefault(struct.unpack_from("<HH", tokens, 1), []).append((row, column))
            self._last = place
        else:
            self._note(place, self._text(tokens, place))

    def _shared(self, content: bytes) -> None:
        """The formula of a block follows the first cell that uses it."""
        self._tokens[self._last] = content[10 : 10 + struct.unpack_from("<H", content, 8)[0]]

    def _validation(self, content: bytes) -> None:
        bits, at = struct.unpack_from("<I", content)[0], 4
        if bits & 0xF != _LIST:
            return
        for _ in range(4):  # titles and texts of prompt and error
            _, at = text_at(content, at + 2, struct.unpack_from("<H", content, at)[0])
        size = struct.unpack_from("<H", content, at)[0]
        tokens = content[at + 4 : at + 4 + size]
        at += 4 + size
        at += 4 + struct.unpack_from("<H", content, at)[0]
        count = struct.unpack_from("<H", content, at)[0]
        corners = [struct.unpack_from("<4H", content, at + 2 + 8 * n) for n in range(count)]
        blocks = tuple(Block(top + 1, left + 1, low + 1, right + 1) for top, low, left, right in corners)
        if blocks and tokens:
            self._extras.lists.append((blocks, self._options(tokens, bits, corners[0])))

    def _options(self, tokens: bytes, bits: int, first: tuple[int, ...]) -> str:
        if bits & _WRITTEN_OUT and tokens[0] == _TOKEN_TEXT:
            text = text_at(tokens, 2, tokens[1])[0].replace("\x00", ",").replace('"', '""')
            return f'"{text}"'
        return self._text(tokens, (first[0], first[2]))

    def _note(self, place: tuple[int, int], text: str) -> None:
        if text:
            self._extras.formulas[place[0] + 1, place[1] + 1] = text

    def _text(self, tokens: bytes, base: tuple[int, int]) -> str:
        try:
            return spelled(tokens, self._targets, base)
        except Unspellable:
            return ""  # the value of the cell remains
