"""The roster of a room as a workbook that can be filled in and taken back, without telephone numbers."""

from collections.abc import Sequence
from datetime import date

from linli.contexts.care.models import Pupil, Room
from linli.contexts.care.queries.rooms import DAYS
from linli.engines.workbooks import NewSheet, Value, build
from linli.kernel import clock

HEAD = (
    "姓名", "门牌", "哪几天来", "监护人", "关系", "电话", "第二联系人", "第二联系人关系", "第二联系人电话",
    "备注",
)  # fmt: skip


def book(room: Room, rows: Sequence[Pupil], by: str) -> bytes:
    """The roster; telephone numbers and what is kept sealed stay empty."""
    lines: list[Sequence[Value]] = []
    for one in rows:
        who = list(one.pickups.all())
        first, second = [*who, None, None][:2]
        lines.append(
            (
                one.person.name, one.person.home.short_address if one.person.home else "",
                "".join(DAYS[n] for n in one.weekdays), first.name if first else "",
                first.relation if first else "", "", second.name if second else "",
                second.relation if second else "", "", "（排队）" if one.is_waiting else "",
            )
        )  # fmt: skip
    title = f"{room.name}名单（{by} {clock.today().isoformat()} 导出，电话不导出）"
    widths = (10, 22, 12, 10, 8, 14, 12, 14, 16, 24)
    return build([NewSheet("名单", [HEAD], lines, title=title, widths=widths)])


def sheet(room: Room, rows: Sequence[Pupil], monday: date, days: Sequence[date]) -> bytes:
    """A week on paper: who comes on which day, a box to tick, a line for whoever fetches."""
    head = ("姓名", *(f"{day:%m-%d} 周{DAYS[day.weekday()]}" for day in days), "谁来接、签字")
    lines: list[Sequence[Value]] = [
        (one.person.name, *("□" if day.weekday() in one.weekdays else "" for day in days), "")
        for one in rows
        if not one.is_waiting
    ]
    title = f"{room.name} {monday.isoformat()} 起一周签到"
    widths = (12, *(12 for _day in days), 30)
    return build([NewSheet("签到", [head], lines, title=title, widths=widths)])
