"""In a filled roster the values bear out what the headings say, or contradict it."""

from tests.engines.formfill.material import labels, sheet_of, table

from linli.engines.formfill.evidence import kind_of_values

PEOPLE = [
    ["王芳", "女", "110105195003051225", "13800138000"],
    ["李强", "男", "110105196112120017", "13900139000"],
    ["赵敏", "女", "110105198807210044", "13700137000"],
    ["孙伟", "男", "110105197502280031", "13600136000"],
]


def test_a_heading_not_understood_over_identity_numbers_asks_for_them() -> None:
    reading = table(sheet_of([["姓名", "XB", "证照号", "联系电话"], *PEOPLE]))
    assert labels(reading) == ["姓名", "性别", "公民身份号码", "联系电话"]
    assert reading.columns[2].reason.code == "by_values"


def test_values_that_contradict_the_heading_leave_it_unanswered() -> None:
    swapped = [[name, phone, number, sex] for name, sex, number, phone in PEOPLE]
    reading = table(sheet_of([["姓名", "性别", "身份证号", "住址"], *swapped]))
    assert reading.columns[1].label is None
    assert reading.columns[1].reason.code == "values_disagree"


def test_values_that_agree_make_it_surer() -> None:
    reading = table(sheet_of([["姓名", "性别", "身份证号", "联系电话"], *PEOPLE]))
    assert min(column.confidence for column in reading.columns[1:]) >= 0.97


def test_numbers_of_other_people_are_not_claimed() -> None:
    rows = [[*person, "110105195003051225"] for person in PEOPLE]
    reading = table(sheet_of([["姓名", "性别", "身份证号", "联系电话", "配偶身份证号"], *rows]))
    assert labels(reading) == ["姓名", "性别", "公民身份号码", "联系电话", None]


def test_what_kind_some_values_are() -> None:
    assert kind_of_values(["男", "女", "男"]) == "sex"
    assert kind_of_values(["1956-03-05", "1960.1.2", "1971年5月"]) == "date"
    assert kind_of_values(["汉族", "回族", "汉族"]) == "ethnicity"
    assert kind_of_values(["110105****2220", "甲", "乙"]) == ""
    assert kind_of_values(["男", "女"]) == ""


def test_a_roster_of_thousands_is_read_to_its_end() -> None:
    rows = [["姓名", "性别", "身份证号", "联系电话"], *PEOPLE * 700]
    reading = table(sheet_of(rows))
    assert len(reading.filled_rows) == 2800
    assert reading.drawn_rows == 2800
