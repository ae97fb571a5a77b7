"""A list of devices, or a table of readings, in somebody's own layout: which column is which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.contexts.guard.queries.rules import rules
from linli.kernel.errors import BadInput
from linli.kernel.sheets.rows import Row, tables_of

LOOKED_AT = 12
"""Rows from the top in which the headings are looked for."""
MOST = 3000
MOST_READINGS = 200_000
READING_COLUMNS = {
    "device": ("device", "设备编号", "设备号", "表号", "编号", "meter", "home"),
    "t": ("t", "time", "ts", "时间", "采集时间", "抄表时间", "上报时间"),
    "v": ("v", "value", "读数", "累计读数", "示数", "累计流量", "表底数"),
    "unit": ("unit", "单位"),
    "state": ("state", "状态"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list of devices, as it stands there."""

    number: int
    """Counted from 1, as the sheet shows it."""
    values: Mapping[str, str] = field(default_factory=dict)


def devices_of(data: bytes, name: str) -> list[Line]:
    """Every row below the headings; ``BadInput`` when no sheet has them."""
    known = {word.casefold(): key for key, words in rules()["columns"].items() for word in words}
    for rows in tables_of(data, name):
        at, columns = _headings(rows, known, {"address", "number"})
        if columns:
            found = [Line(row.number, _values(row, columns)) for row in rows[at + 1 :]]
            found = [line for line in found if any(line.values.values())]
            if len(found) > MOST:
                raise BadInput(_("一次最多导入 %(most)s 台设备。"), field="file", most=MOST)
            return found
    raise BadInput(_("没有找到“地址”和“设备编号”这两列，请检查表头。"), field="file")


def readings_of(data: bytes, name: str) -> list[dict[str, Any]]:
    """A table of readings as messages for the intake."""
    known = {word.casefold(): key for key, words in READING_COLUMNS.items() for word in words}
    for rows in tables_of(data, name):
        at, columns = _headings(rows, known, {"device", "t"})
        if columns and ("v" in columns or "state" in columns):
            if len(rows) > MOST_READINGS:
                raise BadInput(_("一次最多导入 %(most)s 条读数。"), field="file", most=MOST_READINGS)
            told = (_values(row, columns) for row in rows[at + 1 :])
            return [{key: text for key, text in one.items() if text} for one in told if any(one.values())]
    raise BadInput(_("没有找到“设备编号”“时间”“读数”这样的列，请检查表头。"), field="file")


def _headings(rows: Sequence[Row], known: Mapping[str, str], needed: set[str]) -> tuple[int, dict[str, int]]:
    for at, row in enumerate(rows[:LOOKED_AT]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(row.cells):
            key = known.get("".join(cell.split()).casefold())
            if key is not None:
                columns.setdefault(key, index)
        if needed <= set(columns):
            return at, columns
    return 0, {}


def _values(row: Row, columns: Mapping[str, int]) -> dict[str, str]:
    return {key: row.cells[index].strip() if index < len(row.cells) else "" for key, index in columns.items()}
