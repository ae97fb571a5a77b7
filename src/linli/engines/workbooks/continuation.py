"""What do added rows hold in columns that nobody fills: a serial number going on, a word repeated?"""

from collections.abc import Callable

from linli.engines.workbooks.model import Value

_LONGEST_SERIAL = 6


def continuation(before: Value, value: Value, *, alone: bool) -> Callable[[int], Value] | None:
    """Go on as the last two drawn rows begin: 4, 5 → 6, 7 …; 元, 元 → 元; None where nothing follows.

    A single drawn row (``alone``) is repeated, and its 1 is the first of a series. The function takes the
    index of the added row, from 0.
    """
    number = _whole(value)
    step = _step(number, value, before, alone=alone)
    if value is None or step is None:
        return None
    if not step or number is None:
        return lambda index: value
    first = number + step
    if isinstance(value, str):
        return lambda index: str(first + step * index)
    return lambda index: first + step * index


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
        return int(value) if value.isascii() and value.isdigit() and len(value) <= _LONGEST_SERIAL else None
    return int(value) if isinstance(value, (int, float)) and float(value).is_integer() else None
