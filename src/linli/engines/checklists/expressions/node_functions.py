"""What do the functions on nodes give?"""

from collections.abc import Callable

from linli.engines.checklists.expressions.grammar import Path, parse
from linli.engines.checklists.expressions.paths import walk
from linli.engines.checklists.expressions.tokens import Unreadable
from linli.engines.checklists.expressions.values import Element, Nodes, Value, to_text
from linli.engines.checklists.expressions.world import Scope

Given = list[Value]
Apply = Callable[[Scope, Given], Value]


def _elements(given: Given) -> list[Element]:
    return list(given[0].elements) if given and isinstance(given[0], Nodes) else []


def _position(scope: Scope, given: Given) -> Value:
    if not given:
        return float(scope.here.position if scope.here is scope.current else scope.position)
    found = _elements(given)
    return float(found[0].position) if found else 0.0


def _count_filled(_: Scope, given: Given) -> Value:
    return float(sum(bool(text) for text in given[0].texts())) if isinstance(given[0], Nodes) else 0.0


def _name(_: Scope, given: Given) -> Value:
    found = _elements(given)
    return found[0].name if found else ""


def _instance(scope: Scope, given: Given) -> Value:
    top = scope.world.lists.get(to_text(given[0]))
    return scope.nodes() if top is None else scope.nodes(top)


def _choice_name(scope: Scope, given: Given) -> Value:
    """The question is named by the text of a path: ``jr:choice-name(${q}, '${q}')``."""
    try:
        tree = parse(to_text(given[1]).strip())
    except Unreadable:
        return to_text(given[0])
    if not isinstance(tree, Path) or any(step.predicates for step in tree.steps):
        return to_text(given[0])
    found = walk(tree, scope, None, lambda *_: "", everywhere=False).elements
    return scope.world.choice_label(to_text(given[0]), found[0] if found else None)


FUNCTIONS: dict[str, tuple[int, int, Apply]] = {
    "position": (0, 1, _position),
    "last": (0, 0, lambda scope, _: float(scope.size)),
    "count": (1, 1, lambda _, given: float(len(_elements(given)))),
    "count-non-empty": (1, 1, _count_filled),
    "name": (1, 1, _name),
    "local-name": (1, 1, _name),
    "current": (0, 0, lambda scope, _: scope.nodes(scope.current)),
    "instance": (1, 1, _instance),
    "randomize": (1, 2, lambda _, given: given[0]),
    "jr:choice-name": (2, 2, _choice_name),
    "jr:itext": (1, 1, lambda _, given: to_text(given[0])),
    "version": (0, 0, lambda scope, _: scope.world.version),
}
