"""Sums in floating point are used only where they are whole; otherwise whole numbers give the same."""

import pytest
from hypothesis import given, settings
from tests.engines.tally.elections import elections

from linli.engines.tally import Completion, Election, Utility, VoteType, equal_shares
from linli.engines.tally.shares import purses


@given(elections(types=(VoteType.CUMULATIVE,)))
@settings(max_examples=40)
def test_beyond_the_whole_numbers_of_floating_point_nothing_changes(election: Election) -> None:
    usual = equal_shares(election, utility=Utility.SCORE, completion=Completion.ADD1, raise_by=50)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(purses, "WHOLE_IN_FLOATS", 0)
        other = equal_shares(election, utility=Utility.SCORE, completion=Completion.ADD1, raise_by=50)
    assert usual == other
