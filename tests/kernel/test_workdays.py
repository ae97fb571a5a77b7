"""Working days with public holidays and make-up days."""

from datetime import date, datetime

import pytest

from linli.engines.deadlines import due_after
from linli.kernel.errors import BadInput, NotAllowed
from linli.kernel.workdays import calendar
from linli.kernel.workdays.models import SpecialDay


def test_a_make_up_saturday_counts_and_a_holiday_does_not(world) -> None:
    manager = world.actor("community_manager")
    calendar.set_day(manager, day=date(2026, 3, 13), kind="holiday", name="社区日")
    calendar.set_day(manager, day=date(2026, 3, 14), kind="makeup", name="")
    start = datetime(2026, 3, 12, 9)
    assert due_after(start, 1, calendar.work_calendar()) == datetime(2026, 3, 14, 17, 30)


def test_a_weekday_cannot_be_made_up_for(world) -> None:
    with pytest.raises(BadInput):
        calendar.set_day(world.actor("community_manager"), day=date(2026, 3, 13), kind="makeup", name="")


def test_setting_a_day_twice_changes_it(world) -> None:
    manager = world.actor("community_manager")
    for name in ("甲", "乙"):
        calendar.set_day(manager, day=date(2026, 3, 13), kind="holiday", name=name)
    assert SpecialDay.objects.get().name == "乙"
    calendar.clear_day(manager, SpecialDay.objects.get())
    assert calendar.work_calendar().is_working(date(2026, 3, 13))


def test_grid_workers_do_not_keep_the_calendar(world) -> None:
    with pytest.raises(NotAllowed):
        calendar.set_day(world.actor("grid_worker"), day=date(2026, 3, 13), kind="holiday", name="x")
