"""The requests of a file, as the commands that learn from them need them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from linli.config.commands.saying import read_file, refuse
from linli.engines.similarity import CannotTell, Columns, Report, Text, cell_of, columns_of, ready, text_of
from linli.kernel.sheets.rows import Row, tables_of

_NOWHERE = ("无", "不详", "-", "—", "/")


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of a table of requests, and what its columns hold."""

    rows: Sequence[Row]
    columns: Columns

    def texts(self) -> list[Text]:
        """The words of every row, made ready."""
        return [ready(*text_of(row.cells, self.columns)) for row in self.rows]

    def labels(self) -> list[str]:
        """The category of every row, empty where none is given."""
        return [cell_of(row.cells, self.columns.label) for row in self.rows]

    def reports(self) -> list[Report]:
        """Every row with place, day and likes, where the table has them."""
        at = self.columns
        return [
            Report(
                text,
                place="" if (place := cell_of(row.cells, at.place)) in _NOWHERE else place,
                day=_day(cell_of(row.cells, at.day)),
                likes=_count(cell_of(row.cells, at.likes)),
            )
            for text, row in zip(self.texts(), self.rows, strict=True)
        ]


def listed(file: str, *, labelled: bool) -> Listed:
    """The first table of a file that holds requests; one sentence when none does."""
    trouble = "表里没有内容。"
    for rows in tables_of(read_file(file), Path(file).name):
        try:
            columns = columns_of([row.cells for row in rows], labelled=labelled)
        except CannotTell as reason:
            trouble = str(reason)
            continue
        if below := rows[columns.first :]:
            return Listed(below, columns)
        trouble = "表头下面没有内容。"
    return refuse(trouble)


def _day(words: str) -> float | None:
    """Days since the year 1, from a day written as 2020/1/6 12:09:38, 2020-09-03 or 2020年1月6日."""
    for sign in "/年月.":
        words = words.replace(sign, "-")
    parts = words.replace("T", " ").replace("日", " ").partition(" ")[0].split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
        return None
    year, month, day = map(int, parts)
    try:
        return float(date(year, month, day).toordinal())
    except ValueError:
        return None


def _count(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 9 else 0
