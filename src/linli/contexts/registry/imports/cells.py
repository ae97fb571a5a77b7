"""Reading the cells of one row: values in our own writing, and what cannot be right, as reason codes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from linli.contexts.registry.imports.entries import Entry, Remark
from linli.contexts.registry.imports.mapping import ASIDE, FLAGS, OF_HOME, PLACE, Asked
from linli.engines.formfill.dates import read_day
from linli.engines.formfill.reading import CellRead, read_value
from linli.engines.formfill.writing import write_span
from linli.engines.identity import IdCheck, check_id
from linli.engines.text.folding import fold
from linli.engines.workbooks import Cell, Value
from linli.kernel import codes
from linli.kernel.catalogue.fields import Field, Kind
from linli.kernel.sheets.words import code_lists

OLDEST = date(1880, 1, 1)
HEADS = ("01", "02")
HEAD = "02"
LODGING, COLLECTIVE = "6", "7"
STATED = ("collective", "lodging", "abroad")
REPEATED = (Kind.CODE, Kind.FLAG)
"""Kinds whose few answers come again and again, so that each is read once."""
IMPOSSIBLE = {"impossible_date": "impossible_date", "in_future": "future_date"}
NOT_HELD_AGAINST = frozenset({"masked", "empty"})
"""What is wrong with an identity number without making the row wrong."""
LONGEST = 150
"""Characters of a text value that are kept."""


@dataclass(slots=True)
class Columns:
    """The columns that are taken, grouped for reading, with what was read before."""

    asked: Sequence[Asked]
    today: date
    seen: dict[tuple[int, Value], CellRead] = field(default_factory=dict)

    def read(self, asked: Asked, cell: Cell) -> CellRead:
        """What one cell says; equal answers of a list are read once."""
        value = cell.text if cell.value is None else cell.value
        if asked.field is None or asked.field.kind not in REPEATED:
            return read_value(value, asked.term, code_lists(), today=self.today)
        at = (asked.column.column, value)
        if at not in self.seen:
            self.seen[at] = read_value(value, asked.term, code_lists(), today=self.today)
        return self.seen[at]


def entry_of(number: int, line: Mapping[int, Cell], columns: Columns) -> Entry:
    """The row, understood as far as it goes by itself."""
    entry = Entry(number)
    in_parts: dict[str, dict[str, Cell]] = {}
    for asked in columns.asked:
        cell = line.get(asked.column.column)
        if cell is None or not cell.text.strip():
            continue
        if asked.form.part and asked.field is not None:
            in_parts.setdefault(asked.field.key, {})[asked.form.part] = cell
        else:
            _take(entry, asked, cell, columns)
    for key, parts in in_parts.items():
        _take_parts(entry, key, parts, columns)
    _judge(entry, columns.today)
    return entry


def _take(entry: Entry, asked: Asked, cell: Cell, columns: Columns) -> None:
    known = asked.field
    assert known is not None  # noqa: S101 - only taken columns are read
    if asked.form.option:
        _take_option(entry, asked, cell)
        return
    read = columns.read(asked, cell)
    if not read.understood:
        _misunderstood(entry, known, read)
        return
    if asked.form.inverse and isinstance(read.value, bool):
        read = CellRead(not read.value)
    stored = _stored(known, read, asked)
    if stored is None:
        entry.warnings.append(("not_in_list", {"field": known.key}))
    else:
        _put(entry, known, stored)
    if read.doubt == "in_future":
        _refuse_once(entry, ("future_date", {"field": known.key}))
    elif read.doubt and known.kind is Kind.ACCOUNT:
        entry.warnings.append(("account_doubtful", {"field": known.key}))
    if read.also and known.key == "name":
        entry.values.setdefault("phone", read.also[0])


def _take_option(entry: Entry, asked: Asked, cell: Cell) -> None:
    """A column that stands for one answer: any mark but a no chooses it."""
    known = asked.field
    assert known is not None  # noqa: S101 - only taken columns are read
    if fold(cell.text) in code_lists().no:
        return
    read = read_value(asked.form.option, asked.term, code_lists())
    stored = _stored(known, read, asked) if read.understood else None
    if stored is not None:
        _put(entry, known, stored)


def _take_parts(entry: Entry, key: str, parts: Mapping[str, Cell], columns: Columns) -> None:
    """Year, month and day, or beginning and end, in columns of their own."""
    asked = next(a for a in columns.asked if a.field is not None and a.field.key == key)
    if "start" in parts or "end" in parts:
        start, end = (read_day(_value(parts.get(p)), today=columns.today).day for p in ("start", "end"))
        text = write_span(start, end)
    else:
        text = "-".join(fold(parts[p].text).rstrip("年月日") for p in ("year", "month", "day") if p in parts)
    if text:
        _take(entry, _plain(asked), Cell(text, text), columns)


def _plain(asked: Asked) -> Asked:
    """The same column without the part it stands for."""
    column = replace(asked.column, form=replace(asked.column.form, part=""))
    return replace(asked, column=column)


def _value(cell: Cell | None) -> Value:
    return None if cell is None else cell.text if cell.value is None else cell.value


# ── Into our own writing ────────────────────────────────────────────────────────────────────────────────
def _stored(known: Field, read: CellRead, asked: Asked) -> Any:
    """The value as the register keeps it; None when a list does not know it."""
    value = read.value
    if known.codes:
        return read.code or _code(known.codes, str(value))
    if known.kind in (Kind.DATE, Kind.MONTH):
        return _day(known, value)
    if known.kind is Kind.MONEY or (known.kind is Kind.NUMBER and isinstance(value, int | float)):
        return str(_number(value) * 10_000 if asked.form.unit == "万元" else _number(value))
    if known.kind is Kind.FLAG:
        return bool(value)
    return str(value)[:LONGEST]


def _number(value: Value) -> float | int:
    number = float(str(value))
    return int(number) if number == int(number) else round(number, 4)


def _code(name: str, word: str) -> str | None:
    """The code of a list of our own that a word stands for."""
    wanted = fold(word)
    return next((code for code, known in codes.words(name).items() if fold(known) == wanted), None)


def _day(known: Field, value: Value) -> str:
    text = value.isoformat() if isinstance(value, date) else str(value)
    return text[:7] if known.kind is Kind.MONTH else text


def _put(entry: Entry, known: Field, stored: Any) -> None:
    key = known.key
    if key in PLACE:
        _put_place(entry, key, str(stored))
    elif key in OF_HOME:
        entry.home_values.setdefault(key, stored)
    elif key in FLAGS:
        _put_flag(entry, FLAGS[key], is_member=bool(stored))
    elif known.origin.startswith("groups."):
        entry.groups.setdefault(known.origin.removeprefix("groups."), {}).setdefault(key, stored)
    elif key in ASIDE:
        _put_aside(entry, key, str(stored))
    else:
        entry.values.setdefault(key, stored)


def _put_place(entry: Entry, key: str, text: str) -> None:
    if key == "address":
        entry.address = entry.address or text
    else:
        entry.parts.setdefault(key, text)


def _put_flag(entry: Entry, group: str, *, is_member: bool) -> None:
    if is_member:
        entry.groups.setdefault(group, {})
    else:
        entry.denies.append(group)


def _put_aside(entry: Entry, key: str, stored: str) -> None:
    if key == "relation":
        entry.relation = HEAD if stored in HEADS else stored
    elif key == "head_name":
        entry.head_name = stored
    elif key == "registration_agrees":
        entry.is_registered_here = stored == "01"
    elif key == "community":
        entry.community = stored
    elif stored in STATED:
        entry.residency = stored
    elif key == "residency" and stored == "same":
        entry.is_registered_here = True
    elif key == "lives_as" and stored in (LODGING, COLLECTIVE):
        entry.residency = "lodging" if stored == LODGING else "collective"


# ── What cannot be right ────────────────────────────────────────────────────────────────────────────────
def _misunderstood(entry: Entry, known: Field, read: CellRead) -> None:
    told = {"field": known.key}
    if read.reason == "empty":
        return
    if known.key == "id_number" and read.reason not in NOT_HELD_AGAINST:
        entry.refusals.append((f"id_{read.reason}", told))
    elif known.key == "name":
        entry.refusals.append(("not_a_name", told))
    elif read.reason in IMPOSSIBLE:
        entry.refusals.append((IMPOSSIBLE[read.reason], told))
    elif known.key == "relation":
        entry.warnings.append(("relation_unknown", told))
    else:
        entry.warnings.append((_warning(known, read.reason), told))


def _warning(known: Field, reason: str) -> str:
    if known.key == "id_number":
        return "id_masked"
    if reason in ("not_a_phone", "not_in_list", "digits_lost"):
        return reason
    return "not_understood"


def _judge(entry: Entry, today: date) -> None:
    """The row by itself: a name, days that can be, an identity number that agrees."""
    if not entry.name and not any(code == "not_a_name" for code, _ in entry.refusals):
        entry.refusals.insert(0, ("no_name", {}))
    check = check_id(entry.values.get("id_number", ""))
    for key in ("born_on", "moved_in_on"):
        if len(entry.values.get(key, " " * 10)) < 10:
            _judge_part_of_day(entry, key, check.birth, today)
    if check.is_valid:
        _judge_number(entry, check)
    for key in ("born_on", "moved_in_on"):
        _judge_day(entry, key, today)
    born, moved = entry.values.get("born_on"), entry.values.get("moved_in_on")
    if born and moved and moved < born:
        entry.refusals.append(("moved_before_birth", {}))


def _judge_part_of_day(entry: Entry, key: str, born: date | None, today: date) -> None:
    """1956 or 1956-03: compared with the identity number, and kept as it is, for it is no day."""
    text = entry.values.pop(key)
    first, last = (day.isoformat()[: len(text)] for day in (OLDEST, today))
    if not first <= text <= last:
        code = "future_date" if text > last else "impossible_date"
        _refuse_once(entry, (code, {"field": key}))
    elif key != "born_on" or born is None:
        entry.partly[key] = text
    elif not born.isoformat().startswith(text):
        entry.refusals.append(("birth_differs", {}))


def _judge_number(entry: Entry, check: IdCheck) -> None:
    """The number says birth and sex; what stands beside it must not contradict."""
    if check.birth is not None:
        born = check.birth.isoformat()
        if entry.values.setdefault("born_on", born) != born:
            _refuse_once(entry, ("birth_differs", {}))
    if check.sex is not None and entry.values.setdefault("sex", check.sex.value) != check.sex.value:
        _refuse_once(entry, ("sex_differs", {}))


def _judge_day(entry: Entry, key: str, today: date) -> None:
    text = entry.values.get(key)
    if text and not OLDEST.isoformat() <= text <= today.isoformat():
        code = "future_date" if text > today.isoformat() else "impossible_date"
        _refuse_once(entry, (code, {"field": key}))


def _refuse_once(entry: Entry, remark: Remark) -> None:
    if remark not in entry.refusals:
        entry.refusals.append(remark)


def taken(columns: Iterable[Asked]) -> list[Asked]:
    """The columns whose words go into the register."""
    return [asked for asked in columns if asked.is_taken]
