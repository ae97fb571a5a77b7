"""Where the table is, however the sheet is drawn."""

from tests.engines.formfill.material import labels, read, sheet_of, table

from linli.engines.workbooks.model import Block, Choice

EIGHT = [""] * 8


def test_a_table_drawn_twice_side_by_side_is_two_bands_of_one() -> None:
    heads = ["序号", "姓名", "性别", "出生年月"] * 2
    reading = table(sheet_of([["党员名册"], heads, EIGHT, EIGHT], (1, 1, 1, 8), boxed_from=2))
    assert reading.bands == 2
    assert labels(reading) == [None, "姓名", "性别", "出生日期"] * 2
    assert [column.band for column in reading.columns] == [0] * 4 + [1] * 4


def test_twins_may_stand_apart() -> None:
    heads = ["姓名", "电话", "", "姓名", "电话"]
    reading = table(sheet_of([["独居老人通讯录"], heads, [""] * 5], (1, 1, 1, 5), boxed_from=2))
    assert (reading.bands, labels(reading)) == (2, ["姓名", "联系电话"] * 2)


def test_a_row_that_numbers_the_columns_is_not_data() -> None:
    heads = ["序号", "户主姓名", "身份证号", "人口", "月保障金"]
    for codes in (["甲", "乙", "1", "2", "3"], ["(1)", "(2)", "(3)", "(4)", "(5)"]):
        reading = table(sheet_of([heads, codes, [""] * 5, [""] * 5, ["合计"]]))
        assert (reading.header_rows, reading.first_data_row) == ((1, 1), 3)
        assert (reading.drawn_rows, reading.total_row) == (2, 5)


def test_a_row_that_shows_how_to_fill_is_not_data() -> None:
    heads = ["序号", "姓名", "性别", "入伍时间"]
    reading = table(sheet_of([heads, ["例", "张三", "男", "1975.12"], [""] * 4]))
    assert (reading.example_rows, reading.first_data_row, reading.filled_rows) == ((2,), 3, ())
    assert reading.columns[3].form.pattern == "YYYY.MM"
    heads = ["姓名", "来本地日期"]
    assert (
        table(sheet_of([[*heads, "电话"], ["例：张三", "2024-01-05", "138"], [""] * 3])).first_data_row == 3
    )


def test_a_row_that_says_how_to_fill_is_not_data_and_is_heeded() -> None:
    heads = ["姓名", "性别", "出生日期", "是否低保", "困境类型"]
    said = ["必填", "必填，男/女", "选填，格式：1990.01.01", "是/否", "必填：孤儿/自身困境/家庭困境"]
    reading = table(sheet_of([heads, said, [""] * 5, [""] * 5]))
    assert reading.first_data_row == 3
    assert reading.columns[2].form.pattern == "YYYY.MM.DD"
    assert reading.columns[4].form.choices == ("孤儿", "自身困境", "家庭困境")


def test_names_for_programs_above_or_below_the_headings_are_no_data() -> None:
    heads, keys = ["姓名", "性别", "身份证号", "备注"], ["xm", "xb", "sfzh", "bz"]
    below = table(sheet_of([heads, keys, [""] * 4, [""] * 4]))
    assert (below.header_rows, below.first_data_row) == ((1, 1), 3)
    above = table(sheet_of([keys, heads, [""] * 4]))
    assert (above.header_rows, above.first_data_row) == ((2, 2), 3)


def test_remarks_that_begin_like_an_instruction_are_still_data() -> None:
    rows = [["姓名", "性别", "备注"], ["张三", "男", "请勿打扰"], ["李四", "女", ""]]
    assert table(sheet_of(rows)).filled_rows == (2, 3)


def test_three_rows_of_headings_are_named_by_the_lowest() -> None:
    rows = [
        ["独居老人信息表"],
        ["序号", "老人基本情况", "", "", "", "联系人", "", "", ""],
        ["", "姓名", "住址", "", "电话", "紧急联系人", "", "结对志愿者", ""],
        ["", "", "楼栋", "室号", "", "姓名", "电话", "姓名", "电话"],
        [""] * 9,
    ]
    merges = [(2, 1, 4, 1), (2, 2, 2, 5), (3, 2, 4, 2), (3, 3, 3, 4), (3, 5, 4, 5), (2, 6, 2, 9)]
    reading = table(sheet_of(rows, (1, 1, 1, 9), *merges, (3, 6, 3, 7), (3, 8, 3, 9), boxed_from=2))
    assert reading.header_rows == (2, 4)
    assert [column.cell for column in reading.columns] == [
        "A2",
        "B3",
        "C4",
        "D4",
        "E3",
        "F4",
        "G4",
        "H4",
        "I4",
    ]
    contacts = ["紧急联系人姓名", "紧急联系人电话", "结对志愿者姓名", "结对志愿者电话"]
    assert labels(reading) == [None, "姓名", "楼栋", "室号", "联系电话", *contacts]
    assert reading.columns[2].path == ("老人基本情况", "住址")


