"""How does a checklist stand on paper: numbered questions with boxes to tick and lines to write on?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from linli.engines.checklists.expressions.grammar import Binary, Call, Path, parse
from linli.engines.checklists.expressions.grammar import Literal as Written
from linli.engines.checklists.expressions.tokens import Unreadable
from linli.engines.checklists.model import (
    ATTACHED,
    CHOOSING,
    Checklist,
    Group,
    Node,
    Question,
    Repeat,
    Words,
    pick,
)

_OUTPUT = re.compile(r"\$\{[^}]*\}")
_MARKUP = re.compile(r"<[^>]*>|\*\*|__|^#+\s*", re.MULTILINE)
_BLANK = "＿＿＿＿"
ENTRIES_ON_PAPER = 3


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row of the paper: a heading, a note or a question; ``number`` is empty for the first two."""

    kind: Literal["heading", "note", "question"]
    text: str
    number: str = ""
    hint: str = ""
    boxes: tuple[str, ...] = ()
    # How many boxes may be ticked, and how many lines there are to write on.
    several: bool = False
    lines: int = 0
    only_if: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printable checklist."""

    title: str
    version: str
    rows: tuple[PrintedRow, ...]


def printed(checklist: Checklist, language: str = "") -> Sheet:
    """The paper version in a language; what is calculated or photographed is not on it."""
    return Sheet(checklist.title, checklist.version, tuple(_Printer(checklist, language).rows()))


class _Printer:
    """Numbers the questions while it writes them down."""

    def __init__(self, checklist: Checklist, language: str) -> None:
        self.checklist = checklist
        self.language = language or checklist.languages[0]
        self.numbers: dict[str, str] = {}
        self.by_path = {node.path: node for node in checklist.nodes()}

    def rows(self) -> Iterator[PrintedRow]:
        yield from self._level(self.checklist.children, "")

    def _level(self, nodes: Sequence[Node], prefix: str) -> Iterator[PrintedRow]:
        for node in nodes:
            if isinstance(node, Question):
                yield from self._question(node, prefix)
            else:
                yield from self._section(node, prefix)

    def _section(self, section: Group | Repeat, prefix: str) -> Iterator[PrintedRow]:
        heading = self._say(section.label)
        if isinstance(section, Group):
            if heading:
                yield PrintedRow("heading", heading, only_if=self._condition(section))
            yield from self._level(section.children, prefix)
            return
        for entry in range(1, ENTRIES_ON_PAPER + 1):
            yield PrintedRow(
                "heading", f"{heading or section.name}（{entry}）", only_if=self._condition(section)
            )
            yield from self._level(section.children, f"{entry}-")

    def _question(self, question: Question, prefix: str) -> Iterator[PrintedRow]:
        if not question.is_shown or question.kind in ATTACHED or question.kind == "geopoint":
            return
        text, hint = self._say(question.label), self._say(question.hint)
        if question.kind == "note":
            yield PrintedRow("note", text, hint=hint, only_if=self._condition(question))
            return
        boxes = self._boxes(question)
        yield PrintedRow(
            "question",
            text,
            self._number(question, prefix),
            hint,
            boxes,
            several=question.kind in {"select_multiple", "rank"},
            lines=0 if boxes else 3 if "multiline" in question.appearance else 1,
            only_if=self._condition(question),
        )

    def _number(self, question: Question, prefix: str) -> str:
        plain = self.numbers.setdefault(question.path, str(len(self.numbers) + 1))
        return f"{prefix}{plain}"

    def _boxes(self, question: Question) -> tuple[str, ...]:
        if question.kind == "acknowledge":
            return ("✓",)
        if question.kind not in CHOOSING or question.source is None:
            return ()
        choices = self.checklist.lists.get(question.source.list_name, ())
        return tuple(self._say(choice.label) or choice.name for choice in choices)

    def _say(self, words: Words) -> str:
        return _MARKUP.sub(
            "", _OUTPUT.sub(_BLANK, pick(words, self.language, *self.checklist.languages))
        ).strip()

    def _condition(self, node: Node) -> str:
        """A simple condition in words: "第 2 题选“有”时填"; a harder one stays unsaid."""
        if not node.rules.relevant:
            return ""
        try:
            return self._read_condition(node.rules.relevant, node.path)
        except Unreadable:
            return ""

    def _read_condition(self, text: str, path: str) -> str:
        match parse(text):
            case Binary("=", Path() as place, Written(name)) | Call(
                "selected", (Path() as place, Written(name))
            ):
                return self._choice_condition(_resolved(place, path), name)
        return ""

    def _choice_condition(self, path: str, name: str) -> str:
        asked, number = self.by_path.get(path), self.numbers.get(path)
        if not isinstance(asked, Question) or not number or asked.source is None:
            return ""
        choices = self.checklist.lists.get(asked.source.list_name, ())
        label = next((self._say(choice.label) for choice in choices if choice.name == name), "")
        return f"第 {number} 题选“{label or name}”时填"


def _resolved(place: Path, here: str) -> str:
    steps = [] if place.absolute else here.strip("/").split("/")
    for step in place.steps:
        if step.axis == "parent":
            steps = steps[:-1]
        elif step.axis == "child":
            steps = [*steps, step.name]
    return "/" + "/".join(steps)
