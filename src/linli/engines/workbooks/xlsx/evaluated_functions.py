"""What do the functions give that forms use for their totals?"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from linli.engines.workbooks.model import Value


class Unknown(Exception):
    """A formula or value that is not worked out here."""


@dataclass(frozen=True, slots=True)
class Area:
    """The values of a block of cells, row by row."""

    values: tuple[Value, ...]


Argument = Value | Area


def as_number(value: Value) -> float:
    """A value in arithmetic: nothing is 0, truth is 1 or 0; a text has no number here."""
    if value is None:
        return 0.0
    if isinstance(value, (bool, int, float)):
        return float(value)
    raise Unknown("no number")


def _is_number(value: Value) -> bool:
    if value is None or isinstance(value, (str, bool)):
        return False
    if isinstance(value, (int, float)):
        return True
    raise Unknown("a date")  # whether it is stored as a number is told by its style


def compared(sign: str, left: Value, right: Value) -> bool:
    """Two values of one kind compared; texts without regard to case."""
    if isinstance(left, str) or isinstance(right, str):
        one, other = ("" if value is None else value for value in (left, right))
        if not (isinstance(one, str) and isinstance(other, str)):
            raise Unknown("kinds")
        if sign not in {"=", "<>"}:
            raise Unknown("order of texts")
        return (one.casefold() == other.casefold()) is (sign == "=")
    a, b = as_number(left), as_number(right)
    return {"=": a == b, "<>": a != b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[sign]


def _numbers(arguments: Sequence[Argument]) -> Iterator[float]:
    """Numbers among cells, and arguments written out, which must be numbers."""
    for argument in arguments:
        if isinstance(argument, Area):
            yield from (float(v) for v in argument.values if isinstance(v, (int, float)) and _is_number(v))
            for value in argument.values:
                _is_number(value)
        else:
            yield as_number(argument)


def _sum(arguments: Sequence[Argument]) -> Value:
    return sum(_numbers(arguments))


def _count(arguments: Sequence[Argument]) -> Value:
    return float(sum(1 for _ in _numbers(arguments)))


def _count_filled(arguments: Sequence[Argument]) -> Value:
    return float(
        sum(
            sum(value is not None for value in argument.values) if isinstance(argument, Area) else 1
            for argument in arguments
        )
    )


def _count_blank(arguments: Sequence[Argument]) -> Value:
    (area,) = _areas(arguments, 1)
    return float(sum(value is None or value == "" for value in area.values))


def _average(arguments: Sequence[Argument]) -> Value:
    numbers = list(_numbers(arguments))
    if not numbers:
        raise Unknown("no numbers")
    return sum(numbers) / len(numbers)


def _largest(arguments: Sequence[Argument]) -> Value:
    return max(_numbers(arguments), default=0.0)


def _smallest(arguments: Sequence[Argument]) -> Value:
    return min(_numbers(arguments), default=0.0)


def _rounded(arguments: Sequence[Argument]) -> Value:
    """Half away from zero, on the 15 digits a person sees."""
    number, places = (_one(argument) for argument in _exactly(arguments, 2))
    exact = Decimal(f"{as_number(number):.15g}")
    return float(exact.quantize(Decimal(1).scaleb(-int(as_number(places))), ROUND_HALF_UP))


def _if(arguments: Sequence[Argument]) -> Value:
    if len(arguments) not in {2, 3}:
        raise Unknown("IF")
    condition = _one(arguments[0])
    if isinstance(condition, str):
        raise Unknown("condition")
    if as_number(condition):
        return _one(arguments[1])
    return _one(arguments[2]) if len(arguments) == 3 else False


def _count_if(arguments: Sequence[Argument]) -> Value:
    area, wanted = _exactly(arguments, 2)
    fits = _criterion(_one(wanted))
    return float(sum(fits(value) for value in _areas([area], 1)[0].values))


def _sum_if(arguments: Sequence[Argument]) -> Value:
    if len(arguments) not in {2, 3}:
        raise Unknown("SUMIF")
    area, summed = _areas([arguments[0], arguments[-1] if len(arguments) > 2 else arguments[0]], 2)
    if len(area.values) != len(summed.values):
        raise Unknown("sizes")
    fits = _criterion(_one(arguments[1]))
    kept = tuple(value for test, value in zip(area.values, summed.values, strict=True) if fits(test))
    return sum(_numbers([Area(kept)]))


def _criterion(wanted: Value) -> Callable[[Value], bool]:
    """A number, a text without wildcards, or a text beginning with a comparison."""
    if not isinstance(wanted, str):
        number = as_number(wanted)
        return lambda value: _is_number(value) and as_number(value) == number
    if set(wanted) & set("*?~"):
        raise Unknown("wildcards")
    match = re.fullmatch(r"(<>|<=|>=|<|>|=)?\s*(-?\d+(?:\.\d+)?)", wanted)
    if match is not None:
        sign, limit = match[1] or "=", float(match[2])
        if sign == "<>":
            return lambda value: not (_is_number(value) and as_number(value) == limit)
        return lambda value: _is_number(value) and compared(sign, value, limit)
    if wanted[:1] in "<>=" or not wanted:
        raise Unknown("criterion")
    return lambda value: isinstance(value, str) and value.casefold() == wanted.casefold()


def _one(argument: Argument) -> Value:
    if isinstance(argument, Area):
        if len(argument.values) != 1:
            raise Unknown("block")
        return argument.values[0]
    return argument


def _exactly(arguments: Sequence[Argument], count: int) -> Sequence[Argument]:
    if len(arguments) != count:
        raise Unknown("arguments")
    return arguments


def _areas(arguments: Sequence[Argument], count: int) -> list[Area]:
    areas = [argument for argument in _exactly(arguments, count) if isinstance(argument, Area)]
    if len(areas) != count:
        raise Unknown("no block")
    return areas


FUNCTIONS: dict[str, Callable[[Sequence[Argument]], Value]] = {
    "SUM": _sum,
    "COUNT": _count,
    "COUNTA": _count_filled,
    "COUNTBLANK": _count_blank,
    "AVERAGE": _average,
    "MAX": _largest,
    "MIN": _smallest,
    "ROUND": _rounded,
    "IF": _if,
    "COUNTIF": _count_if,
    "SUMIF": _sum_if,
}
"""Functions by name; each takes its arguments worked out and raises Unknown where it does not know."""
