"""Real forms: the community's, with what must be read of them, and others that must be understood."""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.engines.formfill.material import read, shared

from linli.engines.formfill.fingerprint import fingerprint
from linli.engines.formfill.model import SheetReading
from linli.engines.workbooks.reading import read as read_workbook
from linli.engines.workbooks.refusals import WorkbookRefused


def readings(path: Path) -> dict[str, SheetReading]:
    """What is understood of every sheet of a file; nothing for a file the reader refuses."""
    try:
        workbook = read_workbook(path.read_bytes(), path.name)
    except WorkbookRefused:
        return {}
    return {sheet.name: read(sheet, path.name) for sheet in workbook.sheets}


def every_form() -> Iterator[Path]:
    for path in sorted(shared("forms").glob("*/*")):
        if path.suffix in {".xlsx", ".xls", ".xml", ".docx"}:
            yield path


def test_the_communitys_forms_are_read_exactly() -> None:
    folder = shared("forms", "community")
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    for name, form in gold.items():
        found = readings(folder / name)
        for sheet in form["sheets"]:
            reading = found[sheet["sheet"]]
            assert reading.population.text == form["population"], name
            assert reading.table is not None
            assert list(reading.table.header_rows) == sheet["header_rows"], name
            assert reading.table.first_data_row == sheet["first_data_row"], name
            assert {column.cell: column.label for column in reading.table.columns} == sheet["columns"], name


def test_every_form_is_understood_in_some_way() -> None:
    reasons = {"table", "spots", "counts", "things", "instructions", "empty", "no_table"}
    for path in every_form():
        for reading in readings(path).values():
            assert reading.reason.code in reasons
            for table in reading.tables:
                assert table.header_rows[0] <= table.header_rows[1] < table.first_data_row
                assert len({column.cell for column in table.columns}) == len(table.columns)


def test_reading_twice_gives_the_same() -> None:
    for path in sorted(shared("forms", "community").glob("*.xlsx")):
        first, second = readings(path), readings(path)
        assert first == second
        assert [fingerprint(one) for one in first.values()] == [fingerprint(one) for one in second.values()]


def test_plain_headings_of_a_university_are_known() -> None:
    known = {"姓名": "姓名", "性别": "性别", "民族": "民族", "籍贯": "籍贯", "身份证号码": "公民身份号码"}
    seen = [
        (column.heading, column.label)
        for path in sorted(shared("forms", "owip").glob("*.xlsx"))
        for reading in readings(path).values()
        for table in reading.tables
        for column in table.columns
        if column.heading in known and not column.path and table.about == "people"
    ]
    assert len(seen) > 40
    assert all(known[heading] == label for heading, label in seen)


def test_what_a_university_asks_and_we_do_not_hold_stays_empty() -> None:
    strangers = {"学工号", "工作证号", "所属分党委", "职务", "年度", "兼职单位", "兼任职务", "批复日期"}
    for path in sorted(shared("forms", "owip").glob("*.xlsx")):
        for reading in readings(path).values():
            for table in reading.tables:
                asked = {column.heading: column.label for column in table.columns}
                assert {asked[heading] for heading in strangers & set(asked)} <= {None}, path.name


def test_forms_for_one_person_in_text_documents_give_spots() -> None:
    folder = shared("forms", "owip")
    wanted = {"姓名", "性别", "民族", "籍贯", "出生日期", "入党日期", "健康状况"}
    for path in sorted(folder.glob("*adform*.docx")):
        labels = {spot.label for reading in readings(path).values() for spot in reading.spots}
        assert wanted <= labels, path.name
