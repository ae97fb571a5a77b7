"""Which constant does a cell of an .xlsx hold, as it is stored?"""

from collections.abc import Sequence

from linli.engines.workbooks.markup import Element, namespace
from linli.engines.workbooks.model import Value
from linli.engines.workbooks.xlsx.strings import string_text


def stored_value(cell: Element | None, strings: Sequence[str]) -> Value:
    """Text, truth or number (a date is its serial number); None for nothing or a formula."""
    if cell is None or cell.find(f"{namespace(cell)}f") is not None:
        return None
    inline = cell.find(f"{namespace(cell)}is")
    if inline is not None:
        return string_text(inline)
    text = cell.findtext(f"{namespace(cell)}v")
    if not text:
        return None
    kind = cell.get("t", "n")
    if kind == "s":
        return strings[int(text)] if int(text) < len(strings) else None
    if kind == "b":
        return text == "1"
    return text if kind != "n" else float(text)
