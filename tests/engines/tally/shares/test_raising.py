"""Looking ahead over steps that change nothing loses no step that changes something."""

import pytest
from hypothesis import given, settings
from tests.engines.tally.elections import elections

from linli.engines.tally import Completion, Election, Utility, VoteType, equal_shares
from linli.engines.tally.shares import raising


@given(elections(types=(VoteType.APPROVAL, VoteType.CUMULATIVE)))
@settings(max_examples=80)
def test_with_and_without_looking_ahead_the_outcome_is_the_same(election: Election) -> None:
    utility = Utility.SCORE if election.vote_type is VoteType.CUMULATIVE else Utility.COST
    step = max(1, election.budget // 300)
    for exhaustive in (False, True):
        ahead = equal_shares(
            election, utility=utility, completion=Completion.ADD1, exhaustive=exhaustive, raise_by=step
        )
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(raising, "_leap", lambda *_args, **_named: 0)
            slowly = equal_shares(
                election, utility=utility, completion=Completion.ADD1, exhaustive=exhaustive, raise_by=step
            )
        assert ahead == slowly
