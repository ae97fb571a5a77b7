"""How does one value stand in a cell of an .xlsx?"""

from collections.abc import Sequence
from datetime import date, datetime, time

from linli.engines.workbooks.cell_text import as_text, escaped, is_safe_number, legal
from linli.engines.workbooks.clocks import iso, serial
from linli.engines.workbooks.model import Value
from linli.engines.workbooks.xlsx.string_table import StringTable
from linli.engines.workbooks.xlsx.styles import Look

EMPTY = "/>"
"""The tail of a cell that holds nothing."""


class ValueWriter:
    """Turns values into the tail of a <c> element: type attribute, then content.

    Texts are always shared strings, so "=1+1" stays a text and an ID number keeps its 18 digits. Dates are
    true dates only under a date format; otherwise they are text in ISO.
    """

    def __init__(self, strings: StringTable, looks: Sequence[Look], prefix: str, *, from_1904: bool) -> None:
        self._strings = strings
        self.known = strings.numbers
        self._looks = looks
        self._from_1904 = from_1904
        self.open_text = f' t="s"><{prefix}v>'
        self._openings = {"s": self.open_text, "n": f"><{prefix}v>", "b": f' t="b"><{prefix}v>'}
        self.close = f"</{prefix}v></{prefix}c>"
        self._formula = (f"><{prefix}f>", f"</{prefix}f></{prefix}c>")

    def is_clock(self, style: int) -> bool:
        """True when numbers of this style show as dates or times."""
        return style < len(self._looks) and self._looks[style].is_clock

    def tail(self, value: Value, style: int) -> str:
        """What follows the style of a cell: its type, its content and its end."""
        kind, text = self.stored(value, style)
        return f"{self._openings[kind]}{text}{self.close}" if kind else EMPTY

    def stored_tail(self, kind: str | None, text: str | None) -> str:
        """The same for content as it is stored already."""
        told = f' t="{kind}"' if kind else ""
        return f"{told}{self._openings['n']}{escaped(text or '')}{self.close}"

    def formula_tail(self, formula: str) -> str:
        """The same for a formula, whose result the reading program works out."""
        return f"{self._formula[0]}{escaped(formula)}{self._formula[1]}"

    def stored(self, value: Value, style: int) -> tuple[str, str]:
        """(type, content of <v>): "s" with a string number, "n", "b", or "" for an empty cell."""
        if isinstance(value, bool):
            return "b", str(int(value))
        if isinstance(value, (int, float)) and is_safe_number(value):
            return "n", repr(value)
        if isinstance(value, (date, datetime, time)):
            if self.is_clock(style):
                return "n", _short(serial(value, from_1904=self._from_1904))
            value = iso(value)
        text = legal(as_text(value))
        if not text:
            return "", ""
        return "s", str(self._strings.number(text))


def _short(number: float) -> str:
    return str(int(number)) if number.is_integer() else repr(number)
