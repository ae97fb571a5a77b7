"""What do the functions on numbers and truths give?"""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from functools import reduce
from operator import add

from linli.engines.checklists.expressions.values import Nodes, Value, to_number, to_text, to_truth
from linli.engines.checklists.expressions.world import Scope, place_of

Given = list[Value]
Apply = Callable[[Scope, Given], Value]


def _number(scope: Scope, given: Given) -> Value:
    return to_number(given[0] if given else scope.world.read(scope.here), scope.world.zone)


def _all(scope: Scope, given: Given) -> list[float]:
    """The numbers among the values; what is none is left out, as in JavaRosa."""
    zone = scope.world.zone
    found = [
        to_number(text, zone)
        for value in given
        for text in (value.texts() if isinstance(value, Nodes) else [value])
    ]
    return [number for number in found if not math.isnan(number)]


def _sum(scope: Scope, given: Given) -> Value:
    # One after another, as the page adds, so that both come to the same last digit.
    return reduce(add, _all(scope, given), 0.0)


def _round(scope: Scope, given: Given) -> Value:
    number = to_number(given[0], scope.world.zone)
    digits = to_number(given[1], scope.world.zone) if len(given) > 1 else 0.0
    if not math.isfinite(number):
        return number
    if not math.isfinite(digits) or abs(digits) > 30:
        return math.nan
    half = ROUND_HALF_DOWN if number < 0 else ROUND_HALF_UP
    try:
        return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-int(digits)), rounding=half))
    except InvalidOperation:
        return number


def _int(scope: Scope, given: Given) -> Value:
    number = to_number(given[0], scope.world.zone)
    return float(math.trunc(number)) if math.isfinite(number) else number


def _checked(function: Callable[..., float]) -> Apply:
    """A function of numbers; not a number where mathematics has none."""

    def apply(scope: Scope, given: Given) -> Value:
        numbers = [to_number(value, scope.world.zone) for value in given]
        try:
            return float(function(*numbers))
        except (ValueError, OverflowError, ZeroDivisionError):
            return math.nan

    return apply


def _power(base: float, exponent: float) -> float:
    try:
        found = math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 == 1 else math.inf
    return found


def _logarithm(base: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0 else base(number)


def _checklist(scope: Scope, given: Given) -> Value:
    least, most = (to_number(value, scope.world.zone) for value in given[:2])
    count = sum(map(to_truth, given[2:]))
    return (least < 0 or count >= least) and (most < 0 or count <= most)


def _weighted(scope: Scope, given: Given) -> Value:
    least, most = (to_number(value, scope.world.zone) for value in given[:2])
    pairs = zip(given[2::2], given[3::2], strict=False)
    total = sum(to_number(weight, scope.world.zone) for factor, weight in pairs if to_truth(factor))
    return least <= total <= most


def _random(scope: Scope, _: Given) -> Value:
    return scope.world.chance.draw(place_of(scope.current))


def _uuid(scope: Scope, _: Given) -> Value:
    return scope.world.chance.uuid(place_of(scope.current))


FUNCTIONS: dict[str, tuple[int, int, Apply]] = {
    "number": (0, 1, _number),
    "int": (1, 1, _int),
    "round": (1, 2, _round),
    "floor": (1, 1, _checked(lambda n: math.floor(n) if math.isfinite(n) else n)),
    "ceiling": (1, 1, _checked(lambda n: math.ceil(n) if math.isfinite(n) else n)),
    "sum": (1, 99, _sum),
    "min": (1, 99, lambda scope, given: min(_all(scope, given), default=math.nan)),
    "max": (1, 99, lambda scope, given: max(_all(scope, given), default=math.nan)),
    "abs": (1, 1, _checked(abs)),
    "pow": (2, 2, _checked(_power)),
    "sqrt": (1, 1, _checked(math.sqrt)),
    "exp": (1, 1, _checked(lambda n: math.inf if n > 709.79 else math.exp(n))),
    "exp10": (1, 1, _checked(lambda n: _power(10.0, n))),
    "log": (1, 1, _checked(_logarithm(math.log))),
    "log10": (1, 1, _checked(_logarithm(math.log10))),
    "pi": (0, 0, lambda *_: math.pi),
    "sin": (1, 1, _checked(math.sin)),
    "cos": (1, 1, _checked(math.cos)),
    "tan": (1, 1, _checked(math.tan)),
    "asin": (1, 1, _checked(math.asin)),
    "acos": (1, 1, _checked(math.acos)),
    "atan": (1, 1, _checked(math.atan)),
    "atan2": (2, 2, _checked(math.atan2)),
    "boolean": (1, 1, lambda _, given: to_truth(given[0])),
    "boolean-from-string": (1, 1, lambda _, given: to_text(given[0]).lower() in {"true", "1"}),
    "not": (1, 1, lambda _, given: not to_truth(given[0])),
    "true": (0, 0, lambda *_: True),
    "false": (0, 0, lambda *_: False),
    "checklist": (2, 99, _checklist),
    "weighted-checklist": (2, 99, _weighted),
    "random": (0, 0, _random),
    "uuid": (0, 1, _uuid),
}
