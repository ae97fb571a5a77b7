"""What is the result of a simple formula of a form: a sum, a count, a share?

Only what forms use, exactly; for anything else the reading program works it out. Grammar and functions after
ECMA-376 part 1, 18.17.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from linli.engines.workbooks.model import Block, Value
from linli.engines.workbooks.references import block_at, cell_at
from linli.engines.workbooks.xlsx.evaluated_functions import FUNCTIONS, Area, Unknown, as_number, compared

Lookup = Callable[[int, int], Value]
"""(row, column) → the value of a cell; raises Unknown where it cannot be told."""

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<text>"(?:[^"]|"")*")
    | (?P<cells>\$?[A-Z]{1,3}\$?[1-9]\d{0,6}(?::\$?[A-Z]{1,3}\$?[1-9]\d{0,6})?)(?![\w(.!])
    | (?P<call>[A-Z][A-Z0-9.]*)\(
    | (?P<truth>TRUE|FALSE)(?![\w(])
    | (?P<number>\d+(?:\.\d*)?(?:E[+-]?\d+)?)
    | (?P<sign><>|<=|>=|[-+*/^&=<>(),%])
    )""",
    re.VERBOSE,
)
_LONGEST = 2_000
_DEEPEST = 40
_LEVELS = ({"=", "<>", "<", ">", "<=", ">="}, {"&"}, {"+", "-"}, {"*", "/"})


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def evaluated(formula: str, lookup: Lookup) -> Value:
    """The result; raises Unknown when the formula holds anything not known here."""
    if len(formula) > _LONGEST:
        raise Unknown("long")
    evaluator = _Evaluator(_tokens(formula), lookup)
    value = evaluator.level(0)
    evaluator.expect_end()
    return _single(value)


def _tokens(formula: str) -> list[_Token]:
    found, at = [], 0
    while at < len(formula.rstrip()):
        match = _TOKEN.match(formula, at)
        if match is None or match.lastgroup is None:
            raise Unknown("token")
        found.append(_Token(match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return found


def _single(value: Value | Area) -> Value:
    """One value where one is wanted; a block of several has none."""
    if isinstance(value, Area):
        if len(value.values) != 1:
            raise Unknown("block")
        return value.values[0]
    return value


class _Evaluator:
    """Recursive descent over the tokens; each level of operators binds closer than the one before."""

    def __init__(self, tokens: list[_Token], lookup: Lookup) -> None:
        self._tokens = tokens
        self._lookup = lookup
        self._at = 0
        self._depth = 0

    def expect_end(self) -> None:
        if self._at != len(self._tokens):
            raise Unknown("rest")

    def _sign(self) -> str:
        if self._at < len(self._tokens) and self._tokens[self._at].kind == "sign":
            return self._tokens[self._at].text
        return ""

    def level(self, number: int) -> Value | Area:
        """A chain of operators of one level, from the left."""
        self._depth += 1
        if self._depth > _DEEPEST * len(_LEVELS):
            raise Unknown("deep")
        value = self._next(number)
        while self._sign() in _LEVELS[number]:
            sign = self._sign()
            self._at += 1
            value = _joined(sign, _single(value), _single(self._next(number)))
        self._depth -= 1
        return value

    def _next(self, number: int) -> Value | Area:
        return self.level(number + 1) if number + 1 < len(_LEVELS) else self._power()

    def _power(self) -> Value | Area:
        value: Value | Area = self._signed()
        while self._sign() == "^":
            self._at += 1
            value = _raised(as_number(_single(value)), as_number(_single(self._signed())))
        return value

    def _signed(self) -> Value | Area:
        if self._sign() in {"+", "-"}:
            sign = self._sign()
            self._at += 1
            number = as_number(_single(self._signed()))
            return -number if sign == "-" else number
        value: Value | Area = self._operand()
        while self._sign() == "%":
            self._at += 1
            value = as_number(_single(value)) / 100
        return value

    def _operand(self) -> Value | Area:
        if self._at >= len(self._tokens):
            raise Unknown("end")
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "cells":
            return self._cells(token.text)
        if token.kind == "call":
            return self._call(token.text)
        if token.kind == "sign":
            return self._bracket(token.text)
        if token.kind == "text":
            return token.text[1:-1].replace('""', '"')
        return token.text == "TRUE" if token.kind == "truth" else float(token.text)

    def _bracket(self, sign: str) -> Value | Area:
        if sign != "(":
            raise Unknown(sign)
        value = self.level(0)
        self._take(")")
        return value

    def _take(self, sign: str) -> None:
        if self._sign() != sign:
            raise Unknown(sign)
        self._at += 1

    def _cells(self, name: str) -> Area:
        plain = name.replace("$", "")
        block = block_at(plain) if ":" in plain else Block(*cell_at(plain), *cell_at(plain))
        rows = range(block.first_row, block.last_row + 1)
        columns = range(block.first_column, block.last_column + 1)
        if len(rows) * len(columns) > _MOST_CELLS:
            raise Unknown("large")
        return Area(tuple(self._lookup(row, column) for row in rows for column in columns))

    def _call(self, name: str) -> Value | Area:
        function = FUNCTIONS.get(name)
        if function is None:
            raise Unknown(name)
        arguments: list[Value | Area] = []
        if self._sign() != ")":
            arguments.append(self.level(0))
            while self._sign() == ",":
                self._at += 1
                arguments.append(self.level(0))
        self._take(")")
        return function(arguments)


_MOST_CELLS = 500_000


def _raised(base: float, power: float) -> float:
    try:
        result = base**power
    except (OverflowError, ZeroDivisionError) as reason:
        raise Unknown("power") from reason
    if isinstance(result, complex):
        raise Unknown("power")
    return float(result)


def _joined(sign: str, left: Value, right: Value) -> Value:
    if sign == "&":
        return _as_text(left) + _as_text(right)
    if sign in _LEVELS[0]:
        return compared(sign, left, right)
    one, other = as_number(left), as_number(right)
    if sign == "/":
        if not other:
            raise Unknown("division by nothing")
        return one / other
    return {"+": one + other, "-": one - other, "*": one * other}[sign]


def _as_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Unknown("text")
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{value:.15g}"
