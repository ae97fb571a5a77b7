"""The pages as people use them: each role, strangers, no scripts, query counts that do not grow."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders.forms import blank
from tests.contexts.duties.desk import TOLD, Desk

from linli.contexts.duties.commands import admissions, demands
from linli.contexts.duties.commands.lists import add, change, end, take_example
from linli.contexts.duties.models import Admission, Demand, Duty, Letter
from linli.contexts.duties.queries import due
from linli.kernel.accounts.models import Account


@pytest.fixture
def desk(world):
    desk = Desk(world)
    take_example(desk.street, world.subdistrict)
    return desk


def browser_of(desk, actor):
    from django.test import Client

    browser = Client()
    name = Account.objects.get(pk=actor.account_id).username
    browser.post("/sign-in/", {"username": name, "password": "linli-2026"})
    return browser


def everything(desk) -> dict[str, str]:
    """One address of every kind, with a record behind it."""
    row = desk.examined()
    asked = demands.Asked("某局", "协助统计纳税，协税护税")
    demand = demands.record(desk.manager, desk.world.community, asked=asked)
    demands.mark_off_list(desk.manager, demand)
    letter = demands.refuse(desk.manager, demand)
    duty = Duty.objects.get(number="协助1")
    return {
        "items": "/duties/", "item": f"/duties/items/{duty.pk}/",
        "change": f"/duties/items/{duty.pk}/change/",
        "end": f"/duties/items/{duty.pk}/end/", "add": "/duties/add/", "bring": "/duties/bring/",
        "admissions": "/duties/admissions/", "admission": f"/duties/admissions/{row.pk}/",
        "approve": f"/duties/admissions/{row.pk}/approve/",
        "reject": f"/duties/admissions/{row.pk}/say/reject/",
        "opinion": f"/duties/admissions/{row.pk}/opinion/{desk.world.community.code}/",
        "apply": "/duties/admissions/apply/", "demands": "/duties/demands/",
        "record": "/duties/demands/record/",
        "demand": f"/duties/demands/{demand.pk}/", "reopen": f"/duties/demands/{demand.pk}/say/reopen/",
        "letter": f"/duties/letters/{letter.pk}/",
    }  # fmt: skip


OPENS = {
    "items": "cgmos", "item": "cgmos", "change": "s", "end": "s", "add": "ms", "bring": "ms",
    "admissions": "cgmos", "admission": "cgmos", "approve": "s", "reject": "s", "opinion": "m",
    "apply": "o", "demands": "ms", "record": "m", "demand": "ms", "reopen": "m", "letter": "ms",
}  # fmt: skip


def test_who_opens_which_page(desk) -> None:
    world = desk.world
    browsers = {
        "c": world.client("counter_clerk"), "g": world.client("grid_worker", world.grid1),
        "m": world.client("community_manager"), "o": browser_of(desk, desk.civil),
        "s": world.client("subdistrict_officer", world.subdistrict),
    }  # fmt: skip
    for name, address in everything(desk).items():
        for who, browser in browsers.items():
            status = browser.get(address).status_code
            if who in OPENS[name]:
                assert status == 200, (name, who, status)
            else:
                assert status in (403, 404), (name, who, status)


def test_next_door_and_the_auditor_see_none_of_it(desk) -> None:
    addresses = everything(desk)
    neighbour = desk.world.client("community_manager", desk.world.other_community)
    for name in ("demand", "letter", "opinion", "reopen"):
        assert neighbour.get(addresses[name]).status_code == 404, name
    auditor = desk.world.client("auditor")
    for name in ("items", "item", "admission", "demand"):
        assert auditor.get(addresses[name]).status_code == 403, name


def test_what_is_not_there_is_not_found(desk) -> None:
    browser = desk.world.client("community_manager")
    for address in ("items/{}/", "admissions/{}/", "demands/{}/", "letters/{}/", "admissions/{}/blank/"):
        assert browser.get(f"/duties/{address.format(uuid4())}").status_code == 404
    street = desk.world.client("subdistrict_officer", desk.world.subdistrict)
    row = desk.examined()
    assert street.post(f"/duties/admissions/{row.pk}/step/fly/").status_code == 404
    assert street.get(f"/duties/admissions/{row.pk}/say/fly/").status_code == 404
    assert street.get(f"/duties/admissions/{row.pk}/blank/").status_code == 404


def test_the_department_applies_with_its_form_and_the_street_decides(desk) -> None:
    world = desk.world
    for name in ("王一", "李二"):
        world.person(name)
    civil, street = browser_of(desk, desk.civil), world.client("subdistrict_officer", world.subdistrict)
    form = blank("全部居民用电登记表", ["序号", "姓名", "性别", "电表品牌"])
    from django.core.files.uploadedfile import SimpleUploadedFile

    told = {k: v.isoformat() if isinstance(v, date) else v for k, v in TOLD.items()}
    told |= {"wanted": "form", "area": world.subdistrict.code, "people_meant": "全部居民"}
    assert civil.post("/duties/admissions/apply/", {**told, "training": ""}).status_code == 422
    made = civil.post(
        "/duties/admissions/apply/", {**told, "blank": SimpleUploadedFile("用电.xlsx", form)}
    )  # fmt: skip
    assert made.status_code == 303
    row = Admission.objects.get()
    assert street.get(f"/duties/admissions/{row.pk}/").status_code == 404
    assert civil.get(f"/duties/admissions/{row.pk}/revise/").status_code == 200
    civil.post(f"/duties/admissions/{row.pk}/step/submit/")
    page = street.get(f"/duties/admissions/{row.pk}/").content.decode()
    assert "电表品牌" in page
    assert "2 / 3" in page
    street.post(f"/duties/admissions/{row.pk}/step/take_up/")
    manager = world.client("community_manager")
    said = {"stance": "conditions", "words": "只问电表品牌"}
    manager.post(f"/duties/admissions/{row.pk}/opinion/{world.community.code}/", said)
    days = {"valid_from": "2026-05-06", "valid_to": "2026-12-31"}
    assert street.post(f"/duties/admissions/{row.pk}/approve/", days).status_code == 422
    street.post(f"/duties/admissions/{row.pk}/approve/", {**days, "unheard": "已催"})
    row.refresh_from_db()
    assert (row.state, row.unheard) == ("approved", "已催")
    assert "只问电表品牌" in civil.get(f"/duties/admissions/{row.pk}/").content.decode()
    assert civil.get(f"/duties/admissions/{row.pk}/blank/").content == form


def test_handed_in_late_the_page_asks_why(desk) -> None:
    row = desk.drafted(starts_on=date(2026, 3, 20))
    civil = browser_of(desk, desk.civil)
    answer = civil.post(f"/duties/admissions/{row.pk}/step/submit/", follow=True)
    assert answer.redirect_chain[-1][0].endswith("/revise/")
    assert "请写明为什么来不及" in answer.content.decode()


def test_the_manager_sends_a_demand_back_with_one_click(desk) -> None:
    browser = desk.world.client("community_manager")
    told = {"title": "参加拆违现场清理", "sender": "某局", "received_on": "2026-03-10"}
    assert browser.post("/duties/demands/record/", {**told, "received_on": "2026-13-01"}).status_code == 422
    assert browser.post("/duties/demands/record/", told).status_code == 303
    row = Demand.objects.get()
    page = browser.get(f"/duties/demands/{row.pk}/").content.decode()
    assert "属于不应承担的事项" in page
    duty = Duty.objects.get(number="不承担1")
    browser.post(f"/duties/demands/{row.pk}/decide/mark_off_list/", {"duty": duty.pk})
    assert "第三部分第1项" in browser.get(f"/duties/demands/{row.pk}/").content.decode()
    for _click in range(2):
        browser.post(f"/duties/demands/{row.pk}/refuse/", {"addressee": "某局办公室"})
    letter = Letter.objects.get()
    pdf = browser.get(f"/duties/letters/{letter.pk}/")
    assert pdf.content.startswith(b"%PDF-")
    assert pdf["Content-Type"] == "application/pdf"
    assert letter.number in browser.get("/duties/demands/").content.decode()


def test_anybody_reads_the_list_in_force_and_nothing_else(desk, client) -> None:
    gone = add(desk.street, desk.world.subdistrict, values={"kind": "own", "title": "旧的一项"})
    end(desk.street, gone, last_day=date(2026, 3, 10), reason="过期")
    page = client.get(f"/duties/open/{desk.world.community.code}/").content.decode()
    assert "调解民间纠纷" in page
    assert "旧的一项" not in page
    assert "示例清单" in page
    assert "梧桐街道" in client.get("/duties/open/").content.decode()
    assert "养犬" in client.get(f"/duties/open/{desk.world.subdistrict.code}/?q=狗").content.decode()
    for nowhere in ("339901001001001", "nowhere", "110101001"):
        status = client.get(f"/duties/open/{nowhere}/").status_code
        assert status == 404, nowhere


def test_anybody_learns_where_to_go_for_a_certificate(client, db) -> None:
    page = client.get("/duties/certificates/?q=单身证明").content.decode()
    assert "婚姻状况证明" in page
    assert "死亡证明" not in page
    part = client.get("/duties/certificates/?q=hyzk", headers={"HX-Request": "true"}).content.decode()
    assert "婚姻登记机关" in part
    assert "<html" not in part
    one = client.get("/duties/certificates/marriage/").content.decode()
    assert "民发〔2020〕20号" in one
    assert "带上" in one
    assert client.get("/duties/certificates/marriage/pledge/").content.startswith(b"%PDF-")
    assert client.get("/duties/certificates/nothing/").status_code == 404
    assert "居住情况" in client.get("/duties/certificates/residence/").content.decode()


def test_a_change_is_told_with_what_stood_before(desk) -> None:
    duty = Duty.objects.get(number="协助1")
    change(desk.street, duty, values={"department": "区民政局"}, reason="机构名称变了")
    page = (
        desk.world.client("grid_worker", desk.world.grid1).get(f"/duties/items/{duty.pk}/").content.decode()
    )
    assert "民政部门" in page
    assert "区民政局" in page
    assert "机构名称变了" in page


def test_filters_sort_and_pages(desk) -> None:
    browser = desk.world.client("community_manager")
    listed = browser.get("/duties/?kind=assist&sort=title&size=20&page=2").content.decode()
    assert "第 21–40 条，共 46 条" in listed
    assert browser.get("/duties/?department=统计部门").context["page"].total == 1
    assert browser.get("/duties/?state=over").context["page"].total == 0
    assert browser.get("/duties/?page=99999&size=x&sort=y&kind=z&state=q").status_code == 200


def _queries(browser, address) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("address", ["/duties/", "/duties/admissions/", "/duties/demands/", "/today/"])
def test_queries_do_not_grow_with_rows(desk, address) -> None:
    browser = desk.world.client("community_manager")
    few = [browser.get(address), _queries(browser, address)][1]
    for n in range(8):
        desk.submitted(title=f"事项{n}")
        demands.record(desk.manager, desk.world.community, asked=demands.Asked("某局", f"来件{n}"))
        add(desk.street, desk.world.subdistrict, values={"kind": "own", "title": f"加{n}"})
    assert _queries(browser, address) <= few


def test_what_waits_stands_on_the_desk(desk) -> None:
    row = desk.submitted()
    demands.record(desk.manager, desk.world.community, asked=demands.Asked("某局", "火星旅行动员"))
    page = desk.world.client("community_manager").get("/today/").content.decode()
    assert "等社区的意见" in page
    assert "火星旅行动员" in page
    Admission.objects.filter(pk=row.pk).update(decide_by=date(2026, 3, 13))
    assert [d.why for d in due.desk(desk.street, date(2026, 3, 11))] == [
        "临江区民政局申请准入，答复期限快到了"
    ]
    admissions.speak(desk.manager, row, desk.world.community, stance="supports", words="")
    assert "等社区的意见" not in desk.world.client("community_manager").get("/today/").content.decode()
