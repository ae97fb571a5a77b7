"""A value goes into the cell the way the form asks for it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.formfill.material import lists, vocabulary

from linli.engines.formfill.date_writing import pattern_of, pattern_of_format, write_day
from linli.engines.formfill.dates import Day, read_day
from linli.engines.formfill.model import ColumnForm
from linli.engines.formfill.writing import write_boxes, write_span, write_value
from linli.engines.workbooks.model import Value

DATES = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def written(label: str, value: Value, **form: object) -> Value:
    term = vocabulary().term(label)
    return write_value(value, ColumnForm(kind=term.kind, **form), term, lists())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("YYYY-MM-DD", "1956-03-05"),
        ("YYYY.MM", "1956.03"),
        ("YYYY年M月", "1956年3月"),
        ("YYYYMMDD", "19560305"),
        ("YYYY/M/D", "1956/3/5"),
        ("YYYY", "1956"),
        ("", "1956-03-05"),
    ],
)
def test_dates_in_the_pattern_asked(pattern: str, text: str) -> None:
    assert written("出生日期", date(1956, 3, 5), pattern=pattern) == text
    assert written("出生日期", "1956-03-05", pattern=pattern) == text


def test_a_true_date_where_the_cells_hold_dates() -> None:
    assert written("出生日期", "1956-03-05", real=True, pattern="YYYY-MM-DD") == date(1956, 3, 5)
    assert written("出生日期", "1956-03", real=True, pattern="YYYY-MM-DD") == "1956-03"


def test_year_month_and_day_in_columns_of_their_own() -> None:
    parts = [written("出生日期", date(1956, 3, 5), part=part) for part in ("year", "month", "day")]
    assert parts == [1956, 3, 5]


@given(DATES, st.sampled_from(["YYYY-MM-DD", "YYYY.MM.DD", "YYYY年M月D日", "YYYYMMDD", "YYYY/M/D"]))
def test_what_is_written_reads_back(day: date, pattern: str) -> None:
    assert read_day(write_day(Day(day.year, day.month, day.day), pattern)).day == Day(
        day.year, day.month, day.day
    )


@given(DATES)
def test_a_date_shown_as_a_hint_gives_its_own_pattern(day: date) -> None:
    for pattern in ("YYYY-MM-DD", "YYYY.MM.DD", "YYYY年MM月DD日"):
        assert pattern_of("如" + write_day(Day(day.year, day.month, day.day), pattern)) == pattern.replace(
            "MM", "MM"
        )


def test_patterns_of_number_formats() -> None:
    assert pattern_of_format("yyyy-mm-dd;@") == "YYYY-MM-DD"
    assert pattern_of_format('[$-804]yyyy"年"m"月"') == "YYYY年M月"
    assert pattern_of_format("yyyy/m/d h:mm") == ""
    assert pattern_of_format("0.00") == ""


def test_marks_of_yes_and_no() -> None:
    assert [written("是否低保", claim, yes="是", no="否") for claim in (True, False)] == ["是", "否"]
    assert [written("是否低保", claim, yes="√") for claim in (True, False)] == ["√", None]
    assert [written("是否低保", claim, yes="1", no="0") for claim in (True, False)] == [1, 0]
    assert written("人户一致", "一致", yes="是", no="否", inverse=True) == "否"
    assert written("人户一致", "不一致", yes="是", no="否", inverse=True) == "是"


def test_a_field_with_answers_may_be_asked_as_yes_or_no() -> None:
    assert written("残疾类别", "肢体残疾", yes="有", no="无") == "有"
    assert written("失能等级", "能力完好", yes="是", no="否") == "否"
    assert written("失能等级", "重度失能", yes="是", no="否") == "是"
    assert written("婚姻状况", "已婚", yes="是", no="否") == "是"
    assert written("婚姻状况", "丧偶", yes="是", no="否") == "否"


def test_a_tick_in_the_column_of_the_answer() -> None:
    assert [written("性别", "男", option=option, yes="√") for option in ("男", "女")] == ["√", None]


@pytest.mark.parametrize(
    ("label", "value", "choices", "chosen"),
    [
        ("性别", "1", ("男", "女"), "男"),
        ("困境儿童类别", "自身困境", ("孤儿", "自身困境", "家庭困境", "监护困境"), "自身困境"),
        ("困境儿童类别", "事实无人抚养儿童", ("孤儿", "自身困境", "家庭困境", "监护困境"), "监护困境"),
        ("失能等级", "完全失能", ("自理", "半自理", "不能自理"), "不能自理"),
        ("失能等级", "中度失能", ("自理", "半自理", "不能自理"), "半自理"),
        ("失能等级", "能力完好", ("自理", "半自理", "不能自理"), "自理"),
        ("文化程度", "小学", ("初中及以下", "高中/中专", "大专及以上"), "初中及以下"),
        ("文化程度", "大学本科", ("初中及以下", "高中/中专", "大专及以上"), "大专及以上"),
        ("民族", "回族", ("汉族", "少数民族"), "少数民族"),
        ("民族", "汉族", ("汉", "回", "其他"), "汉"),
        ("婚姻状况", "离婚", ("未婚", "已婚", "离异", "丧偶"), "离异"),
        ("婚姻状况", "丧偶", ("未婚", "已婚", "其他"), "其他"),
        ("政治面貌", "中共预备党员", ("党员", "团员", "群众"), "党员"),
        ("与户主关系", "长女", ("本人", "配偶", "子女", "父母", "其他"), "子女"),
        ("残疾等级", "一级", ("重度", "轻度"), "重度"),
        ("残疾类别", "肢体残疾", ("1.视力", "2.听力", "4.肢体"), "4.肢体"),
        ("是否低保", True, ("有", "无"), "有"),
        ("性别", "男", ("甲", "乙"), None),
    ],
)
def test_the_offered_answer_that_means_the_same(
    label: str, value: Value, choices: tuple[str, ...], chosen: Value
) -> None:
    assert written(label, value, choices=choices) == chosen


def test_codes_are_written_as_words() -> None:
    assert written("性别", "1") == "男"
    assert written("民族", "01") == "汉族"
    assert written("婚姻状况", "20") == "已婚"


def test_money_and_measures() -> None:
    assert written("低保金额", 1200, unit="元", real=True) == 1200
    assert written("低保金额", 1200, unit="万元", real=True) == 0.12
    assert written("低保金额", 856.5, decimals=2) == "856.50"
    assert written("低保金额", 856.5) == "856.5"


def test_numbers_that_are_texts() -> None:
    assert written("公民身份号码", "11010519491231002x") == "11010519491231002X"
    assert written("联系电话", "13800138000") == "13800138000"
    assert written("室号", 302.0) == "302"


def test_beginning_and_end_of_a_span() -> None:
    span = "1975.12-1979.03"
    assert written("服役起止时间", span) == span
    assert written("服役起止时间", span, part="start") == "1975.12"
    assert written("服役起止时间", span, part="end", pattern="YYYY年M月") == "1979年3月"
    assert written("服役起止时间", "1975.12-", part="end") is None
    assert write_span(Day(1975, 12), Day(1979, 3)) == span
    assert write_span(None, None) == ""


def test_one_character_in_each_box() -> None:
    term = vocabulary().term("公民身份号码")
    form = ColumnForm(kind=term.kind, boxes=18)
    boxes = write_boxes("11010519491231002x", form, term)
    assert "".join(boxes) == "11010519491231002X"
    assert write_boxes("1" * 19, form, term) == ("",) * 18
    assert write_boxes("12", form, term)[:3] == ("1", "2", "")


def test_several_values_share_a_cell() -> None:
    term = vocabulary().term("慢性病")
    assert write_value(["高血压", "糖尿病"], ColumnForm(), term, lists()) == "高血压、糖尿病"
    assert write_value([], ColumnForm(), term, lists()) is None


def test_nothing_is_written_for_nothing() -> None:
    assert written("姓名", None) is None
    assert written("姓名", "") is None
