"""A workbook becomes a checklist, or its author learns what to change."""

import contextlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.errors import ErrorCode
from tests.engines.checklists.books import book

from linli.engines.checklists import (
    CannotCompile,
    Group,
    Question,
    Repeat,
    Rows,
    compile_book,
    compile_rows,
    fingerprint,
    from_json,
    to_json,
)
from linli.engines.checklists.explaining import explained
from linli.engines.checklists.explanations import BY_CODE

VISIT = book(
    survey="""
    | type | name | label::中文 (zh) | label::English (en) | relevant | constraint | calculation | required |
    | note | hello | 您好，${head} | Hello ${head} |
    | text | head | 户主 | Head | | | | yes |
    | begin group | kitchen | 厨房 | Kitchen |
    | select_one hose | hose | 燃气软管 | Gas hose |
    | integer | years | 用了几年 | Years in use | ${hose} = 'old' | . >= 0 and . < 50 |
    | end group |
    | begin repeat | people | 住在这里的人 | People |
    | text | name | 姓名 | Name |
    | date | born | 出生日期 | Born | | . <= today() |
    | calculate | age | | | | | int((today() - ${born}) div 365.25) |
    | end repeat |
    | calculate | total | | | | | count(${people}) |
    """,
    choices="""
    | list_name | name | label::中文 (zh) | label::English (en) | weight |
    | hose | ok | 金属软管 | Metal | 0 |
    | hose | old | 老化 | Worn | 3 |
    """,
    settings="""
    | form_title | form_id | version | default_language |
    | 入户走访 | home_visit | 7 | 中文 (zh) |
    """,
)


def test_a_visit_is_compiled_with_its_words_rules_and_marks() -> None:
    checklist = compile_book(VISIT, "走访.xlsx").checklist
    assert (checklist.key, checklist.title, checklist.version) == ("home_visit", "入户走访", "7")
    assert checklist.languages == ("中文 (zh)", "English (en)")
    by_name = {node.name: node for node in checklist.nodes()}
    head, hose, years, age = (by_name[name] for name in ("head", "hose", "years", "age"))
    assert isinstance(head, Question)
    assert head.rules.required == "true()"
    assert isinstance(hose, Question)
    assert hose.source is not None
    assert checklist.lists[hose.source.list_name][1].columns == {"weight": "3"}
    assert isinstance(years, Question)
    assert years.rules.relevant == "/data/kitchen/hose  = 'old'"
    assert isinstance(by_name["kitchen"], Group)
    assert isinstance(by_name["people"], Repeat)
    assert isinstance(age, Question)
    assert "../born" in age.rules.calculation
    hello = by_name["hello"]
    assert hello.label["English (en)"] == "Hello ${/data/head}"


def test_our_own_columns_mark_fields_and_findings() -> None:
    survey = """
    | type | name | label | constraint |constraint_message| linli::field | linli::finding |linli::found_when
    | text | head | 户主 | . != '' | 请填户主 | 姓名 |
    | select_one l | hose | 软管 | | | | problem | . = 'b' and ${head} != '' |
    """
    made = compile_book(
        book(survey=survey, choices="| list_name | name | label |\n| l | a | 甲 |\n| l | b | 乙 |"), "a.xlsx"
    )
    head, hose = made.checklist.questions()
    assert (head.field_name, head.finding) == ("姓名", "")
    assert head.rules.constraint_message == {"default": "请填户主"}
    assert (hose.finding, hose.found_when) == ("problem", ". = 'b' and  /data/head  != ''")


def test_the_stored_form_gives_the_same_checklist_back_and_a_stable_fingerprint() -> None:
    checklist = compile_book(VISIT, "走访.xlsx").checklist
    assert from_json(to_json(checklist)) == checklist
    assert fingerprint(checklist) == fingerprint(compile_book(VISIT, "again.xlsx").checklist)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": 9}',
        '{"format": 1}',
        '{"format":1,"key":"a","title":"b","children":[{"is":"x"}]}',
    ],
)
def test_what_is_no_stored_checklist_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_json(text)


REFUSED = {
    "choices 表里没有列表“yes_no”": "| type | name | label |\n| select_one yes_no | a | 有吗 |",
    "不认识的题型“words”": "| type | name | label |\n| words | a | 甲 |",
    "题目或分组没有名称": "| type | name | label |\n| text | | 甲 |",
    "引用了不存在的题目“b”": "| type | name | label | relevant |\n| text | a | 甲 | ${b} = 1 |",
    "的 begin group 没有对应的": "| type | name | label |\n| begin group | g | 组 |\n| text | a | 甲 |",
    "多了一个 end group": "| type | name | label |\n| text | a | 甲 |\n| end group | | |",
    "在同一组里重复了": "| type | name | label |\n| text | a | 甲 |\n| text | a | 乙 |",
    "题目“a”没有文字": "| type | name | label |\n| text | a | |",
    "名称要以字母或下划线开头": "| type | name | label |\n| text | 1a | 甲 |",
    "没有写计算式": "| type | name | label |\n| calculate | a | |",
    "缺少必需的列": "| kind | name | label |\n| text | a | 甲 |",
}


