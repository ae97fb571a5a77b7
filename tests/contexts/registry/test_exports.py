"""Lists leave the house with a reason, above a hundred with a second person, marked and counted."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from tests.builders.world import SEED, _take_in

from linli.contexts.registry import exports as workbooks
from linli.contexts.registry.commands import exports as commands
from linli.contexts.registry.commands.exports import Wish
from linli.contexts.registry.commands.intake import Arrival
from linli.contexts.registry.commands.values import Said
from linli.contexts.registry.models import ExportRequest
from linli.contexts.registry.models.registers import ExportState
from linli.contexts.registry.queries import exports
from linli.contexts.registry.queries.registers import View
from linli.kernel.access.models import Grant
from linli.kernel.accounts.models import Account
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea, ReasonNeeded
from linli.kernel.notices.models import Notice

COLUMNS = ("name", "age", "born_on", "id_number", "phone", "address")
PAGE = "/registry/registers/exports/"


def a_view(world, **changes):
    return replace(View(world.community, "全部居民", COLUMNS), **changes)


def wish(world, **changes):
    return replace(Wish("全部居民", a_view(world), "高龄津贴核对"), **changes)


@pytest.fixture
def few(world):
    for n in range(3):
        home = world.home(world.building1, 1, f"{n + 1}01")
        world.person("周" + "一二三"[n], date(1950, 1, 1 + n), home=home)
    return world


@pytest.fixture
def many(world):
    """One more than may leave freely."""
    home = world.home(world.building1, 1, "101")
    arrivals = [
        Arrival({"name": "周明", "born_on": date(1950, 1, 1 + n % 28), "sex": "1"}, home=home)
        for n in range(commands.FREELY + 1)
    ]
    _take_in(SEED, world.community, arrivals=arrivals, said=Said("roster", date(2025, 1, 10), None))
    return world


def sheet_of(book):
    return load_workbook(io.BytesIO(book)).active


def test_a_short_list_is_ready_at_once_masked_and_marked(few):
    clerk = few.actor("counter_clerk")
    asked = commands.ask_export(clerk, few.community, wish=wish(few))
    assert (asked.state, asked.rows, asked.is_masked) == (ExportState.READY, 3, True)
    sheet = sheet_of(workbooks.book_of(clerk, asked).content)
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "全部居民"
    assert rows[1] == ("序号", "姓名", "年龄", "出生日期", "公民身份号码", "联系电话", "现住地址")
    assert {row[3].date() for row in rows[2:5]} == {date(1950, 1, day) for day in (1, 2, 3)}
    assert all(row[4].count("*") == 11 and "****" in row[5] for row in rows[2:5])
    mark = rows[-1][1]
    for part in (clerk.name, "2026-03-11 10:00", "高龄津贴核对", "敏感信息已遮住", "共 3 行"):
        assert part in mark
    assert "高龄津贴核对" in sheet.oddHeader.left.text
    assert clerk.name in sheet.oddFooter.left.text


def test_uncovered_values_need_the_right_to_reveal_and_the_file_says_so(few):
    manager = few.actor("community_manager")
    asked = commands.ask_export(manager, few.community, wish=wish(few, is_masked=False))
    rows = list(sheet_of(workbooks.book_of(manager, asked).content).iter_rows(values_only=True))
    assert all(len(row[4]) == 18 and "*" not in row[4] for row in rows[2:5])
    assert "含完整敏感信息" in rows[-1][1]


def test_nobody_exports_more_than_the_own_grid(few):
    few.person("外网格", home=few.home(few.building3, 1, "101"))
    worker = few.actor("grid_worker", few.grid1)
    asked = commands.ask_export(worker, few.community, wish=wish(few, is_masked=False))
    assert asked.rows == 3
    rows = list(sheet_of(workbooks.book_of(worker, asked).content).iter_rows(values_only=True))
    assert "外网格" not in {row[1] for row in rows}


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("grid_worker", True), ("counter_clerk", True), ("community_manager", True),
        ("subdistrict_officer", False), ("department_officer", False), ("auditor", False),
        ("administrator", False),
    ],
)  # fmt: skip
def test_who_may_ask(few, role, may):
    actor = few.actor(role)
    if may:
        assert commands.ask_export(actor, few.community, wish=wish(few)).rows == 3
    else:
        with pytest.raises(NotAllowed):
            commands.ask_export(actor, few.community, wish=wish(few))


@pytest.mark.parametrize("reason", ["", " ", "a"])
def test_a_list_does_not_leave_without_a_reason(few, reason):
    with pytest.raises(ReasonNeeded):
        commands.ask_export(few.actor("counter_clerk"), few.community, wish=wish(few, reason=reason))


def test_an_empty_list_is_not_exported(few):
    nobody = wish(few, view=a_view(few, population="百岁老人"))
    with pytest.raises(BadInput):
        commands.ask_export(few.actor("counter_clerk"), few.community, wish=nobody)


def test_a_long_list_waits_for_a_second_person_who_is_told(many):
    manager, officer = many.actor("community_manager"), many.actor("subdistrict_officer", many.subdistrict)
    elsewhere = many.actor("community_manager", many.other_community)
    asked = commands.ask_export(manager, many.community, wish=wish(many))
    assert asked.state == ExportState.ASKED
    told = Notice.objects.get()
    assert told.account_id == officer.account_id
    assert str(many.accounts["community_manager-" + many.community.code].name) in told.words
    with pytest.raises(NotAllowedNow):
        commands.count_download(manager, asked, rows=101)
    with pytest.raises(NotAllowed):
        commands.decide_export(manager, asked, approved=True)
    assert not exports.waiting(manager).exists()
    assert not exports.waiting(elsewhere).exists()
    assert list(exports.waiting(officer)) == [asked]
    commands.decide_export(officer, asked, approved=True, answer="同意")
    assert Notice.objects.get(account_id=manager.account_id).message == "registry.export_approved"
    commands.count_download(manager, asked, rows=101)
    asked.refresh_from_db()
    assert asked.downloads == 1


def test_a_refusal_says_why_and_a_decision_is_made_once(many):
    clerk, manager = many.actor("counter_clerk"), many.actor("community_manager")
    asked = commands.ask_export(clerk, many.community, wish=wish(many))
    with pytest.raises(ReasonNeeded):
        commands.decide_export(manager, asked, approved=False)
    commands.decide_export(manager, asked, approved=False, answer="请只列独居老人")
    with pytest.raises(NotAllowedNow):
        commands.decide_export(manager, asked, approved=True)
    with pytest.raises(NotAllowedNow):
        commands.count_download(clerk, asked, rows=101)


def test_a_reason_does_not_last_for_ever_nor_for_a_much_longer_list(many, clock):
    clerk, manager = many.actor("counter_clerk"), many.actor("community_manager")
    asked = commands.ask_export(clerk, many.community, wish=wish(many))
    commands.decide_export(manager, asked, approved=True)
    with pytest.raises(NotAllowedNow):
        commands.count_download(clerk, asked, rows=130)
    clock.forward(timedelta(days=exports.VALID_DAYS))
    commands.count_download(clerk, asked, rows=101)
    clock.forward(timedelta(days=1))
    with pytest.raises(NotAllowedNow):
        commands.count_download(clerk, asked, rows=101)


def test_every_download_is_on_record_with_its_reason(few):
    browser = few.client("counter_clerk")
    sent = {"reason": "高龄津贴核对", "nonce": "n1"}
    here = f"/registry/registers/open/export/?community={few.community.code}&population=全部居民"
    for _twice in range(2):  # a double click asks once
        assert browser.post(here, sent)["Location"] == PAGE
    asked = ExportRequest.objects.get()
    page = browser.get(PAGE).content.decode()
    assert "高龄津贴核对" in page
    for _twice in range(2):
        answer = browser.post(f"{PAGE}{asked.pk}/download/")
        assert answer.status_code == 200
        assert "filename*=UTF-8''" in answer["Content-Disposition"]
    asked.refresh_from_db()
    assert asked.downloads == 2
    entries = AuditEntry.objects.filter(action="registry.export_downloaded")
    assert [(e.reason, e.detail["rows"]) for e in entries] == [("高龄津贴核对", 3)] * 2


def test_the_approver_decides_on_the_page(many):
    clerk = many.client("counter_clerk")
    here = f"/registry/registers/open/export/?community={many.community.code}&population=全部居民"
    assert "超过 100 行" in clerk.get(here).content.decode()
    clerk.post(here, {"reason": "核对", "nonce": "n"})
    asked = ExportRequest.objects.get()
    manager = many.client("community_manager")
    assert "等我审批" in manager.get(PAGE).content.decode()
    decide = f"{PAGE}{asked.pk}/decide/"
    assert manager.post(decide, {"approved": "maybe"}).status_code == 422
    assert manager.post(decide, {"approved": "no"}).status_code == 422
    assert manager.post(decide, {"approved": "yes"})["Location"] == PAGE
    assert manager.post(decide, {"approved": "yes"}).status_code == 409
    assert manager.post(f"{PAGE}{asked.pk}/download/").status_code == 404  # only who asked takes it
    assert clerk.post(f"{PAGE}{asked.pk}/download/").status_code == 200
    assert clerk.get(f"{PAGE}{asked.pk}/download/").status_code == 405


def test_strangers_do_not_learn_that_an_export_exists(few):
    asked = commands.ask_export(few.actor("counter_clerk"), few.community, wish=wish(few))
    stranger = few.client("community_manager", few.other_community)
    assert stranger.post(f"{PAGE}{asked.pk}/download/").status_code == 404
    assert stranger.post(f"{PAGE}{asked.pk}/decide/", {"approved": "yes"}).status_code == 404
    with pytest.raises(OutsideYourArea):
        exports.request(few.actor("grid_worker", few.grid1), asked.pk)


def test_whoever_may_no_longer_export_downloads_nothing(few):
    clerk = few.actor("counter_clerk")
    asked = commands.ask_export(clerk, few.community, wish=wish(few))
    Grant.objects.filter(account_id=clerk.account_id).update(role="subdistrict_officer")
    browser = few.client("counter_clerk")
    assert browser.post(f"{PAGE}{asked.pk}/download/").status_code == 404


def test_approvers_are_active_accounts_whose_area_covers_the_community(few):
    clerk = few.actor("counter_clerk")
    few.actor("grid_worker", few.grid1)
    officer = few.actor("subdistrict_officer", few.subdistrict)
    few.actor("community_manager", few.other_community)
    gone = few.actor("community_manager")
    Account.objects.filter(pk=gone.account_id).update(is_active=False)
    assert exports.approvers(few.community, but=clerk.account_id) == [officer.account_id]


def test_a_double_click_asks_once_and_asking_again_asks_again(few):
    browser = few.client("community_manager")
    address = f"/registry/registers/open/export/?community={few.community.code}&population=全部居民"
    for _click in range(2):
        browser.post(address, {"reason": "高龄津贴核对", "nonce": "one click"})
    assert ExportRequest.objects.count() == 1
    for _without in range(2):
        assert browser.post(address, {"reason": "高龄津贴核对"}).status_code == 303
    assert ExportRequest.objects.count() == 3
