"""What a heading, its brackets, its cells and the notes say about the way of writing."""

import pytest
from tests.engines.formfill.material import column_of, sheet_of, table

from linli.engines.formfill.model import ColumnForm
from linli.engines.workbooks.model import Block, Cell, Choice, Sheet


def form_of(heading: str) -> ColumnForm:
    return column_of("姓名", heading).form


@pytest.mark.parametrize(
    ("heading", "pattern"),
    [
        ("出生日期", "YYYY-MM-DD"),
        ("出生年月", "YYYY-MM"),
        ("出生年月日", "YYYY-MM-DD"),
        ("出生日期（YYYY-MM-DD）", "YYYY-MM-DD"),
        ("出生年月（yyyy.mm）", "YYYY.MM"),
        ("出生日期（XXXX年XX月XX日）", "YYYY年MM月DD日"),
        ("出生年月（如1956年3月）", "YYYY年M月"),
        ("出生日期（例：1956/3/5）", "YYYY/M/D"),
        ("出生日期（8位数字）", "YYYYMMDD"),
        ("入党时间（格式：1990.01）", "YYYY.MM"),
        ("出生年份", "YYYY"),
        ("姓名", ""),
    ],
)
def test_the_way_a_date_is_asked(heading: str, pattern: str) -> None:
    assert form_of(heading).pattern == pattern


@pytest.mark.parametrize(
    ("heading", "yes", "no"),
    [
        ("是否低保", "是", "否"),
        ("是否低保（是/否）", "是", "否"),
        ("是否独居（√）", "√", ""),
        ("是否独居（是打√）", "√", ""),
        ("是否残疾（1是0否）", "1", "0"),
        ("有无残疾", "有", "无"),
        ("是否退役军人（有/无）", "有", "无"),
        ("是否党员（√或×）", "√", "×"),
        ("残疾类别", "", ""),
    ],
)
def test_the_way_yes_and_no_are_asked(heading: str, yes: str, no: str) -> None:
    form = form_of(heading)
    assert (form.yes, form.no) == (yes, no)


@pytest.mark.parametrize(
    ("heading", "choices"),
    [
        ("健康状况（良好/一般/较差）", ("良好", "一般", "较差")),
        ("残疾等级（1.一级 2.二级 3.三级 4.四级）", ("一级", "二级", "三级", "四级")),
        ("自理能力（自理、半自理、不能自理）", ("自理", "半自理", "不能自理")),
        ("现住址（具体到门牌号）", ()),
        ("房屋面积（㎡）", ()),
    ],
)
def test_answers_listed_in_brackets(heading: str, choices: tuple[str, ...]) -> None:
    assert form_of(heading).choices == choices


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("低保金额（元/月）", "元"),
        ("低保金额（万元）", "万元"),
        ("房屋面积（㎡）", "平方米"),
        ("年龄（岁）", "岁"),
    ],
)
def test_units_stay_in_the_heading(heading: str, unit: str) -> None:
    assert form_of(heading).unit == unit


def test_the_opposite_of_a_field_is_known_as_such() -> None:
    assert form_of("是否人户分离").inverse
    assert not form_of("是否人户一致").inverse


def test_beginning_and_end_of_service_are_parts_of_one_field() -> None:
    assert [form_of(heading).part for heading in ("入伍时间", "退役时间")] == ["start", "end"]


def formatted(number_format: str, heading: str = "出生日期") -> ColumnForm:
    cells = {
        (1, 1): Cell(text="姓名", value="姓名", boxed=True),
        (1, 2): Cell(text=heading, value=heading, boxed=True),
        (1, 3): Cell(text="联系电话", value="联系电话", boxed=True),
        (2, 1): Cell(boxed=True),
        (2, 2): Cell(boxed=True, number_format=number_format),
        (2, 3): Cell(boxed=True),
    }
    return table(Sheet("Sheet1", cells, last_row=2, last_column=3)).columns[1].form


def test_cells_formatted_as_dates_want_true_dates() -> None:
    form = formatted('yyyy"年"m"月"d"日"')
    assert form.real
    assert form.pattern == "YYYY年M月D日"
    assert not formatted("@").real
    assert not formatted("General").real


def test_cells_formatted_as_numbers_say_how_many_decimals() -> None:
    form = formatted("0.00", "低保金额")
    assert (form.real, form.decimals) == (True, 2)
    assert not formatted("@", "低保金额").real


def test_answers_of_another_field_are_noticed() -> None:
    choice = Choice((Block(2, 2, 9, 2),), ("自理", "半自理", "不能自理"))
    reading = table(sheet_of([["姓名", "健康状况", "备注"], [""] * 3], choices=[choice]))
    assert reading.columns[1].label == "健康状况"
    assert reading.columns[1].form.answered_by == "失能等级"
