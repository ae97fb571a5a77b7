"""What do these answers amount to: values, what applies, what is amiss, what was noticed?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from linli.engines.checklists.answers import Answers, everything, planted
from linli.engines.checklists.choosing import in_words
from linli.engines.checklists.expressions.values import Element, to_text
from linli.engines.checklists.expressions.world import place_of
from linli.engines.checklists.model import ATTACHED, CHOOSING, Checklist, Question, Repeat
from linli.engines.checklists.prefilling import with_entries
from linli.engines.checklists.running import Run, Setting
from linli.engines.checklists.verdicts import AnswerError, verdict

__all__ = ["AnswerError", "FieldAnswer", "Finding", "Setting", "State", "begin", "evaluate"]

_NOTHING_FOUND = frozenset({"", "no", "none", "ok", "0", "false"})
_FINDINGS = {"problem": "problem", "问题": "problem", "need": "need", "需求": "need"}


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer to notice: ``kind`` is problem or need (or what else the checklist says).

    ``keys`` are the key after the colon (``problem:gas``), else the names of the choices made.
    """

    place: str
    kind: str
    label: str
    answer: str
    value: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """A value for one of our own fields, to be written back."""

    field_name: str
    place: str
    value: str


@dataclass(frozen=True, slots=True)
class State:
    """A filled checklist, judged.  Places that do not apply are in nothing here."""

    values: dict[str, Any]
    visible: tuple[str, ...]
    errors: tuple[AnswerError, ...] = ()
    findings: tuple[Finding, ...] = ()
    fields: tuple[FieldAnswer, ...] = ()
    readonly: frozenset[str] = frozenset()
    attachments: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""

    @property
    def is_complete(self) -> bool:
        """True when nothing is amiss."""
        return not self.errors


def begin(checklist: Checklist, setting: Setting, prefill: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Fresh answers with defaults; ``prefill`` holds values of our own fields, lists for those in repeats."""
    given = prefill or {}
    document = planted(checklist, with_entries(checklist, given))
    run = Run(checklist, document, setting)
    run.fill(document, given)
    run.count_all_entries(given)
    return _texts(document.children[0])


def evaluate(checklist: Checklist, answers: Answers, setting: Setting) -> State:
    """Recalculate, drop what does not apply, and judge what remains."""
    document = planted(checklist, answers)
    run = Run(checklist, document, setting)
    run.settle()
    asked = [element for element in everything(document.children[0]) if run.applies(element)]
    questions = [(element.about, element) for element in asked if isinstance(element.about, Question)]
    shown = [(question, element) for question, element in questions if question.is_shown]
    answered = [(question, element) for question, element in questions if run.read(element)]
    places = {id(element): place_of(element) for element in asked}
    return State(
        values=_values(run, document.children[0]),
        visible=tuple(places[id(e)] for e in asked if not isinstance(e.about, Question) or e.about.is_shown),
        errors=tuple(error for question, element in shown for error in verdict(run, question, element)),
        findings=tuple(_findings(run, answered)),
        fields=tuple(
            FieldAnswer(question.field_name, places[id(element)], run.read(element))
            for question, element in questions
            if question.field_name
        ),
        readonly=frozenset(
            places[id(e)] for q, e in shown if q.rules.readonly and run.holds(q.rules.readonly, e)
        ),
        attachments={places[id(e)]: run.read(e) for q, e in answered if q.kind in ATTACHED},
        labels={places[id(element)]: run.spoken(question.label, element) for question, element in shown},
        words={places[id(element)]: in_words(run, element) for _, element in answered},
        summary=_summary(run),
    )


def _summary(run: Run) -> str:
    said = run.checklist.summary
    return to_text(run.value(said, run.document.children[0])) if said else ""


def _values(run: Run, element: Element) -> dict[str, Any]:
    """Nested answers of what applies; empty ones are left out, entries of repeats kept for their order."""
    values: dict[str, Any] = {}
    for child in element.children:
        if not run.applies(child):
            continue
        if isinstance(child.about, Question):
            if text := run.read(child):
                values[child.name] = text
        elif isinstance(child.about, Repeat):
            values.setdefault(child.name, []).append(_values(run, child))
        elif inner := _values(run, child):
            values[child.name] = inner
    return values


def _texts(element: Element) -> dict[str, Any]:
    """Nested answers as they stand, also of what does not apply yet."""
    texts: dict[str, Any] = {}
    for child in element.children:
        if isinstance(child.about, Question):
            texts |= {child.name: child.text} if child.text else {}
        elif isinstance(child.about, Repeat):
            texts.setdefault(child.name, []).append(_texts(child))
        elif inner := _texts(child):
            texts[child.name] = inner
    return texts


def _findings(run: Run, answered: list[tuple[Question, Element]]) -> Iterator[Finding]:
    for question, element in answered:
        if not question.finding:
            continue
        value = run.read(element)
        if question.found_when:
            noticed = run.holds(question.found_when, element)
        else:
            noticed = value.lower() not in _NOTHING_FOUND
        if noticed:
            said, _, key = question.finding.partition(":")
            kind = _FINDINGS.get(said.strip().lower(), said.strip())
            chosen = tuple(value.split()) if question.kind in CHOOSING else ()
            yield Finding(
                place_of(element),
                kind,
                run.spoken(question.label, element),
                in_words(run, element),
                value,
                (key.strip(),) if key else chosen,
            )
