"""What is the value of an expression at a place?"""

import math
from collections.abc import Callable

from linli.engines.checklists.expressions.functions import FUNCTIONS
from linli.engines.checklists.expressions.grammar import (
    Binary,
    Call,
    Expression,
    Literal,
    Negative,
    Number,
    Path,
    parse,
)
from linli.engines.checklists.expressions.moments import Moment
from linli.engines.checklists.expressions.paths import walk
from linli.engines.checklists.expressions.values import (
    Nodes,
    Value,
    to_moment,
    to_number,
    to_text,
    to_truth,
)
from linli.engines.checklists.expressions.world import Scope


def value_of(text: str, scope: Scope) -> Value:
    """The value of a written expression; raises ``Unreadable`` when it is none."""
    return evaluated(parse(text), scope)


def evaluated(tree: Expression, scope: Scope) -> Value:
    """The value of an expression tree."""
    match tree:
        case Number(value):
            return value
        case Literal(text):
            return text
        case Negative(inner):
            return -to_number(evaluated(inner, scope), scope.world.zone)
        case Binary():
            return _binary(tree, scope)
        case Call():
            return _call(tree, scope)
        case Path():
            return _path(tree, scope)


def _path(tree: Path, scope: Scope, *, everywhere: bool = False) -> Value:
    start = None if tree.start is None else evaluated(tree.start, scope)
    if start is not None and not isinstance(start, Nodes):
        return scope.nodes()
    return walk(tree, scope, start, evaluated, everywhere=everywhere)


def _call(tree: Call, scope: Scope) -> Value:
    if tree.name == "if" and len(tree.arguments) == 3:
        chosen = 1 if to_truth(evaluated(tree.arguments[0], scope)) else 2
        return evaluated(tree.arguments[chosen], scope)
    if tree.name == "indexed-repeat" and len(tree.arguments) >= 3:
        return _indexed_repeat(tree, scope)
    known = FUNCTIONS.get(tree.name)
    if known is None or not known.least <= len(tree.arguments) <= known.most:
        return ""
    return known.apply(scope, [evaluated(argument, scope) for argument in tree.arguments])


def _indexed_repeat(tree: Call, scope: Scope) -> Value:
    """Of the nodes of a path those within the given number of each repeat."""
    found = [_path(a, scope, everywhere=True) if isinstance(a, Path) else "" for a in tree.arguments]
    nodes = found[0]
    if not isinstance(nodes, Nodes):
        return scope.nodes()
    kept = list(nodes.elements)
    for group, number in zip(tree.arguments[1::2], tree.arguments[2::2], strict=False):
        groups = _path(group, scope, everywhere=True) if isinstance(group, Path) else ""
        index = to_number(evaluated(number, scope), scope.world.zone)
        wanted = max(int(index), 1) if math.isfinite(index) else 1
        if isinstance(groups, Nodes):
            chosen = {id(element) for element in groups.elements if element.position == wanted}
            kept = [element for element in kept if any(id(step) in chosen for step in element.lineage())]
    return scope.nodes(*kept)


def _binary(tree: Binary, scope: Scope) -> Value:
    if tree.operator in {"and", "or"}:
        left = to_truth(evaluated(tree.left, scope))
        if left is (tree.operator == "or"):
            return left
        return to_truth(evaluated(tree.right, scope))
    left_value, right_value = evaluated(tree.left, scope), evaluated(tree.right, scope)
    zone = scope.world.zone
    if tree.operator == "|":
        return _union(left_value, right_value, scope)
    if tree.operator in _COMPARISONS:
        return _compared(tree.operator, left_value, right_value, zone)
    return _ARITHMETIC[tree.operator](to_number(left_value, zone), to_number(right_value, zone))


def _union(left: Value, right: Value, scope: Scope) -> Value:
    elements = [element for side in (left, right) if isinstance(side, Nodes) for element in side.elements]
    return scope.nodes(*{id(element): element for element in elements}.values())


def _divided(left: float, right: float) -> float:
    if right:
        return left / right
    return (
        math.nan if not left or math.isnan(left) else math.copysign(math.inf, left) * math.copysign(1, right)
    )


def _remainder(left: float, right: float) -> float:
    if not right or not math.isfinite(left) or math.isnan(right):
        return math.nan
    return math.fmod(left, right)


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "div": _divided,
    "mod": _remainder,
}
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def _compared(operator: str, left: Value, right: Value, zone: int) -> bool:
    """Nodes compare when any of them does (XPath 1.0, section 3.4)."""
    if isinstance(left, bool) or isinstance(right, bool):
        return _COMPARISONS[operator](float(to_truth(left)), float(to_truth(right)))
    return any(_pair(operator, one, other, zone) for one in _each(left) for other in _each(right))


def _each(value: Value) -> list[Value]:
    return list(value.texts()) if isinstance(value, Nodes) else [value]


def _pair(operator: str, left: Value, right: Value, zone: int) -> bool:
    if operator in {"=", "!="} and isinstance(left, str) and isinstance(right, str):
        return (left == right) is (operator == "=")
    if operator in {"=", "!="} and Moment in {type(left), type(right)}:
        return _moments_equal(left, right, zone) is (operator == "=")
    return _COMPARISONS[operator](to_number(left, zone), to_number(right, zone))


def _moments_equal(left: Value, right: Value, zone: int) -> bool:
    one, other = to_moment(left, zone), to_moment(right, zone)
    if one is None or other is None:
        return to_text(left) == to_text(right)
    return one.ms == other.ms
