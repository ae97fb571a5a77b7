"""An account kept in Excel: which column is which, and what each row says, exact to the fen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from linli.contexts.bulletin.commands.funds import Amount
from linli.contexts.bulletin.queries.funds import categories
from linli.engines.text.folding import fold
from linli.engines.workbooks import Sheet, WorkbookRefused, read
from linli.kernel import packs
from linli.kernel.errors import BadInput
from linli.kernel.sheets.refusals import FileRefused

LOOKED_AT, MOST, WIDEST = 12, 3000, 30
FINEST = Decimal("0.000001")
"""What a spreadsheet's own arithmetic may be wrong by."""
TOTALS = ("合计", "小计", "本月合计", "累计", "本年累计")


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says: amounts, and the rows that cannot be taken, in words."""

    amounts: Sequence[Amount]
    faults: Sequence[str]


def read_account(data: bytes, name: str) -> Read:
    """Every row below the headings of the first sheet that has them; ``BadInput`` when none has."""
    try:
        workbook = read(data, name)
    except WorkbookRefused as refused:
        raise FileRefused.because(refused.code, refused.detail) from refused
    for sheet in workbook.sheets:
        found = _headings(sheet)
        if found is not None:
            return _rows(sheet, *found)
    raise BadInput(_("没有找到“日期、摘要、收入、支出”这样的表头。"), field="file")


def _headings(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    known = {fold(w): key for key, words in packs.pack("bulletin")["columns"].items() for w in words}
    for row in range(1, min(sheet.last_row, LOOKED_AT) + 1):
        columns: dict[str, int] = {}
        for column in range(1, min(sheet.last_column, WIDEST) + 1):
            key = known.get(fold(_text(_cell(sheet, row, column))).replace(" ", ""))
            if key:
                columns.setdefault(key, column)
        if {"on", "words"} <= set(columns) and {"income", "outgo"} & set(columns):
            return row, columns
    return None


def _rows(sheet: Sheet, heading: int, columns: Mapping[str, int]) -> Read:
    amounts: list[Amount] = []
    faults: list[str] = []
    for row in range(heading + 1, min(sheet.last_row, heading + MOST) + 1):
        cells = {key: _cell(sheet, row, column) for key, column in columns.items()}
        words = _text(cells["words"])
        if not any(_text(cell) for cell in cells.values()) or words.replace(" ", "") in TOTALS:
            continue
        try:
            amounts.append(_amount(cells, words))
        except BadInput as fault:
            faults.append(_("第 %(row)s 行：%(why)s") % {"row": row, "why": str(fault)})
    return Read(amounts, faults)


def _amount(cells: Mapping[str, Any], words: str) -> Amount:
    if not words:
        raise BadInput(_("没有摘要。"))
    income, outgo = _fen(cells.get("income")), _fen(cells.get("outgo"))
    if bool(income) == bool(outgo):
        raise BadInput(_("收入和支出要填一个，只填一个。"))
    names = {name: key for key, (name, _english) in categories().items()}
    return Amount(
        _day(cells["on"]), words, income - outgo, names.get(_text(cells.get("category")), "other"),
        _count(cells.get("people")), _text(cells.get("voucher")),
    )  # fmt: skip


def _fen(cell: Any) -> int:
    """Whole fen; BadInput for parts of a fen, for words and for less than nothing."""
    text = (
        _text(cell).replace(",", "").replace("，", "").removeprefix("¥").removeprefix("￥").removesuffix("元")
    )
    if text in ("", "-", "—"):
        return 0
    try:
        fen = Decimal(text) * 100
    except InvalidOperation as fault:
        raise BadInput(_("“%(text)s”不是金额。"), text=text) from fault
    if not fen.is_finite() or abs(fen - fen.to_integral_value()) > FINEST * 100:
        raise BadInput(_("“%(text)s”比一分还小，请核对。"), text=text)
    if fen < 0:
        raise BadInput(_("金额不能是负数；要更正，请用冲正。"))
    return int(fen.to_integral_value())


def _day(cell: Any) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _text(cell)
    for sign in ("年", "月", "/", "."):
        text = text.replace(sign, "-")
    parts = text.strip("日-").split("-")
    try:
        return date(*(int(part) for part in parts))
    except (ValueError, TypeError) as fault:
        raise BadInput(_("“%(text)s”不是日期。"), text=_text(cell)) from fault


def _count(cell: Any) -> int | None:
    text = _text(cell).removesuffix("人").removesuffix(".0")
    if not text:
        return None
    if not text.isdecimal():
        raise BadInput(_("人数要写整数。"))
    return int(text)


def _cell(sheet: Sheet, row: int, column: int) -> Any:
    cell = sheet.cells.get((row, column))
    return cell.value if cell is not None else None


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
