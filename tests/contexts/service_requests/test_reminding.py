"""The clock sends reminders: to whom, when in working time, once, by however many workers."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta

import pytest
from django.db import connection
from tests.builders.desk import Desk
from tests.builders.whistle import Whistle

from linli.contexts.service_requests.commands import granting, handling
from linli.contexts.service_requests.models import CallState, Reminder, State
from linli.contexts.service_requests.queries import clock as reading
from linli.contexts.service_requests.tasks.reminding import remind_all
from linli.kernel import clock
from linli.kernel.notices.models import Notice
from linli.kernel.workdays.calendar import work_calendar


def told(actor) -> list[str]:
    rows = Notice.objects.filter(account_id=actor.account_id).order_by("pk")
    return [message.removeprefix("service_requests.") for message in rows.values_list("message", flat=True)]


def worded(actor) -> str:
    return Notice.objects.filter(account_id=actor.account_id).order_by("pk").last().words


def share(desk: Desk, request) -> float:
    return round(reading.share_gone(desk.fresh(request), clock.now(), work_calendar()), 2)


def test_the_ladder_is_climbed_in_working_time(desk: Desk) -> None:
    """Seven working days from Wednesday ten o'clock: to Friday of the next week, 17:30."""
    request = desk.at(State.IN_PROGRESS)
    remind_all()
    assert (share(desk, request), told(desk.plumber)) == (0.0, [])
    clock.forward(timedelta(days=5))
    assert share(desk, request) == 0.38
    clock.forward(timedelta(days=1, hours=3))
    assert (remind_all(), told(desk.plumber), told(desk.clerk)) == (1, ["ladder_unit"], [])
    assert "03-20 17:30" in worded(desk.plumber)
    clock.forward(timedelta(days=2))
    remind_all()
    assert (told(desk.plumber), desk.fresh(request).rung) == (["ladder_unit"] * 2, 2)
    clock.forward(timedelta(days=1, hours=6))
    remind_all()
    assert (told(desk.clerk), told(desk.street)) == (["ladder_dispatcher"], [])
    clock.forward(timedelta(days=6))
    remind_all()
    assert told(desk.street) == ["ladder_supervisor"]
    assert (remind_all(), share(desk, request) > 1.5) == (0, True)


def test_after_a_long_sleep_each_audience_hears_once(desk: Desk) -> None:
    request = desk.at(State.IN_PROGRESS)
    clock.forward(timedelta(days=40))
    remind_all()
    assert (told(desk.plumber), told(desk.clerk), told(desk.street)) == (
        ["ladder_unit"], ["ladder_dispatcher"], ["ladder_supervisor"],
    )  # fmt: skip
    assert desk.fresh(request).rung == 4


def test_a_pause_does_not_count_and_begins_the_ladder_anew(desk: Desk) -> None:
    request = desk.at(State.SUSPENDED)
    clock.forward(timedelta(days=7))
    assert remind_all() == 0
    handling.resume(desk.plumber, request, words_said="工程完工，恢复办理")
    assert share(desk, request) == 0.0
    clock.forward(timedelta(days=2))
    assert share(desk, request) == 0.25


def test_an_extension_makes_room(desk: Desk) -> None:
    request = desk.at(State.EXTENSION_ASKED)
    clock.forward(timedelta(days=8))
    before = share(desk, request)
    granting.grant_extension(desk.manager, request)
    assert share(desk, request) < before


def test_danger_to_life_is_counted_by_the_minute(desk: Desk) -> None:
    from linli.contexts.service_requests.commands import sorting

    request = desk.report(category="gas")
    sorting.classify(desk.clerk, request, category="gas", kind="help", urgency="life")
    sorting.dispatch(desk.clerk, request, unit=desk.water)
    clock.forward(timedelta(minutes=61))
    assert share(desk, request) == 0.51
    remind_all()
    assert sorted(told(desk.plumber)) == ["ladder_unit", "late_contact"]


