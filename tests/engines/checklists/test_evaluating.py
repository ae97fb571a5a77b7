"""The server's word on a filled checklist: what it holds, what applies, what is amiss, what was noticed."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.engines.checklists.books import book

from linli.engines.checklists import Checklist, Setting, begin, compile_book, evaluate

SETTING = Setting("2026-11-21", "2026-11-21T09:30:00.000+08:00", "小王", "中文 (zh)", seed="visit-7")


def made(survey: str, choices: str = "", settings_rows: str = "") -> Checklist:
    sheets = {"survey": survey, "choices": choices, "settings": settings_rows}
    return compile_book(book(**{name: text for name, text in sheets.items() if text}), "a.xlsx").checklist


CHOICES = """
| list_name | name | label | district |
| yes_no | yes | 有 |
| yes_no | no | 没有 |
| needs | meals | 助餐 |
| needs | bath | 助浴 |
| town | x1 | 东一区 | x |
| town | y1 | 西一区 | y |
"""

KITCHEN = made(
    """
| type | name | label | relevant | required | constraint | constraint_message | calculation | linli::field |
| text | head | 户主 | | yes | | | | 姓名 |
| select_one yes_no | gas | 家里用燃气吗 | | yes |
| begin group | kitchen | 厨房 | ${gas} = 'yes' |
| integer | years | 软管用了几年 | | yes | . >= 0 and . < 50 | ${head}家的软管年数要在 0 到 49 之间 |
| calculate | old | | | | | | if(${years} >= 2, 'yes', 'no') |
| note | change | 软管用了 ${years} 年，请更换 | ${old} = 'yes' |
| end group |
| begin repeat | people | 同住的人 |
| text | name | 姓名 |
| date | born | 出生日期 | | | . <= today() |
| calculate | age | | | | | | int((today() - ${born}) div 365.25) |
| end repeat |
| calculate | headcount | | | | | | count(${people}) |
| calculate | ages | | | | | | sum(${age}) |
""",
    CHOICES,
    "| instance_name |\n| concat(${head}, '家') |",
)


def test_an_empty_visit_asks_only_for_what_applies() -> None:
    state = evaluate(KITCHEN, {}, SETTING)
    assert state.visible == ("head", "gas")
    assert {(error.place, error.why) for error in state.errors} == {("head", "required"), ("gas", "required")}
    assert state.values == {"headcount": "0", "ages": "0"}
    assert not state.is_complete


def test_an_answer_brings_its_questions_and_calculations_into_play() -> None:
    answers = {"head": "王秀英", "gas": "yes", "kitchen": {"years": "3"}}
    state = evaluate(KITCHEN, answers, SETTING)
    assert state.is_complete
    assert state.values["kitchen"] == {"years": "3", "old": "yes"}
    assert state.labels["kitchen/change"] == "软管用了 3 年，请更换"
    assert state.summary == "王秀英家"
    assert [(f.field_name, f.value) for f in state.fields] == [("姓名", "王秀英")]


def test_what_no_longer_applies_is_dropped_with_what_was_calculated_from_it() -> None:
    answers = {"head": "王", "gas": "no", "kitchen": {"years": "3", "old": "yes"}}
    state = evaluate(KITCHEN, answers, SETTING)
    assert "kitchen" not in state.values
    assert not [place for place in state.visible if place.startswith("kitchen")]


def test_a_constraint_is_told_in_the_authors_words_with_the_answers_in_it() -> None:
    state = evaluate(KITCHEN, {"head": "王", "gas": "yes", "kitchen": {"years": "77"}}, SETTING)
    assert [(e.place, e.message) for e in state.errors] == [
        ("kitchen/years", "王家的软管年数要在 0 到 49 之间")
    ]


@pytest.mark.parametrize("years", ["three", "3.5", "-", "1e3"])
def test_a_number_that_is_none_is_told(years: str) -> None:
    state = evaluate(KITCHEN, {"head": "王", "gas": "yes", "kitchen": {"years": years}}, SETTING)
    assert [(e.place, e.why) for e in state.errors] == [("kitchen/years", "kind")]


def test_each_entry_of_a_repeat_is_valued_by_itself() -> None:
    people = [{"name": "甲", "born": "1943-02-28"}, {"name": "乙", "born": "2027-01-01"}, {}]
    state = evaluate(KITCHEN, {"head": "王", "gas": "no", "people": people}, SETTING)
    assert [entry.get("age") for entry in state.values["people"]] == ["83", "0", None]
    assert (state.values["headcount"], state.values["ages"]) == ("3", "83")
    assert [(e.place, e.why) for e in state.errors] == [("people[2]/born", "constraint")]


def test_a_choice_outside_the_filtered_list_is_told() -> None:
    checklist = made(
        """
