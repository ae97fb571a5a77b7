"""What many speak of becomes a report whose every figure can be counted again."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document
from tests.builders.desk import Desk

from linli.contexts.service_requests.commands import common, sorting
from linli.contexts.service_requests.models.rules import CommonReport
from linli.contexts.service_requests.queries import topics
from linli.kernel import clock
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea

LAMPS = ["一单元楼道灯不亮了，上下楼看不见", "楼道灯不亮，老人上下楼摔跤", "楼道灯不亮好几天，上下楼很黑"]


@pytest.fixture
def lamps(desk: Desk) -> list:
    desk.report("广场舞音响太吵，晚上睡不着觉")
    rows = []
    for words in LAMPS:
        clock.forward(timedelta(days=2))
        rows.append(desk.report(words))
    return rows


def matters(desk: Desk, actor=None):
    since, until = topics.period(30, clock.today())
    return topics.matters(actor or desk.manager, desk.world.community, since, until)


def test_three_that_speak_of_one_thing_are_one_matter(desk: Desk, lamps) -> None:
    found = matters(desk)
    assert len(found) == 1
    assert {row.pk for row in found[0].requests} == {row.pk for row in lamps}
    assert (found[0].people, found[0].still_open, sum(found[0].weeks)) == (3, 3, 3)


def test_queries_do_not_grow_with_the_requests(desk: Desk, lamps, django_assert_max_num_queries) -> None:
    for n in range(12):
        desk.report(f"{LAMPS[n % 3]}第{n}次")
    with django_assert_max_num_queries(3):
        assert matters(desk)


def begun(desk: Desk, lamps) -> CommonReport:
    browser = desk.world.client("community_manager")
    keys = ",".join(str(row.pk) for row in lamps)
    sent = {"scope": desk.world.community.code, "name": "楼道灯不亮", "requests": keys}
    assert browser.post("/service_requests/reports/begin/", sent).status_code == 303
    return CommonReport.objects.get()


def test_the_report_counts_its_own_requests_and_the_papers_carry_them(desk: Desk, lamps) -> None:
    sorting.answer(desk.clerk, lamps[0], answer="已安排更换。")
    report = begun(desk, lamps)
    assert "诉求 3 件，涉及诉求人 3 人" in report.finding
    browser = desk.world.client("community_manager")
    word = browser.get(f"/service_requests/reports/{report.pk}/paper.docx")
    paper = Document(BytesIO(word.content))
    cells = [cell.text for row in paper.tables[0].rows for cell in row.cells]
    assert {row.number for row in lamps} <= set(cells)
    assert not any("19900012345" in text or "王秀英" in text for text in cells)
    pdf = browser.get(f"/service_requests/reports/{report.pk}/paper.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert browser.get(f"/service_requests/reports/{report.pk}/paper.exe").status_code == 404


def test_the_life_of_a_report(desk: Desk, lamps) -> None:
    report = begun(desk, lamps)
    street = desk.world.client("subdistrict_officer", desk.world.subdistrict)
    assert street.get(f"/service_requests/reports/{report.pk}/").status_code == 404
    with pytest.raises(BadInput) as refused:
        common.send_report(desk.manager, report)
    assert refused.value.field == "asked"
    common.change_report(desk.manager, report, title=report.title, finding=report.finding, asked="请市政更换")
    common.send_report(desk.manager, report)
    with pytest.raises(NotAllowedNow):
        common.change_report(desk.manager, report, title="改", finding="改", asked="")
    assert street.get(f"/service_requests/reports/{report.pk}/").status_code == 200
    with pytest.raises(NotAllowed):
        common.answer_report(desk.manager, report, reply="自己答复自己")
    assert common.answer_report(desk.street, report, reply="已列入下月计划").replied_at == clock.now()


def test_a_report_needs_two_requests_of_its_own_community(desk: Desk, lamps) -> None:
    with pytest.raises(BadInput):
        common.draft_report(
            desk.manager, desk.world.community, title="灯", finding="灯坏了", requests=[lamps[0].pk]
        )
    with pytest.raises(OutsideYourArea):
        common.draft_report(
            desk.manager, desk.world.other_community, title="灯", finding="灯", requests=[r.pk for r in lamps]
        )


@pytest.mark.parametrize(("who", "error"), [("worker", OutsideYourArea), ("street", NotAllowed)])
def test_who_does_not_write_reports(desk: Desk, lamps, who: str, error) -> None:
    with pytest.raises(error):
        common.draft_report(
            getattr(desk, who), desk.world.community, title="灯", finding="灯", requests=[r.pk for r in lamps]
        )


def test_the_pages_open_and_are_empty_without_anything(desk: Desk) -> None:
    browser = desk.world.client("community_manager")
    assert "没有三件以上" in browser.get("/service_requests/matters/").content.decode()
    assert "还没有报告" in browser.get("/service_requests/reports/").content.decode()
    assert "还没有派单规则" in browser.get("/service_requests/rules/").content.decode()


def test_a_grid_worker_reads_what_the_own_grid_speaks_of(desk: Desk, lamps) -> None:
    world = desk.world
    browser = world.client("grid_worker", world.grid1)
    page = browser.get("/service_requests/matters/")
    assert page.status_code == 200
    assert page.context["scope"].pk == world.grid1.pk
    assert len(page.context["matters"]) == 1
    assert not page.context["may_report"]
    assert browser.get(f"/service_requests/matters/?scope={world.grid2.code}").status_code == 404
    assert browser.get(f"/service_requests/matters/?scope={world.community.code}").status_code == 404
    other = world.client("grid_worker", world.grid2)
    assert other.get("/service_requests/matters/").context["matters"] == []
