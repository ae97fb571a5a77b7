"""What is amiss with one answer, in a sentence for the person who gave it?"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from linli.engines.checklists.choosing import offered
from linli.engines.checklists.expressions.moments import moment_of, time_of
from linli.engines.checklists.expressions.values import Element, number_text, to_number
from linli.engines.checklists.expressions.world import place_of
from linli.engines.checklists.model import CHOOSING, Question
from linli.engines.checklists.running import Run

_INTEGER = re.compile(r"-?\d{1,15}", re.ASCII)
_DECIMAL = re.compile(r"-?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})", re.ASCII)

_KINDS: dict[str, tuple[Callable[[str], object], str]] = {
    "integer": (_INTEGER.fullmatch, "请填整数。"),
    "decimal": (_DECIMAL.fullmatch, "请填数字。"),
    "date": (lambda text: moment_of(text, 0), "请填日期，例如 2026-03-08。"),
    "time": (lambda text: time_of(text) is not None, "请填时间，例如 09:30。"),
    "datetime": (lambda text: moment_of(text, 0), "请填日期和时间。"),
}


@dataclass(frozen=True, slots=True)
class AnswerError:
    """One thing amiss: the place, why (required, kind, choice or constraint), and the sentence to show."""

    place: str
    why: Literal["required", "kind", "choice", "constraint"]
    message: str


def verdict(run: Run, question: Question, element: Element) -> Iterator[AnswerError]:
    """The first thing that is amiss with an answer, if anything is."""
    place, text, rules = place_of(element), run.read(element), question.rules
    if question.kind == "note":
        return
    if not text:
        if rules.required and question.kind != "geopoint" and run.holds(rules.required, element):
            said = run.spoken(rules.required_message, element)
            yield AnswerError(place, "required", said or "请填写这一项。")
    elif said := _wrong_kind(question, text):
        yield AnswerError(place, "kind", said)
    elif said := _wrong_choice(run, question, element, text):
        yield AnswerError(place, "choice", said)
    elif rules.constraint and not run.holds(rules.constraint, element):
        said = run.spoken(rules.constraint_message, element)
        yield AnswerError(place, "constraint", said or "填写的内容不符合要求，请检查。")


def _wrong_kind(question: Question, text: str) -> str:
    if question.kind == "range":
        return _outside_range(question, text)
    is_right, said = _KINDS.get(question.kind, (bool, ""))
    return "" if is_right(text) else said


def _outside_range(question: Question, text: str) -> str:
    ends = [
        to_number(question.parameters.get(name, other)) for name, other in (("start", "1"), ("end", "10"))
    ]
    if _DECIMAL.fullmatch(text) and min(ends) <= float(text) <= max(ends):
        return ""
    return f"请填 {number_text(min(ends))} 到 {number_text(max(ends))} 之间的数。"


def _wrong_choice(run: Run, question: Question, element: Element, text: str) -> str:
    if question.kind not in CHOOSING or question.source is None or question.source.file:
        return ""
    names = {name for name, _ in offered(run, question, element)}
    chosen = [text] if question.kind == "select_one" else text.split()
    if not names.issuperset(chosen):
        return "选中的选项已不在列表里，请重新选。"
    if question.kind == "rank" and len(chosen) != len(names):
        return "请给每一项都排上次序。"
    return ""