def test_groups_need_not_be_merged() -> None:
    rows = [
        ["序号", "姓名", "现居住地", "", "", "紧急联系人", "", "备注"],
        ["", "", "小区", "楼号", "房号", "姓名", "电话", ""],
        EIGHT,
    ]
    contacts = ["紧急联系人姓名", "紧急联系人电话"]
    assert labels(table(sheet_of(rows))) == [None, "姓名", "小区", "楼栋", "室号", *contacts, "备注"]


def test_letters_under_one_another_spaces_stars_and_english_change_nothing() -> None:
    heads = ["序\n号", "*姓  名", "性别 Gender", "残\n疾\n类\n别", "联 系 电 话：", "①现住址 Address"]
    wanted = [None, "姓名", "性别", "残疾类别", "联系电话", "现住地址"]
    assert labels(table(sheet_of([heads, [""] * 6, [""] * 6]))) == wanted


def test_a_second_table_below_is_about_its_own_people() -> None:
    heads = ["序号", "户主姓名", "家庭人口", "月保障金额"]
    others = ["序号", "姓名", "年龄", "自理能力"]
    rows = [["一、低保户"], heads, ["1"], ["2"], ["二、特困人员"], others, ["1"], ["2"]]
    reading = read(sheet_of(rows, (1, 1, 1, 4), (5, 1, 5, 4), boxed_from=2))
    first, second = reading.tables
    assert (reading.population.text, reading.population.per) == ("低保户", "household")
    assert (first.header_rows, first.drawn_rows) == ((2, 2), 2)
    assert (second.header_rows, second.title) == ((6, 6), "二、特困人员")
    assert second.population is not None
    assert second.population.text == "特困人员"


def test_one_date_over_three_columns() -> None:
    rows = [["序号", "姓名", "出生年月日", "", "", "身份证号"], ["", "", "年", "月", "日", ""], [""] * 6]
    reading = table(sheet_of(rows, (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 5), (1, 6, 2, 6)))
    assert [column.form.part for column in reading.columns[2:5]] == ["year", "month", "day"]
    assert set(labels(reading)[2:5]) == {"出生日期"}


def test_eighteen_small_boxes_for_one_number() -> None:
    rows = [["姓名", "公民身份号码", *[""] * 17, "电话"], [""] * 20, [""] * 20]
    reading = table(sheet_of(rows, (1, 2, 1, 19)))
    assert [column.form.boxes for column in reading.columns] == [0, 18, 0]


def test_a_column_for_each_answer() -> None:
    rows = [["姓名", "性别", "", "电话"], ["", "男", "女", ""], [""] * 4]
    reading = table(sheet_of(rows, (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 2, 4)))
    assert labels(reading) == ["姓名", "性别", "性别", "联系电话"]
    assert [column.form.option for column in reading.columns] == ["", "男", "女", ""]


def test_answers_that_could_be_fields_are_answers_under_their_field() -> None:
    rows = [
        ["姓名", "政治面貌", "", "", "困境类型", "", "电话"],
        ["", "党员", "团员", "群众", "孤儿", "监护困境", ""],
        [""] * 7,
    ]
    reading = table(sheet_of(rows, (1, 1, 2, 1), (1, 2, 1, 4), (1, 5, 1, 6), (1, 7, 2, 7)))
    children = ["困境儿童类别"] * 2
    assert labels(reading) == ["姓名", *["政治面貌"] * 3, *children, "联系电话"]
    assert reading.columns[4].form.option == "孤儿"


def test_lines_around_the_table_are_no_part_of_it() -> None:
    note = "填表说明：1.本表每月填写一次；2.健康状况填良好、一般、较差。"
    rows = [
        ["2026年社区独居老人探访表"],
        [note],
        ["社区：        网格：      填表人：      "],
        ["序号", "姓名", "住址", "健康状况", "探访时间", "探访人"],
        ["1"],
        ["2"],
        ["填表人：", "", "审核人："],
    ]
    sheet = sheet_of(rows, (1, 1, 1, 6), (2, 1, 2, 6), (3, 1, 3, 6), boxed_from=4, unboxed=(7,))
    reading = read(sheet)
    assert reading.title == "2026年社区独居老人探访表"
    assert len(reading.notes) == 1
    assert reading.table is not None
    assert (reading.table.header_rows, reading.table.drawn_rows) == ((4, 4), 2)
    assert reading.table.columns[3].form.choices == ("良好", "一般", "较差")


