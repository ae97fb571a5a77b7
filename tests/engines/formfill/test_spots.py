"""Forms for one person: which words ask, and where the answer goes."""

from tests.engines.formfill.material import read, sheet_of

from linli.engines.formfill.model import SheetReading

ROWS = [
    ["困境儿童信息表"],
    ["姓名", "", "性别", "", "民族", ""],
    ["出生日期（YYYY-MM-DD）", "", "身份证号", "", "就读学校", ""],
    ["家庭住址", "", "", "", "年级", ""],
    ["监护人情况", "姓名", "", "与儿童关系", "", ""],
    ["", "联系电话", "", "身份证号", "", ""],
    ["困境类型", "□孤儿 □自身困境 □家庭困境", "", "", "", ""],
    ["走访人", "", "走访时间", "", "监护人签字", ""],
]


def reading() -> SheetReading:
    merges = [(1, 1, 1, 6), (4, 2, 4, 4), (5, 1, 6, 1), (7, 2, 7, 6)]
    return read(sheet_of(ROWS, *merges, boxed_from=2))


def test_every_question_finds_the_box_of_its_answer() -> None:
    asked = {spot.cell: (spot.answer_cell, spot.label) for spot in reading().spots}
    assert asked["A2"] == ("B2", "姓名")
    assert asked["C2"] == ("D2", "性别")
    assert asked["A4"] == ("B4", "现住地址")
    assert asked["E3"] == ("F3", "就读学校")
    assert asked["A8"] == ("B8", "最近走访人")


def test_a_tall_box_aside_says_whose_the_questions_are() -> None:
    asked = {spot.cell: spot for spot in reading().spots}
    assert asked["B5"].path == ("监护人情况",)
    theirs = [asked[cell].label for cell in ("B5", "D5", "B6", "D6")]
    assert theirs == ["监护人姓名", "监护人关系", "监护人电话", None]


def test_hints_and_boxes_to_tick_say_how_to_answer() -> None:
    asked = {spot.cell: spot for spot in reading().spots}
    assert asked["A3"].form.pattern == "YYYY-MM-DD"
    assert asked["A7"].form.choices == ("孤儿", "自身困境", "家庭困境")


def test_a_place_to_sign_is_no_question() -> None:
    assert "E8" not in {spot.cell for spot in reading().spots}


def test_such_a_form_is_no_table_and_still_knows_its_people() -> None:
    assert reading().reason.code == "spots"
    assert reading().tables == ()
    assert reading().population.text == "困境儿童"


def test_the_family_listed_below_is_not_the_person() -> None:
    rows = [
        ["低保申请表"],
        ["姓名", "", "性别", "", "身份证号", ""],
        ["家庭住址", "", "", "", "联系电话", ""],
        ["称谓", "姓名", "年龄", "工作单位", "月收入", "备注"],
        [""] * 6,
        [""] * 6,
    ]
    found = read(sheet_of(rows, (1, 1, 1, 6), (3, 2, 3, 4), boxed_from=2))
    assert [spot.label for spot in found.spots][:3] == ["姓名", "性别", "公民身份号码"]
    assert found.table is not None
    assert {column.label for column in found.table.columns} == {None}
