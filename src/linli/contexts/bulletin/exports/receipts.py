"""Receipts as a workbook: every door, whether it was reached, how and when."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from linli.contexts.bulletin.models import Notice, Receipt
from linli.contexts.registry.api import Doorstep
from linli.engines.workbooks import NewSheet, Value, build

HEAD = ("户", "回执", "方式", "时间", "留言")


def receipts_book(notice: Notice, came: Iterable[Receipt], left: Iterable[Doorstep]) -> bytes:
    """First who is left, in walking order, then who has answered."""
    lines: list[Sequence[Value]] = [(door.place, "还没有", "", "", "") for door in left]
    lines += [
        (
            row.dwelling.short_address, "有", str(row.get_way_display()),
            f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}", row.remark.reveal(),
        )
        for row in came
    ]  # fmt: skip
    title = f"{notice.title}（{notice.number}）回执"
    return build([NewSheet("回执", [HEAD], lines, title=title, widths=(24, 10, 16, 18, 40))])
