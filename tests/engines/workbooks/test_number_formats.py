"""Numbers as a person sees them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.workbooks.number_formats import plain, shown


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (12.0, "General", "12"),
        (0.1 + 0.2, "General", "0.3"),
        (1.5, "General", "1.5"),
        (1e-7, "General", "0.0000001"),
        (110101195001010000, "General", "110101195001010000"),
        (7, "000000", "000007"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234567, "#,##0", "1,234,567"),
        (-5, "#,##0;[Red]-#,##0", "-5"),
        (-5, "0;(0)", "(5)"),
        (0, "0;-0;无", "无"),
        (0.256, "0%", "26%"),
        (0.256, "0.0%", "25.6%"),
        (12, '0"户"', "12户"),
        (12, 'General"人"', "12人"),
        (12, 'G/通用格式"人"', "12人"),
        (1234.5, '"¥"#,##0.00', "¥1,234.50"),
        (5, "[$¥-804]0.00", "¥5.00"),
        (13800001111, "000-0000-0000", "138-0000-1111"),
        (1500000, "0.0,,", "1.5"),
        (0.5, "0.00E+00", "0.5"),
        (3, "0.##", "3"),
        (5, "_ * #,##0_ ", "5"),
        (2.5, "0", "3"),
        (True, "General", "TRUE"),
        ("012", "0", "012"),
        (None, "0", ""),
        (date(2026, 3, 1), "yyyy-mm-dd", "2026-03-01"),
        (45000, "yyyy-mm-dd", "2023-03-15"),
        (1.5, "[h]:mm", "36:00"),
        (5, "[>100]0.0;0", "5"),
        (5, ";;;", ""),
        (5, '"—"', "—"),
    ],
)
def test_shown(value: object, code: str, text: str) -> None:
    assert shown(value, code) == text


@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_keep_every_digit(number: int) -> None:
    assert plain(number) == plain(float(number)) == str(number)


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["General", "0.00", "#,##0", "0%", "0.0"]),
)
def test_no_number_is_shown_in_powers_of_ten(number: float, code: str) -> None:
    assert "e" not in shown(number, code).lower()


@given(st.floats(-1e9, 1e9), st.text("0#?,.%;\"'年[]_*@EegyhmsdaG/\\- ", max_size=12))
def test_no_format_code_breaks_reading(number: float, code: str) -> None:
    assert isinstance(shown(number, code), str)
