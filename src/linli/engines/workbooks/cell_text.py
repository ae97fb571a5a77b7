"""How is a value written down so that every Office program takes it as it is meant?"""

import math
import re
from datetime import date, datetime, time

from linli.engines.workbooks.clocks import iso
from linli.engines.workbooks.model import Value
from linli.engines.workbooks.number_formats import shown

LONGEST_TEXT = 32_767
"""Characters one Excel cell holds; a longer text makes Excel call the file broken."""
MOST_DIGITS = 15
"""Digits a sheet keeps of a number; longer ones (an ID number) must be text."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def legal(text: str) -> str:
    """The text without letters XML cannot carry, line ends as \\n, not longer than a cell holds."""
    if not text.isprintable():
        text = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def escaped(text: str) -> str:
    """The text inside an XML element."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def sheet_text(text: str) -> str:
    """A <t> element (unprefixed) holding the text, outer blanks and line ends kept."""
    text = legal(text)
    if "_x" in text:
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
    keeps = text != text.strip() or "\n" in text
    return f'<t xml:space="preserve">{escaped(text)}</t>' if keeps else f"<t>{escaped(text)}</t>"


def is_safe_number(value: int | float) -> bool:
    """True when a sheet keeps every digit of the number."""
    return abs(value) < 10**MOST_DIGITS if isinstance(value, int) else math.isfinite(value)


def as_text(value: Value) -> str:
    """A value where only text can stand: dates in ISO, numbers in full, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (date, datetime, time)):
        return iso(value)
    return shown(value) if isinstance(value, int) or math.isfinite(value) else ""
