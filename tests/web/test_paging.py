"""A long list is counted only so far, says so, and can still be turned to its end."""

import pytest
from django.test import RequestFactory

from linli.web.paging import page_of


class Numbers:
    """So many rows; counted no further than a hundred."""

    counted_to = 100

    def __init__(self, many: int) -> None:
        self.many = many
        self.counts = 0

    def up_to(self, most: int) -> int:
        self.counts += 1
        return min(most, self.many)

    def __getitem__(self, wanted: slice) -> list[int]:
        return list(range(self.many))[wanted]


def asked(rows, number: object = 1, size: int = 20):
    return page_of(RequestFactory().get("/", {"page": number}), rows, size=size)


@pytest.mark.parametrize(
    ("many", "number", "first", "rows", "total", "is_more", "last"),
    [
        (0, 1, 0, 0, 0, False, 1), (7, 1, 1, 7, 7, False, 1), (20, 1, 1, 20, 20, False, 1),
        (21, 1, 1, 20, 21, False, 2), (21, 2, 21, 1, 21, False, 2), (21, 9, 21, 1, 21, False, 2),
        (100, 1, 1, 20, 100, False, 5), (101, 1, 1, 20, 100, True, 5), (500, 5, 81, 20, 100, True, 6),
        (500, 20, 381, 20, 400, True, 21), (500, 25, 481, 20, 500, False, 25),
        (500, 9999, 481, 20, 500, False, 25), (490, 25, 481, 10, 490, False, 25),
        (21, "x", 1, 20, 21, False, 2), (21, -3, 1, 20, 21, False, 2), (0, 5, 0, 0, 0, False, 1),
    ],
)  # fmt: skip
def test_the_page_knows_where_it_stands(many, number, first, rows, total, is_more, last) -> None:
    page = asked(Numbers(many), number)
    told = (page.first_row, len(page.rows), page.total, page.is_more, page.last)
    assert told == (first, rows, total, is_more, last)


def test_a_page_that_is_not_full_needs_no_counting() -> None:
    rows = Numbers(19)
    asked(rows)
    assert rows.counts == 0


def test_a_plain_list_is_counted_to_its_end() -> None:
    page = asked(list(range(45)), 9)
    assert (page.number, page.total, page.is_more, list(page.rows)) == (3, 45, False, [40, 41, 42, 43, 44])