@pytest.mark.parametrize(("sentence", "survey"), REFUSED.items())
def test_the_usual_mistakes_are_explained_in_chinese(sentence: str, survey: str) -> None:
    with pytest.raises(CannotCompile) as told:
        compile_book(book(survey=survey, choices="| list_name | name | label |\n| other | x | y |"), "a.xlsx")
    problem = told.value.problems[0]
    assert sentence in problem.what
    assert problem.original


def test_a_mistake_is_told_with_its_cell() -> None:
    with pytest.raises(CannotCompile) as told:
        compile_book(book(survey="| type | name | label |\n| text | a | 甲 |\n| text | 1b | 乙 |"), "a.xlsx")
    problem = told.value.problems[0]
    assert (problem.sheet, problem.row, problem.column) == ("survey", 3, "name")
    assert problem.sentence.startswith("survey 表第 3 行“name”列：")


def test_all_mistakes_are_told_at_once() -> None:
    survey = """
    | type | name | label | relevant |
    | words | a | 甲 |
    | text | 2b | 乙 |
    | select_one nowhere | c | 丙 | ${a} = 1 |
    | text | d | 丁 | ${nobody} = 1 |
    | text | e | |
    | text | f | 己 | ${c} = 2 |
    | begin group | g | 组 |
    """
    with pytest.raises(CannotCompile) as told:
        compile_book(book(survey=survey, choices="| list_name | name | label |\n| l | x | y |"), "a.xlsx")
    assert sorted(problem.row for problem in told.value.problems) == [2, 3, 4, 5, 6, 8]
    assert all(problem.sheet == "survey" for problem in told.value.problems)


@pytest.mark.parametrize("name", sorted(BY_CODE))
def test_each_message_with_a_code_is_explained_without_gaps(name: str) -> None:
    filled = ErrorCode[name].value.msg
    for field in set(re.findall(r"(?<!{){(\w+)}(?!})", filled)):
        filled = filled.replace("{" + field + "}", "7" if field in {"row", "other_row"} else f"the_{field}")
    problem = explained(filled.replace("{{", "{").replace("}}", "}"))[0]
    assert re.search("[一-鿿]", problem.what)
    assert "{" not in problem.what.replace("${", "")
    assert problem.original


def test_every_code_of_pyxform_is_explained() -> None:
    assert {code.name for code in ErrorCode} - set(BY_CODE) <= {"INTERNAL_002", "NAMES_013"}


def test_each_repeated_choice_is_a_problem_of_its_own() -> None:
    choices = "| list_name | name | label |\n| l | a | 甲 |\n| l | a | 乙 |\n| l | a | 丙 |"
    with pytest.raises(CannotCompile) as told:
        compile_book(
            book(survey="| type | name | label |\n| select_one l | q | 问 |", choices=choices), "a.xlsx"
        )
    assert [problem.row for problem in told.value.problems] == [3, 4]


def test_what_a_phone_would_collect_on_its_own_is_told_and_left_out() -> None:
    survey = "| type | name | label |\n| deviceid | d | |\n| geopoint | where | 位置 |\n| text | a | 甲 |"
    compiled = compile_book(book(survey=survey), "a.xlsx")
    assert ["不采集设备" in w.what for w in compiled.warnings] == [True, False]
    assert compiled.checklist.children[0].kind == "uncollected"  # type: ignore[union-attr]


def test_choices_out_of_a_missing_file_stand_in_the_way() -> None:
    survey = "| type | name | label |\n| select_one_from_file cities.csv | c | 城市 |"
    assert "cities.csv" in compile_book(book(survey=survey), "a.xlsx").hindrances[0].what


cells = st.text("abc ${}()[]/.,'=<>+-*:_1甲", max_size=12)
columns = st.sampled_from(
    [
        "name",
        "label",
        "hint",
        "relevant",
        "constraint",
        "calculation",
        "default",
        "appearance",
        "trigger",
        "label::a",
        "linli::field",
        "x:y",
        "repeat_count",
        "choice_filter",
        "parameters",
        "image",
        "bind::z",
        "media::image",
        "required",
        "constraint_message",
    ]
)
kinds = st.sampled_from(
    [
        "text",
        "note",
        "begin group",
        "end group",
        "begin repeat",
        "end repeat",
        "select_one l",
        "calculate",
        "date",
        "image",
        "select_multiple l or_other",
        "range",
        "rank l",
        "select_one ${a}",
        "begin loop over l",
    ]
)
rows = st.lists(
    st.tuples(kinds, st.sampled_from("abc"), st.dictionaries(columns, cells, max_size=4)), max_size=7
)


@given(rows)
@settings(max_examples=80, deadline=None)
def test_no_rows_however_strange_do_anything_but_compile_or_be_refused(strange: list) -> None:
    survey = tuple({"type": kind, "name": name, "label": "甲", **rest} for kind, name, rest in strange)
    choices = (
        {"list_name": "l", "name": "x", "label": "甲"},
        {"list_name": "l", "name": "y", "label": "${a}"},
    )
    with contextlib.suppress(CannotCompile):
        compiled = compile_rows(Rows(survey, choices))
        assert from_json(to_json(compiled.checklist)) == compiled.checklist
