"""What do added rows hold in columns that nobody fills: a serial number going on, a word repeated?"""

from collections.abc import Sequence

from linli.engines.workbooks.markup import Element, namespace
from linli.engines.workbooks.model import Value
from linli.engines.workbooks.xlsx.row_plan import Otherwise, nothing
from linli.engines.workbooks.xlsx.strings import string_text
from linli.engines.workbooks.xlsx.value_writing import ValueWriter


def continued(
    pair: tuple[Element | None, Element], first_added: int, strings: Sequence[str], writer: ValueWriter
) -> Otherwise:
    """Go on as the last two drawn rows begin: 4, 5 → 6, 7 …; 元, 元 → 元; anything else stays empty.

    A single drawn row is repeated, and its 1 is the first of a series.
    """
    above, cell = pair
    value = stored_value(cell, strings)
    if value is None:
        return nothing
    style = int(cell.get("s") or 0)
    number, before = _whole(value), None if above is None else stored_value(above, strings)
    step = _step(number, value, before, alone=above is None)
    if step is None:
        return nothing
    if not step or number is None:
        tail = writer.tail(value, style)
        return lambda row: tail
    start, as_text = number + step, isinstance(value, str)

    def going_on(row: int) -> str:
        following = start + step * (row - first_added)
        return writer.tail(str(following) if as_text else following, style)

    return going_on


def _step(number: int | None, value: Value, before: Value, *, alone: bool) -> int | None:
    """How much each row adds: 0 to repeat, None to leave empty."""
    if alone:
        return 1 if number == 1 else 0
    if value == before:
        return 0
    earlier = _whole(before)
    if number is None or earlier is None or type(value) is not type(before):
        return None
    return number - earlier


def _whole(value: Value) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else None  # noqa: PLR2004
    return int(value) if isinstance(value, (int, float)) and float(value).is_integer() else None


def stored_value(cell: Element, strings: Sequence[str]) -> Value:
    """The constant a cell holds as it is stored (a date is its number); None for nothing or a formula."""
    space = namespace(cell)
    if cell.find(f"{space}f") is not None:
        return None
    inline = cell.find(f"{space}is")
    if inline is not None:
        return string_text(inline)
    text = cell.findtext(f"{space}v")
    if not text:
        return None
    kind = cell.get("t", "n")
    if kind == "s":
        index = int(text)
        return strings[index] if index < len(strings) else None
    if kind == "b":
        return text == "1"
    return text if kind != "n" else float(text)
