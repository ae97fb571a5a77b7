"""Which choices can be made at a place now, and how is an answer read out?"""

from linli.engines.checklists.expressions.evaluation import value_of
from linli.engines.checklists.expressions.tokens import Unreadable
from linli.engines.checklists.expressions.values import Element, Nodes, to_truth
from linli.engines.checklists.expressions.world import Scope
from linli.engines.checklists.model import CHOOSING, Question, Source
from linli.engines.checklists.running import Run


def in_words(run: Run, element: Element) -> str:
    """The answer at a place as a person would read it."""
    text, question = run.read(element), element.about
    if isinstance(question, Question) and question.kind in CHOOSING:
        names = [text] if question.kind == "select_one" else text.split()
        return "、".join(run.choice_label(name, element) for name in names)
    return text


def offered(run: Run, question: Question, element: Element) -> list[tuple[str, str]]:
    """The choices that can be made now: names and labels."""
    source = question.source
    if source is None or source.file:
        return []
    if source.nodeset:
        return _from_answers(run, source, element)
    choices = run.checklist.lists.get(source.list_name, ())
    if source.filter and choices:
        items = run.world.lists[source.list_name].children[0].children
        scope = Scope(run.world, element, element)
        numbered = enumerate(zip(choices, items, strict=True), start=1)
        choices = tuple(
            choice
            for at, (choice, item) in numbered
            if _passes(source.filter, scope.at(item, at, len(items)))
        )
    return [(choice.name, run.spoken(choice.label, element) or choice.name) for choice in choices]


def _passes(expression: str, scope: Scope) -> bool:
    try:
        return to_truth(value_of(expression, scope))
    except Unreadable:
        return True


def _from_answers(run: Run, source: Source, element: Element) -> list[tuple[str, str]]:
    rows = run.value(source.nodeset, element)
    elements = rows.elements if isinstance(rows, Nodes) else ()
    scope = Scope(run.world, element, element)
    found: dict[str, str] = {}
    for at, row in enumerate(elements, start=1):
        text = "".join(run.read(child) for child in row.children if child.name == source.child)
        if text and (not source.filter or _passes(source.filter, scope.at(row, at, len(elements)))):
            found[text] = text
    return list(found.items())
