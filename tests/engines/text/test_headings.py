"""A heading taken apart: its words, its hints, nothing of its ornaments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.text.headings import heading


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("姓  名", "姓名"),
        ("*姓名", "姓名"),
        ("1.姓名", "姓名"),
        ("（一）姓名", "姓名"),
        ("一、姓名", "姓名"),
        ("姓名：", "姓名"),
        ("姓名①", "姓名"),
        ("姓名 Name", "姓名"),
        ("联系电话 Tel.", "联系电话"),
        ("姓名______", "姓名"),
        ("家庭人口（人）", "家庭人口"),
        ("性别：男/女", "性别"),
        ("QQ号", "qq号"),
        ("A类", "a类"),
        ("低保金额(元/月", "低保金额"),
        ("（具体到门牌号）", "具体到门牌号"),
        ("Name", "name"),
        ("", ""),
    ],
)
def test_the_words(text: str, core: str) -> None:
    assert heading(text).core == core


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("家庭住址（具体到门牌号）", ("具体到门牌号",)),
        ("出生日期(YYYY-MM-DD)", ("yyyy-mm-dd",)),
        ("出生日期（XXXX年XX月）", ("xxxx年xx月",)),
        ("金额（元）（保留两位）", ("元", "保留两位")),
        ("性别：男/女", ("男/女",)),
        ("低保金额(元/月", ("元/月",)),
        ("姓名", ()),
    ],
)
def test_the_hints(text: str, hints: tuple[str, ...]) -> None:
    assert heading(text).hints == hints


def test_the_whole_keeps_its_brackets() -> None:
    assert heading("*1.户籍地址（省市县）：").whole == "户籍地址(省市县)"


@given(st.text(max_size=40))
def test_any_text_can_be_taken_apart(text: str) -> None:
    taken = heading(text)
    assert "(" not in taken.core
    assert all(taken.hints)
