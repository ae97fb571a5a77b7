"""Workbooks that leave the house: the list of devices, and a home's own readings for whoever lives there."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from linli.contexts.guard.models import Device, Kind, Reading
from linli.contexts.guard.models.devices import METERS
from linli.contexts.guard.queries import proofs
from linli.contexts.guard.queries.rules import kept_days
from linli.contexts.guard.queries.words import HEARS, STATES
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


UNITS = {Kind.WATER: "升", Kind.GAS: "升", Kind.POWER: "瓦时"}
SAYS = {
    Kind.DOOR: ("关", "开"),
    Kind.MOTION: ("没有人走动", "有人走动"),
    Kind.SMOKE: ("没有烟", "有烟"),
    Kind.GAS_ALARM: ("没有报警", "报警"),
}
QUIET_OR_PRESSED = ("没有按", "按下")


def readings_book(place: str, kept: Sequence[tuple[Device, QuerySet[Reading]]]) -> tuple[bytes, int]:
    """Everything kept of one home, device by device, with what it is for; and how many readings there are."""
    about: list[Sequence[Value]] = []
    sheets: list[NewSheet] = []
    total = 0
    for number, (device, rows) in enumerate(kept, 1):
        count, label = rows.count(), str(device.get_kind_display())
        total += count
        about.append((
            label, device.number, device.spot, str(HEARS[Kind(device.kind)]), kept_days(device.kind), count,
            proofs.digest(proofs.lines(proofs.of_kind(device))),
        ))  # fmt: skip
        unit = UNITS.get(Kind(device.kind), "")
        columns = ("时间", f"读数（{unit}）" if unit else "读数")
        sheets.append(
            NewSheet(f"{number}{label}", [columns], _said(device, rows), title=device.number, landscape=False)
        )
    head = (
        "种类",
        "设备编号",
        "位置",
        "读什么、为了什么",
        "最多保存（天）",
        "读数（条）",
        "核对码（SHA-256）",
    )
    widths = (12, 20, 14, 40, 14, 12, 68)
    first = NewSheet("说明", [head], about, title=f"{place} 守护设备的读数", widths=widths)
    return build([first, *sheets]), total


def _said(device: Device, rows: QuerySet[Reading]) -> Iterator[Sequence[Value]]:
    """The readings of one device as people read them."""
    words = SAYS.get(Kind(device.kind), QUIET_OR_PRESSED)
    for at, value in rows.order_by("at").values_list("at", "value").iterator():
        said: Value = value / 1000 if device.kind in METERS else words[bool(value)]
        yield f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}", said
