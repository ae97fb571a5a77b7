"""What a cell filled by anyone means, and why some cells mean nothing."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.formfill.material import lists, vocabulary

from linli.engines.formfill.reading import CellRead, read_value
from linli.engines.workbooks.model import Value

TODAY = date(2026, 11, 21)


def meaning(label: str, value: Value) -> CellRead:
    return read_value(value, vocabulary().term(label), lists(), today=TODAY)


@pytest.mark.parametrize(
    "value",
    [
        "1956-03-05",
        "1956.3.5",
        "1956/3/5",
        "1956年3月5日",
        "56年3月5日",
        "19560305",
        19560305,
        20519,
        20519.0,
        "一九五六年三月五日",
        "1956-03-05 00:00:00",
        datetime(1956, 3, 5),
        date(1956, 3, 5),
        "1956年03月05日生",
    ],
)
def test_one_day_in_many_writings(value: Value) -> None:
    assert meaning("出生日期", value).value == date(1956, 3, 5)


@pytest.mark.parametrize("value", ["1956.3", "1956年3月", "195603", 1956.3, "1956-03"])
def test_a_month_stays_a_month(value: Value) -> None:
    read = meaning("出生日期", value)
    assert (read.value, read.doubt) == ("1956-03", "month_only")


def test_dates_that_cannot_be_are_refused_with_a_reason() -> None:
    assert meaning("出生日期", "1956-2-30").reason == "impossible_date"
    assert meaning("出生日期", "1956.13").reason == "impossible_date"
    assert meaning("出生日期", 1956.1).reason == "month_ambiguous"
    assert meaning("出生日期", "三月初五").reason == "not_a_date"
    assert read_value("56.3.5", vocabulary().term("出生日期"), lists()).reason == "century_unknown"
    assert meaning("出生日期", "2026-12-31").doubt == "in_future"


def test_two_digit_years_are_the_latest_that_have_been() -> None:
    assert meaning("出生日期", "26.3.5").value == date(2026, 3, 5)
    assert meaning("出生日期", "27.3.5").value == date(1927, 3, 5)


def test_identity_numbers() -> None:
    for text in ("11010519491231002X", "11010519491231002x", " 110105 19491231 002X"):
        assert meaning("公民身份号码", text).value == "11010519491231002X"
    assert meaning("公民身份号码", 1.10105194912310e17).reason == "digits_lost"
    assert meaning("公民身份号码", "110105194912310021").reason == "check_digit"
    assert meaning("公民身份号码", "1101051949****002X").reason == "masked"


def test_telephones() -> None:
    assert meaning("联系电话", "138 0013 8000").value == "13800138000"
    assert meaning("联系电话", 13800138000.0).value == "13800138000"
    two = meaning("联系电话", "13800138000/13900139000")
    assert (two.value, two.also) == ("13800138000", ("13900139000",))
    assert meaning("联系电话", "1380013800").reason == "not_a_phone"


@pytest.mark.parametrize(
    ("label", "text", "word"),
    [
        ("性别", "男性", "男"),
        ("性别", "2", "女"),
        ("民族", "汉", "汉族"),
        ("民族", "维吾尔", "维吾尔族"),
        ("民族", "01", "汉族"),
        ("文化程度", "本科", "大学本科"),
        ("文化程度", "小学文化", "小学"),
        ("婚姻状况", "离异", "离婚"),
        ("政治面貌", "党员", "中共党员"),
        ("与户主关系", "儿子", "子"),
        ("与户主关系", "老伴", "配偶"),
        ("残疾类别", "肢体", "肢体残疾"),
        ("残疾等级", "2级", "二级"),
        ("失能等级", "半自理", "轻度失能"),
        ("困境儿童类别", "4.家庭困境儿童", "家庭困境"),
    ],
)
def test_words_of_code_lists(label: str, text: str, word: str) -> None:
    assert meaning(label, text).value == word


def test_a_word_outside_the_list_is_kept_beside_the_reason() -> None:
    read = meaning("民族", "外国")
    assert (read.value, read.reason, read.also) == (None, "not_in_list", ("外国",))


def test_a_word_for_both_sides_is_read_from_the_side_asked() -> None:
    assert meaning("监护人关系", "母子").value == "母亲"
    assert meaning("与户主关系", "母子").value == "子"


@pytest.mark.parametrize("yes", ["是", "√", "1", "有", "Y", True, "享受", "低保户"])
def test_all_ways_to_say_yes(yes: Value) -> None:
    assert meaning("是否低保", yes).value is True


@pytest.mark.parametrize("no", ["否", "×", "0", "无", "N", False, "未享受", "不是"])
def test_all_ways_to_say_no(no: Value) -> None:
    assert meaning("是否低保", no).value is False


def test_names_carry_other_things_at_times() -> None:
    assert meaning("姓名", "张 三").value == "张三"
    both = meaning("姓名", "王五13800138000")
    assert (both.value, both.also) == ("王五", ("13800138000",))
    assert meaning("姓名", "13800138000").reason == "not_a_name"


def test_amounts_and_counts() -> None:
    assert meaning("低保金额", "1,200元").value == 1200
    assert meaning("低保金额", "0.12万元").value == 1200
    assert meaning("年龄", "78岁").value == 78
    assert meaning("家庭人口数", "三").value == 3
    assert meaning("年龄", "老").reason == "not_a_number"


def test_accounts_lose_digits_as_numbers_do() -> None:
    assert meaning("银行账号", "6222 0200 1111 2222 333").value == "6222020011112222333"
    assert meaning("银行账号", 6.2220200111122e18).reason == "digits_lost"


@pytest.mark.parametrize("empty", [None, "", "  ", "/", "—", "不详", "N/A"])
def test_nothing_said(empty: Value) -> None:
    for label in ("姓名", "联系电话", "出生日期", "民族"):
        assert meaning(label, empty).reason == "empty"


@given(
    st.sampled_from(["姓名", "出生日期", "公民身份号码", "联系电话", "民族", "是否低保", "年龄", "银行账号"]),
    st.one_of(
        st.text(max_size=30), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans()
    ),
)
def test_any_cell_is_either_understood_or_refused(label: str, value: Value) -> None:
    read = meaning(label, value)
    assert (read.value is None) == (read.reason != "")
