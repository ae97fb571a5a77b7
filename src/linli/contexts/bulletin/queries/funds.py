"""Accounts as everybody reads them: exact to the fen, month by month, without pointing at single people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from linli.contexts.bulletin import policies
from linli.contexts.bulletin.models import Entry, Fund
from linli.kernel import packs
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area


@cache
def categories() -> Mapping[str, tuple[str, str]]:
    """What money comes from and goes to: key → (name, English)."""
    return {row["key"]: (row["name"], row["english"]) for row in packs.pack("bulletin")["category"]}


def category_label(key: str) -> str:
    """In the reader's language."""
    name, english = categories().get(key, (key, key))
    return english if translation.get_language() == "en" else name


def yuan(fen: int) -> str:
    """1234567 fen as 12,345.67, without rounding."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02d}"


@dataclass(frozen=True, slots=True)
class Line:
    """An amount as it is shown."""

    on: date
    words: str
    category: str
    fen: int
    voucher: str
    key: UUID | None = None
    is_reversal: bool = False

    @property
    def income(self) -> str:
        """What came in; empty for what went out."""
        return yuan(self.fen) if self.fen > 0 else ""

    @property
    def outgo(self) -> str:
        """What went out; empty for what came in."""
        return yuan(-self.fen) if self.fen < 0 else ""


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a fund."""

    first: date
    opening: int
    income: int
    outgo: int
    lines: Sequence[Line]

    @property
    def closing(self) -> int:
        """What is left at its end."""
        return self.opening + self.income - self.outgo

    @property
    def shown(self) -> tuple[str, str, str, str]:
        """Opening, income, outgo and closing as they are written."""
        return yuan(self.opening), yuan(self.income), yuan(self.outgo), yuan(self.closing)


@dataclass(frozen=True, slots=True)
class Book:
    """A fund with its months, the newest first."""

    fund: Fund
    months: Sequence[Month]

    @property
    def balance(self) -> str:
        """What is there now, as far as it is shown."""
        return yuan(self.months[0].closing if self.months else self.fund.opening_fen)


def public_funds(community: Area) -> list[Fund]:
    """The funds of which everybody sees something."""
    return list(Fund.objects.filter(community=community, shown_until__isnull=False).order_by("name"))


def seen(actor: Actor) -> QuerySet[Fund]:
    """The funds of one's communities."""
    rows = Fund.objects.filter(policies.funds_seen(actor)).select_related("community")
    return rows.order_by("community__code", "name")


def public_book(fund: Fund) -> Book:
    """What everybody sees: until the day that a second person agreed to."""
    rows = fund.entries.filter(on__lte=fund.shown_until).order_by("on", "at", "pk")
    return Book(fund, _months(fund, list(rows), covered=True))


def book(fund: Fund) -> Book:
    """Everything, for those who keep it."""
    rows = fund.entries.select_related("reverses").order_by("on", "at", "pk")
    return Book(fund, _months(fund, list(rows), covered=False))


def _months(fund: Fund, rows: Iterable[Entry], *, covered: bool) -> list[Month]:
    """Every row is in exactly one month: sums are whole numbers of fen."""
    by_month: dict[date, list[Entry]] = {}
    for row in rows:
        by_month.setdefault(row.on.replace(day=1), []).append(row)
    found: list[Month] = []
    opening = fund.opening_fen
    for first in sorted(by_month):
        entries = by_month[first]
        income = sum(e.fen for e in entries if e.fen > 0)
        outgo = -sum(e.fen for e in entries if e.fen < 0)
        lines = _covered(entries) if covered else [_line(e) for e in entries]
        found.append(Month(first, opening, income, outgo, lines))
        opening += income - outgo
    return found[::-1]


def _line(entry: Entry) -> Line:
    words = _("冲正：%(words)s") % {"words": entry.words} if entry.reverses_id else entry.words
    return Line(
        entry.on, words, category_label(entry.category), entry.fen, entry.voucher, entry.pk,
        is_reversal=entry.reverses_id is not None,
    )  # fmt: skip


def _covered(entries: Sequence[Entry]) -> list[Line]:
    """What concerns only a few people stands in one line of its month, without words of its own."""
    least = packs.pack("bulletin")["small"]["least"]
    few = [e for e in entries if e.people is not None and e.people < least]
    lines = [_line(e) for e in entries if e not in few]
    for is_income in (True, False):
        total = sum(e.fen for e in few if (e.fen > 0) is is_income)
        if total:
            last = max(e.on for e in few if (e.fen > 0) is is_income)
            lines.append(Line(last, _("涉及少数居民的款项，合并列出"), category_label("aid"), total, ""))
    return sorted(lines, key=lambda line: line.on)


def reversed_of(fund: Fund) -> set[UUID]:
    """The amounts that were reversed already."""
    rows = Entry.objects.filter(fund=fund, reverses__isnull=False)
    return {key for key in rows.values_list("reverses", flat=True) if key is not None}
