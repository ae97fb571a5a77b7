"""What else is wrong?  pyxform stops at its first objection; an author wants to hear them all at once.

The row complained of is put aside (its name kept, so that references to it hold), and the rest judged again.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from linli.engines.checklists.locating import heading
from linli.engines.checklists.problems import CannotCompile, Problem

MOST = 12
_SHEETS = frozenset({"survey", "choices"})
_NAMED = re.compile(r"Could not find the name '([^']*)'|no survey element named '([^']*)'")

Judge = Callable[[Any], None]


def all_problems(workbook: Any, first: tuple[Problem, ...], judge: Judge) -> tuple[Problem, ...]:
    """The problems told first, and those that come to light when their rows are put aside."""
    aside = _Aside(workbook)
    found, told = list(first), first
    for _ in range(MOST):
        if not aside.put(told):
            break
        try:
            judge(workbook)
        except CannotCompile as refused:
            told = refused.problems
            found += [each for each in told if each not in found and not aside.echoes(each)]
        else:
            break
    return tuple(found[:MOST])


@dataclass(slots=True)
class _Aside:
    """The rows put aside so far; what is said of them again is no news."""

    workbook: Any
    names: set[str] = field(default_factory=set)
    groups: bool = False

    def put(self, problems: tuple[Problem, ...]) -> bool:
        """Take what was complained of out of the way; False when nothing could be."""
        tried = [self._put_row(each) for each in problems if each.sheet in _SHEETS and each.row > 1]
        return True in tried

    def _put_row(self, problem: Problem) -> bool:
        rows = getattr(self.workbook, problem.sheet)
        row = rows[problem.row - 2] if isinstance(rows, list) and problem.row - 2 < len(rows) else None
        if not row:
            return False
        instead = dict(_stand_in(row)) if problem.sheet == "survey" else {}
        rows[problem.row - 2] = instead if instead != row else {}
        for header in (self.workbook.survey_header or ())[:1]:
            header |= {column: None for column in instead if column not in header}
        by_heading = {heading(key): str(value) for key, value in row.items()}
        self.names.add(by_heading.get("name", ""))
        self.groups = self.groups or heading(by_heading.get("type", "")).startswith(("begin", "end"))
        return True

    def echoes(self, problem: Problem) -> bool:
        """True for what only follows from a row that was put aside."""
        named = _NAMED.search(problem.original)
        if named:
            return (named.group(1) or named.group(2)) in self.names
        return self.groups and "Unmatched '" in problem.original


def _stand_in(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """A plain text question of the same name; nothing for the ends of groups."""
    by_heading = {heading(key): key for key in row}
    kind = str(row.get(by_heading.get("type", ""), ""))
    if "name" not in by_heading or heading(kind).startswith(("begin", "end")):
        return
    yield by_heading.get("type", "type"), "text"
    yield by_heading["name"], row[by_heading["name"]]
    yield next((key for name, key in by_heading.items() if name.startswith("label")), "label"), "…"