| type | name | label | choice_filter |
| text | d | 片区 |
| select_one town | t | 小区 | district = ${d} |
| select_multiple needs | n | 需求 |
""",
        CHOICES,
    )
    assert evaluate(checklist, {"d": "x", "t": "x1", "n": "meals bath"}, SETTING).is_complete
    state = evaluate(checklist, {"d": "y", "t": "x1", "n": ["meals", "wings"]}, SETTING)
    assert [(e.place, e.why) for e in state.errors] == [("t", "choice"), ("n", "choice")]
    assert state.words["t"] == "东一区"


def test_choices_of_the_external_sheet_are_ours_too() -> None:
    sheets = {
        "survey": """
| type | name | label | choice_filter |
| text | d | 片区 |
| select_one_external towns | t | 小区 | district = ${d} |
""",
        "external_choices": """
| list name | name | label | district |
| towns | x1 | 东一 | x |
| towns | y1 | 西一 | y |
""",
        "choices": CHOICES,
    }
    compiled = compile_book(book(**sheets), "a.xlsx")
    assert compiled.hindrances == ()
    assert evaluate(compiled.checklist, {"d": "x", "t": "x1"}, SETTING).words["t"] == "东一"
    assert evaluate(compiled.checklist, {"d": "y", "t": "x1"}, SETTING).errors[0].why == "choice"


def test_choices_may_come_from_earlier_answers() -> None:
    checklist = made(
        """
| type | name | label |
| begin repeat | people | 同住的人 |
| text | name | 姓名 |
| end repeat |
| select_one ${name} | carer | 谁照顾 |
"""
    )
    answers = {"people": [{"name": "甲"}, {"name": "乙"}], "carer": "乙"}
    assert evaluate(checklist, answers, SETTING).is_complete
    assert evaluate(checklist, answers | {"carer": "丁"}, SETTING).errors[0].why == "choice"


def test_findings_are_the_answers_to_notice() -> None:
    checklist = made(
        """
| type | name | label | linli::finding | linli::found_when |
| select_one yes_no | wires | 飞线充电 | problem |
| select_multiple needs | needs | 需要什么 | 需求 |
| integer | floor | 堆物几处 | problem | . > 2 |
""",
        CHOICES,
    )
    state = evaluate(checklist, {"wires": "no", "needs": "meals bath", "floor": "3"}, SETTING)
    assert [(f.kind, f.label, f.answer) for f in state.findings] == [
        ("need", "需要什么", "助餐、助浴"),
        ("problem", "堆物几处", "3"),
    ]


def test_a_visit_begins_with_defaults_and_what_we_know() -> None:
    checklist = made(
        """
| type | name | label | default | linli::field |
| today | day | |
| date | seen | 走访日期 | today() |
| text | way | 方式 | 上门 |
| text | head | 户主 | 未知 | 姓名 |
| text | again | 再说一遍 | concat(${head}, '！') |
| begin repeat | people | 人 |
| text | who | 谁 | | 成员姓名 |
| text | kin | 关系 | 家人 |
| end repeat |
"""
    )
    answers = begin(checklist, SETTING, {"姓名": "王秀英", "成员姓名": ["甲", "乙"]})
    people = [{"who": "甲", "kin": "家人"}, {"who": "乙", "kin": "家人"}]
    assert answers == {
        "seen": "2026-11-21",
        "way": "上门",
        "head": "王秀英",
        "again": "王秀英！",
        "people": people,
    }
    assert evaluate(checklist, answers, SETTING).values["day"] == "2026-11-21"


def test_what_is_known_stays_ready_for_a_question_that_does_not_apply_yet() -> None:
    survey = """
| type | name | label | relevant | linli::field |
| text | ask | 问 |
| text | phone | 电话 | ${ask} = 'yes' | 手机 |
"""
    assert begin(made(survey), SETTING, {"手机": "138"}) == {"phone": "138"}


def test_a_counted_repeat_has_as_many_entries_as_it_says() -> None:
    survey = """
