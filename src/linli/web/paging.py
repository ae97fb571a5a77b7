"""Lists in pages, sorted and filtered by the address bar, with a query count that never grows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
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

    @property
    def last(self) -> int:
        """The number of the last page, at least 1."""
        return max(1, -(-self.total // self.size))

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


def page_of(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], *, size: int = SIZES[0]) -> Page:
    """The page that the address bar asks for; a number beyond the end gives the last page."""
    asked = _number(request.GET.get("size"), size)
    size = asked if asked in SIZES else size
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    number = min(max(1, _number(request.GET.get("page"), 1)), max(1, -(-total // size)))
    start = (number - 1) * size
    query = {k: str(v) for k, v in request.GET.items() if k != "page"}
    return Page(list(rows[start : start + size]), number, size, total, query)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else otherwise
