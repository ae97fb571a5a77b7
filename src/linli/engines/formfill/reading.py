"""What does a filled cell mean, whoever filled it?"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from linli.engines.formfill.codes import CodeLists
from linli.engines.formfill.dates import read_day
from linli.engines.formfill.model import Term
from linli.engines.identity.cards import check_card
from linli.engines.identity.id_numbers import check_id
from linli.engines.identity.names import clean_name
from linli.engines.identity.phones import phones
from linli.engines.text.folding import fold, smooth
from linli.engines.workbooks.model import Value

_NOTHING = frozenset(
    {
        "",
        "/",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "...",
        "……",
        "空",
        "空白",
        "暂无",
        "不详",
        "未知",
        "不清楚",
        "待补",
        "n/a",
        "na",
        "null",
        "none",
        "#n/a",
        "无此项",
    }
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_CHINESE_NUMBERS = {
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_LOST_DIGITS = 15
"""A spreadsheet keeps fifteen digits of a number; longer ones come back rounded."""


@dataclass(frozen=True, slots=True)
class CellRead:
    """The meaning of a cell: a value in our own writing, or the reason why there is none."""

    value: Value = None
    code: str = ""
    """The code of a code list, beside the word."""
    reason: str = ""
    """Empty when the cell was understood; ``empty``, ``impossible_date``, ``digits_lost`` …"""
    also: tuple[str, ...] = ()
    """Further values of the same cell (a second telephone)."""
    doubt: str = ""
    """A remark on a value that was understood: ``month_only``, ``check_digit`` …"""

    @property
    def understood(self) -> bool:
        """Whether the cell gave a value."""
        return self.reason == ""


def read_value(value: Value, term: Term, lists: CodeLists, *, today: date | None = None) -> CellRead:
    """The canonical value of a cell for a field; ``today`` is needed only for two-digit years."""
    if value is None or (isinstance(value, str) and _says_nothing(fold(value), term)):
        return CellRead(reason="empty")
    if term.kind in {"date", "month"}:
        return _date(value, today)
    return _READERS.get(term.kind, _text)(value, term, lists)


def _says_nothing(folded: str, term: Term) -> bool:
    """不详 says nothing anywhere; 无 is an answer for an illness, not for a telephone."""
    return folded in _NOTHING or (folded == "无" and term.kind not in {"text", "code", "flag"})


def _date(value: Value, today: date | None) -> CellRead:
    read = read_day(value, today=today)
    if read.day is None:
        return CellRead(reason=read.reason)
    whole = read.day.whole
    if today is not None and whole is not None and whole > today:
        return CellRead(value=whole, doubt="in_future")
    return CellRead(value=whole if whole is not None else read.day.iso, doubt=read.reason)


def _plain(value: Value) -> str:
    """The text of a cell; whole numbers without .0."""
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _text(value: Value, term: Term, lists: CodeLists) -> CellRead:
    del term, lists
    if isinstance(value, datetime):
        value = value.date()
    text = smooth(_plain(value))
    return CellRead(text) if text else CellRead(reason="empty")


def _name(value: Value, term: Term, lists: CodeLists) -> CellRead:
    del term, lists
    name = clean_name(_plain(value))
    if not name:
        return CellRead(reason="empty")
    digits = re.search(r"1[3-9]\d{9}", name)
    if digits:
        rest = clean_name(name.replace(digits.group(), ""))
        return CellRead(rest, also=(digits.group(),)) if rest else CellRead(reason="not_a_name")
    return CellRead(name) if not re.search(r"\d{3,}", name) else CellRead(reason="not_a_name")


def _id_number(value: Value, term: Term, lists: CodeLists) -> CellRead:
    del term, lists
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 10**_LOST_DIGITS:
        return CellRead(reason="digits_lost")
    checked = check_id(_plain(value))
    if checked.is_valid:
        return CellRead(checked.full)
    reason = "digits_lost" if checked.reason.value == "rounded" else checked.reason.value
    return CellRead(reason=reason)


def _phone(value: Value, term: Term, lists: CodeLists) -> CellRead:
    del term, lists
    found = [phone for phone in phones(_plain(value)) if phone.is_valid]
    if not found:
        return CellRead(reason="not_a_phone")
    return CellRead(found[0].number, also=tuple(phone.number for phone in found[1:]))


def _account(value: Value, term: Term, lists: CodeLists) -> CellRead:
    del term, lists
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 10**_LOST_DIGITS:
        return CellRead(reason="digits_lost")
    checked = check_card(_plain(value))
    if checked.reason.value == "rounded":
        return CellRead(reason="digits_lost")
    if checked.number and checked.number.isdigit() and 8 <= len(checked.number) <= 32:
        return CellRead(checked.number, doubt="" if checked.is_valid else checked.reason.value)
    return CellRead(reason="not_an_account")


def _number(value: Value, term: Term, lists: CodeLists) -> CellRead:
    del lists
    if isinstance(value, int | float) and not isinstance(value, bool):
        return CellRead(_whole(float(value)))
    text = fold(str(value)).replace(",", "").replace("¥", "")
    found = _NUMBER.search(text)
    if found is None:
        small = _CHINESE_NUMBERS.get(text[:1]) if 0 < len(text) <= 2 else None
        return CellRead(small) if small is not None else CellRead(reason="not_a_number")
    number = float(found.group())
    if term.kind == "money" and "万" in text:
        number *= 10_000
    return CellRead(_whole(number))


def _whole(number: float) -> Value:
    return int(number) if number == int(number) else number


def _code(value: Value, term: Term, lists: CodeLists) -> CellRead:
    answers = lists.get(term.code)
    text = _plain(value)
    if answers is None:
        return CellRead(smooth(text))
    meant = answers.find(text)
    if meant is None:
        return CellRead(reason="not_in_list", also=(smooth(text),))
    return CellRead(meant.word, meant.code)


def _relation(value: Value, term: Term, lists: CodeLists) -> CellRead:
    """A relation; a word for both sides (母子) is read from the side of the person the column is about."""
    pair = lists.both_sides.get(fold(_plain(value)))
    answers = lists.get("relation")
    if pair is None or answers is None:
        return _code(value, term, lists)
    # A guardian is the elder of the two, a contact of an older person or a member of a household the younger.
    meant = answers.of(pair[0] if term.whose == "guardian" else pair[1])
    return (
        CellRead(meant.word, meant.code, doubt="both_sides")
        if meant is not None
        else CellRead(reason="not_in_list")
    )


def _flag(value: Value, term: Term, lists: CodeLists) -> CellRead:
    text = fold(_plain(value))
    if isinstance(value, bool) or text in lists.yes | lists.no:
        return CellRead(value=value if isinstance(value, bool) else text in lists.yes)
    if text.startswith(("未", "不", "非", "无", "否", "没")):
        return CellRead(value=False, doubt="by_wording")
    if text.startswith(("是", "有", "已", "享受")) or term.label.removeprefix("是否") in text:
        return CellRead(value=True, doubt="by_wording")
    return CellRead(reason="not_yes_or_no", also=(smooth(str(value)),))


_READERS: dict[str, Callable[[Value, Term, CodeLists], CellRead]] = {
    "text": _text,
    "address": _text,
    "name": _name,
    "id_number": _id_number,
    "phone": _phone,
    "account": _account,
    "number": _number,
    "money": _number,
    "code": _code,
    "person_relation": _relation,
    "flag": _flag,
}
