"""What is wrong with a workbook, where, and in words its author understands?"""

from dataclasses import dataclass

from linli.engines.checklists.model import Checklist


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about a workbook: where (row 0: unknown), in Chinese, and the original words if any."""

    what: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    original: str = ""

    @property
    def sentence(self) -> str:
        """Place and finding in one sentence."""
        place = f"{self.sheet} 表" if self.sheet else ""
        place += f"第 {self.row} 行" if self.row else ""
        place += f"“{self.column}”列" if self.column else ""
        return f"{place}：{self.what}" if place else self.what


class CannotCompile(Exception):
    """The workbook is no XLSForm; ``problems`` says why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.original or problem.what for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled checklist, what its author should know, and what stands in the way of using it here."""

    checklist: Checklist
    warnings: tuple[Problem, ...] = ()
    hindrances: tuple[Problem, ...] = ()
