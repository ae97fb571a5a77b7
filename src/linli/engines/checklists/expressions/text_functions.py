"""What do the functions on texts give?"""

import math
import re
from collections.abc import Callable
from functools import lru_cache

from linli.engines.checklists.expressions.values import Nodes, Value, to_number, to_text
from linli.engines.checklists.expressions.world import Scope

Given = list[Value]
Apply = Callable[[Scope, Given], Value]
_SPACE = re.compile(r"[ \t\r\n]+")
_LONGEST = 4000


def _own(scope: Scope, given: Given) -> str:
    return to_text(given[0]) if given else scope.world.read(scope.here)


def _all(given: Given) -> list[str]:
    return [
        text for value in given for text in (value.texts() if isinstance(value, Nodes) else [to_text(value)])
    ]


def _number(scope: Scope, value: Value) -> float:
    return to_number(value, scope.world.zone)


def _whole(scope: Scope, value: Value, otherwise: int) -> int:
    number = _number(scope, value)
    return int(number) if math.isfinite(number) else otherwise


def _concat(_: Scope, given: Given) -> Value:
    return "".join(_all(given))


def _join(_: Scope, given: Given) -> Value:
    return to_text(given[0]).join(_all(given[1:]))


def _substr(scope: Scope, given: Given) -> Value:
    text = to_text(given[0])
    start = _whole(scope, given[1], 0)
    end = _whole(scope, given[2], 0) if len(given) > 2 else len(text)
    start, end = (edge + len(text) if edge < 0 else edge for edge in (start, end))
    return text[max(start, 0) : max(end, 0)]


def _substring(scope: Scope, given: Given) -> Value:
    """XPath 1.0, section 4.2: positions count from 1 and are rounded."""
    text, start = to_text(given[0]), _rounded(_number(scope, given[1]))
    end = start + _rounded(_number(scope, given[2])) if len(given) > 2 else math.inf
    return "".join(letter for at, letter in enumerate(text, start=1) if start <= at < end)


def _rounded(number: float) -> float:
    return math.floor(number + 0.5) if math.isfinite(number) else number


def _before(_: Scope, given: Given) -> Value:
    head, found, _rest = to_text(given[0]).partition(to_text(given[1]) or "\0")
    return head if found else ""


def _after(_: Scope, given: Given) -> Value:
    return to_text(given[0]).partition(to_text(given[1]))[2] if to_text(given[1]) else to_text(given[0])


def _translate(_: Scope, given: Given) -> Value:
    source, target = to_text(given[1]), to_text(given[2])
    table: dict[str, str] = {}
    for at, letter in enumerate(source):
        table.setdefault(letter, target[at : at + 1])
    return "".join(table.get(letter, letter) for letter in to_text(given[0]))


@lru_cache(maxsize=256)
def pattern_of(text: str) -> re.Pattern[str] | None:
    """A pattern as an author writes it; nothing when it is none."""
    try:
        return re.compile(text, re.ASCII)
    except re.error:
        return None


def _regex(_: Scope, given: Given) -> Value:
    """The whole text must match, as in JavaRosa."""
    pattern = pattern_of(to_text(given[1]))
    return pattern is not None and bool(pattern.fullmatch(to_text(given[0])[:_LONGEST]))


def _selected(_: Scope, given: Given) -> Value:
    return to_text(given[1]).strip() in to_text(given[0]).split()


def _selected_at(scope: Scope, given: Given) -> Value:
    chosen, at = to_text(given[0]).split(), _whole(scope, given[1], -1)
    return chosen[at] if 0 <= at < len(chosen) else ""


def _coalesce(_: Scope, given: Given) -> Value:
    return next((text for text in map(to_text, given) if text), "")


def _once(scope: Scope, given: Given) -> Value:
    return scope.current.text or given[0]


FUNCTIONS: dict[str, tuple[int, int, Apply]] = {
    "string": (0, 1, _own),
    "concat": (1, 99, _concat),
    "join": (1, 99, _join),
    "starts-with": (2, 2, lambda _, given: to_text(given[0]).startswith(to_text(given[1]))),
    "ends-with": (2, 2, lambda _, given: to_text(given[0]).endswith(to_text(given[1]))),
    "contains": (2, 2, lambda _, given: to_text(given[1]) in to_text(given[0])),
    "substring-before": (2, 2, _before),
    "substring-after": (2, 2, _after),
    "substring": (2, 3, _substring),
    "substr": (2, 3, _substr),
    "string-length": (0, 1, lambda scope, given: float(len(_own(scope, given)))),
    "normalize-space": (0, 1, lambda scope, given: _SPACE.sub(" ", _own(scope, given)).strip(" ")),
    "translate": (3, 3, _translate),
    "lower-case": (1, 1, lambda _, given: to_text(given[0]).lower()),
    "upper-case": (1, 1, lambda _, given: to_text(given[0]).upper()),
    "regex": (2, 2, _regex),
    "selected": (2, 2, _selected),
    "is-selected": (2, 2, _selected),
    "selected-at": (2, 2, _selected_at),
    "count-selected": (1, 1, lambda _, given: float(len(to_text(given[0]).split()))),
    "coalesce": (1, 99, _coalesce),
    "once": (1, 1, _once),
}