@pytest.mark.parametrize(
    ("state", "after", "who", "message"),
    [
        (State.NEW, timedelta(hours=3), "clerk", "late_sort"),
        (State.DISPATCHED, timedelta(hours=3), "plumber", "late_sign"),
        (State.DISPATCHED, timedelta(hours=3), "clerk", "late_sign"),
        (State.SIGNED, timedelta(hours=25), "plumber", "late_contact"),
        (State.OBJECTED, timedelta(days=2), "clerk", "late_decide"),
        (State.DISPUTED, timedelta(days=2), "manager", "late_decide"),
        (State.EXTENSION_ASKED, timedelta(days=3), "manager", "late_approve"),
        (State.REPORTED, timedelta(days=3), "clerk", "late_review"),
        (State.CALLBACK, timedelta(days=3), "clerk", "late_callback"),
        (State.SUPERVISED, timedelta(days=6), "manager", "late_supervise"),
        (State.SUSPENDED, timedelta(days=30), "plumber", "late_look_again"),
        (State.SUSPENDED, timedelta(days=30), "clerk", "late_look_again"),
    ],
)
def test_whoever_keeps_others_waiting_hears_of_it_once(desk: Desk, state, after, who: str, message) -> None:
    desk.at(state)
    clock.forward(after)
    remind_all()
    assert told(getattr(desk, who)).count(message) == 1
    remind_all()
    assert told(getattr(desk, who)).count(message) == 1
    assert told(desk.builder) == [] or state in (State.OBJECTED, State.DISPUTED)


def test_a_new_spell_is_reminded_of_anew(desk: Desk) -> None:
    from linli.contexts.service_requests.commands import finishing

    request = desk.at(State.REPORTED)
    clock.forward(timedelta(days=3))
    remind_all()
    finishing.send_back(desk.clerk, request, reason="照片看不清")
    handling.report_result(desk.plumber, request, result=handling.Result("重新拍了照片", without="附后"))
    clock.forward(timedelta(days=5))
    remind_all()
    assert told(desk.clerk).count("late_review") == 2


def test_a_part_that_is_late_is_told_to_both_units(desk: Desk) -> None:
    request = desk.at(State.IN_PROGRESS)
    later = clock.now() + timedelta(days=1)
    handling.share(desk.plumber, request, unit=desk.housing, task="请打开楼顶门", due_at=later)
    clock.forward(timedelta(days=2))
    remind_all()
    assert (told(desk.builder), told(desk.plumber)) == (["late_part"], ["late_part"])


def test_units_that_were_called_and_those_who_called_hear_of_lateness(desk: Desk, whistle: Whistle) -> None:
    whistle.blown()
    clock.forward(timedelta(hours=1, minutes=1))
    remind_all()
    assert told(desk.plumber) == ["called", "late_call_sign"]
    assert told(desk.manager) == ["late_call_sign", "late_call_sign"]
    clock.forward(timedelta(days=9))
    remind_all()
    assert told(desk.plumber)[2:] == ["late_call_contact", "late_call_report"]


def test_what_is_over_is_left_alone(desk: Desk, whistle: Whistle) -> None:
    desk.at(State.CLOSED)
    whistle.at(CallState.WITHDRAWN)
    Notice.objects.all().delete()
    clock.forward(timedelta(days=90))
    assert remind_all() == 0
    assert not Notice.objects.exists()


def test_two_workers_send_one_reminder(desk: Desk) -> None:
    desk.at(State.DISPATCHED)
    clock.forward(timedelta(hours=3))
    late = list(reading.late_requests(work_calendar()))
    remind_all()
    from linli.contexts.service_requests.commands import reminding
    from linli.contexts.service_requests.models import Request
    from linli.kernel.actor import linli

    again = [reminding.remind(linli("clock"), Request.objects.get(pk=one.subject), late=one) for one in late]
    assert again == [False]
    assert (Reminder.objects.count(), told(desk.plumber)) == (1, ["late_sign"])


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment(committed_world) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    desk = Desk(committed_world)
    desk.at(State.IN_PROGRESS)
    clock.forward(timedelta(days=6, hours=4))

    def work() -> int:
        try:
            return remind_all()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(copy_context().run, work) for _n in range(2)]
        assert sum(one.result() for one in both) == 1
    assert told(desk.plumber) == ["ladder_unit"]
