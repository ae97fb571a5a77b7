"""Two lists on one sheet are two things to fill; a form for one person is one, whatever lists stand in it."""

from tests.engines.formfill.material import labels, read, sheet_of

from linli.engines.formfill.fingerprint import template_key
from linli.engines.formfill.parts import parts

PEOPLE = ["序号", "姓名", "身份证号", "联系电话"]
DISABLED = ["序号", "姓名", "残疾类别", "残疾等级"]
EMPTY = [""] * 4


def of(*rows: list[str], merged: tuple[int, ...] = (), boxed_from: int = 2) -> list[tuple[str, str, int]]:
    """(title, people, heading row) of each part."""
    sheet = sheet_of(rows, *((row, 1, row, 4) for row in merged), boxed_from=boxed_from, unboxed=merged)
    return [(p.title, p.population.text, p.table.header_rows[0]) for p in parts(read(sheet)) if p.table]


def test_each_list_is_about_the_people_its_own_title_names() -> None:
    rows = [["独居老人台账"], PEOPLE, EMPTY, EMPTY, ["残疾人台账"], DISABLED, EMPTY, EMPTY]
    assert of(*rows, merged=(1, 5)) == [("独居老人台账", "独居老人", 2), ("残疾人台账", "残疾人", 6)]


def test_a_line_under_the_title_of_the_form_names_the_people_of_the_first_list() -> None:
    rows = [["困难群众台账"], ["一、特困人员"], PEOPLE, EMPTY, ["二、80周岁以上老人"], PEOPLE, EMPTY]
    people = [people for _title, people, _row in of(*rows, merged=(1, 2, 5), boxed_from=3)]
    assert people == ["特困人员", "80周岁以上老年人"]


def test_nobody_is_guessed_for_a_later_list_that_names_nobody() -> None:
    rows = [["残疾人基本情况表"], DISABLED, EMPTY, EMPTY, ["家庭成员情况"], PEOPLE, EMPTY]
    assert [people for _title, people, _row in of(*rows, merged=(1, 5))] == ["残疾人", ""]


def test_a_box_to_sign_under_a_list_is_no_second_list() -> None:
    rows = [["独居老人台账"], PEOPLE, EMPTY, [""], ["填报单位", "填报人", "联系电话", "填报日期"], EMPTY]
    assert len(of(*rows, merged=(1,))) == 1


def test_lists_of_one_sheet_are_remembered_apart() -> None:
    rows = [["走访台账"], PEOPLE, EMPTY, EMPTY, [""], PEOPLE, EMPTY, EMPTY]
    first, second = parts(read(sheet_of(rows, (1, 1, 1, 4), boxed_from=2, unboxed=(5,))))
    assert template_key(first) != template_key(second)
    assert [labels(part.table) for part in (first, second)] == [
        [None, "姓名", "公民身份号码", "联系电话"]
    ] * 2


def test_a_form_for_one_person_is_its_questions_and_not_the_list_of_the_family_in_it() -> None:
    rows = [
        ["姓名", "", "性别", "", "出生日期", ""],
        ["身份证号", "", "民族", "", "联系电话", ""],
        ["家庭住址", "", "", "", "监护人姓名", ""],
        ["家庭成员", "姓名", "关系", "身份证号", "联系电话", "备注"],
        [""] * 6,
        [""] * 6,
    ]
    reading = read(sheet_of(rows, heading=["困境儿童信息登记表"]))
    (only,) = parts(reading)
    assert reading.tables
    assert only.table is None
    assert {"姓名", "监护人姓名"} <= {spot.label for spot in only.spots}


def test_a_band_of_childhood_means_the_children_of_women_and_children() -> None:
    heads = ["姓名", "身份证号", "就读学校"]
    reading = read(
        sheet_of([["妇女儿童基本信息采集表（0-17周岁儿童）"], heads, [""] * 3], (1, 1, 1, 3), boxed_from=2)
    )
    assert reading.population.text == "0-17周岁儿童"
