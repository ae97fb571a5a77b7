"""Accounts in the open: exact to the fen, reversed and never changed, opened by a second person."""

import re
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from linli.contexts.bulletin.commands import funds as commands
from linli.contexts.bulletin.commands.funds import Amount, OwnEntries
from linli.contexts.bulletin.imports.funds import read_account
from linli.contexts.bulletin.models import Entry, Fund
from linli.contexts.bulletin.queries import funds
from linli.engines.workbooks import NewSheet, build
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea, ReasonNeeded

pytestmark = pytest.mark.django_db
HEAD = ("日期", "摘要", "收入", "支出", "类别", "人数", "凭证号")


@pytest.fixture
def clerk(world):
    return world.actor("counter_clerk")


@pytest.fixture
def fund(world, clerk):
    return commands.open_fund(
        clerk,
        world.community,
        name="社区保障资金",
        purpose="",
        opened_on=date(2026, 1, 1),
        opening_fen=100_000,
    )


def some(*fen: int, on: date = date(2026, 2, 3), **more) -> list[Amount]:
    return [Amount(on, f"第{n}笔", value, **more) for n, value in enumerate(fen)]


def test_months_carry_over_exactly(world, clerk, fund) -> None:
    commands.enter(clerk, fund, amounts=some(33, 33, 34, -10, on=date(2026, 1, 20)))
    commands.enter(clerk, fund, amounts=some(-100_001, 1))
    newest, oldest = funds.book(fund).months
    assert (oldest.opening, oldest.income, oldest.outgo, oldest.closing) == (100_000, 100, 10, 100_090)
    assert (newest.opening, newest.closing) == (100_090, 90)
    assert funds.book(fund).balance == "0.90"


@given(st.integers(-(10**15), 10**15))
def test_yuan_never_rounds(fen: int) -> None:
    text = funds.yuan(fen).replace(",", "")
    whole, _point, rest = text.lstrip("-").partition(".")
    assert (int(whole) * 100 + int(rest)) * (-1 if text.startswith("-") else 1) == fen


@pytest.mark.parametrize(
    "wrong",
    [Amount(date(2026, 3, 12), "明天", 1), Amount(date(2025, 12, 31), "太早", 1),
     Amount(date(2026, 3, 1), " ", 1),
     Amount(date(2026, 3, 1), "零", 0), Amount(date(2026, 3, 1), "类别", 1, "gold")],
)  # fmt: skip
def test_bad_input_takes_nothing(world, clerk, fund, wrong) -> None:
    with pytest.raises(BadInput):
        commands.enter(clerk, fund, amounts=[*some(5), wrong])
    assert not Entry.objects.exists()


def test_what_is_open_to_all_does_not_change_any_more(world, clerk, fund) -> None:
    commands.enter(clerk, fund, amounts=some(-500))
    with pytest.raises(OwnEntries):
        commands.show_until(clerk, fund, until=date(2026, 2, 28))
    manager = world.actor("community_manager")
    for until in (date(2026, 3, 11), date(2026, 4, 1)):
        with pytest.raises(BadInput):
            commands.show_until(manager, fund, until=until)
    commands.show_until(manager, fund, until=date(2026, 2, 28))
    with pytest.raises(BadInput):
        commands.enter(clerk, fund, amounts=some(-7))
    with pytest.raises(BadInput):
        commands.show_until(manager, fund, until=date(2026, 2, 1))
    commands.enter(clerk, fund, amounts=some(-7, on=date(2026, 3, 2)))
    fund.refresh_from_db()
    assert [m.outgo for m in funds.public_book(fund).months] == [500]


def test_an_error_is_reversed_once_and_says_why(world, clerk, fund) -> None:
    commands.enter(clerk, fund, amounts=some(-500))
    row = Entry.objects.select_related("fund__community").get()
    with pytest.raises(ReasonNeeded):
        commands.reverse_entry(clerk, row, reason="")
    back = commands.reverse_entry(clerk, row, reason="重复记了")
    assert (back.fen, back.on) == (500, date(2026, 3, 11))
    for entry in (row, back):
        with pytest.raises(NotAllowedNow):
            commands.reverse_entry(
                clerk, Entry.objects.select_related("fund__community").get(pk=entry.pk), reason="又"
            )
    assert funds.book(fund).months[0].closing == 100_000


def test_help_for_a_few_people_is_covered_and_still_counted(world, clerk, fund) -> None:
    commands.enter(clerk, fund, amounts=some(-300, -400, category="aid", people=2))
    commands.enter(clerk, fund, amounts=some(-900, category="aid", people=60))
    commands.show_until(world.actor("community_manager"), fund, until=date(2026, 2, 28))
    fund.refresh_from_db()
    (month,) = funds.public_book(fund).months
    assert sorted(line.fen for line in month.lines) == [-900, -700]
    assert month.outgo == 1600
    assert [line.words for line in month.lines if line.fen == -700] == ["涉及少数居民的款项，合并列出"]


def test_walls(world, clerk, fund) -> None:
    with pytest.raises(NotAllowed):
        commands.enter(world.actor("grid_worker", world.grid1), fund, amounts=some(1))
    with pytest.raises(OutsideYourArea):
        commands.enter(world.actor("community_manager", world.other_community), fund, amounts=some(1))
    with pytest.raises(BadInput):
        commands.open_fund(
            clerk, world.community, name="社区保障资金", purpose="", opened_on=date(2026, 1, 1), opening_fen=0
        )


