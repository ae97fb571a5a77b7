"""What a budget means in hours of waiting."""

from itertools import pairwise

import pytest

from linli.engines.silence import expected_wait
from linli.engines.silence.budget import WAITS


def test_measured_points_are_given_back_and_others_lie_between():
    assert expected_wait(6.0) == pytest.approx((19.0, 35.0))
    mean, most = expected_wait(7.5)
    assert 14 < mean < 19
    assert 27 < most < 35


def test_more_calls_never_mean_longer_waiting():
    waits = [expected_wait(n / 10) for n in range(1, 1200)]
    assert all(before >= after for before, after in pairwise(mean for mean, _most in waits))
    assert waits[0] == WAITS[0][1:]
    assert waits[-1] == WAITS[-1][1:]


@pytest.mark.parametrize("accepted", [0, -1])
def test_no_calls_at_all_is_no_budget(accepted):
    with pytest.raises(ValueError, match="budget"):
        expected_wait(accepted)
