"""Which calculations and conditions need which others, in what order, and where do they run in a circle?"""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from linli.engines.checklists.expressions.grammar import Binary, Call, Expression, Negative, Path, parse
from linli.engines.checklists.expressions.tokens import Unreadable
from linli.engines.checklists.model import Checklist, Node, Question

MOST_CIRCLES = 10
Graph = dict[str, set[str]]


def in_order(checklist: Checklist) -> list[str]:
    """The paths of all questions, those that others need first."""
    graph = _graph(checklist)
    _unwind(graph)
    return [key.removeprefix("=") for key in TopologicalSorter(graph).static_order() if key.startswith("=")]


def circles(checklist: Checklist) -> list[tuple[str, ...]]:
    """The paths that need each other in a circle, each circle once."""
    return [tuple(dict.fromkeys(key.lstrip("=?") for key in circle)) for circle in _unwind(_graph(checklist))]


def _unwind(graph: Graph) -> list[list[str]]:
    """Cut circles open until none is left (or far too many were)."""
    found: list[list[str]] = []
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as told:
            circle = told.args[1]
            # graphlib lists a circle so that each is needed by the next one.
            graph[circle[1]].discard(circle[0])
            if len(found) < MOST_CIRCLES:
                found.append(circle)
        else:
            return found


def _graph(checklist: Checklist) -> Graph:
    """ "=path" is the value of a place, "?path" whether it applies; each with what it needs."""
    nodes = {node.path: node for node in checklist.nodes()}
    graph: Graph = {}
    for path, node in nodes.items():
        # A group may look at what is inside it (Enketo values that as if the group applied).
        needed = {
            target for target in _needed(node.rules.relevant, path) if not target.startswith(f"{path}/")
        }
        graph[f"?{path}"] = {f"={target}" for target in needed}
        above = path.rpartition("/")[0]
        if above in nodes:
            graph[f"?{path}"].add(f"?{above}")
        graph[f"={path}"] = {f"?{path}"} | {f"={target}" for target in _needed(_calculation(node), path)}
        graph[f"={path}"].discard(f"={path}")
    for key, needed in graph.items():
        graph[key] = {each for each in needed if each[1:] in nodes}
    return graph


def _calculation(node: Node) -> str:
    return node.rules.calculation if isinstance(node, Question) and not node.triggers else ""


def _needed(expression: str, path: str) -> set[str]:
    if not expression:
        return set()
    try:
        return set(named_paths(parse(expression), path, path))
    except Unreadable:
        return set()


def named_paths(tree: Expression, here: str, current: str) -> Iterator[str]:
    """The places an expression looks at, without numbers."""
    match tree:
        case Binary(_, left, right):
            yield from named_paths(left, here, current)
            yield from named_paths(right, here, current)
        case Negative(inner):
            yield from named_paths(inner, here, current)
        case Call(_, arguments):
            for argument in arguments:
                yield from named_paths(argument, here, current)
        case Path():
            yield from _steps(tree, here, current)


def _steps(tree: Path, here: str, current: str) -> Iterator[str]:
    at: str | None = "" if tree.absolute else here
    if tree.start is not None:
        yield from named_paths(tree.start, here, current)
        at = current if tree.start == Call("current", ()) else None
    for step in tree.steps:
        if at is not None:
            at = _after(at, step.axis, step.name)
        for predicate in step.predicates:
            yield from named_paths(predicate, at or "?", current)
    if at:
        yield at


def _after(at: str, axis: str, name: str) -> str | None:
    if axis == "parent":
        return at.rpartition("/")[0]
    if axis in {"self", "filter"}:
        return at
    return f"{at}/{name}" if axis == "child" and name != "*" else None
