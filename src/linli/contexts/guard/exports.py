"""Workbooks that leave the house: the list of devices, and a home's own readings for whoever lives there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from linli.contexts.guard.models import Alarm, Device, Kind, Reading, Ticket
from linli.contexts.guard.models.devices import METERS
from linli.contexts.guard.queries import proofs
from linli.contexts.guard.queries.roster import Night
from linli.contexts.guard.queries.rules import kept_days
from linli.contexts.guard.queries.words import HEARS, STATES
from linli.contexts.guard.states import TICKET
from linli.engines.workbooks import NewSheet, Value, build

MOST = 5000
WEEK = "一二三四五六日"
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


def tickets_book(rows: Iterable[Ticket], names: Mapping[int, str]) -> bytes:
    """What waits for a repairer, in walking order."""
    head = (
        "地址",
        "设备类型",
        "设备编号",
        "位置",
        "原因",
        "说明",
        "状态",
        "谁在看",
        "从什么时候",
        "了结时间",
        "结果",
    )
    lines: list[Sequence[Value]] = [
        (
            t.device.dwelling.address, str(t.device.get_kind_display()), t.device.number, t.device.spot,
            str(t.get_why_display()), t.words, str(TICKET.label(t.state)), names.get(t.taken_id or 0, ""),
            _minute(t.opened_at), _minute(t.closed_at), t.note,
        )
        for t in rows
    ]  # fmt: skip
    widths = (34, 10, 20, 14, 16, 24, 10, 10, 17, 17, 24)
    return build(
        [NewSheet("要检修的设备", [head], lines, title="要检修的设备", widths=widths, landscape=True)]
    )


def roster_book(place: str, nights: Iterable[Night]) -> bytes:
    """Who is on duty on which night."""
    head = ("日期", "星期", "值班时间", "值班的人", "当天请假")
    lines: list[Sequence[Value]] = [
        (
            night.on, f"周{WEEK[night.on.weekday()]}", "休息日，全天" if night.is_whole_day else "晚上",
            "、".join(turn.account.name for turn in night.turns), "、".join(night.away),
        )
        for night in nights
    ]  # fmt: skip
    title, widths = f"{place} 守护值班表", (14, 8, 16, 28, 20)
    return build([NewSheet("守护值班表", [head], lines, title=title, widths=widths)])


def alarms_book(rows: Iterable[tuple[Alarm, str]]) -> bytes:
    """Past alarms by door, with what came of them: no names, no numbers, no readings."""
    head = ("响的时间", "地址", "什么提醒", "又响过几次", "几分钟有人接手", "了结时间", "几分钟了结", "结果")
    lines: list[Sequence[Value]] = [
        (
            _minute(a.raised_at), place, str(a.get_kind_display()), a.repeats,
            _minutes(a.raised_at, a.taken_at), _minute(a.closed_at), _minutes(a.raised_at, a.closed_at),
            str(a.get_cause_display()),
        )
        for a, place in rows
    ]  # fmt: skip
    widths = (17, 26, 16, 12, 16, 17, 12, 16)
    return build([NewSheet("守护提醒", [head], lines, title="守护提醒的经过", widths=widths, landscape=True)])


def _minute(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def _minutes(since: datetime, until: datetime | None) -> Value:
    return None if until is None else round((until - since).total_seconds() / 60)


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