| type | name | label | repeat_count |
| integer | n | 几个 |
| begin repeat | r | 每个 | ${n} |
| text | x | 名称 |
| end repeat |
"""
    checklist = made(survey)
    assert evaluate(checklist, {"n": "2"}, SETTING).values == {"n": "2", "r": [{}, {}]}
    assert evaluate(checklist, {"n": "1", "r": [{"x": "a"}, {"x": "b"}]}, SETTING).values["r"] == [{"x": "a"}]
    assert evaluate(checklist, {"n": "x" * 9}, SETTING).values == {"n": "x" * 9}
    assert len(evaluate(checklist, {"n": "999999"}, SETTING).values["r"]) == 200


def test_what_is_calculated_cannot_be_sent() -> None:
    state = evaluate(KITCHEN, {"head": "王", "gas": "no", "headcount": "99"}, SETTING)
    assert state.values["headcount"] == "0"


def test_a_value_once_drawn_is_kept() -> None:
    survey = "| type | name | label | calculation |\n| text | a | 甲 | |\n| calculate | id | | once(uuid()) |"
    checklist = made(survey)
    first = evaluate(checklist, {}, SETTING).values["id"]
    assert evaluate(checklist, {}, SETTING).values["id"] == first
    assert evaluate(checklist, {"id": "kept"}, SETTING).values["id"] == "kept"


def test_a_long_chain_of_calculations_written_backwards_is_valued() -> None:
    rows = [f"| calculate | c{n} | | ${{c{n + 1}}} + 1 |" for n in range(300)]
    survey = "| type | name | label | calculation |\n" + "\n".join(rows) + "\n| integer | c300 | 起点 |"
    assert evaluate(made(survey), {"c300": "1"}, SETTING).values["c0"] == "301"


def test_a_circle_is_told_when_compiling_and_does_no_harm() -> None:
    survey = """
| type | name | label | calculation | relevant |
| calculate | a | | ${b} + 1 |
| calculate | b | | ${a} + 1 |
| text | c | 丙 | | ${d} = '' |
| text | d | 丁 | | ${c} = '' |
| calculate | own | | if(. = '', 1, .) |
"""
    compiled = compile_book(book(survey=survey), "a.xlsx")
    assert len([problem for problem in compiled.hindrances if "绕成了圈" in problem.what]) == 2
    evaluate(compiled.checklist, {"c": "1", "d": "2"}, SETTING)


def test_formulas_that_cannot_be_valued_are_told_with_their_column() -> None:
    survey = """
| type | name | label | calculation | constraint | relevant |
| text | a | 甲 | | regex(., '(') | nobody(1) = 2 |
| calculate | b | | because I say so |
| calculate | c | | today(1) |
| calculate | d | | instance('away')/ root/item |
| calculate | e | | pulldata('f', 'a', 'b', 'c') |
"""
    told = compile_book(book(survey=survey), "a.xlsx").hindrances
    assert [problem.column for problem in told] == ["relevant", "constraint", *["calculation"] * 4]
    assert all(problem.original for problem in told)


def test_repeats_within_repeats_do_not_multiply_without_end() -> None:
    survey = """
| type | name | label | repeat_count |
| begin repeat | a | 甲 | 200 |
| begin repeat | b | 乙 | 200 |
| text | x | 名 |
| end repeat |
| end repeat |
| begin repeat | c | 丙 |
| begin repeat | d | 丁 |
| text | y | 名 |
| end repeat |
| end repeat |
"""
    many = {"c": [{"d": [{"y": "1"}] * 300}] * 300}
    values = evaluate(made(survey), many, SETTING).values
    assert sum(len(entry.get("d", ())) for entry in values["c"]) <= 20_000
    assert sum(len(entry.get("b", ())) for entry in values.get("a", ())) <= 20_000


leaves = st.one_of(
    st.text(max_size=8), st.integers(), st.floats(), st.booleans(), st.none(), st.lists(st.text())
)
strange = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["head", "gas", "kitchen", "people", "years", "name", "born"]), inner
        ),
    ),
    max_leaves=12,
)


@given(strange)
@example({"head": ["\0"]})
@example({"head": "\ud800"})
@settings(max_examples=200, deadline=None)
def test_strange_answers_are_judged_and_never_break_anything(answers: Any) -> None:
    state = evaluate(KITCHEN, answers, SETTING)
    again = evaluate(KITCHEN, state.values, SETTING)
    assert again.values == state.values
    assert again.errors == state.errors
