"""What formula do the stored tokens of an .xls spell?

Tokens after [MS-XLS] 2.5.198 (BIFF8), in reverse Polish order; brackets a person typed are stored as such.
"""

import re
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import xlrd.formula

from linli.engines.workbooks.model import column_letters

_FUNCTIONS: dict[int, tuple[Any, ...]] = dict(getattr(xlrd.formula, "func_defs", {}))
"""Number → (name, fewest arguments, …)."""
_USER_DEFINED = 255
_UNARY_PLUS, _UNARY_MINUS, _PERCENT, _BRACKET = 0x12, 0x13, 0x14, 0x15
_LEFT_OUT, _TEXT, _HINT, _ERROR, _TRUTH, _WHOLE, _NUMBER = 0x16, 0x17, 0x19, 0x1C, 0x1D, 0x1E, 0x1F
_FIRST_OPERAND = 0x20
"""Below: operators and constants; from here on: operands, each in three classes."""
_BINARY = dict(
    zip(
        range(0x03, 0x12),
        ("+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>", " ", ",", ":"),
        strict=True,
    )
)
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_PLAIN_SHEET = re.compile(r"[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[RrCc]\d*([Cc]\d*)?")
_LAST_ROW, _LAST_COLUMN = 65_535, 255


class Unspellable(Exception):
    """A token that has no counterpart in text (links to other files, arrays of constants)."""


@dataclass(frozen=True, slots=True)
class Names:
    """What tokens point to by number: sheets by (first, last) for each external index, and defined names."""

    sheets: Sequence[str]
    externals: Sequence[tuple[int, int] | None]
    names: Sequence[str]

    def prefix(self, index: int) -> str:
        """名单! for an external index; raises Unspellable for another file."""
        span = self.externals[index] if index < len(self.externals) else None
        if span is None or max(span) >= len(self.sheets):
            raise Unspellable("another file")
        first, last = (self.sheets[at] for at in span)
        text = first if first == last else f"{first}:{last}"
        if first == last and _PLAIN_SHEET.fullmatch(text) and not _LIKE_A_CELL.fullmatch(text):
            return f"{text}!"
        return "'{}'!".format(text.replace("'", "''"))


def spelled(tokens: bytes, names: Names, base: tuple[int, int]) -> str:
    """The formula, for the cell ``base`` (row, column from 0) that shared offsets count from."""
    try:
        return _Speller(tokens, names, base).text()
    except (struct.error, IndexError, KeyError, UnicodeDecodeError) as reason:
        raise Unspellable("broken tokens") from reason


