"""One heading at a time: what it asks in the form it stands in, and what it only seems to ask."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.engines.formfill.material import column_of, labels, sheet_of, table

LIST = Path(__file__).parent / "single_headings.txt"


def headings() -> Iterator[tuple[str, str, str | None]]:
    title = ""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            title = line[2:]
        elif line and not line.startswith("#"):
            heading, _, label = line.rpartition(" =")
            yield title, heading, label.strip() or None


@pytest.mark.parametrize(("title", "heading", "label"), list(headings()))
def test_a_heading_asks_what_it_says(title: str, heading: str, label: str | None) -> None:
    if label == "姓名":
        before = ("性别", "出生日期")
    else:
        own = label in ("公民身份号码", "联系电话")
        before = ("户主姓名",) if own and heading.startswith("户主") else ("姓名",)
    assert column_of(*before, heading, title=title).label == label


def test_the_group_says_whose_the_telephone_is() -> None:
    groups = ["姓名", "监护人", "", "紧急联系人", "", "配偶", ""]
    heads = ["", "姓名", "电话", "姓名", "电话", "姓名", "电话"]
    sheet = sheet_of([groups, heads, [""] * 7], (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5), (1, 6, 1, 7))
    theirs = ["监护人姓名", "监护人电话", "紧急联系人姓名", "紧急联系人电话"]
    assert labels(table(sheet)) == ["姓名", *theirs, None, None]


@pytest.mark.parametrize(("first", "asked"), [("户主姓名", "与户主关系"), ("姓名", None)])
def test_relations_of_members_are_the_rows_own_unless_the_row_is_somebody_else(
    first: str, asked: str | None
) -> None:
    groups, heads = [first, "家庭成员信息", "", ""], ["", "姓名", "与户主关系", "手机号码"]
    reading = table(sheet_of([groups, heads, [""] * 4], (1, 1, 2, 1), (1, 2, 1, 4)))
    assert labels(reading)[2] == asked


def test_a_heading_may_name_whom_and_its_group_what() -> None:
    reading = table(
        sheet_of(
            [["姓名", "联系电话", "", "住址"], ["", "本人", "监护人", ""], [""] * 4],
            (1, 1, 2, 1),
            (1, 2, 1, 3),
            (1, 4, 2, 4),
        )
    )
    assert labels(reading) == ["姓名", "联系电话", "监护人电话", "现住地址"]


def test_a_place_inside_the_registered_address_is_not_the_place_of_residence() -> None:
    reading = table(
        sheet_of(
            [["姓名", "户籍地", "", "现住地", ""], ["", "街道", "社区", "街道", "社区"], [""] * 5],
            (1, 1, 2, 1),
            (1, 2, 1, 3),
            (1, 4, 1, 5),
        )
    )
    assert labels(reading) == ["姓名", None, None, "所属街道", "所属社区"]


def test_an_unknown_word_before_a_general_one_makes_it_somebody_elses() -> None:
    assert column_of("姓名", "派出所联系电话").label is None
    assert column_of("姓名", "快递柜地址").label is None


def test_an_unknown_word_before_an_unmistakable_one_is_tolerated_with_less_confidence() -> None:
    column = column_of("姓名", "某某就读学校")
    assert column.label == "就读学校"
    assert column.confidence < 0.8


def test_two_questions_in_one_cell_are_both_remembered() -> None:
    column = column_of("姓名", "残疾类别、残疾等级")
    assert column.label == "残疾类别"
    assert column_of("姓名", "性别、民族").form.several == ("民族",)


def test_the_head_of_a_household_is_the_row_only_where_rows_are_households() -> None:
    assert column_of("户主姓名", "户主身份证号").label == "公民身份号码"
    assert column_of("姓名", "户主身份证号").label is None


def test_a_roster_of_volunteers_asks_their_own_names() -> None:
    assert column_of("性别", "志愿者姓名", title="社区志愿者花名册").label == "姓名"
    assert column_of("姓名", "志愿者姓名", title="独居老人台账").label == "结对志愿者姓名"


@pytest.mark.parametrize("group", ["子女（或紧急联系人）情况", "子女或紧急联系人", "子女或紧急联系人情况"])
def test_of_two_welcome_people_the_one_we_know_is_asked(group: str) -> None:
    rows = [["姓名", group, "", ""], ["", "姓名", "关系", "电话"], [""] * 4]
    reading = table(sheet_of(rows, (1, 1, 2, 1), (1, 2, 1, 4)))
    assert labels(reading) == ["姓名", "紧急联系人姓名", "紧急联系人关系", "紧急联系人电话"]


def test_a_door_in_detail_is_an_address_and_not_a_room() -> None:
    heads = ["姓名", "居住地详细门牌", "户籍地详细门牌", "门牌号", "同住人数"]
    reading = table(sheet_of([heads, [""] * 5]))
    assert labels(reading) == ["姓名", "现住地址", "户籍地址", "室号", "家庭人口数"]
    assert reading.columns[4].confidence < 0.9
