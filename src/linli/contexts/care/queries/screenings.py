"""First screenings as they are read: the sheet of the pack, one result item by item, the course over time."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from linli.contexts.care.models import CareRecord, Screening
from linli.contexts.care.queries.words import say
from linli.engines import screening as engine
from linli.kernel import packs

MODERATE = frozenset({"moderate", "severe", "complete"})
"""Grades from which on help with a formal assessment is offered."""


def pack() -> dict[str, Any]:
    """The pack of the screening."""
    return packs.pack("screening")


@cache
def sheet() -> engine.Sheet:
    """The sheet as the engine takes it."""
    rows = pack()
    return engine.Sheet(
        tuple(engine.Item(key, row["part"], len(options_of(row)) - 1) for key, row in rows["item"].items()),
        tuple((key, row["least"]) for key, row in rows["grade"].items()),
        rows["events"],
    )


def options_of(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The options of an item, the ablest first: the first is worth the most points, the last none."""
    holder = row if "options" in row else pack()["scale"][row["scale"]]
    return list(holder["options"])


def choices(row: Mapping[str, Any]) -> list[tuple[int, str]]:
    """(points, words) of an item."""
    options = options_of(row)
    return [(len(options) - 1 - n, say(option)) for n, option in enumerate(options)]


def grade_label(grade: str) -> str:
    """What a grade is called."""
    return say(pack()["grade"][grade])


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a result."""

    name: str
    answer: str
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a result, item by item."""

    name: str
    points: int
    most: int
    lines: tuple[Line, ...]


def explained(row: Screening) -> list[Part]:
    """A result item by item; for whoever may read what was answered."""
    answers = json.loads(row.answers.reveal())["items"]
    return [_part(key, say(part), answers) for key, part in pack()["part"].items()]


def _part(key: str, name: str, answers: Mapping[str, int]) -> Part:
    lines = tuple(
        Line(say(row), dict(choices(row)).get(answers[item], ""), answers[item], len(options_of(row)) - 1)
        for item, row in pack()["item"].items()
        if row["part"] == key and item in answers
    )
    return Part(name, sum(one.points for one in lines), sum(one.most for one in lines), lines)


def around(row: Screening) -> dict[str, Any]:
    """What was known beside the items."""
    found: dict[str, Any] = json.loads(row.answers.reveal())["around"]
    return found


def of_record(record: CareRecord, most: int = 12) -> list[Screening]:
    """Screenings of somebody, newest first."""
    return list(Screening.objects.filter(record=record).order_by("-on", "-pk")[:most])


WIDE, TALL, LEFT, TOP = 600, 190, 150, 16
"""Of the drawing, with room for the names of grades on the left and days below."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One screening in the drawing."""

    x: int
    y: int
    row: Screening


@dataclass(frozen=True, slots=True)
class Course:
    """Points over time, beside the least points of each grade."""

    dots: tuple[Dot, ...]
    path: str
    grades: tuple[tuple[int, str], ...]
    """(height, name) of the line at which a grade begins."""
    said: str
    """For whoever listens instead of looking."""
    wide: int = WIDE
    tall: int = TALL


def course(rows: Sequence[Screening]) -> Course | None:
    """The drawing of some screenings, newest first as they are read; None for less than two."""
    if len(rows) < SHOWN_FROM:
        return None
    ordered = sorted(rows, key=lambda row: (row.on, row.at))
    first, last = ordered[0].on, ordered[-1].on
    span = max((last - first).days, 1)
    dots = tuple(
        Dot(LEFT + 30 + round((row.on - first).days / span * (WIDE - LEFT - 70)), _height(row.total), row)
        for row in ordered
    )
    grades = tuple((_height(least), grade_label(key)) for key, least in sheet().grades if least)
    path = " ".join(f"{dot.x},{dot.y}" for dot in dots)
    return Course(dots, path, grades, " ".join(str(row.total) for row in ordered))


SHOWN_FROM = 2


def _height(points: int) -> int:
    """From the top: all points there are, down to none."""
    room = TALL - TOP - 30
    return TOP + round(room * (1 - points / sheet().most))
