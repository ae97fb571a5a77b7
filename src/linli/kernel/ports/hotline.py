"""The 12345 hotline: work orders come from it, results go back to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

NAMES = {
    "number": ("number", "工单编号", "工单号", "编号", "id"),
    "words": ("words", "content", "诉求内容", "工单内容", "内容"),
    "title": ("title", "标题", "诉求标题"),
    "place": ("place", "address", "地址", "诉求地址", "事发地址"),
    "category": ("category", "类别", "诉求类别", "问题分类"),
    "name": ("name", "来电人", "诉求人", "姓名"),
    "phone": ("phone", "联系电话", "来电号码", "电话"),
    "at": ("at", "received_at", "受理时间", "来电时间"),
    "due_at": ("due_at", "deadline", "办理时限", "办结时限", "截止时间"),
}
"""What hotlines call the parts of an order."""
FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M", "%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class Order:
    """A work order of the hotline; times without a zone are those of the wall clock here."""

    number: str
    words: str
    place: str = ""
    category: str = ""
    name: str = ""
    phone: str = ""
    at: datetime | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An order without number or words, or with an odd time: it holds up no other."""

    name: str
    """Its number, or the file it stands in, as far as there is one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an order."""

    number: str
    result: str
    closed_at: datetime
    solved: str = ""
    satisfied: str = ""


class Hotline(Protocol):
    """Whoever runs the hotline."""

    @property
    def where(self) -> str:
        """Where its orders are, in words; empty when there is no hotline."""
        ...

    def fetch(self) -> Sequence[Order | Unreadable]:
        """Orders that were not fetched yet, or all that are open: taking one twice does no harm.

        OSError when it is not there, ValueError when its answer is no list of orders.
        """
        ...

    def send(self, outcome: Outcome) -> None:
        """Send a result back; the same one twice is one."""
        ...


def order_from(row: Mapping[str, object]) -> Order:
    """An order from the names that hotlines use; ValueError without number or words, or with an odd time."""
    said = {part: _first(row, names) for part, names in NAMES.items()}
    words = "\n".join(one for one in (said.pop("title"), said.pop("words")) if one)
    if not said["number"] or not words:
        raise ValueError("number and words are needed")
    at, due_at = (_moment(said.pop(name)) for name in ("at", "due_at"))
    return Order(words=words, at=at, due_at=due_at, **said)


def orders_from(rows: object) -> list[Order | Unreadable]:
    """Each row by itself; ValueError when these are no rows at all."""
    if not isinstance(rows, list):
        raise ValueError("a list of orders is needed")  # noqa: TRY004 - said of what came from outside
    return [_read(row) for row in rows]


def _read(row: object) -> Order | Unreadable:
    if not isinstance(row, Mapping):
        return Unreadable("")
    try:
        return order_from(row)
    except ValueError:
        return Unreadable(_first(row, NAMES["number"])[:60])


def _first(row: Mapping[str, object], names: Sequence[str]) -> str:
    found = (row[name] for name in names if row.get(name) not in (None, ""))
    value = next(found, "")
    return value.isoformat() if isinstance(value, datetime) else str(value).strip()


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        for form in FORMATS:
            try:
                return datetime.strptime(text, form)  # noqa: DTZ007 - the zone is the reader's to add
            except ValueError:
                continue
        raise
