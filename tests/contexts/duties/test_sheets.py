"""A list from somebody's own Excel: any headings, any order, a reason for every row that cannot be taken."""

import io
from datetime import date

import pytest
from openpyxl import Workbook
from tests.contexts.duties.desk import Desk

from linli.contexts.duties.commands.lists import take_example
from linli.contexts.duties.exports import items_book
from linli.contexts.duties.imports import judging, sheets
from linli.contexts.duties.models import Duty
from linli.contexts.duties.queries import lists
from linli.kernel.errors import BadInput, Refusal


def book(*rows, name="Sheet1") -> bytes:
    made = Workbook()
    made.active.title = name
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture
def desk(world):
    return Desk(world)


def judged(desk, data, chosen=None):
    told = sheets.read_list(data, "清单.xlsx", chosen)
    return judging.judge(desk.world.subdistrict, told.rows)


def test_any_order_and_a_title_above(desk) -> None:
    data = book(
        ["2026年社区工作事项清单"], ["序号", "责任部门", "工作事项", "事项类别", "设定依据"],
        [1, "民政局", "高龄津贴告知", "协助政府工作事项", "民发1号"], [2, "", "调解纠纷", "依法履职", ""],
    )  # fmt: skip
    verdicts = judged(desk, data)
    assert [(v.act, v.kind_name) for v in verdicts] == [("add", "依法协助"), ("add", "依法履职")]
    assert judging.take(desk.street, desk.world.subdistrict, verdicts, "印发") == {"added": 2, "changed": 0}
    assert list(Duty.objects.order_by("order").values_list("number", "title", "department")) == [
        ("协助1", "高龄津贴告知", "民政局"), ("履职1", "调解纠纷", ""),
    ]  # fmt: skip


def test_three_parts_under_headings_of_their_own(desk) -> None:
    data = book(
        ["序号", "事项名称", "牵头部门"], ["一、依法履职事项"], [1, "调解纠纷", "—"], ["二、协助事项"],
        [1, "献血宣传", "卫健局"], ["三、不应承担事项"], [1, "协税护税", "税务局"],
    )  # fmt: skip
    assert [v.kind_name for v in judged(desk, data)] == ["依法履职", "依法协助", "不应承担"]


def test_every_row_that_cannot_be_taken_says_why(desk) -> None:
    data = book(
        ["类别", "事项", "生效日期", "失效日期"], ["协助", "甲", "2026-01-01", ""],
        ["协助", "", "2026-01-01", "x"],
        ["其他", "乙", "", ""], ["协助", "丙", "2026-02-30", ""], ["协助", "甲", "", ""],
        ["协助", "丁", "2026-05-01", "2026.4.1"], ["协助", "长" * 121, "", ""],
    )  # fmt: skip
    assert [v.why for v in judged(desk, data)] == [
        "", "没有事项名称。", "看不出是依法履职、依法协助，还是不应承担。",
        "日期看不懂，请写成 2026-01-01 这样。", "和上面的一行重复。", "失效日期早于生效日期。",
        "有一格超过 120 个字。",
    ]  # fmt: skip


def test_what_we_export_comes_back_unchanged_and_changes_make_versions(desk) -> None:
    take_example(desk.street, desk.world.subdistrict)
    rows = list(lists.in_place(desk.world.community.code))
    back = judged(desk, items_book("权责清单", rows))
    assert {v.act for v in back} == {"same"}
    assert len(back) == 65
    rows[0].part = "另一种写法"
    verdicts = judged(desk, items_book("权责清单", rows))
    assert [v.changes for v in verdicts if v.act == "change"] == ["社区做什么"]
    judging.take(desk.street, desk.world.subdistrict, verdicts, "修订")
    duty = Duty.objects.get(pk=rows[0].pk)
    assert (duty.part, duty.version) == ("另一种写法", 2)
    assert lists.versions(duty)[0][0].reason == "修订"


def test_columns_may_be_chosen_by_hand(desk) -> None:
    data = book(["甲", "乙", "丙"], ["协助", "献血", "卫健局"])
    with pytest.raises(BadInput):
        judged(desk, data)
    (verdict,) = judged(desk, data, {"kind": 0, "title": 1, "department": 2})
    assert (verdict.act, verdict.values["title"]) == ("add", "献血")


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused(desk, data) -> None:
    with pytest.raises(Refusal):
        judged(desk, data)


def test_the_page_tries_out_before_it_takes(desk) -> None:
    browser = desk.world.client("subdistrict_officer", desk.world.subdistrict)
    sheet = io.BytesIO(book(["事项类别", "事项名称"], ["协助", "献血宣传"], ["", ""], ["协助", ""]))
    sheet.name = "清单.xlsx"
    told = {"area": desk.world.subdistrict.code, "reason": "街道印发"}
    page = browser.post("/duties/bring/", {**told, "file": sheet})
    assert page.status_code == 200
    assert not Duty.objects.exists()
    kept = page.context["kept"].pk
    done = browser.post("/duties/bring/", {**told, "kept": kept, "take": "1"})
    assert done.status_code == 303
    assert Duty.objects.get().valid_from == date(2026, 3, 11)
    assert browser.post("/duties/bring/", {**told, "kept": "x"}).status_code == 422
    other = desk.world.client("community_manager")
    assert other.post("/duties/bring/", {**told, "kept": kept}).status_code == 422
    assert other.post(
        "/duties/bring/", {"area": desk.world.community.code, "kept": kept}
    ).status_code == 404  # fmt: skip
