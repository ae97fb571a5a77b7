"""Which public holidays and make-up days does an installation start with?"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from linli.kernel import packs
from linli.kernel.actor import Actor, linli
from linli.kernel.commands import command, note
from linli.kernel.workdays.calendar import may_edit
from linli.kernel.workdays.models import Kind, SpecialDay


def seed_calendar() -> int:
    """Fill the years of the pack that nobody has touched; return how many days were written.

    A year with a single row in it belongs to the people who keep the calendar: a day they cleared stays so.
    """
    kept = {day.year for day in SpecialDay.objects.values_list("day", flat=True)}
    fresh = [day for day in _days_of_pack() if day.day.year not in kept]
    return _write(linli("calendar"), days=fresh) if fresh else 0


@command("workdays.set", may_edit)
def _write(actor: Actor, /, *, days: Sequence[SpecialDay]) -> int:
    SpecialDay.objects.bulk_create(days)
    years = sorted({day.day.year for day in days})
    note(target="workdays.specialday:pack", day="、".join(map(str, years)), days=len(days))
    return len(days)


def _days_of_pack() -> Iterator[SpecialDay]:
    for year in packs.pack("holidays").values():
        for period in year["periods"]:
            yield from _days_of(period)


def _days_of(period: dict[str, Any]) -> Iterator[SpecialDay]:
    name, first, last = period["name"], period["from"], period["until"]
    for day in _every_day(first, last):
        yield SpecialDay(day=day, kind=Kind.HOLIDAY, name=name)
    for day in period["makeup"]:
        yield SpecialDay(day=day, kind=Kind.MAKEUP, name=name)


def _every_day(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
