"""The list of promises as a workbook."""

from collections.abc import Sequence

from linli.contexts.assembly.models import Promise
from linli.engines.workbooks import NewSheet, Value, build

HEADINGS = (
    "在哪里答应的", "场合", "答应做什么", "用什么来做", "责任人或单位", "最初的日子", "现在的日子", "状态",
    "过了日子", "结束日期",
)  # fmt: skip
WIDTHS = (22.0, 12.0, 30.0, 30.0, 20.0, 12.0, 12.0, 14.0, 10.0, 12.0)


def promises(rows: Sequence[Promise]) -> bytes:
    """Every promise with its days and what became of it."""
    lines: list[list[Value]] = [
        [
            one.source_title, one.get_source_kind_display(), one.title, one.means, one.who,
            one.first_due_on.isoformat(), one.due_on.isoformat(), one.get_state_display(),
            "是" if one.is_overdue else "", one.ended_on.isoformat() if one.ended_on else "",
        ]
        for one in rows
    ]  # fmt: skip
    return build([NewSheet(name="承诺", header=[HEADINGS], rows=lines, title="承诺兑现", widths=WIDTHS)])
