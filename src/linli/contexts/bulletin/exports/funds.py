"""Accounts as a workbook: months with their sums, and every amount, as everybody sees them or in full."""

from collections.abc import Sequence

from linli.contexts.bulletin.queries.funds import Book
from linli.engines.workbooks import NewSheet, Value, build

MONTHS = ("月份", "月初余额", "收入", "支出", "月末余额")
ENTRIES = ("日期", "摘要", "类别", "收入", "支出", "凭证号")


def account_book(book: Book) -> bytes:
    """Two sheets; amounts in yuan, exact to the fen."""
    months: list[Sequence[Value]] = [
        (f"{m.first:%Y-%m}", m.opening / 100, m.income / 100, m.outgo / 100, m.closing / 100)
        for m in book.months
    ]
    entries: list[Sequence[Value]] = [
        (
            line.on, line.words, line.category, line.fen / 100 if line.fen > 0 else None,
            -line.fen / 100 if line.fen < 0 else None, line.voucher,
        )
        for month in reversed(book.months)
        for line in month.lines
    ]  # fmt: skip
    return build(
        [
            NewSheet("按月", [MONTHS], months, title=book.fund.name, widths=(12, 16, 16, 16, 16)),
            NewSheet("明细", [ENTRIES], entries, title=book.fund.name, widths=(12, 40, 18, 14, 14, 16)),
        ]
    )
