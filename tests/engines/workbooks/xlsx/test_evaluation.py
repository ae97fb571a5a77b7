"""Results stored beside formulas: right, or left to the program that opens the file."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.workbooks.makers import loaded, people, register, saved

from linli.engines.workbooks import Spot, Table, Value, fill, read
from linli.engines.workbooks.xlsx.evaluated_functions import Unknown
from linli.engines.workbooks.xlsx.evaluation import evaluated

GRID: dict[tuple[int, int], Value] = {
    (1, 1): 10,
    (2, 1): 2.5,
    (3, 1): "男",
    (4, 1): None,
    (5, 1): True,
    (6, 1): "女",
    (1, 2): "5",
    (2, 2): 3,
    (3, 2): "",
    (1, 3): date(2026, 3, 1),
}


def lookup(row: int, column: int) -> Value:
    return GRID.get((row, column))


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("SUM(A1:A6)", 12.5),
        ("SUM(A1,A2,5)", 17.5),
        ("COUNT(A1:A6)", 2),
        ("COUNTA(A1:A6)", 5),
        ("COUNTA(C1)", 1),
        ("COUNTBLANK(A1:A6)", 1),
        ("COUNTBLANK(B1:B4)", 2),
        ("AVERAGE(A1:A2)", 6.25),
        ("MAX(A1:A6)-MIN(A1:A6)", 7.5),
        ("MAX(D1:D9)", 0),
        ("ROUND(2.345,2)", 2.35),
        ("ROUND(-2.5,0)", -3),
        ("ROUND(1234,-2)", 1200),
        ('COUNTIF(A1:A6,"男")', 1),
        ('COUNTIF(A1:A6,">=2.5")', 2),
        ('COUNTIF(A1:A6,"<>2.5")', 5),
        ("COUNTIF(A1:A6,10)", 1),
        ('SUMIF(A1:A2,">5")', 10),
        ('SUMIF(A1:A3,"男",B1:B3)', 0),
        ('IF(A1>5,"多","少")', "多"),
        ('IF(A3="男",1,2)', 1),
        ("IF(A1<5,1)", False),
        ("A1/A2*100%", 4),
        ("-A1^2", 100),
        ("(A1+A2)*2-1", 24),
        ('A1&"户"&A2', "10户2.5"),
        ("$A$1+A$2", 12.5),
        ("A4+1", 1),
        ("A5+1", 2),
        ("TRUE", True),
        ("1.5E+2", 150),
        ("2*3+4*5", 26),
        ("10-4-3", 3),
        ('"他说""好"""', '他说"好"'),
    ],
)
def test_results(formula: str, result: object) -> None:
    assert evaluated(formula, lookup) == result


@pytest.mark.parametrize(
    "formula",
    [
        "A3+1",
        "A1/0",
        "A1/D1",
        "SUM(C1:C2)",
        "VLOOKUP(A1,A1:B2,2,0)",
        "名单!A1",
        "TODAY()",
        "A1:A3",
        "SUM(A1",
        "SUM(A1))",
        "AVERAGE(D1:D9)",
        'COUNTIF(A1:A6,"男*")',
        'A3<"女"',
        "人数+1",
        "A1 A2",
        "",
        "(" * 500 + "1" + ")" * 500,
        "9^9^9^9",
        "(-8)^0.5",
        "ROUND(A1)",
        "SUM(A1:XFD1048576)",
    ],
)
def test_what_is_not_known_is_not_guessed(formula: str) -> None:
    with pytest.raises(Unknown):
        evaluated(formula, lookup)


@given(
    st.lists(st.integers(-1000, 1000), min_size=2, max_size=6),
    st.lists(st.sampled_from("+-*"), min_size=6, max_size=6),
)
def test_arithmetic_agrees_with_python(numbers: list[int], signs: list[str]) -> None:
    formula = str(abs(numbers[0])) + "".join(f"{s}({n})" for s, n in zip(signs, numbers[1:], strict=False))
    assert evaluated(formula, lookup) == eval(formula)  # noqa: S307


@given(st.text('A1:$()+-*/&",.%<>=SUMIF男 ', max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    try:
        evaluated(text, lookup)
    except (Unknown, OverflowError):
        return


def results(data: bytes, sheet: str = "名单") -> dict[str, object]:
    return {c.coordinate: c.value for row in loaded(data, data_only=True)[sheet].iter_rows() for c in row}


def test_a_filled_total_is_there_for_programs_that_only_show() -> None:
    book = register()
    sheet = book["名单"]
    sheet.unmerge_cells("A6:E6")
    sheet["B6"] = '=COUNTA(B3:B5)&"人"'
    sheet["G6"] = "=F6/2"
    sheet["H6"] = "=SUM(A3:A5)"
    data = fill(saved(book), [Table("名单", 3, 3, (2, 3, 4, 6), people(10))], [Spot("名单", 8, 6, 7)])
    told = results(data)
    assert told["F13"] == 82.5
    assert told["B13"] == "10人"
    assert told["G13"] == 41.25
    assert told["H13"] is None  # serial numbers that go on are the template's, not ours
    assert read(data).sheets[0].cells[13, 6].text == "82.5"
    assert read(data).sheets[0].cells[13, 6].formula == "SUM(F3:F12)"


def test_drawn_rows_with_formulas_count_too() -> None:
    book = register()
    for row in (3, 4, 5):
        book["名单"].cell(row, 7, f"=F{row}*2")
    book["名单"]["G6"] = "=SUM(G3:G5)"
    told = results(fill(saved(book), [Table("名单", 3, 3, (2, 3, 4, 6), people(3))]))
    assert [told[f"G{row}"] for row in (3, 4, 5, 6)] == [3, 6, 9, 18]
    grown = results(fill(saved(book), [Table("名单", 3, 3, (2, 3, 4, 6), people(4))]))
    assert grown["G7"] is None
    assert grown["F7"] == 15


def test_a_circle_has_no_result() -> None:
    book = register()
    book["名单"]["H1"], book["名单"]["H2"] = "=H2+1", "=H1+1"
    told = results(fill(saved(book), [], [Spot("名单", 8, 2, "李四")]))
    assert told["H1"] is None
    assert told["F6"] == 0