def sheet(*rows, head=HEAD) -> bytes:
    return build([NewSheet("账", [head], [list(row) for row in rows])])


def test_an_excel_account_is_read_exactly() -> None:
    told = read_account(
        sheet(
            (date(2026, 2, 3), "拨款", 1234567.89, None, "财政拨款", None, "1"),
            ("2026年2月5日", "扶手", "", "38,600.10", "维修和设施", None, "2"),
            ("2026/2/6", "慰问", None, 0.1 + 0.2, "慰问和帮扶", 3, ""),
            ("合计", "合计", 1234567.89, 38600.4, "", None, ""),
        ),
        "a.xlsx",
    )
    assert told.faults == []
    assert [(a.fen, a.category, a.people) for a in told.amounts] == [
        (123456789, "grant", None), (-3860010, "repair", None), (-30, "aid", 3),
    ]  # fmt: skip


DAY = date(2026, 2, 3)


def test_every_row_that_cannot_be_taken_is_named() -> None:
    told = read_account(
        sheet(
            ("昨天", "一", 1, None, "", None, ""), (DAY, "二", 1, 2, "", None, ""),
            (DAY, "三", 0.001, None, "", None, ""), (DAY, "", 1, None, "", None, ""),
            (DAY, "五", "很多", None, "", None, ""), (DAY, "六", -5, None, "", None, ""),
            (DAY, "七", 5, None, "", "两三个", ""),
        ),
        "a.xlsx",
    )  # fmt: skip
    assert len(told.faults) == 7
    assert told.amounts == []


@pytest.mark.parametrize("data", [b"", b"not a sheet", sheet((1, 2), head=("甲", "乙"))])
def test_another_file_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        read_account(data, "a.xlsx")


def test_in_a_browser(world, clock) -> None:
    desk, second, anybody = world.client("counter_clerk"), world.client("community_manager"), Client()
    opened = {
        "community": world.community.code,
        "name": "社区基金",
        "opened_on": "2026-01-01",
        "opening": "100.50",
    }
    assert desk.post("/bulletin/funds/new/", opened).status_code == 303
    fund = Fund.objects.get()
    page, public = f"/bulletin/funds/{fund.pk}/", f"/bulletin/board/{world.community.code}/funds/"
    assert fund.name not in anybody.get(public).content.decode()
    said = {"on": "2026-02-03", "words": "换灯泡", "side": "out", "yuan": "30.25", "category": "repair"}
    assert desk.post(f"{page}enter/", {**said, "yuan": "30.255"}).status_code == 422
    assert desk.post(f"{page}enter/", said).status_code == 303
    bad = SimpleUploadedFile(
        "a.xlsx", sheet((date(2026, 2, 3), "好的", 1, None, "", None, ""), ("?", "坏", 1, None, "", None, ""))
    )
    refused = desk.post(f"{page}import/", {"file": bad})
    assert refused.status_code == 422
    assert "第 3 行" in refused.content.decode()
    good = SimpleUploadedFile("a.xlsx", sheet((datetime(2026, 2, 4), "捐款", 10, None, "捐赠", None, "")))
    looked = desk.post(f"{page}import/", {"file": good}).content.decode()
    assert "共 1 笔" in looked
    assert not Entry.objects.filter(words="捐款").exists(), "looking enters nothing"
    token = re.search(r'name="held" value="([^"]+)"', looked).group(1)
    assert (
        world.client("community_manager").post(f"{page}import/", {"held": token}, follow=True).status_code
        == 200
    )
    assert not Entry.objects.filter(words="捐款").exists(), "what one looked at another cannot send"
    for _twice in range(2):
        assert desk.post(f"{page}import/", {"held": token}).status_code == 303
    assert Entry.objects.filter(words="捐款").count() == 1
    assert desk.post(f"{page}import/", {"held": "x"}, follow=True).status_code == 200
    again = SimpleUploadedFile("a.xlsx", sheet((datetime(2026, 2, 4), "捐款", 10, None, "捐赠", None, "")))
    assert "账上已有" in desk.post(f"{page}import/", {"file": again}).content.decode()
    assert desk.post(f"{page}show/", {"until": "2026-02-28"}).status_code == 422
    assert second.post(f"{page}show/", {"until": "2026-02-28"}).status_code == 303
    shown = anybody.get(public).content.decode()
    assert "80.25" in shown
    assert anybody.get(f"{public}{fund.pk}.xlsx").content[:2] == b"PK"
    assert desk.get(f"{page}export/").status_code == 200
    entry = Entry.objects.get(words="换灯泡")
    assert desk.post(f"{page}entries/{entry.pk}/reverse/", {"reason": "退货"}).status_code == 303
    assert "冲正：换灯泡" in desk.get(page).content.decode()
    assert world.client("community_manager", world.other_community).get(page).status_code == 404


def test_more_amounts_cost_no_more_questions(world, clerk, fund) -> None:
    commands.show_until(world.actor("community_manager"), fund, until=date(2026, 1, 31))
    counts = []
    for n in (2, 20):
        commands.enter(clerk, fund, amounts=some(*range(1, n + 1)))
        with CaptureQueriesContext(connection) as asked:
            funds.book(fund)
        counts.append(len(asked))
    assert counts == [1, 1]
