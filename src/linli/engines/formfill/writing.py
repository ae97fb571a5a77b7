"""What goes into the cell, once we know the value and the way the form wants it written?"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime

from linli.engines.formfill.codes import CodeLists, same_answer
from linli.engines.formfill.date_writing import write_day
from linli.engines.formfill.dates import Day, read_day
from linli.engines.formfill.model import ColumnForm, Term
from linli.engines.text.folding import fold
from linli.engines.workbooks.model import Value

_SPAN = re.compile(
    r"^\s*(\d{4}(?:[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?|月)?|年)?)\s*(?:[-—~～至到]+)\s*(\d{4}.*|至今|今)?\s*$"
)
_NO_LISTS = CodeLists()
_OTHER = ("其他", "其它")

# The codes of each list that mean no when a form asks only for yes or no.
_DENYING: dict[str, frozenset[str]] = {
    "care": frozenset({"0"}),
    "employment": frozenset({"3", "4", "5", "6", "8", "9"}),
    "registration_match": frozenset({"02"}),
    "marital": frozenset({"10", "30", "40", "90"}),
}


def write_value(
    value: Value | Sequence[Value], form: ColumnForm, term: Term, lists: CodeLists = _NO_LISTS
) -> Value:
    """The value as the column wants it; None where there is nothing to write or no offered answer fits.

    Dates may come as dates or ISO text, codes as words or codes, flags as bool, money in 元.
    Several values of one cell come as a sequence and are joined.
    """
    if isinstance(value, Sequence) and not isinstance(value, str):
        written = [str(part) for one in value if (part := write_value(one, form, term, lists)) is not None]
        return "、".join(written) or None
    if value is None or value == "":
        return None
    if form.option:
        return _tick(value, form, term, lists)
    if form.yes:
        return _flag(value, form, term, lists)
    if form.choices:
        return _chosen(value, form, term, lists)
    return _plain(value, form, term, lists)


def write_boxes(value: Value, form: ColumnForm, term: Term) -> tuple[str, ...]:
    """One character for each of the small boxes of a number; all empty where it does not fit them."""
    text = str(write_value(value, form, term) or "")
    if len(text) > form.boxes:
        return ("",) * form.boxes
    return tuple(text) + ("",) * (form.boxes - len(text))


def write_span(start: Day | None, end: Day | None, pattern: str = "YYYY.MM") -> str:
    """Beginning and end in one text, the way 服役起止时间 is kept: 1975.12-1979.03."""
    written = [write_day(day, pattern) if day is not None else "" for day in (start, end)]
    return "-".join(written) if any(written) else ""


# ── Marks and choices ───────────────────────────────────────────────────────────────────────────────────
def _tick(value: Value, form: ColumnForm, term: Term, lists: CodeLists) -> Value:
    """A mark where the column's own answer is the value."""
    chosen = same_answer(_word(value, term, lists), (form.option,), lists.get(term.code))
    return form.yes if chosen else (form.no or None)


def _flag(value: Value, form: ColumnForm, term: Term, lists: CodeLists) -> Value:
    claim = is_yes(value, term, lists)
    if form.inverse:
        claim = not claim
    mark = form.yes if claim else form.no
    return int(mark) if mark in {"1", "0"} else (mark or None)


def is_yes(value: Value, term: Term, lists: CodeLists) -> bool:
    """Whether a value answers its question with yes; for lists, whether there is anything to name."""
    if isinstance(value, bool | int | float):
        return bool(value)
    answers = lists.get(term.code)
    meant = answers.find(str(value)) if answers is not None else None
    if meant is not None:
        return meant.code not in _DENYING.get(term.code, frozenset())
    return fold(str(value)) not in lists.no


def _chosen(value: Value, form: ColumnForm, term: Term, lists: CodeLists) -> Value:
    """The offered answer that means the same."""
    if term.kind == "flag" or isinstance(value, bool):
        wanted = lists.yes if is_yes(value, term, lists) else lists.no
        return next((option for option in form.choices if fold(option) in wanted), None)
    answers = lists.get(term.code)
    chosen = same_answer(_word(value, term, lists), form.choices, answers)
    if chosen is None and answers is not None and answers.find(str(value)) is not None:
        # Any answer of the list but the offered ones.
        chosen = next((option for option in form.choices if fold(option).startswith(_OTHER)), None)
    if chosen is not None or term.kind == "code" or form.answered_by:
        return chosen
    return _plain(value, form, term, lists)


def _word(value: Value, term: Term, lists: CodeLists) -> str:
    """The word of a code, or the text itself."""
    answers = lists.get(term.code)
    found = answers.of(str(value)) if answers is not None else None
    return found.word if found is not None else str(value)


# ── Plain values ────────────────────────────────────────────────────────────────────────────────────────
def _plain(value: Value, form: ColumnForm, term: Term, lists: CodeLists) -> Value:
    if isinstance(value, date | datetime) or term.kind in {"date", "month"}:
        return _date(value, form)
    if form.part in {"start", "end"}:
        return _end_of_span(str(value), form)
    if term.kind in {"code", "person_relation"}:
        return _word(value, term, lists)
    return _WRITERS.get(term.kind, _text)(value, form)


def _text(value: Value, form: ColumnForm) -> Value:
    del form
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value).strip()


def _id_number(value: Value, form: ColumnForm) -> Value:
    del form
    return str(value).strip().upper()


def _date(value: Value, form: ColumnForm) -> Value:
    day = read_day(value).day
    if day is None:
        return str(value)
    if form.part in {"year", "month", "day"}:
        return {"year": day.year, "month": day.month, "day": day.day}[form.part]
    if form.real and day.whole is not None:
        return day.whole
    return write_day(day, form.pattern or "YYYY-MM-DD")


def _end_of_span(text: str, form: ColumnForm) -> Value:
    """Beginning or end of 1975.12-1979.03."""
    found = _SPAN.match(text)
    wanted = (found.group(1) if form.part == "start" else found.group(2)) if found else None
    if not wanted:
        return None
    day = read_day(wanted).day
    return write_day(day, form.pattern) if day is not None and form.pattern else wanted.strip()


def _number(value: Value, form: ColumnForm) -> Value:
    try:
        number = float(str(value).replace(",", ""))
    except ValueError:
        return str(value)
    if form.unit == "万元":
        number /= 10_000
    if form.decimals is not None:
        number = round(number, form.decimals)
    plain: Value = int(number) if number == int(number) else round(number, 6)
    if form.real:
        return plain
    return f"{number:.{form.decimals}f}" if form.decimals else str(plain)


_WRITERS: dict[str, Callable[[Value, ColumnForm], Value]] = {
    "number": _number,
    "money": _number,
    "id_number": _id_number,
}
