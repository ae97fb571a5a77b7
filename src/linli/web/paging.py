"""Lists in pages, sorted and filtered by the address bar, with a query count that never grows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest

SIZES = (20, 50, 100)


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list, and the way to the others."""

    rows: Sequence[Any]
    number: int
    size: int
    total: int
    query: Mapping[str, str]
    is_more: bool = False
    """True when there are more than ``total``: they were not counted."""

    @property
    def last(self) -> int:
        """The number of the last page that is known, at least 1."""
        known = max(1, -(-self.total // self.size))
        return max(known, self.number + 1) if self.is_more else known

    @property
    def first_row(self) -> int:
        """Counted from 1; 0 when there is nothing."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last_row(self) -> int:
        """Counted from 1."""
        return min(self.number * self.size, self.total)

    @property
    def numbers(self) -> list[int | None]:
        """Page numbers to offer, None for a gap."""
        near = {1, 2, self.number - 1, self.number, self.number + 1, self.last - 1, self.last}
        shown = sorted(n for n in near if 1 <= n <= self.last)
        offered: list[int | None] = []
        for n in shown:
            if offered and offered[-1] is not None and n > offered[-1] + 1:
                offered.append(None)
            offered.append(n)
        return offered

    def address(self, **changes: object) -> str:
        """The query string with changes; empty values are left out."""
        merged = {**self.query, **{k: str(v) for k, v in changes.items() if v is not None}}
        return "?" + urlencode({k: v for k, v in merged.items() if v != ""})


@runtime_checkable
class LongList(Protocol):
    """Rows that may be too many to count beyond ``counted_to``."""

    counted_to: int

    def up_to(self, most: int) -> int:
        """How many there are, counted up to ``most``."""

    def __getitem__(self, wanted: slice, /) -> Sequence[Any]: ...


def page_of(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any] | LongList, *, size: int = SIZES[0]
) -> Page:
    """The page that the address bar asks for; a number beyond the end gives the last page."""
    asked = _number(request.GET.get("size"), size)
    size = asked if asked in SIZES else size
    number = max(1, _number(request.GET.get("page"), 1))
    query = {k: str(v) for k, v in request.GET.items() if k != "page"}
    if isinstance(rows, LongList):
        return _page_of_many(rows, number, size, query)
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    number = min(number, max(1, -(-total // size)))
    start = (number - 1) * size
    return Page(list(rows[start : start + size]), number, size, total, query)


def _page_of_many(rows: LongList, number: int, size: int, query: Mapping[str, str]) -> Page:
    """The rows first: a page that is not full, or the last one, says by itself how many there are."""
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    if not found and number > 1:
        total = rows.up_to(start)
        return _page_of_many(rows, max(1, -(-total // size)), size, query)
    if len(found) <= size:
        return Page(found, number, size, start + len(found), query)
    total = rows.up_to(rows.counted_to + 1)
    is_more = total > rows.counted_to
    known = max(rows.counted_to, start + size) if is_more else total
    return Page(found[:size], number, size, known, query, is_more=is_more)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else otherwise
