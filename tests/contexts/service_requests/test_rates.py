"""The three rates: what counts, what is left out and why, nothing about a person, nothing from too few."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.builders.desk import REPORTER, Desk
from tests.contexts.service_requests.test_callout_pages import browser

from linli.contexts.service_requests.commands import disputing, finishing, handling, reporting, sorting
from linli.contexts.service_requests.commands.finishing import Judged
from linli.contexts.service_requests.commands.reporting import Who
from linli.contexts.service_requests.models import Reporter, State
from linli.contexts.service_requests.queries import rates
from linli.contexts.service_requests.queries.rate_counts import Asked
from linli.kernel import clock

MARCH = Asked(date(2026, 3, 1), date(2026, 3, 31))


def judged(desk: Desk, solved: str, satisfied: str) -> Reporter:
    request = desk.at(State.CALLBACK)
    return finishing.judge(REPORTER, desk.reporter(request), judged=Judged(solved, satisfied))


@pytest.fixture
def answers(desk: Desk) -> list[Reporter]:
    """Three solved, two partly, one not; four satisfied."""
    given = [("yes", "yes")] * 3 + [("partly", "fairly"), ("partly", "no"), ("no", "no")]
    return [judged(desk, *one) for one in given]


def test_partly_solved_counts_as_the_pack_says(desk: Desk, answers) -> None:
    total = rates.count(desk.manager, MARCH).total()
    assert (total.solved.part, total.solved.whole, total.solved.percent) == (4.0, 6, 66.7)
    assert (total.satisfied.of, total.satisfied.percent) == ("4/6", 66.7)
    assert (total.response.of, total.response.percent) == ("6/6", 100.0)


def test_a_late_first_word_is_no_response(desk: Desk, answers) -> None:
    request = desk.at(State.SIGNED)
    assert rates.count(desk.manager, MARCH).total().response.whole == 6
    clock.forward(timedelta(hours=25))
    assert rates.count(desk.manager, MARCH).total().response.of == "6/7"
    handling.contact(desk.plumber, request, words_said="抱歉来晚了")
    assert rates.count(desk.manager, MARCH).total().response.of == "6/7"


def test_from_too_few_no_share_is_shown(desk: Desk) -> None:
    judged(desk, "no", "no")
    total = rates.count(desk.manager, MARCH).total()
    assert (total.solved.percent, total.solved.is_small) == (None, True)
    page = browser(desk.manager).get("/service_requests/rates/").content.decode()
    assert "不足 5 份" in page
    assert "0/1" not in page


def test_an_answer_two_people_left_out_does_not_count_and_is_listed(desk: Desk, answers) -> None:
    proposed = finishing.leave_out(desk.manager, answers[-1], reason="要求超出法律规定")
    assert rates.count(desk.manager, MARCH).total().solved.whole == 6
    finishing.agree_leave_out(desk.street, proposed, agrees=True)
    assert rates.count(desk.manager, MARCH).total().solved.of == "4/5"
    out = rates.count(desk.manager, MARCH).left_out()
    assert out.answers == [(answers[-1].request.number, "要求超出法律规定")]
    assert dict(out.counts)["经两人同意不计入的评价"] == 1


def test_what_is_not_counted_is_said_with_its_number(desk: Desk) -> None:
    for state in (State.DIVERTED, State.MERGED, State.WITHDRAWN, State.SUSPENDED):
        desk.at(state)
    missed = desk.at(State.CALLBACK)
    for _call in range(3):
        finishing.not_reached(desk.clerk, desk.reporter(missed))
    desk.at(State.CALLBACK)
    counts = [n for _name, n in rates.count(desk.manager, MARCH).left_out().counts]
    assert counts[:6] == [1, 1, 1, 1, 0, 1]
    assert rates.count(desk.manager, MARCH).total().requests == 4


def test_every_reporter_of_a_merged_request_counts_once(desk: Desk) -> None:
    request = desk.at(State.CALLBACK)
    reporting.join_for(desk.clerk, request, who=Who("李", "19900054321"))
    for reporter in request.reporters.all():
        finishing.judge(REPORTER, reporter, judged=Judged("yes", "yes"))
    assert rates.count(desk.manager, MARCH).total().solved.whole == 2


def test_by_category_unit_and_month(desk: Desk, answers) -> None:
    other = sorting.dispatch(desk.clerk, desk.at(State.CLASSIFIED), unit=desk.housing)
    disputing.sign(desk.builder, other)
    clock.forward(timedelta(days=30))
    desk.report(category="noise")
    asked = Asked(date(2026, 3, 1), date(2026, 4, 30))

    def found(by: str) -> dict[str, int]:
        return {line.name: line.requests for line in rates.count(desk.manager, asked).lines(by)}

    assert found("category") == {"路灯、楼道灯": 7, "噪声扰民": 1}
    assert found("unit") == {"临江区住建局": 1, "临江水务公司": 6, "没有派单的": 1}
    assert found("month") == {"2026-03": 7, "2026-04": 1}


def test_one_counts_what_one_sees(desk: Desk, answers) -> None:
    assert rates.count(desk.plumber, MARCH).total().requests == 6
    assert rates.count(desk.builder, MARCH).total().requests == 0
    elsewhere = Asked(MARCH.since, MARCH.until, "339901001002")
    assert rates.count(desk.manager, elsewhere).total().requests == 0
    assert rates.count(desk.manager, Asked(date(2026, 1, 1), date(2026, 2, 1))).total().requests == 0


def test_a_month_with_too_few_answers_is_a_gap_in_the_drawing(desk: Desk) -> None:
    small, large = rates.Rate(1, 2), rates.Rate(5, 10)
    months = [rates.Line(str(n), 10, r, r, r) for n, r in enumerate((large, small, large, large))]
    curve = rates.curves(months)[0]
    assert [piece.count(",") for piece in curve.pieces] == [2]
    assert [dot[3] for dot in curve.dots] == [50.0, 50.0, 50.0]


@pytest.mark.parametrize(
    "query", ["", "by=unit", "by=month", "by=worker", "since=nonsense&until=2026-03-31", "place=%27"]
)
def test_the_page_opens_for_whatever_is_asked(desk: Desk, answers, query: str) -> None:
    page = browser(desk.manager).get(f"/service_requests/rates/?{query}")
    assert page.status_code == 200
    assert "66.7%" in page.content.decode() or "place" in query


def test_no_page_or_workbook_names_a_worker(desk: Desk, answers) -> None:
    client = browser(desk.manager)
    book = load_workbook(BytesIO(client.get("/service_requests/rates/export/").content))
    assert book.sheetnames == ["按类别", "按承办单位", "按月份", "口径"]
    text = " ".join(str(c) for sheet in book for row in sheet.iter_rows(values_only=True) for c in row)
    assert "的人" not in text.replace("的诉求人", "")
    assert 66.7 in [c for row in book["按类别"].iter_rows(values_only=True) for c in row]


def test_as_many_queries_for_many(desk: Desk) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            counted = rates.count(desk.manager, MARCH)
            counted.lines("unit"), counted.total(), counted.left_out()
        return len(caught)

    judged(desk, "yes", "yes")
    few = queries()
    for _n in range(6):
        judged(desk, "yes", "yes")
    assert queries() == few == 4
