"""First screening of abilities: what answers add up to, and how each of them counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class UnansweredError(ValueError):
    """Items without an answer, or with one that the sheet does not know; the keys say which."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = keys
        super().__init__(", ".join(keys))


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is looked at, worth 0 to ``most`` points; the more, the abler."""

    key: str
    part: str
    most: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of items, and what totals mean."""

    items: tuple[Item, ...]
    grades: tuple[tuple[str, int], ...]
    """(grade, least points), the abler first; the last begins at 0."""
    events: int = 2
    """So many risky events within 30 days make the grade one worse."""

    @property
    def most(self) -> int:
        """All points there are."""
        return sum(item.most for item in self.items)


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the items."""

    coma: bool = False
    diagnosis: bool = False
    """Dementia or a mental illness was diagnosed."""
    events: int = 0
    """Falls, chokings, losses of way, harm done to oneself within 30 days."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a screening found, with everything it was counted from."""

    total: int
    most: int
    by_points: str
    """The grade that the points alone give."""
    grade: str
    reasons: tuple[str, ...] = ()
    """Why the grade differs: ``coma``, ``diagnosis``, ``events``."""
    parts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """{part: (points, most)}."""
    lost: tuple[tuple[str, int], ...] = ()
    """(item, points missing), most first: where help is needed."""


def judge(sheet: Sheet, answers: Mapping[str, int], around: Around) -> Result:
    """Add up the points of every item and name the grade.

    The sum of all items is compared with the least points of each grade, the abler first.  Coma gives the
    last grade; a diagnosis, or ``sheet.events`` events within 30 days, makes it one worse, once.  Source:
    GB/T 42195-2022, as the pack quotes it.  Raises ``UnansweredError`` when an item has no answer from 0 to
    its most.
    """
    wrong = tuple(i.key for i in sheet.items if not 0 <= answers.get(i.key, -1) <= i.most)
    if wrong:
        raise UnansweredError(wrong)
    total = sum(answers[item.key] for item in sheet.items)
    names = [name for name, _least in sheet.grades]
    by_points = next(name for name, least in sheet.grades if total >= least)
    grade, reasons = _adjusted(sheet, names, by_points, around)
    lost = [(item.key, item.most - answers[item.key]) for item in sheet.items]
    return Result(
        total, sheet.most, by_points, grade, reasons, _parts(sheet, answers),
        tuple(sorted(((key, n) for key, n in lost if n), key=lambda one: -one[1])),
    )  # fmt: skip


def _adjusted(sheet: Sheet, names: list[str], by_points: str, around: Around) -> tuple[str, tuple[str, ...]]:
    if around.coma:
        return names[-1], ("coma",)
    reasons = tuple(
        why
        for why, holds in (("diagnosis", around.diagnosis), ("events", around.events >= sheet.events))
        if holds
    )
    worse = min(names.index(by_points) + 1, len(names) - 1) if reasons else names.index(by_points)
    return names[worse], reasons


def _parts(sheet: Sheet, answers: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    parts: dict[str, tuple[int, int]] = {}
    for item in sheet.items:
        points, most = parts.get(item.part, (0, 0))
        parts[item.part] = (points + answers[item.key], most + item.most)
    return parts
