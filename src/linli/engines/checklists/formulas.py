"""Which expressions does a checklist hold, and which of them could not be valued here?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linli.engines.checklists.expressions.functions import FUNCTIONS, UNSUPPORTED
from linli.engines.checklists.expressions.grammar import (
    Binary,
    Call,
    Expression,
    Literal,
    Negative,
    Path,
    parse,
)
from linli.engines.checklists.expressions.text_functions import pattern_of
from linli.engines.checklists.expressions.tokens import Unreadable
from linli.engines.checklists.model import Checklist, Node, Question, Repeat, Words

_OUTPUT = re.compile(r"\$\{([^}]*)\}")


@dataclass(frozen=True, slots=True)
class Formula:
    """One expression: whose, in which column, and its text."""

    node: Node | None
    column: str
    text: str


def formulas(checklist: Checklist) -> Iterator[Formula]:
    """Every expression of a checklist in reading order."""
    for node in checklist.nodes():
        rules = node.rules
        yield from _said(
            node,
            relevant=rules.relevant,
            required=rules.required,
            readonly=rules.readonly,
            constraint=rules.constraint,
            calculation=rules.calculation,
        )
        if isinstance(node, Repeat):
            yield from _said(node, repeat_count=node.count)
        if isinstance(node, Question):
            yield from _said(node, default=node.default_expression, found_when=node.found_when)
            source = node.source
            yield from _said(node, choice_filter=source.filter if source and not source.file else "")
        yield from _outputs(node, "label", node.label)
        yield from _outputs(node, "hint", node.hint)
    yield from _said(None, instance_name=checklist.summary)


def _said(node: Node | None, **texts: str) -> Iterator[Formula]:
    return (Formula(node, column, text) for column, text in texts.items() if text)


def _outputs(node: Node, column: str, words: Words) -> Iterator[Formula]:
    found = dict.fromkeys(text for said in words.values() for text in _OUTPUT.findall(said))
    return (Formula(node, column, text) for text in found)


def objection(formula: Formula, lists: frozenset[str]) -> str:
    """Why an expression cannot be valued here; nothing when it can."""
    try:
        tree = parse(formula.text)
    except Unreadable as told:
        rest = f"“{told.text}”" if told.text else "末尾"
        return f"公式看不懂，问题在第 {told.at + 1} 个字符{rest}处"
    return next((said for call in calls(tree) if (said := _call_objection(call, lists))), "")


def _call_objection(call: Call, lists: frozenset[str]) -> str:
    if call.name in UNSUPPORTED:
        return f"函数 {call.name}() 要用到表外的数据，这里不支持"
    known = FUNCTIONS.get(call.name)
    if known is None:
        return f"没有函数 {call.name}()"
    if not known.least <= len(call.arguments) <= known.most:
        return f"函数 {call.name}() 的参数个数不对"
    match call:
        case Call("regex", (_, Literal(pattern))) if pattern_of(pattern) is None:
            return f"正则表达式“{pattern}”有误"
        case Call("instance", (Literal(name),)) if name not in lists:
            return f"外部数据“{name}”不在表里"
    return ""


def calls(tree: Expression) -> Iterator[Call]:
    """Every call within an expression."""
    match tree:
        case Binary(_, left, right):
            yield from calls(left)
            yield from calls(right)
        case Negative(inner):
            yield from calls(inner)
        case Call(_, arguments):
            yield tree
            for argument in arguments:
                yield from calls(argument)
        case Path(steps, _, start):
            if start is not None:
                yield from calls(start)
            for predicate in (each for step in steps for each in step.predicates):
                yield from calls(predicate)
