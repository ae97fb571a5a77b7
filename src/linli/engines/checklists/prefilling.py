"""What is known of a question before it is asked, and how many entries does each repeat begin with?"""

from collections.abc import Mapping, Sequence
from typing import Any

from linli.engines.checklists.answers import MOST_ENTRIES
from linli.engines.checklists.expressions.values import Element
from linli.engines.checklists.model import Checklist, Group, Node, Question, Repeat


def with_entries(checklist: Checklist, prefill: Mapping[str, Any]) -> dict[str, Any]:
    """Answers whose repeats have as many entries as the longest list of known values, else one."""
    return _level(checklist.children, prefill)


def known_value(question: Question, element: Element, prefill: Mapping[str, Any]) -> Any:
    """The value known for our own field; of a list the one for the repeat's entry; nothing when none is."""
    known = prefill.get(question.field_name) if question.field_name else None
    if not isinstance(known, list | tuple):
        return known
    at = next((step.position for step in element.lineage() if step.repeats), 1)
    return known[at - 1] if at <= len(known) else None


def _level(nodes: Sequence[Node], prefill: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for node in nodes:
        if isinstance(node, Repeat):
            count = 0 if node.count else _known(node.children, prefill)
            made[node.name] = [_level(node.children, prefill) for _ in range(count)]
        elif isinstance(node, Group):
            inner = _level(node.children, prefill)
            made |= inner if node.flat else {node.name: inner}
    return made


def _known(nodes: Sequence[Node], prefill: Mapping[str, Any]) -> int:
    counts = [1]
    for node in nodes:
        if isinstance(node, Question):
            known = prefill.get(node.field_name) if node.field_name else None
            counts.append(min(len(known), MOST_ENTRIES) if isinstance(known, list | tuple) else 1)
        elif isinstance(node, Group):
            counts.append(_known(node.children, prefill))
    return max(counts)
