"""People we look after as a workbook, without anything about health; their emergency cards as PDF."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from linli.contexts.care.models import CareRecord, Offer, Order
from linli.contexts.care.queries.orders import Stop
from linli.contexts.care.queries.words import label, labels
from linli.contexts.care.states import OCCASION, RECORD
from linli.engines.identity import age_on
from linli.engines.workbooks import NewSheet, Value, build
from linli.kernel import clock, ports

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


def round_book(offer: Offer, on: date, stops: Sequence[Stop]) -> bytes:
    """A day's round in walking order, to print or to keep."""
    head = ("序号", "门牌", "姓名", "备注", "上门收（元）", "状态", "签收")
    lines: list[Sequence[Value]] = [
        (
            stop.number, stop.place, stop.name, stop.remarks, stop.paid_at_door / 100,
            str(OCCASION.label(stop.occasion.state)), "",
        )
        for stop in stops
    ]  # fmt: skip
    title = f"{offer.name}（{offer.partner.name} {on.isoformat()} 共 {len(lines)} 份）"
    widths = (6, 24, 10, 26, 12, 10, 14)
    return build([NewSheet("配送单", [head], lines, title=title, widths=widths, landscape=True)])


def orders_book(rows: Iterable[Order], by: str) -> bytes:
    """Orders with who took the list and when; no telephone numbers, no remarks."""
    head = ("姓名", "住址", "服务", "单位", "订几次", "从", "到", "单价（元）", "本人付（元）", "停订日期")
    lines: list[Sequence[Value]] = [
        (
            row.person.name, row.person.home.short_address if row.person.home else "", row.offer.name,
            row.offer.partner.name, str(row.get_rhythm_display()), row.from_on, row.until_on,
            row.price_fen / 100, row.own_fen / 100, row.ended_on,
        )
        for row in rows
    ]  # fmt: skip
    title = f"服务订单（{by} {clock.today().isoformat()} 导出）"
    widths = (10, 24, 18, 22, 12, 12, 12, 12, 12, 12)
    return build([NewSheet("服务订单", [head], lines, title=title, widths=widths, landscape=True)])
