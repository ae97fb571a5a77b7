"""The calendar as a value for the deadlines engine, and how people change it."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from linli.engines.deadlines import WorkCalendar
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput
from linli.kernel.workdays.models import Kind, SpecialDay


def work_calendar() -> WorkCalendar:
    """All special days that are known."""
    rows = list(SpecialDay.objects.values_list("day", "kind"))
    return WorkCalendar(
        holidays=frozenset(d for d, k in rows if k == Kind.HOLIDAY),
        makeup_days=frozenset(d for d, k in rows if k == Kind.MAKEUP),
    )


def known_until() -> int | None:
    """The last year the calendar was filled for."""
    last = SpecialDay.objects.order_by("-day").values_list("day", flat=True).first()
    return last.year if last else None


def of_year(year: int) -> list[SpecialDay]:
    """A year's special days in order."""
    return list(SpecialDay.objects.filter(day__year=year).order_by("day"))


def may_edit(actor: Actor, row: SpecialDay | None = None) -> bool:
    """Administrators and community managers keep the calendar."""
    return actor.holds("workdays.edit")


@command("workdays.set", may_edit)
def set_day(actor: Actor, /, *, day: date, kind: str, name: str) -> SpecialDay:
    """Say that a day differs from its weekday."""
    if kind == Kind.HOLIDAY and not name.strip():
        raise BadInput(_("请写明节日名称。"))
    if kind == Kind.MAKEUP and day.weekday() < 5:
        raise BadInput(_("这一天本来就是工作日，不需要设为调休上班。"))
    row, _new = SpecialDay.objects.update_or_create(day=day, defaults={"kind": kind, "name": name.strip()})
    note(target=row, day=day, kind=kind)
    return row


@command("workdays.cleared", may_edit)
def clear_day(actor: Actor, row: SpecialDay, /) -> None:
    """The day is as its weekday says."""
    note(target=row, day=row.day)
    row.delete()
