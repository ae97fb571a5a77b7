"""What goes on in columns that nobody fills."""

import pytest

from linli.engines.workbooks.continuation import continuation


@pytest.mark.parametrize(
    ("before", "value", "alone", "following"),
    [
        (4.0, 5.0, False, [6, 7, 8]),
        ("4", "5", False, ["6", "7", "8"]),
        (10, 20, False, [30, 40, 50]),
        ("元", "元", False, ["元", "元", "元"]),
        (None, 1, True, [2, 3, 4]),
        (None, "1", True, ["2", "3", "4"]),
        (None, "幸福里社区", True, ["幸福里社区"] * 3),
        (None, 7, True, [7, 7, 7]),
        (True, True, False, [True, True, True]),
    ],
)
def test_series_and_repetitions_go_on(
    before: object, value: object, *, alone: bool, following: list[object]
) -> None:
    going_on = continuation(before, value, alone=alone)
    assert [going_on(index) for index in range(3)] == following


@pytest.mark.parametrize(
    ("before", "value"),
    [("甲", "乙"), (None, "合计"), ("4", 5.0), (1.5, 2.5), (None, None), ("110101", "1101011")],
)
def test_what_does_not_follow_stays_empty(before: object, value: object) -> None:
    assert continuation(before, value, alone=False) is None
