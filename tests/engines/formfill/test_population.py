"""Whom a form is about, by its title, its name, its notes and what it asks."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.formfill.material import catalogue, parsed

from linli.engines.formfill.ages import age_band
from linli.engines.formfill.model import Population
from linli.engines.formfill.population import Clues, find_population

LIST = Path(__file__).parent / "titles.txt"


def titles() -> list[tuple[str, str]]:
    lines = (
        line for line in LIST.read_text(encoding="utf-8").splitlines() if " = " in line and line[0] != "#"
    )
    return [(title.strip(), text.strip()) for title, _, text in (line.rpartition(" = ") for line in lines)]


def meant(title: str = "", **clues: object) -> Population:
    return find_population(Clues(title=title, **clues), catalogue())  # type: ignore[arg-type]


@pytest.mark.parametrize(("title", "text"), titles())
def test_a_title_names_people(title: str, text: str) -> None:
    assert meant(title).text == text


def test_the_main_topic_stands_before_side_mentions() -> None:
    assert meant("困境儿童、留守儿童摸底排查统计表").text == "困境儿童"
    assert meant("网格员入户走访独居老人情况表").text == "独居老人"


def test_who_does_the_work_is_not_meant_unless_the_roster_is_theirs() -> None:
    assert meant("网格员走访记录表").text == "全部居民"
    assert meant("社区网格员花名册").text == "网格员"
    assert meant("残疾人联合会工作报表").text == "全部居民"


def test_two_words_make_one_group() -> None:
    found = meant("80周岁以上独居老人摸底表")
    assert found.text == "80周岁以上独居老人"
    assert (found.age_from, found.age_to) == (80, None)


def test_age_alone_names_people_too() -> None:
    found = meant("60-79周岁老年人体检名单")
    assert (found.text, found.age_from, found.age_to) == ("60-79周岁老年人", 60, 79)
    assert meant("0-3岁婴幼儿登记表").age_to == 3


def test_without_a_title_the_file_and_the_sheet_speak() -> None:
    assert meant(file_name="附件3：2026年困境儿童排查表.xlsx").text == "困境儿童"
    assert meant(sheet_name="退役军人").text == "退役军人"
    assert meant(file_name="党员.xlsx").reason.code == "named_in_file_name"


def test_a_note_explains_the_age_of_a_group() -> None:
    found = meant("独居老人登记表", notes=("注：独居老人指60周岁以上单独居住的老年人。",))
    assert (found.text, found.age_from) == ("独居老人", 60)


def test_headings_speak_where_nothing_else_does() -> None:
    assert meant(name_headings=("老人姓名",)).text == "60周岁以上老年人"
    assert meant(labels=frozenset({"姓名", "残疾证号", "残疾类别", "联系电话"})).text == "残疾人"


def test_nobody_named_means_everybody() -> None:
    found = meant("登记表")
    assert (found.text, found.groups, found.per) == ("全部居民", (), "person")


def test_rows_that_are_households_are_counted_as_such() -> None:
    assert meant("低保户花名册").per == "household"
    assert meant("低保人员花名册", labels=frozenset({"姓名"})).per == "person"
    assert meant("入户走访汇总表", about="households").per == "household"


def test_places_in_the_title_are_kept() -> None:
    assert meant("幸福街道阳光社区独居老人名册").area_words == ("幸福街道", "阳光社区")


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("80周岁以上", (80, None)),
        ("年满60岁", (60, None)),
        ("60-79周岁", (60, 79)),
        ("60周岁至79周岁", (60, 79)),
        ("八十岁以上", (80, None)),
        ("不满16周岁", (None, 16)),
        ("18周岁以下", (None, 18)),
        ("80周岁(含)以上", (80, None)),
        ("6-15岁", (6, 15)),
        ("2026年", None),
        ("10岁-6岁", None),
    ],
)
def test_age_bands(text: str, band: tuple[int | None, int | None] | None) -> None:
    found = age_band(text)
    assert (None if found is None else (found.first, found.last)) == band


@given(st.text(max_size=60))
def test_any_title_has_an_answer(title: str) -> None:
    assert meant(title).text


def test_no_word_names_two_groups() -> None:
    seen: dict[str, str] = {}
    for entry in parsed("populations.toml")["group"]:
        for word in entry["words"]:
            assert seen.setdefault(word, entry["key"]) == entry["key"], word
