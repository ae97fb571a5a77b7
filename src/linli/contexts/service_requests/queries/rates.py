"""The three rates (三率): was one spoken to in time, is it solved, was one satisfied.

Counted by category, unit or month and for the place as a whole; never by person.  Below the smallest number
of the pack no share is shown.  Whatever is left out is counted with its reason.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from linli.contexts.service_requests.models import Satisfied, State
from linli.contexts.service_requests.queries import words
from linli.contexts.service_requests.queries.rate_counts import (
    NUMBERS,
    Asked,
    Cell,
    answers_left_out,
    cells,
    summed,
)
from linli.kernel import packs
from linli.kernel.actor import Actor
from linli.kernel.phrases import listed

BY: Mapping[str, Callable[[Cell], str]] = {
    "category": lambda cell: cell.category, "unit": lambda cell: cell.unit, "month": lambda cell: cell.month,
}  # fmt: skip


def rule(name: str) -> Any:
    """What the pack says about counting."""
    return packs.pack(words.PACK)["rates"][name]


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of how many."""

    part: float
    whole: int

    @property
    def is_small(self) -> bool:
        """Too few to show a share."""
        return self.whole < int(rule("smallest"))

    @property
    def percent(self) -> float | None:
        """The share, or nothing when there are too few."""
        return None if self.is_small else round(self.part * 100 / self.whole, 1)

    @property
    def of(self) -> str:
        """``13.5/20``: the numbers behind the share."""
        part = int(self.part) if self.part == int(self.part) else self.part
        return f"{part}/{self.whole}"


@dataclass(frozen=True, slots=True)
class Line:
    """One category, unit or month."""

    name: str
    requests: int
    response: Rate
    solved: Rate
    satisfied: Rate


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not counted, and why."""

    counts: list[tuple[str, int]]
    answers: list[tuple[str, str]] = field(default_factory=list)
    """(number of the request, reason) of each answer that two people left out."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A period and a place, counted once for everything that is told of them."""

    cells: list[Cell]
    answers_left_out: list[tuple[str, str]]

    def lines(self, by: str) -> list[Line]:
        """The rates by category, unit or month."""
        return [_line(_name(by, key), row) for key, row in summed(self.cells, BY[by]).items()]

    def total(self) -> Line:
        """The rates of everything."""
        return _line(_("合计"), self._sums())

    def left_out(self) -> LeftOut:
        """What the rates do not count."""
        states: Counter[str] = Counter()
        for cell in self.cells:
            states[cell.state] += cell.numbers["n"]
        sums = self._sums()
        counts = [
            (_("已引导到其他渠道的诉求"), states[State.DIVERTED]),
            (_("并入同一件事的诉求（在那一件里计算）"), states[State.MERGED]),
            (_("已撤回的诉求"), states[State.WITHDRAWN]),
            (_("挂账中的诉求"), states[State.SUSPENDED]),
            (_("经两人同意不计入的评价"), sums["left_out"]),
            (_("多次回访没有联系上的诉求人"), sums["missed"]),
            (_("没有留电话、也没有评价的诉求人"), sums["unknown"]),
            (_("还没有评价的诉求人"), sums["waiting"]),
        ]
        return LeftOut(counts, self.answers_left_out)

    def _sums(self) -> Mapping[str, int]:
        return summed(self.cells, lambda _cell: "").get("", dict.fromkeys(NUMBERS, 0))


def count(actor: Actor, asked: Asked) -> Counted:
    """Count once what all lines, the total and the remarks are told from."""
    found = cells(actor, asked)
    some = any(cell.numbers.get("left_out") for cell in found)
    return Counted(found, answers_left_out(actor, asked) if some else [])


def definitions() -> list[tuple[str, str]]:
    """How each rate is counted, as the pack says."""
    satisfied = listed(Satisfied(key).label for key in rule("satisfied"))
    return [
        (
            _("响应率"),
            _("在首次联系时限内联系了诉求人的诉求 ÷ 已派单、首次联系已完成或已到时限的诉求。"),
        ),
        (
            _("解决率"),
            _("诉求人回答“解决了”的份数（“部分解决”按 %(partly)s 份计）÷ 诉求人作了回答的份数。")
            % {"partly": rule("partly")},
        ),
        (
            _("满意率"),
            _("诉求人回答“%(satisfied)s”的份数 ÷ 诉求人作了回答的份数。") % {"satisfied": satisfied},
        ),
    ]


def year_before(today: date) -> Asked:
    """The last twelve months, from the first of one."""
    first = today.replace(day=1) - timedelta(days=330)
    return Asked(first.replace(day=1), today)


def _line(name: str, row: Mapping[str, int]) -> Line:
    solved = row["yes"] + row["partly"] * float(rule("partly"))
    return Line(
        name, row["n"], Rate(row["in_time"], row["due"]), Rate(solved, row["answers"]),
        Rate(row["content"], row["answers"]),
    )  # fmt: skip


def _name(by: str, key: str) -> str:
    if by == "category":
        return words.category_label(key)
    return key or _("没有派单的")


WIDTH, HEIGHT = 640, 160


@dataclass(frozen=True, slots=True)
class Curve:
    """One rate by month as points of a small drawing; a month with too few answers is a gap."""

    key: str
    name: str
    pieces: list[str]
    dots: list[tuple[float, float, str, float]]
    """x, y, month, percent."""


def curves(months: Iterable[Line]) -> list[Curve]:
    """The three rates over the months."""
    rows = list(months)
    names = (("response", _("响应率")), ("solved", _("解决率")), ("satisfied", _("满意率")))
    return [_curve(key, name, rows) for key, name in names]


def _curve(key: str, name: str, rows: list[Line]) -> Curve:
    step = WIDTH / max(1, len(rows) - 1)
    pieces: list[list[str]] = [[]]
    dots = []
    for nth, row in enumerate(rows):
        percent = getattr(row, key).percent
        if percent is None:
            pieces.append([])
            continue
        x, y = round(nth * step, 1), round(HEIGHT - percent * HEIGHT / 100, 1)
        pieces[-1].append(f"{x},{y}")
        dots.append((x, y, row.name, percent))
    return Curve(key, name, [" ".join(piece) for piece in pieces if len(piece) > 1], dots)
