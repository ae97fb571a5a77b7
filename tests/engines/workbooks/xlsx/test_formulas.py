"""References inside formulas, and formulas copied elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from linli.engines.workbooks.model import cell_name
from linli.engines.workbooks.xlsx.formulas import Reference, copied, rewritten


def references(formula: str) -> list[str]:
    found: list[Reference] = []
    rewritten(formula, lambda reference: found.append(reference) or "")
    return [f"{r.sheet}!{r}" if r.sheet else str(r) for r in found]


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("SUM(D5:D9)", ["D5:D9"]),
        ("$A$1+B$2*$C3", ["$A$1", "B$2", "$C3"]),
        ("LOG10(A1)", ["A1"]),
        ('"A1"&B1&"""C1"', ["B1"]),
        ("名单!A1+'我的 表'!B2:C3+'它''s'!D4", ["名单!A1", "我的 表!B2:C3", "它's!D4"]),
        ("SUM(3:5)+SUM($2:$4)", ["3:5", "$2:$4"]),
        ("SUM(A:C)", []),
        ("表1[[#This Row],[A1]]+A1", ["A1"]),
        ('COUNTIF(D5:D9,">=60")', ["D5:D9"]),
        ("1E5+A1E+TAX2024X", []),
        ("Print_Area1+人数2", []),
        ("IF(A1=TRUE,B1,#N/A)", ["A1", "B1"]),
        ("[1]Sheet1!A1", ["[1]Sheet1!A1"]),
        ("Sheet1:Sheet3!A1", ["Sheet1:Sheet3!A1"]),
        ("A1:INDEX(B1:B9,2)", ["A1", "B1:B9"]),
    ],
)
def test_references_are_found_and_nothing_else(formula: str, found: list[str]) -> None:
    assert references(formula) == found


@pytest.mark.parametrize("formula", ["SUM(D5:D9)*1.5E+3", '"甲"&A1', "名单!A1", "SUM($2:$4)", "-A1^2%"])
def test_an_unchanged_formula_is_unchanged(formula: str) -> None:
    assert rewritten(formula, str) == formula


def test_the_call_a_reference_fills_alone_is_told() -> None:
    calls: list[str] = []
    rewritten("SUM(D5)+sum(D5,D6)+COUNT(表!D5:D6)", lambda r: calls.append(r.fills_call_of) or "")
    assert calls == ["SUM", "", "", "COUNT"]


def test_what_leaves_the_sheet_is_a_broken_reference() -> None:
    assert copied("A1+B2", -1, 0) == "#REF!+B1"
    assert copied("A1+B2", 0, -1) == "#REF!+A2"


cells = st.builds(
    lambda r, c, fr, fc: f"{'$' if fc else ''}{cell_name(1, c)[:-1]}{'$' if fr else ''}{r}",
    st.integers(50, 200),
    st.integers(30, 90),
    st.booleans(),
    st.booleans(),
)


@given(
    st.lists(st.one_of(cells, st.tuples(cells, cells).map(":".join)), min_size=1, max_size=4),
    st.sampled_from(["+", "-", ",", "*"]),
    st.integers(-20, 20),
    st.integers(-20, 20),
)
def test_copying_agrees_with_openpyxl(parts: list[str], sign: str, down: int, right: int) -> None:
    formula = f"SUM({sign.join(parts)})"
    theirs = Translator(f"={formula}", origin="CV100").translate_formula(row_delta=down, col_delta=right)
    assert f"={copied(formula, down, right)}" == theirs
