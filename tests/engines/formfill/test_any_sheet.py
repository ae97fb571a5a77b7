"""No sheet, however odd, brings the reading down, and what it says holds together."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.formfill.material import read, sheet_of

from linli.engines.formfill.fingerprint import fingerprint
from linli.engines.workbooks.model import Block, Cell, Choice, Sheet

TEXTS = st.sampled_from(
    [
        *[
            "",
            "",
            "姓名",
            "性别",
            "身份证号",
            "联系电话",
            "监护人情况",
            "出生日期（YYYY-MM-DD）",
            "序号",
            "合计",
        ],
        *[
            "填报单位：",
            "注：本表填写60周岁以上老年人。",
            "1",
            "2",
            "男",
            "张三",
            "例：张三",
            "□是 □否",
            "必填",
            "①",
            "（",
        ],
        *[
            "独居老人花名册",
            "13800138000",
            "11010519491231002X",
            "2026年",
            "/",
            "与户主关系",
            "备注",
            "\n",
            "年",
            "月",
        ],
    ]
)
GRIDS = st.lists(st.lists(TEXTS, min_size=1, max_size=9), min_size=1, max_size=12)
PLACES = st.integers(1, 9)


@st.composite
def merges(draw: st.DrawFn) -> tuple[int, int, int, int]:
    row, column = draw(PLACES), draw(PLACES)
    return row, column, row + draw(st.integers(0, 3)), column + draw(st.integers(0, 5))


@given(GRIDS, st.lists(merges(), max_size=4), PLACES)
@settings(max_examples=150)
def test_any_grid_is_read(
    rows: list[list[str]], blocks: list[tuple[int, int, int, int]], boxed_from: int
) -> None:
    reading = read(sheet_of(rows, *blocks, boxed_from=boxed_from), "表.xlsx")
    assert reading.population.text
    assert fingerprint(reading)
    for table in reading.tables:
        first, last = table.header_rows
        assert 1 <= first <= last < table.first_data_row
        assert all(column.row <= last for column in table.columns)
        assert all(0 <= column.confidence <= 1 for column in table.columns)
        assert all(row >= table.first_data_row for row in table.filled_rows)
    assert len({spot.answer_cell for spot in reading.spots}) == len(reading.spots)


@given(st.dictionaries(st.tuples(PLACES, PLACES), st.text(max_size=12), max_size=40))
@settings(max_examples=150)
def test_any_texts_anywhere_are_read(texts: dict[tuple[int, int], str]) -> None:
    cells = {place: Cell(text=text, value=text, boxed=len(text) % 2 == 0) for place, text in texts.items()}
    read(Sheet("表", cells, last_row=9, last_column=9))


def test_an_empty_sheet_and_stray_settings_do_no_harm() -> None:
    assert read(Sheet("空", {})).reason.code == "empty"
    stray = Sheet(
        name="空",
        cells={},
        merges=(Block(1, 1, 900, 40),),
        choices=(Choice((Block(1, 1, 1, 1),), ()),),
        last_row=1_048_576,
        last_column=16_384,
    )
    assert read(stray).tables == ()
