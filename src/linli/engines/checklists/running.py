"""What does every place hold, and does it apply, given what was answered?

Values are computed when they are first asked for and remembered.  A calculation that asks for itself gets its
earlier answer; such circles are told when a checklist is compiled.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from linli.engines.checklists.answers import MOST_ENTRIES, MOST_PLACES, add_entry, everything, leaf_text
from linli.engines.checklists.dependencies import in_order
from linli.engines.checklists.expressions.chance import Chance
from linli.engines.checklists.expressions.evaluation import value_of
from linli.engines.checklists.expressions.moments import Moment, moment_of, zone_of
from linli.engines.checklists.expressions.tokens import Unreadable
from linli.engines.checklists.expressions.values import Element, Value, to_number, to_text, to_truth
from linli.engines.checklists.expressions.world import Scope, World
from linli.engines.checklists.model import Checklist, Choice, Question, Repeat, Words, pick
from linli.engines.checklists.prefilling import known_value
from linli.engines.checklists.storing import stored_text

_OUTPUT = re.compile(r"\$\{([^}]*)\}")
_OFFSET = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$")


@dataclass(frozen=True, slots=True)
class Setting:
    """Who asks, when, in which language: ``now`` is ISO 8601 with its offset; ``seed`` feeds chance."""

    today: str
    now: str
    user: str = ""
    language: str = ""
    seed: str = ""


@dataclass(slots=True)
class Run:
    """One evaluation of one filled checklist."""

    checklist: Checklist
    document: Element
    setting: Setting
    world: World = field(init=False)
    values: dict[int, str] = field(default_factory=dict)
    applying: dict[int, bool] = field(default_factory=dict)
    busy: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        today, now = _moments(self.setting)
        self.world = World(
            self.document,
            today,
            now,
            self.setting.user,
            self.language,
            self.checklist.version,
            {name: _list(choices, self.languages) for name, choices in self.checklist.lists.items()},
            read=self.read,
            applies=self.applies,
            choice_label=self.choice_label,
            chance=Chance(self.setting.seed),
        )

    @property
    def language(self) -> str:
        """The language spoken: the one asked for, or the checklist's first."""
        spoken = self.checklist.languages
        return self.setting.language if self.setting.language in spoken else spoken[0]

    @property
    def languages(self) -> tuple[str, ...]:
        """The language spoken, then those to fall back on."""
        return (self.language, *self.checklist.languages)

    def settle(self) -> None:
        """Give counted repeats their entries, then value everything, the needed before the needing."""
        self.count_all_entries({})
        order = {path: at for at, path in enumerate(in_order(self.checklist))}
        asked = [element for element in everything(self.document) if isinstance(element.about, Question)]
        for element in sorted(asked, key=lambda element: order.get(element.about.path, 0)):
            self.read(element)

    def fill(self, within: Element, known: Mapping[str, Any]) -> None:
        """First texts for places that have none, in reading order: a default may look at earlier ones."""
        for element in everything(within):
            if isinstance(element.about, Question) and not element.text:
                element.text = self._first_text(element.about, element, known)
                self.forget()

    def _first_text(self, question: Question, element: Element, known: Mapping[str, Any]) -> str:
        if text := leaf_text(known_value(question, element, known)):
            return text
        if question.default_expression:
            found = self.value(question.default_expression, element)
            return stored_text(question.data_type, found, self.world.zone)
        return question.default

    def count_all_entries(self, known: Mapping[str, Any]) -> None:
        """Add and take away entries of repeats until each has the number its count says."""
        for node in self.checklist.nodes():
            if isinstance(node, Repeat) and node.count:
                self._count_entries(node, known)
                self.forget()

    def _count_entries(self, repeat: Repeat, known: Mapping[str, Any]) -> None:
        above = repeat.path.rpartition("/")[0]
        for parent in [each for each in everything(self.document) if each.about.path == above]:
            wanted = to_number(self.value(repeat.count, parent), self.world.zone)
            entries = [child for child in parent.children if child.about is repeat]
            count = 0 if math.isnan(wanted) else int(min(max(wanted, 0), MOST_ENTRIES))
            for surplus in entries[count:]:
                parent.children.remove(surplus)
            left = [MOST_PLACES - sum(1 for _ in everything(self.document))]
            for _ in range(count - len(entries)):
                if left[0] > 0:
                    self.fill(add_entry(parent, repeat, {}, left), known)

    def forget(self) -> None:
        """Value everything anew when next asked."""
        self.values.clear()
        self.applying.clear()

    def value(self, expression: str, element: Element) -> Value:
        """The value of an expression at a place; nothing when it cannot be read."""
        try:
            return value_of(expression, Scope(self.world, element, element))
        except (Unreadable, RecursionError):
            return ""

    def holds(self, expression: str, element: Element) -> bool:
        """The truth of an expression at a place."""
        return to_truth(self.value(expression, element))

    def applies(self, element: Element) -> bool:
        """True when neither the place nor anything around it is ruled out."""
        key = id(element)
        if key not in self.applying:
            self.applying[key] = True  # what asks about itself applies
            self.applying[key] = self._applies(element)
        return self.applying[key]

    def _applies(self, element: Element) -> bool:
        if element.parent is not None and not self.applies(element.parent):
            return False
        relevant = element.about.rules.relevant if element.about is not None else ""
        return not relevant or self.holds(relevant, element)

    def read(self, element: Element) -> str:
        """What a place holds: nothing where it does not apply, the result where it is calculated."""
        key = id(element)
        if key in self.values:
            return self.values[key]
        if not self.applies(element):
            return ""
        if not isinstance(element.about, Question) or key in self.busy:
            return element.text
        self.busy.add(key)
        self.values[key] = self._computed(element.about, element)
        self.busy.discard(key)
        return self.values[key]

    def _computed(self, question: Question, element: Element) -> str:
        if question.rules.calculation and not question.triggers:
            found = self.value(question.rules.calculation, element)
            return stored_text(question.data_type, found, self.world.zone)
        known = {
            "today": str(self.world.today),
            "start": element.text or str(self.world.now),
            "end": str(self.world.now),
            "username": self.world.user,
            "uncollected": "",
        }
        return known.get(question.kind, element.text)

    def choice_label(self, value: str, element: Element | None) -> str:
        """The label for a stored value of a question."""
        question = element.about if element is not None else None
        if not isinstance(question, Question) or question.source is None or element is None:
            return value
        choices = self.checklist.lists.get(question.source.list_name, ())
        label = next((choice.label for choice in choices if choice.name == value), {})
        return self.spoken(label, element) or value

    def spoken(self, words: Words, element: Element) -> str:
        """Words in the language, their outputs read out."""

        def read_out(found: re.Match[str]) -> str:
            return to_text(self.value(found.group(1), element))

        return _OUTPUT.sub(read_out, pick(words, *self.languages))


def _moments(setting: Setting) -> tuple[Moment, Moment]:
    """Today and now; ``ValueError`` when the setting has no proper ones."""
    offset = _OFFSET.search(setting.now)
    now = moment_of(setting.now, zone_of(offset.group()) if offset else 0)
    today = moment_of(setting.today, 0)
    if now is None or today is None:
        raise ValueError("a setting needs an ISO day and an ISO moment with its offset")
    return today.day, now


def _list(choices: tuple[Choice, ...], languages: tuple[str, ...]) -> Element:
    """A list of choices as expressions see it."""
    top = Element("")
    root = top.add("root")
    for choice in choices:
        item = root.add("item")
        item.add("name", choice.name)
        item.add("label", pick(choice.label, *languages))
        for column, text in choice.columns.items():
            item.add(column, text)
    return top
