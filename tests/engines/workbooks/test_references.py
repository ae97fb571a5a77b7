"""A1 names of cells, blocks and sheets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.workbooks.model import Block, cell_name, column_letters
from linli.engines.workbooks.references import (
    LAST_COLUMN,
    LAST_ROW,
    block_at,
    block_name,
    blocks_at,
    cell_at,
    column_number,
    split_sheet,
)


@given(st.integers(1, LAST_COLUMN))
def test_letters_and_numbers_of_a_column_are_each_others_inverse(column: int) -> None:
    assert column_number(column_letters(column)) == column


@given(st.integers(1, LAST_ROW), st.integers(1, LAST_COLUMN))
def test_a_cell_is_found_under_its_name(row: int, column: int) -> None:
    assert cell_at(cell_name(row, column)) == (row, column)


def test_the_last_column_is_xfd() -> None:
    assert column_letters(LAST_COLUMN) == "XFD"


@pytest.mark.parametrize(
    ("name", "block"),
    [
        ("B3:D9", Block(3, 2, 9, 4)),
        ("$B$3", Block(3, 2, 3, 2)),
        ("D9:B3", Block(3, 2, 9, 4)),
        ("C:C", Block(1, 3, LAST_ROW, 3)),
        ("$2:$4", Block(2, 1, 4, LAST_COLUMN)),
    ],
)
def test_blocks_are_read_in_every_spelling(name: str, block: Block) -> None:
    assert block_at(name) == block


@pytest.mark.parametrize("name", ["", "B", "3B", "名单", "B3:", "A1:B2:C3"])
def test_what_names_no_cell_raises(name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name}$"):
        cell_at(name)


def test_a_list_leaves_out_what_cannot_be_read() -> None:
    assert blocks_at("A1 #REF! C3:D4") == (Block(1, 1, 1, 1), Block(3, 3, 4, 4))


def test_one_cell_has_the_short_name() -> None:
    assert block_name(Block(3, 2, 3, 2)) == "B3"
    assert block_name(Block(3, 2, 4, 2)) == "B3:B4"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("名单!$A$1", ("名单", "$A$1")),
        ("'我的 ''表'''!A1", ("我的 '表'", "A1")),
        ("A1", ("", "A1")),
    ],
)
def test_the_sheet_is_split_off(text: str, parts: tuple[str, str]) -> None:
    assert split_sheet(text) == parts
