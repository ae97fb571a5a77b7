"""Which elements does a path lead to?

An absolute path taken inside a repeat means the repeat's own entry, as in JavaRosa and Enketo: each step that
is also an ancestor of the question, and bears no predicate and is not the last, stays with that ancestor.
"""

from collections.abc import Callable, Iterable

from linli.engines.checklists.expressions.grammar import Expression, Path, Step
from linli.engines.checklists.expressions.values import Element, Nodes, Value, to_truth
from linli.engines.checklists.expressions.world import Scope

Evaluator = Callable[[Expression, Scope], Value]


def walk(tree: Path, scope: Scope, start: Nodes | None, evaluate: Evaluator, *, everywhere: bool) -> Nodes:
    """The nodes of a path; ``everywhere`` leaves the question's own repeat entry aside."""
    if start is not None:
        found = list(start.elements)
    else:
        found = [scope.world.document] if tree.absolute else [scope.here]
    home = scope.current.lineage() if tree.absolute and not everywhere else []
    for depth, step in enumerate(tree.steps):
        own = home[depth] if depth < len(home) and depth < len(tree.steps) - 1 else None
        if own is not None and step.axis == "child" and step.name == own.name and not step.predicates:
            found = [own]
            continue
        home = []
        found = _stepped(found, step, scope, evaluate)
    return scope.nodes(*found)


def _stepped(found: list[Element], step: Step, scope: Scope, evaluate: Evaluator) -> list[Element]:
    if step.axis == "filter":
        return _sifted(found, step, scope, evaluate)
    reached: dict[int, Element] = {}
    for element in found:
        near = [each for each in _along(element, step.axis) if step.name in {"*", each.name}]
        near = _sifted(near, step, scope, evaluate)
        reached |= {id(each): each for each in near}
    return list(reached.values())


def _sifted(near: list[Element], step: Step, scope: Scope, evaluate: Evaluator) -> list[Element]:
    for predicate in step.predicates:
        near = _kept([each for each in near if scope.world.applies(each)], predicate, scope, evaluate)
    return near


def _kept(near: list[Element], predicate: Expression, scope: Scope, evaluate: Evaluator) -> list[Element]:
    kept = []
    for position, element in enumerate(near, start=1):
        value = evaluate(predicate, scope.at(element, position, len(near)))
        numbered = isinstance(value, float) and not isinstance(value, bool)
        if value == position if numbered else to_truth(value):
            kept.append(element)
    return kept


def _along(element: Element, axis: str) -> Iterable[Element]:
    along = _AXES.get(axis)
    return along(element) if along else ()


def _siblings(element: Element, *, after: bool) -> list[Element]:
    if element.parent is None:
        return []
    family = element.parent.children
    at = next(i for i, each in enumerate(family) if each is element)
    return family[at + 1 :] if after else family[:at][::-1]


def _below(element: Element) -> Iterable[Element]:
    yield element
    for child in element.children:
        yield from _below(child)


_AXES: dict[str, Callable[[Element], Iterable[Element]]] = {
    "child": lambda element: element.children,
    "self": lambda element: (element,),
    "parent": lambda element: () if element.parent is None else (element.parent,),
    "ancestor": lambda element: element.lineage()[-2::-1],
    "ancestor-or-self": lambda element: element.lineage()[::-1],
    "descendant": lambda element: list(_below(element))[1:],
    "descendant-or-self": _below,
    "following-sibling": lambda element: _siblings(element, after=True),
    "preceding-sibling": lambda element: _siblings(element, after=False),
}
