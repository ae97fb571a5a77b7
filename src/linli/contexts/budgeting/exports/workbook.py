"""A round as a workbook: proposals, candidates, result, accounts, objections; nothing about persons."""

from collections.abc import Sequence

from linli.contexts.budgeting.models import Line, Objection, Round
from linli.contexts.budgeting.queries import board, counting
from linli.engines.workbooks import NewSheet, Value, build

PROPOSALS = ("编号", "提案", "类别", "地点", "费用（元）", "状态", "说明")
CANDIDATES = ("编号", "项目", "类别", "地点", "费用（元）", "做什么")
RESULT = ("编号", "项目", "费用（元）", "票数", "选上的顺序", "为什么")
ACCOUNTS = ("编号", "项目", "定下（元）", "哪一种", "日期", "摘要", "金额（元）")
OBJECTIONS = ("日期", "关于", "异议", "答复", "成立")


def workbook(one: Round) -> bytes:
    """As much as everybody may know at this point of the round."""
    cards = board.cards(one)
    sheets = [_sheet("提案", PROPOSALS, _proposals(cards), one, (6, 24, 12, 20, 14, 14, 60))]
    found = [card for card in cards if card.row.state in counting.STOOD]
    if found:
        sheets.append(_sheet("候选项目", CANDIDATES, _candidates(found), one, (6, 24, 12, 20, 14, 70)))
    if board.result(one) is not None:
        sheets.append(_sheet("结果", RESULT, _result(one, found), one, (6, 24, 14, 10, 12, 70)))
        sheets.append(_sheet("账目", ACCOUNTS, _accounts(one), one, (6, 24, 14, 10, 12, 40, 14)))
    sheets.append(_sheet("异议", OBJECTIONS, _objections(one), one, (12, 24, 50, 50, 8)))
    return build(sheets)


def _sheet(
    name: str, head: Sequence[str], rows: list[Sequence[Value]], one: Round, widths: Sequence[float]
) -> NewSheet:
    return NewSheet(name, [head], rows, title=f"{one.title}（{one.number}）{name}", widths=widths)


def _yuan(fen: int | None) -> Value:
    return "" if fen is None else fen / 100


def _proposals(cards: Sequence[board.Card]) -> list[Sequence[Value]]:
    return [
        (
            c.row.number, c.row.title, c.category, c.row.place, _yuan(c.row.cost or c.row.wish),
            str(c.row.get_state_display()), c.why,
        )
        for c in cards
    ]  # fmt: skip


def _candidates(cards: Sequence[board.Card]) -> list[Sequence[Value]]:
    return [
        (c.row.number, c.row.title, c.category, c.row.place, _yuan(c.row.cost), c.row.words) for c in cards
    ]


def _result(one: Round, cards: Sequence[board.Card]) -> list[Sequence[Value]]:
    told = one.story["projects"]
    ordered = sorted(cards, key=lambda c: (c.row.place_won is None, c.row.place_won or 0, c.row.number))
    return [
        (
            c.row.number, c.row.title, _yuan(c.row.cost), told.get(c.row.key, {}).get("votes", ""),
            c.row.place_won or "", c.why,
        )
        for c in ordered
    ]  # fmt: skip


def _accounts(one: Round) -> list[Sequence[Value]]:
    rows = Line.objects.filter(proposal__round=one).select_related("proposal")
    return [
        (
            row.proposal.number, row.proposal.title, _yuan(row.proposal.cost), str(row.get_kind_display()),
            row.on, row.words, _yuan(row.fen),
        )
        for row in rows.order_by("proposal__number", "on", "at")
    ]  # fmt: skip


def _objections(one: Round) -> list[Sequence[Value]]:
    rows = Objection.objects.filter(round=one).select_related("proposal").order_by("at")
    return [
        (
            f"{row.at:%Y-%m-%d}", f"{row.proposal.number}. {row.proposal.title}" if row.proposal else "公示",
            row.words, row.answer, "" if row.upheld is None else "是" if row.upheld else "否",
        )
        for row in rows
    ]  # fmt: skip
