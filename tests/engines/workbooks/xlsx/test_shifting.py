"""Formulas and ranges after rows were added or taken out."""

import pytest

from linli.engines.workbooks.row_map import RowMap, Stretch
from linli.engines.workbooks.xlsx.row_formulas import row_formula
from linli.engines.workbooks.xlsx.shifting import Shifts, shifted_block, shifted_blocks, shifted_cell

GROWN = Shifts({"名单": RowMap([Stretch(5, 5, 12)])})  # rows 5-9 become 5-16, row 10 becomes 17
SHRUNK = Shifts({"名单": RowMap([Stretch(5, 5, 2)])})  # rows 5-9 become 5-6, row 10 becomes 7
SINGLE = Shifts({"名单": RowMap([Stretch(5, 1, 12)])})


@pytest.mark.parametrize(
    ("formula", "grown", "shrunk"),
    [
        ("SUM(D5:D9)", "SUM(D5:D16)", "SUM(D5:D6)"),
        ("SUM(D4:D9)", "SUM(D4:D16)", "SUM(D4:D6)"),
        ("SUM(D5:D10)", "SUM(D5:D17)", "SUM(D5:D7)"),
        ("SUM(D5:D8)", "SUM(D5:D8)", "SUM(D5:D6)"),
        ("SUM($D$5:$D$9)", "SUM($D$5:$D$16)", "SUM($D$5:$D$6)"),
        ("D3+D12", "D3+D19", "D3+D9"),
        ("D10/D11", "D17/D18", "D7/D8"),
        ("SUM(D8:D9)", "SUM(D8:D16)", "SUM(0)"),
        ("D5+D6+D7+D8+D9", "SUM(D5:D16)", "SUM(D5:D6)"),
        ("SUM(D5,D6,D7,D8,D9)", "SUM(D5:D16)", "SUM(D5:D6)"),
        ("(D5+D6+D7+D8+D9)*2", "(SUM(D5:D16))*2", "(SUM(D5:D6))*2"),
        ("D5+D6+D7+D8+D9*2", "D5+D6+D7+D8+D9*2", "D5+D6+0+0+0*2"),
        ("D9", "D9", "0"),
        ('COUNTIF(C5:C9,"男")', 'COUNTIF(C5:C16,"男")', 'COUNTIF(C5:C6,"男")'),
        (
            'SUMPRODUCT((C5:C9="男")*D5:D9)',
            'SUMPRODUCT((C5:C16="男")*D5:D16)',
            'SUMPRODUCT((C5:C6="男")*D5:D6)',
        ),
        ("SUM(5:9)", "SUM(5:16)", "SUM(5:6)"),
        ("其他!D10", "其他!D10", "其他!D10"),
        ("名单!D10", "名单!D17", "名单!D7"),
    ],
)
def test_formulas_outside_the_block(formula: str, grown: str, shrunk: str) -> None:
    assert GROWN.formula(formula, "名单") == grown
    assert SHRUNK.formula(formula, "名单") == shrunk


def test_other_sheets_that_look_in() -> None:
    assert GROWN.formula("SUM('名单'!D5:D9)+D10", "汇总") == "SUM('名单'!D5:D16)+D10"
    assert GROWN.formula("名单!D5+名单!D6+名单!D7+名单!D8+名单!D9", "汇总") == "SUM(名单!D5:D16)"


def test_a_single_drawn_row_is_gathered_by_what_sums_it() -> None:
    assert SINGLE.formula("SUM(D5:D5)", "名单") == "SUM(D5:D16)"
    assert SINGLE.formula("SUM(D5)", "名单") == "SUM(D5:D16)"
    assert SINGLE.formula("COUNTA($B$5)", "名单") == "COUNTA($B$5:$B$16)"
    assert SINGLE.formula("D5*2", "名单") == "D5*2"
    assert SINGLE.formula("ROUND(D5,1)", "名单") == "ROUND(D5,1)"


def test_a_formula_inside_the_block_keeps_to_its_row() -> None:
    assert GROWN.formula("SUM(D$5:D9)", "名单", data_row=9) == "SUM(D$5:D9)"
    assert GROWN.formula("D9/SUM(D$5:D$9)", "名单", data_row=9) == "D9/SUM(D$5:D$16)"
    assert GROWN.formula("RANK(D5,D5:D9)", "名单", data_row=5) == "RANK(D5,D5:D16)"
    assert GROWN.formula("D6/D10", "名单", data_row=6) == "D6/D17"
    assert SINGLE.formula("SUM(B5:C5)", "名单", data_row=5) == "SUM(B5:C5)"


STRETCH = Stretch(5, 5, 12)


@pytest.mark.parametrize(
    ("last", "above", "added"),
    [
        ("D9*E9", "D8*E8", "D12*E12"),
        ("D9/D$10", "D8/D$10", "D12/D$17"),
        ("D9/D10", "D8/D10", "D12/D17"),  # typed by hand: the total stays the total
        ("E8+D9", "E7+D8", "E11+D12"),
        ("SUM(D$5:D9)", "SUM(D$5:D8)", "SUM(D$5:D12)"),
        ("SUM(D5:D9)", "SUM(D5:D8)", "SUM(D5:D12)"),
        ("D9/SUM(D$5:D$9)", "D8/SUM(D$5:D$9)", "D12/SUM(D$5:D$16)"),
        ("A8+1", "A7+1", "A11+1"),
        ("D9*D$3", "D8*D$3", "D12*D$3"),
        ("D9*$B$1", None, "D12*$B$1"),
        ("D9*B1", None, "D12*B1"),
        ("其他!A9", "其他!A8", "其他!A12"),
        ("ROW()-4", "ROW()-4", "ROW()-4"),
        (
            "VLOOKUP(B9,字典!$A$1:$B$9,2,0)",
            "VLOOKUP(B8,字典!$A$1:$B$9,2,0)",
            "VLOOKUP(B12,字典!$A$1:$B$9,2,0)",
        ),
    ],
)
def test_formulas_of_added_rows(last: str, above: str | None, added: str) -> None:
    assert row_formula(last, "名单", (STRETCH, above), GROWN).at(12) == added


def test_formulas_of_added_rows_below_another_grown_block() -> None:
    shifts = Shifts({"名单": RowMap([Stretch(2, 1, 3), STRETCH])})
    pattern = row_formula("D9/D10+B2", "名单", (STRETCH, "D8/D10+B2"), shifts)
    assert pattern.at(14) == "D14/D19+B2"


def test_blocks_and_cells() -> None:
    rows = RowMap([STRETCH])
    assert shifted_cell("B10", rows) == "B17"
    assert shifted_block("A5:F9", rows) == "A5:F16"
    assert shifted_block("A5:F9", rows, grows=False) == "A5:F9"
    assert shifted_blocks("C9 E5:E9 A10:B12", rows) == "C9:C16 E5:E16 A17:B19"
    gone = RowMap([Stretch(5, 5, 2)])
    assert shifted_block("A8:B9", gone) == ""
    assert shifted_blocks("A8:B9 C5", gone) == "C5"
    assert shifted_cell("B9", gone) == "B6"
