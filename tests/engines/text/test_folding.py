"""The same words, however they were typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.text.folding import chinese_length, fold, has_chinese, smooth


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("姓　 名", "姓名"),
        ("ＩＤ：１２３", "id:123"),
        ("（具体到门牌号）", "(具体到门牌号)"),
        ("【必填】", "(必填)"),
        ("2020—2021", "2020-2021"),
        ("60～79", "60~79"),
        ("银行帐号", "银行账号"),
        ("聯繫電話", "联繫电话"),
        ("零\u200b宽", "零宽"),
        ("注。", "注."),
        ("①", "1"),
        ("", ""),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folded_text_has_no_white_space(text: str) -> None:
    assert fold(text).split() in ([], [fold(text)])


def test_sentences_keep_single_spaces_and_circled_numbers() -> None:
    assert smooth("  张三，\n 李四 ") == "张三, 李四"
    assert smooth("姓名①") == "姓名①"


def test_what_is_chinese() -> None:
    assert has_chinese("ID号")
    assert not has_chinese("ID-7")
    assert chinese_length("第3网格A区") == 4
