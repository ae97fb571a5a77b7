"""Where rows stand after blocks grew or shrank."""

from hypothesis import given
from hypothesis import strategies as st

from linli.engines.workbooks.model import Block
from linli.engines.workbooks.references import LAST_ROW
from linli.engines.workbooks.row_map import RowMap, Stretch


def test_rows_below_a_grown_block_move_down() -> None:
    rows = RowMap([Stretch(3, 3, 10)])
    assert [rows.at(row) for row in (2, 3, 5, 6, 8)] == [2, 3, 5, 13, 15]


def test_rows_of_a_shrunk_block_are_gone_and_those_below_move_up() -> None:
    rows = RowMap([Stretch(3, 3, 1)])
    assert [rows.at(row) for row in (2, 3, 4, 5, 6)] == [2, 3, None, None, 4]
    assert rows.near(5) == 3


def test_two_blocks_add_up() -> None:
    rows = RowMap([Stretch(10, 2, 1), Stretch(3, 2, 5)])
    assert [rows.at(row) for row in (4, 5, 9, 10, 11, 12)] == [4, 8, 12, 13, None, 14]
    assert rows.last_of(rows.stretches[0]) == 7


def test_a_span_that_ends_with_the_block_takes_in_the_new_rows() -> None:
    rows = RowMap([Stretch(3, 3, 10)])
    assert rows.span(3, 5, grows=True) == (3, 12)
    assert rows.span(3, 5, grows=False) == (3, 5)
    assert rows.span(1, 6, grows=True) == (1, 13)
    assert rows.span(3, 4, grows=True) == (3, 4)


def test_a_span_within_taken_out_rows_is_nothing() -> None:
    rows = RowMap([Stretch(3, 3, 1)])
    assert rows.span(4, 5, grows=True) is None
    assert rows.span(4, 6, grows=True) == (4, 4)
    assert rows.block(Block(3, 1, 5, 2), grows=True) == Block(3, 1, 3, 2)


def test_what_reaches_to_the_end_of_the_sheet_still_does() -> None:
    for needed in (10, 1):
        rows = RowMap([Stretch(3, 3, needed)])
        assert rows.span(6, LAST_ROW, grows=True) == (3 + needed, LAST_ROW)
        assert rows.span(2, LAST_ROW, grows=True) == (2, LAST_ROW)
    assert RowMap([Stretch(3, 3, 10)]).at(LAST_ROW - 2) == LAST_ROW


def test_without_change_nothing_moves() -> None:
    assert not RowMap([Stretch(3, 3, 3)]).moves
    assert RowMap().at(7) == 7


stretches = st.lists(
    st.tuples(st.integers(0, 5), st.integers(1, 6), st.integers(1, 12)), min_size=1, max_size=4
)


@given(stretches)
def test_kept_rows_keep_their_order_and_leave_room_for_the_added(plan: list[tuple[int, int, int]]) -> None:
    made, at = [], 1
    for gap, drawn, needed in plan:
        made.append(Stretch(at + gap, drawn, needed))
        at += gap + drawn
    rows = RowMap(made)
    kept = [place for row in range(1, at + 10) if (place := rows.at(row)) is not None]
    assert kept == sorted(set(kept))
    added = sum(max(0, s.needed - s.drawn) for s in made)
    assert kept[-1] == len(kept) + added
