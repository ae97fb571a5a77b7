"""How does one value become another?  Texts, numbers, truths, moments, nodes (XPath 1.0, sections 3, 4)."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from linli.engines.checklists.expressions.moments import Moment, moment_of, time_of

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)


@dataclass(slots=True, eq=False)
class Element:
    """One place in the answers or in a list of choices; ``repeats`` when it is one of several of its name."""

    name: str
    parent: "Element | None" = None
    text: str = ""
    children: list["Element"] = field(default_factory=list)
    repeats: bool = False
    # What of the checklist it answers; nothing for the entries of a list of choices.
    about: Any = None

    def add(self, name: str, text: str = "", *, repeats: bool = False) -> "Element":
        """A new child at the end."""
        child = Element(name, self, text, repeats=repeats)
        self.children.append(child)
        return child

    @property
    def position(self) -> int:
        """Its number among those of its name, from 1."""
        if self.parent is None:
            return 1
        return [child for child in self.parent.children if child.name == self.name].index(self) + 1

    def lineage(self) -> list["Element"]:
        """From the element below the root down to itself."""
        above: list[Element] = []
        step: Element | None = self
        while step is not None and step.parent is not None:
            above.append(step)
            step = step.parent
        return above[::-1]


@dataclass(frozen=True, slots=True)
class Nodes:
    """Some elements, and how their texts are read."""

    elements: Sequence[Element]
    read: Callable[[Element], str]

    def texts(self) -> list[str]:
        """The text of each."""
        return [self.read(element) for element in self.elements]


Value = str | float | bool | Moment | Nodes


def to_text(value: Value) -> str:
    """The text of a value; of several nodes the first one's."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Nodes):
        return value.read(value.elements[0]) if value.elements else ""
    if isinstance(value, Moment):
        return str(value)
    return number_text(value)


def number_text(number: float) -> str:
    """A number without an exponent, whole ones without a point."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if float(number).is_integer():
        return str(int(number))
    return format(Decimal(repr(float(number))), "f")


def to_number(value: Value, zone: int = 0) -> float:
    """The number of a value; days for dates, also for texts that are dates; else not a number."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, Moment):
        return value.days
    if isinstance(value, int | float):
        return float(value)
    return _number_in(to_text(value).strip(), zone)


def _number_in(text: str, zone: int) -> float:
    if _NUMBER.fullmatch(text):
        return float(text)
    if moment := moment_of(text, zone):
        return moment.days
    time = time_of(text)
    return math.nan if time is None else time


def to_truth(value: Value) -> bool:
    """False for nothing: no text, no nodes, zero, not a number."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return bool(value)
    if isinstance(value, Nodes):
        return bool(value.elements)
    if isinstance(value, Moment):
        return True
    return not (value == 0 or math.isnan(value))


def to_moment(value: Value, zone: int) -> Moment | None:
    """The moment a value means: a number counts days."""
    if isinstance(value, Moment):
        return value
    if isinstance(value, Nodes | str):
        text = to_text(value).strip()
        found = moment_of(text, zone)
        if found or not _NUMBER.fullmatch(text):
            return found
        value = float(text)
    return _from_days(float(value), zone)


def _from_days(days: float, zone: int) -> Moment | None:
    if math.isnan(days) or not -354_285 <= days <= 2_932_896:  # the years 1000 to 9999
        return None
    ms = math.floor(days * 86_400_000 + 0.5)
    return Moment(ms, timed=ms % 86_400_000 != 0, zone=zone)
