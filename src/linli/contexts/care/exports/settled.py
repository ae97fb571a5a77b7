"""A monthly settlement as a workbook with every line, and as paper to sign."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from linli.contexts.care.models import Settlement, SettlementLine
from linli.contexts.care.queries import settlements as queries
from linli.contexts.care.states import SETTLEMENT
from linli.engines.capitals import in_capitals
from linli.engines.workbooks import NewSheet, Value, build
from linli.kernel import clock, ports

Kind = SettlementLine.Kind


def kind_words(kind: str) -> str:
    """Why a line is there."""
    words = {
        Kind.DONE: _("交到手上"), Kind.MISSED: _("没有开门"), Kind.LATE: _("以前漏下的"),
        Kind.CHANGED: _("以前的有变化"), Kind.BY_HAND: _("更正"),
    }  # fmt: skip
    return words[Kind(kind)]


def book(row: Settlement) -> bytes:
    """Two sheets: sums by offer with the amount in capitals, and every line."""
    head = ("服务", "情况", "单价（元）", "次数", "上门收（元）", "消费券（元）", "补贴（元）", "应付（元）")
    lines: list[Sequence[Value]] = [
        (
            one.name, kind_words(one.kind), one.price_fen / 100, one.n, one.own_fen / 100,
            one.voucher_fen / 100, one.public_fen / 100, one.owed_fen / 100,
        )
        for one in queries.groups(row)
    ]  # fmt: skip
    lines.append(
        (
            "合计", "", None, sum(int(str(line[3])) for line in lines), row.own_fen / 100,
            row.voucher_fen / 100, row.public_fen / 100, row.owed_fen / 100,
        )
    )  # fmt: skip
    lines.append(("应付大写", in_capitals(row.owed_fen), None, None, None, None, None, None))
    lines.append((_signed(row), "", None, None, None, None, None, None))
    place = f"{row.community.name}，{SETTLEMENT.label(row.state)}"
    title = f"{row.partner.name} {row.month:%Y年%m月} 服务结算单（{place}）"
    first = NewSheet("结算单", [head], lines, title=title, widths=(24, 16, 12, 8, 14, 14, 14, 14))
    return build([first, _every_line(row)])


def _signed(row: Settlement) -> str:
    """Who agreed and when, as far as it has come."""
    if not row.agreed_at:
        return f"尚未确认，{clock.today().isoformat()} 导出"
    said = f"{row.agreed_name} {row.agreed_at:%Y-%m-%d} 确认"
    return f"{said}，{row.approved_at:%Y-%m-%d} 批准" if row.approved_at else said


def _every_line(row: Settlement) -> NewSheet:
    head = (
        "日期",
        "服务",
        "门牌",
        "情况",
        "单价（元）",
        "上门收（元）",
        "消费券（元）",
        "补贴（元）",
        "说明",
    )
    found = row.lines.select_related("occasion__order__person__home").order_by("on", "pk")
    lines: list[Sequence[Value]] = [
        (
            one.on, one.name, _door(one), kind_words(one.kind), one.price_fen / 100, one.own_fen / 100,
            one.voucher_fen / 100, one.public_fen / 100, one.words,
        )
        for one in found
    ]  # fmt: skip
    widths = (12, 22, 22, 14, 12, 12, 12, 12, 28)
    return NewSheet(
        "明细", [head], lines, title=f"{row.partner.name} {row.month:%Y年%m月} 明细", widths=widths
    )


def _door(line: SettlementLine) -> str:
    """The door, without the name: that is enough to look a day up together."""
    person = line.occasion.order.person if line.occasion else None
    home = person.home if person else None
    return home.short_address if home else ""


def paper(row: Settlement) -> bytes:
    """One page of A4 or more, to sign and stamp."""
    yuan = "{:,.2f}".format
    words = {
        "head": [_("服务"), _("情况"), _("单价"), _("次数"), _("上门收"), _("消费券"), _("补贴"), _("应付")],
        "total": _("合计"), "capitals": _("应付大写"), "partner": _("合作单位（盖章）"), "by": _("经办人"),
        "check": _("批准人"), "day": _("日期"), "unit": _("单位：元"),
        "note": _("上门收的由合作单位直接向居民收取，不再支付；应付是消费券和补贴两项。"),
    }  # fmt: skip
    values = {
        "title": _("社区上门服务月结算单"), "community": row.community.name, "name": row.partner.name,
        "month": f"{row.month:%Y-%m}", "state": str(SETTLEMENT.label(row.state)),
        "rows": [
            [one.name, kind_words(one.kind), yuan(one.price_fen / 100), str(one.n), yuan(one.own_fen / 100),
             yuan(one.voucher_fen / 100), yuan(one.public_fen / 100), yuan(one.owed_fen / 100)]
            for one in queries.groups(row)
        ],
        "sums": [yuan(n / 100) for n in (row.own_fen, row.voucher_fen, row.public_fen, row.owed_fen)],
        "amount": in_capitals(row.owed_fen), "agreed": row.agreed_name,
        "corrections": [line.words for line in queries.corrections(row)], "words": words,
    }  # fmt: skip
    return ports.ask(ports.Documents).pdf("settlement", values)
