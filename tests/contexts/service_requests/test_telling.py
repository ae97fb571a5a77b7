"""Whoever reported hears of every step that matters, on a number that proved to be his."""

import pytest
from tests.builders.desk import REPORTER

from linli.contexts.service_requests.commands import finishing, reporting, sorting
from linli.contexts.service_requests.commands.reporting import Who
from linli.contexts.service_requests.models import State
from linli.kernel import ports
from linli.kernel.outbox import delivery

PHONE = "19900012345"


def told() -> list[tuple[str, str]]:
    """What was sent since the last look."""
    delivery.drain()
    network = ports.ask(ports.TextMessages)
    sent, network.sent = network.sent, []
    return sent


@pytest.fixture(autouse=True)
def _silence(world) -> None:
    told()


def test_given_out_with_unit_and_day_and_the_code_behind_the_link(desk, settings) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://linli.example"]
    row = desk.at(State.DISPATCHED)
    code = desk.reporter(row).tracking.reveal()
    ((phone, words),) = told()
    assert phone == PHONE
    assert "临江水务公司，最晚 3 月 20 日" in words
    assert f"https://linli.example/service_requests/track/#{code}" in words


def test_a_pause_and_a_result_come_with_their_words(desk) -> None:
    desk.at(State.SUSPENDED)
    assert "列入改造" in told()[-1][1]
    desk.at(State.CALLBACK)
    assert "已换新灯" in told()[-1][1]


def test_everybody_who_joined_or_was_merged_is_told(desk) -> None:
    row = desk.at(State.CLASSIFIED)
    reporting.join(REPORTER, row, who=Who("", "19900000002"))
    other = desk.report("楼道灯坏了，一单元黑漆漆的", who=Who("", "19900000003"))
    told()
    sorting.merge(desk.clerk, other, row)
    assert [phone for phone, _words in told()] == ["19900000003"]
    sorting.dispatch(desk.clerk, desk.fresh(row), unit=desk.water)
    assert sorted(phone for phone, _words in told()) == ["19900000002", "19900000003", PHONE]


def test_an_unproved_number_and_an_anonymous_reporter_hear_nothing(desk) -> None:
    for who in (Who("某人", PHONE, proved=False), Who()):
        row = desk.report(who=who)
        sorting.answer(desk.clerk, row, answer="请到社区一楼窗口办理。")
    assert told() == []


def test_who_withdrew_meanwhile_hears_nothing(desk) -> None:
    row = desk.at(State.CALLBACK)
    told()
    reporting.join(REPORTER, row, who=Who("", "19900000002"))
    finishing.reopen(desk.clerk, desk.fresh(row), reason="灯又不亮了")
    reporting.withdraw(REPORTER, desk.reporter(row), reason="搬走了")
    assert [phone for phone, _words in told()] == ["19900000002"]


def test_steps_inside_the_house_are_not_sent(desk) -> None:
    desk.at(State.DISPUTED)
    assert len(told()) == 1
