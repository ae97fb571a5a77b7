"""The list of devices as a workbook; the import knows these headings again."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from linli.contexts.guard.queries.words import STATES
from linli.engines.workbooks import NewSheet, Value, build

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 5000
HEAD = (
    "地址", "设备类型", "设备编号", "位置", "型号", "上报周期（分钟）", "安装日期", "拆除日期", "状态",
    "最近读数", "电池（伏）",
)  # fmt: skip


def devices_book(rows: Iterable[Any]) -> bytes:
    """Devices with their state; no readings."""
    lines: list[Sequence[Value]] = [
        (
            d.dwelling.address, str(d.get_kind_display()), d.number, d.spot, d.make, d.upload_minutes,
            d.installed_on, d.removed_on, str(STATES[d.state]),
            f"{timezone.localtime(d.last_at):%Y-%m-%d %H:%M}" if d.last_at else "", d.battery,
        )
        for d in rows
    ]  # fmt: skip
    widths = (34, 10, 20, 14, 18, 12, 12, 12, 14, 17, 10)
    return build([NewSheet("守护设备", [HEAD], lines, title="守护设备", widths=widths, landscape=True)])
