"""Tables come with any header or none; the words and the category are found, or we say what is missing."""

import pytest

from linli.engines.similarity import CannotTell, columns_of, ready, text_of

from .complaints import needs, table


def test_a_platform_export_has_title_and_body():
    header = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "一级标签"]
    row = ["24", "A0007", "占道施工", "2020/1/6", "人行道被围起来了", "城乡建设"]
    found = columns_of([header, row])
    assert (found.title, found.body, found.label, found.first) == (2, 4, 5, 1)
    assert text_of(row, found) == ("占道施工", "人行道被围起来了")


def test_english_headers():
    assert columns_of([["id", "text", "label"], ["1", "路灯坏了", "照明"]]).body == 1
    assert columns_of([["Category", "Content"], ["a", "b"]]).label == 0


def test_words_set_apart_without_header():
    rows = [["路灯 坏 了 三天 没人 修", "照明"], ["小区 门口 路灯 不 亮 请 尽快", "照明"]] * 2
    rows += [["垃圾 没人 清运 很 臭 请 处理", "环卫"], ["垃圾桶 满 了 好几天 没人 管", "环卫"]]
    found = columns_of(rows)
    assert (found.title, found.body, found.label, found.first) == (None, 0, 1, 0)


def test_a_file_of_questions_needs_no_category():
    assert columns_of([["内容"], ["路灯坏了"]], labelled=False).label is None
    with pytest.raises(CannotTell, match="哪一列是类别"):
        columns_of([["内容"], ["路灯坏了"]])


def test_what_cannot_be_told_is_said():
    with pytest.raises(CannotTell, match="没有内容"):
        columns_of([])
    with pytest.raises(CannotTell, match="没有内容"):
        columns_of([["", None]])
    with pytest.raises(CannotTell, match="诉求文字"):
        columns_of([["编号", "数量"], ["1", "2"]])


def test_words_come_back_together():
    text = ready("", "市 西湖 建筑 集团 占 道 施工 安全隐患")
    assert text.body == "市西湖建筑集团占道施工安全隐患"
    assert text.words[:3] == ("市", "西湖", "建筑")
    assert ready("路灯坏了", "请来 修一下").words == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("附件2_sample495_labelled.xlsx", (2, 4, 5, 1)),
        ("附件2_full9210_segmented_labelled.xlsx", (None, 0, 1, 0)),
    ],
)
def test_real_tables(name, expected):
    found = columns_of(table(needs(name))[:500] + table(needs(name))[-500:])
    assert (found.title, found.body, found.label, found.first) == expected
