"""People we look after as a workbook, without anything about health; their emergency cards as PDF."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from linli.contexts.care.models import CareRecord
from linli.contexts.care.queries.words import label, labels
from linli.contexts.care.states import RECORD
from linli.engines.identity import age_on
from linli.engines.workbooks import NewSheet, Value, build
from linli.kernel import clock, ports

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 5000
HEAD = (
    "姓名", "年龄", "住址", "人群", "照看原因", "多久看望一次", "需要的帮助", "状态", "开始日期",
    "计划商量日期",
)  # fmt: skip


def people_book(rows: Iterable[CareRecord], by: str) -> bytes:
    """The list with who took it and when."""
    today = clock.today()
    lines: list[Sequence[Value]] = [
        (
            row.person.name, age_on(row.person.born_on, today) if row.person.born_on else None,
            row.person.home.short_address if row.person.home else "", label("kind", row.kind),
            "、".join(labels("class", row.classes)), label("tier", row.tier),
            "、".join(labels("need", row.needs)), str(RECORD.label(row.state)), row.since_on, row.review_on,
        )
        for row in rows
    ]  # fmt: skip
    title = f"照看名单（{by} {today.isoformat()} 导出）"
    widths = (10, 6, 24, 10, 30, 12, 24, 14, 12, 14)
    return build([NewSheet("照看名单", [HEAD], lines, title=title, widths=widths, landscape=True)])


def cards_pdf(cards: Sequence[dict[str, Any]]) -> bytes:
    """Emergency cards, one on each page of A5."""
    words = {
        "title": _("应急联络卡"), "call": _("有急事，从上往下打"), "key": _("有钥匙"), "none": _("没有登记"),
        "confirmed": _("核对日期"), "urgent": _("突发疾病先打 120，火警 119，报警 110"),
    }  # fmt: skip
    return ports.ask(ports.Documents).pdf("emergency_card", {"cards": cards, **words})