class _Speller:
    def __init__(self, tokens: bytes, names: Names, base: tuple[int, int]) -> None:
        self._tokens = tokens
        self._names = names
        self._base = base
        self._at = 0
        self._stack: list[str] = []

    def text(self) -> str:
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token < _FIRST_OPERAND:
                self._basic(token)
            else:
                self._operand(token & 0x1F | 0x20)
        if len(self._stack) != 1:
            raise Unspellable("unfinished")
        return self._stack[0]

    def _take(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from("<" + layout, self._tokens, self._at)
        self._at += struct.calcsize("<" + layout)
        return found

    def _pop(self, count: int) -> list[str]:
        if count > len(self._stack):
            raise Unspellable("too few operands")
        taken = self._stack[len(self._stack) - count :]
        del self._stack[len(self._stack) - count :]
        return taken

    def _basic(self, token: int) -> None:
        if token in _BINARY:
            self._stack.append(_BINARY[token].join(self._pop(2)))
        elif token in {_UNARY_PLUS, _UNARY_MINUS}:
            self._stack.append("+-"[token - _UNARY_PLUS] + self._pop(1)[0])
        elif token == _PERCENT:
            self._stack.append(self._pop(1)[0] + "%")
        elif token == _BRACKET:
            self._stack.append(f"({self._pop(1)[0]})")
        elif token == _HINT:
            self._attribute()
        else:
            self._stack.append(self._constant(token))

    def _constant(self, token: int) -> str:
        if token == _LEFT_OUT:
            return ""
        if token == _TEXT:
            return '"{}"'.format(self._string().replace('"', '""'))
        if token == _ERROR:
            return _ERRORS[self._take("B")[0]]
        if token == _TRUTH:
            return "TRUE" if self._take("B")[0] else "FALSE"
        if token == _WHOLE:
            return str(self._take("H")[0])
        if token == _NUMBER:
            number = self._take("d")[0]
            return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
        raise Unspellable(hex(token))

    def _string(self) -> str:
        length, wide = self._take("BB")
        size = length * (2 if wide & 1 else 1)
        raw = self._tokens[self._at : self._at + size]
        self._at += size
        return raw.decode("utf-16-le" if wide & 1 else "latin-1")

    def _attribute(self) -> None:
        """Hints for the calculation; only "sum of one argument" shows in the text."""
        kind, word = self._take("BH")
        if kind & 0x04:  # a jump table
            self._at += 2 * (word + 1)
        elif kind & 0x10:
            self._stack.append(f"SUM({self._pop(1)[0]})")

    def _operand(self, token: int) -> None:
        readers: dict[int, Callable[[], str]] = {
            0x21: self._function,
            0x22: self._function_of_any,
            0x23: lambda: self._names.names[self._take("I")[0] - 1],
            0x24: lambda: self._cell(*self._take("HH")),
            0x25: lambda: self._area(*self._take("4H")),
            0x2C: lambda: self._cell(*self._offset(*self._take("HH"))),
            0x2D: self._area_by_offset,
            0x39: self._foreign_name,
            0x3A: lambda: self._names.prefix(self._take("H")[0]) + self._cell(*self._take("HH")),
            0x3B: lambda: self._names.prefix(self._take("H")[0]) + self._area(*self._take("4H")),
        }
        sizes = {0x26: 6, 0x27: 6, 0x28: 6, 0x29: 2}  # notes about memory, nothing to show
        if token in sizes:
            self._at += sizes[token]
        elif token in {0x2A, 0x2B, 0x3C, 0x3D}:
            self._at += {0x2A: 4, 0x2B: 8, 0x3C: 6, 0x3D: 10}[token]
            self._stack.append("#REF!")
        elif token in readers:
            self._stack.append(readers[token]())
        else:
            raise Unspellable(hex(token))

    def _function(self) -> str:
        name, count = _FUNCTIONS[self._take("H")[0]][:2]
        return f"{name}({','.join(self._pop(count))})"

    def _function_of_any(self) -> str:
        count, number = self._take("BH")
        arguments = self._pop(count & 0x7F)
        name = arguments.pop(0) if number & 0x7FFF == _USER_DEFINED else _FUNCTIONS[number & 0x7FFF][0]
        return f"{name}({','.join(arguments)})"

    def _foreign_name(self) -> str:
        external, number = self._take("HI")
        if external < len(self._names.externals) and self._names.externals[external] is not None:
            return str(self._names.names[number - 1])
        raise Unspellable("a name of another file")

    def _offset(self, row: int, column: int) -> tuple[int, int]:
        """A shared reference: relative parts are distances from the base cell."""
        flags, place = column & 0xC000, column & 0xFF
        if flags & 0x8000:
            row = (row + self._base[0]) & 0xFFFF
        if flags & 0x4000:
            place = (place + self._base[1]) & 0xFF
        return row, place | flags

    def _area_by_offset(self) -> str:
        top, low, left, right = self._take("4H")
        first, last = self._offset(top, left), self._offset(low, right)
        return self._area(first[0], last[0], first[1], last[1])

    def _cell(self, row: int, column: int) -> str:
        return _column(column) + _row(row, column)

    def _area(self, top: int, low: int, left: int, right: int) -> str:
        if (top, low) == (0, _LAST_ROW):
            return f"{_column(left)}:{_column(right)}"
        if (left & 0xFF, right & 0xFF) == (0, _LAST_COLUMN):
            return f"{_row(top, left)}:{_row(low, right)}"
        return f"{_column(left)}{_row(top, left)}:{_column(right)}{_row(low, right)}"


def _column(word: int) -> str:
    return ("" if word & 0x4000 else "$") + column_letters((word & 0xFF) + 1)


def _row(number: int, column: int) -> str:
    return ("" if column & 0x8000 else "$") + str(number + 1)
