"""A sheet of visits from another system: which column is which, and what each row says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.contexts.visits.models import CODES, Channel, Outcome
from linli.engines.workbooks import Sheet, WorkbookRefused, read
from linli.kernel import packs
from linli.kernel.errors import BadInput
from linli.kernel.sheets.refusals import FileRefused

LOOKED_AT = 20
"""Rows from the top in which the headings are looked for."""
MOST = 5000
WIDEST = 60
NOON = time(12)
FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y年%m月%d日 %H:%M",
    "%Y年%m月%d日",
    "%Y.%m.%d",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row, as it stands in the sheet."""

    number: int
    """Counted from 1, as the sheet shows it."""
    person: str = ""
    address: str = ""
    channel: str = ""
    at: datetime | None = None
    outcome: str = ""
    companions: str = ""
    words: str = ""
    fault: str = ""
    """A code when the row cannot be read."""


def rows_of(data: bytes, name: str) -> list[Row]:
    """Every row of the first sheet that has the headings; ``BadInput`` or ``FileRefused`` otherwise."""
    try:
        workbook = read(data, name)
    except WorkbookRefused as refused:
        raise FileRefused.because(refused.code, refused.detail) from refused
    for sheet in workbook.sheets:
        lines = [list(line) for line in _lines(sheet)]
        head = _headings(lines)
        if head is not None:
            at, columns = head
            found = [
                _row(n, line, columns) for n, line in enumerate(lines[at + 1 :], start=at + 2) if any(line)
            ]
            if len(found) > MOST:
                raise BadInput(_("一次最多导入 %(most)s 条走访。"), most=MOST)
            return found
    raise BadInput(_("没有找到“走访对象”“居住地址”“走访时间”这样的列，请检查表头。"))


def _lines(sheet: Sheet) -> Iterator[Sequence[Any]]:
    width = min(sheet.last_column, WIDEST)
    for row in range(1, sheet.last_row + 1):
        cells = (sheet.cells.get((row, column)) for column in range(1, width + 1))
        yield [cell.value if cell is not None else None for cell in cells]


def _headings(lines: Sequence[Sequence[Any]]) -> tuple[int, Mapping[str, int]] | None:
    """The row of headings and the column of each thing; an address or a name, and a time, must be there."""
    known = {word: key for key, words in packs.pack("visits")["columns"].items() for word in words}
    for number, line in enumerate(lines[:LOOKED_AT]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(line):
            key = known.get("".join(str(cell or "").split()))
            if key is not None:
                columns.setdefault(key, index)
        if "at" in columns and ("address" in columns or "person" in columns):
            return number, columns
    return None


def _row(number: int, line: Sequence[Any], columns: Mapping[str, int]) -> Row:
    def text(key: str) -> str:
        cell = line[columns[key]] if key in columns and columns[key] < len(line) else ""
        return " ".join(str(cell if cell is not None else "").split())

    raw = line[columns["at"]] if columns["at"] < len(line) else None
    at = _moment(raw)
    channel = _coded(text("channel"), Channel, {code: name for name, code in CODES.items()}, Channel.VISIT)
    outcome = _coded(text("outcome"), Outcome, {}, Outcome.MET)
    fault = "date" if at is None else "channel" if not channel else "outcome" if not outcome else ""
    return Row(
        number,
        text("person"),
        text("address"),
        channel,
        at,
        outcome,
        text("companions")[:60],
        text("words"),
        fault,
    )


def _moment(raw: Any) -> datetime | None:
    if isinstance(raw, datetime):
        return timezone.make_aware(raw.replace(tzinfo=None))
    if isinstance(raw, date):
        return timezone.make_aware(datetime.combine(raw, NOON))
    text = " ".join(str(raw or "").replace("/", "-").split())
    for form in FORMATS:
        try:
            found = datetime.strptime(text, form)  # noqa: DTZ007 - made aware below
        except ValueError:
            continue
        return timezone.make_aware(found if ":" in text else datetime.combine(found, NOON))
    return None


def _coded(text: str, choices: Any, codes: Mapping[str, str], usual: str) -> str:
    """The key of a word or code; what is empty is as usual, what is unknown is nothing."""
    if not text:
        return usual
    words = {str(label): key for key, label in choices.choices} | dict(codes) | ALIKE
    return words.get(text, "") if words.get(text) in choices.values else ""


ALIKE = {
    "走访": Channel.VISIT, "上门走访": Channel.VISIT, "入户": Channel.VISIT, "电话访问": Channel.PHONE,
    "电访": Channel.PHONE, "楼宇视频": Channel.VIDEO, "来访": Channel.RECEPTION,
    "见面": Outcome.MET, "成功": Outcome.MET, "已走访": Outcome.MET, "有效": Outcome.MET,
    "未遇": Outcome.NOT_AT_HOME, "无人": Outcome.NOT_AT_HOME, "不在家": Outcome.NOT_AT_HOME,
    "未接": Outcome.NO_ANSWER, "拒访": Outcome.DECLINED,
}  # fmt: skip
"""How other systems say the same."""