def test_the_lines_above_a_table_of_a_text_document_are_its_title() -> None:
    sheet = sheet_of(
        [["序号", "姓名", "性别", "入党时间"], ["1"], ["2"]],
        heading=("附件1", "XX社区党员信息登记表", "填报单位：          日期："),
    )
    reading = read(sheet)
    assert (reading.title, reading.population.text) == ("XX社区党员信息登记表", "党员")


def test_lists_to_choose_from_belong_to_their_columns() -> None:
    choices = [
        Choice((Block(2, 2, 100, 2),), ("孤儿", "自身困境", "家庭困境", "监护困境")),
        Choice((Block(2, 3, 100, 3),), ("有", "无")),
    ]
    reading = table(sheet_of([["姓名", "困境类型", "是否低保"], [""] * 3], choices=choices))
    assert reading.columns[1].form.choices == ("孤儿", "自身困境", "家庭困境", "监护困境")
    assert (reading.columns[2].form.yes, reading.columns[2].form.no) == ("有", "无")


def test_filled_households_with_merged_cells_stay_rows_of_people() -> None:
    rows = [
        ["户主", "成员姓名", "与户主关系", "身份证号"],
        ["张三", "张三", "户主", "110105195003051234"],
        ["", "李四", "配偶", "110105195103051234"],
        ["", "张小三", "子", "110105198003051234"],
        ["王五", "王五", "户主", "110105195203051234"],
    ]
    reading = table(sheet_of(rows, (2, 1, 4, 1)))
    assert labels(reading) == ["户主姓名", "姓名", "与户主关系", "公民身份号码"]
    assert reading.filled_rows == (2, 3, 4, 5)


def test_sheets_without_a_table_say_so() -> None:
    said = [["填表说明"], ["1.本表由社区填写，每月25日前报送街道。"], ["2.姓名须与身份证一致。"]]
    assert read(sheet_of(said, boxed_from=9)).reason.code == "instructions"
    assert read(sheet_of([["代码", "名称"], ["1", "视力残疾"], ["2", "听力残疾"]])).reason.code == "no_table"
    assert read(sheet_of([[""]], boxed_from=9)).reason.code == "empty"


def test_a_table_of_counts_asks_nothing_of_people() -> None:
    heads = ["社区", "总人数", "男", "女", "60岁以上人数", "残疾人数", "低保户数"]
    reading = read(sheet_of([["人口统计汇总表"], heads, [""] * 7], (1, 1, 1, 7), boxed_from=2))
    assert reading.reason.code == "counts"
    assert reading.table is not None
    assert set(labels(reading.table)) == {None}


def test_a_person_beside_their_number_under_one_group_is_asked_by_name() -> None:
    for whose in ("紧急联系人", "监护人"):
        heads = [["姓名", "住址", "联系方式", "", ""], ["", "", "本人电话", whose, f"{whose}电话"], [""] * 5]
        asked = labels(table(sheet_of(heads, (1, 3, 1, 5), (1, 1, 2, 1), (1, 2, 2, 2))))
        assert asked == ["姓名", "现住地址", "联系电话", f"{whose}姓名", f"{whose}电话"]
    alone = [["姓名", "住址", "联系方式", ""], ["", "", "本人", "紧急联系人"], [""] * 4]
    asked = labels(table(sheet_of(alone, (1, 3, 1, 4), (1, 1, 2, 1), (1, 2, 2, 2))))
    assert asked[2:] == ["联系电话", "紧急联系人电话"]


def test_a_group_over_one_column_is_a_group_beside_others() -> None:
    groups = ["基本信息", "", "", "健康状况", "", "体检"]
    heads = ["姓名", "性别", "出生日期", "高血压", "糖尿病", "2026年是否体检"]
    reading = table(sheet_of([groups, heads, [""] * 6, [""] * 6], (1, 1, 1, 3), (1, 4, 1, 5)))
    assert (reading.header_rows, reading.first_data_row) == ((1, 2), 3)
    assert labels(reading)[:3] == ["姓名", "性别", "出生日期"]


def test_a_heading_that_only_says_how_to_answer_lets_its_group_ask() -> None:
    rows = [["独居老人台账"], ["姓名", "是否低保", "是否残疾"], ["", "（是/否）", "（√）"], [""] * 3]
    reading = table(sheet_of(rows, (1, 1, 1, 3), (2, 1, 3, 1), boxed_from=2))
    assert labels(reading) == ["姓名", "是否低保", "是否残疾"]
    assert [column.cell for column in reading.columns] == ["A2", "B3", "C3"]
    assert (reading.columns[1].form.yes, reading.columns[2].form.yes) == ("是", "√")
