"""A worker types a few letters and finds the person, however the name is read."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from linli.engines.pinyin import full_spelling, initials, query_form, search_words, sort_key, spellings

SHARED = Path(os.environ.get("LINLI_SHARED_DATA", Path(__file__).parents[3].parent / "shared" / "data"))


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("王晓明", "wangxiaoming"),
        ("单雄信", "shanxiongxin"),
        ("解晓东", "xiexiaodong"),
        ("仇英", "qiuying"),
        ("查良镛", "zhaliangyong"),
        ("区文诗", "ouwenshi"),
        ("曾国藩", "zengguofan"),
        ("盖叫天", "gejiaotian"),
        ("尉迟恭", "yuchigong"),
        ("长孙无忌", "zhangsunwuji"),
        ("万俟卨", "moqixie"),
        ("令狐冲", "linghuchong"),
        ("朴树", "piaoshu"),
        ("任盈盈", "renyingying"),
        ("吕布", "lvbu"),
        ("张晟", "zhangsheng"),
        ("李娜", "lina"),
        ("王喆", "wangzhe"),
        ("王㛃", "wangjie"),
        ("王𠮷明", "wangjiming"),
        ("阿卜杜拉·买买提", "abudulamaimaiti"),
        ("John Smith", "johnsmith"),
        ("José García", "josegarcia"),
        ("张三（户主）", "zhangsan"),
        ("", ""),
    ],
)
def test_the_usual_spelling(name: str, spelled: str) -> None:
    assert full_spelling(name) == spelled


def test_initials() -> None:
    assert initials("单雄信") == "sxx"
    assert initials("尉迟恭") == "ycg"
    assert initials("John Smith") == "js"
    assert initials("阿卜杜拉·买买提") == "abdlmmt"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("张乐", "zl"),
        ("张乐", "zy"),
        ("张乐", "zhangyue"),
        ("王茜", "wangxi"),
        ("王茜", "wangqian"),
        ("陈朝阳", "czy"),
        ("陈朝阳", "ccy"),
        ("单雄信", "danxiongxin"),
        ("李行", "lihang"),
        ("李柏", "libo"),
        ("吕布", "lubu"),
        ("吕布", "lyubu"),
        ("吕布", "Lǚ Bù"),
        ("王晓明", "xiaoming"),
        ("王晓明", "wangxm"),
        ("王晓明", "晓明"),
        ("王晓明", "Wang Xiao-ming"),
        ("阿卜杜拉·买买提", "阿卜杜拉.买买提"),
        ("阿卜杜拉·买买提", "maimaiti"),
        ("John Smith", "john smith"),
        ("José García", "garcia"),
        ("王𠮷明", "𠮷"),
        ("王\U0003134f明", "wm"),
    ],
)
def test_a_search_finds_every_reading(name: str, typed: str) -> None:
    assert query_form(typed) in search_words(name)


def test_readings_that_no_word_uses_are_left_out() -> None:
    assert [way.full for way in spellings("王信英")] == ["wangxinying"]


def test_names_sort_like_a_dictionary_and_surnames_stay_together() -> None:
    names = ["赵一", "张伟", "章伟", "张三", "王五", "单雄信", "李四", "李思", "阿明"]
    assert sorted(names, key=sort_key) == [
        "阿明",
        "李思",
        "李四",
        "单雄信",
        "王五",
        "张三",
        "张伟",
        "章伟",
        "赵一",
    ]


def test_unreadable_characters_sort_last() -> None:
    assert sort_key("\U0003134f") > sort_key("左")


@given(st.text(max_size=20))
def test_nothing_that_is_typed_breaks_a_spelling(text: str) -> None:
    search_words(text)
    assert sort_key(text).isascii()
    assert sort_key(text).islower() or not any(character.isalpha() for character in sort_key(text))


def test_the_text_for_the_index_has_a_greatest_length() -> None:
    assert len(search_words("乐行朝重长乐行朝重长·乐行朝重")) <= 240


@given(st.text("王李乐茜朝单解曾行长重吕𠮷·AB ", max_size=8))
def test_the_usual_spelling_is_always_findable(name: str) -> None:
    words = search_words(name)
    assert full_spelling(name) in words
    assert initials(name) in words


def test_every_surname_of_the_public_list_can_be_spelled() -> None:
    files = list((SHARED / "names").glob("*.xlsx"))
    if not files:
        pytest.skip(f"the list of surnames is not at {SHARED}")
    rows = load_workbook(files[0], read_only=True).active.iter_rows(min_row=2, values_only=True)
    surnames = [str(row[0]) for row in rows]
    assert [surname for surname in surnames if not full_spelling(surname + "明").endswith("ming")] == []
    assert [surname for surname in surnames if len(initials(surname + "明")) < 2] == []
