"""How do nested answers become a tree of places, and nested answers again?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from linli.engines.checklists.expressions.values import Element, number_text
from linli.engines.checklists.model import Checklist, Group, Node, Question, Repeat

# Leaves are texts; what else comes from outside is made one.
Answers = Mapping[str, Any]
LONGEST = 20_000
MOST_ENTRIES = 200
# Repeats within repeats multiply; what is beyond this was not answered by a person.
MOST_PLACES = 20_000


def leaf_text(given: Any) -> str:
    """An answer as text, whatever the outside sent."""
    if isinstance(given, str):
        return _storable(given)
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, int | float):
        return number_text(given)
    if isinstance(given, Sequence):
        return _storable(" ".join(each for each in given if isinstance(each, str)))
    return ""


def _storable(text: str) -> str:
    """Without what no database keeps: zero bytes and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()[:LONGEST]


def planted(checklist: Checklist, answers: Answers) -> Element:
    """The tree of all places with the answers in it; the root stands above the first element."""
    document = Element("")
    top = document.add(checklist.root)
    top.about = Group(f"/{checklist.root}", checklist.children)
    _plant(top, checklist.children, _mapping(answers), [MOST_PLACES])
    return document


def _plant(parent: Element, nodes: Sequence[Node], answers: Answers, left: list[int]) -> None:
    """``left`` counts down how many places may still be made."""
    for node in nodes:
        left[0] -= 1
        given = answers.get(node.name)
        if isinstance(node, Question):
            parent.add(node.name, leaf_text(given)).about = node
        elif isinstance(node, Repeat):
            for entry in _entries(given):
                if left[0] > 0:
                    add_entry(parent, node, entry, left)
        elif node.flat:
            _plant(parent, node.children, answers, left)
        else:
            _plant_group(parent, node, given, left)


def _plant_group(parent: Element, group: Group, given: Any, left: list[int]) -> None:
    element = parent.add(group.name)
    element.about = group
    _plant(element, group.children, _mapping(given), left)


def add_entry(parent: Element, repeat: Repeat, answers: Answers, left: list[int]) -> Element:
    """One more entry of a repeat, after its last one; ``left`` counts down as places are made."""
    entry = Element(repeat.name, parent, repeats=True, about=repeat)
    at = [i for i, child in enumerate(parent.children) if child.name == repeat.name]
    parent.children.insert(at[-1] + 1 if at else _place_for(parent, repeat), entry)
    _plant(entry, repeat.children, answers, left)
    return entry


def _place_for(parent: Element, repeat: Repeat) -> int:
    """Where the first entry stands: document order is the order in which answers were planted."""
    later = _names_after(parent, repeat)
    return next((i for i, child in enumerate(parent.children) if child.name in later), len(parent.children))


def _names_after(parent: Element, repeat: Repeat) -> set[str]:
    names = [node.name for node in unfolded(parent.about.children)]
    return set(names[names.index(repeat.name) + 1 :]) if repeat.name in names else set()


def unfolded(nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes of one level: flat groups are seen through."""
    for node in nodes:
        if isinstance(node, Group) and node.flat:
            yield from unfolded(node.children)
        else:
            yield node


def _entries(given: Any) -> list[Answers]:
    return [_mapping(entry) for entry in given[:MOST_ENTRIES]] if isinstance(given, list | tuple) else []


def _mapping(given: Any) -> Answers:
    return given if isinstance(given, Mapping) else {}


def everything(element: Element) -> Iterator[Element]:
    """The places below in reading order."""
    for child in element.children:
        yield child
        yield from everything(child)
