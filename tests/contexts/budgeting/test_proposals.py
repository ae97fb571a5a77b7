"""Proposals: estimated by two, changed with consent, taken back."""

import pytest

from linli.contexts.budgeting.commands import proposals, rounds
from linli.contexts.budgeting.commands.rounds import NotYet
from linli.contexts.budgeting.models import Change
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow

pytestmark = pytest.mark.django_db


def test_an_estimate_holds_when_two_find_the_same(shares) -> None:
    row = shares.propose(shares.called(), shares.neighbour("李一", "201"))
    for actor, fen, holds in (
        (shares.clerk, 500, None), (shares.clerk, 600, None), (shares.manager, 500, None),
        (shares.manager, 600, 600), (shares.clerk, 700, None),
    ):  # fmt: skip
        assert proposals.estimate(actor, row, fen=fen, basis="询价").cost == holds
    with pytest.raises(NotAllowed):
        proposals.estimate(shares.worker, row, fen=700, basis="询价")


def test_words_change_and_proposals_merge_only_with_consent(shares) -> None:
    author = shares.neighbour("李一", "201")
    one = shares.screened(author)
    rows = list(one.proposals.order_by("number"))
    with pytest.raises(NotAllowedNow):
        proposals.suggest_change(shares.clerk, rows[0], told={"title": "早了"}, why="说清楚")
    rounds.begin_deliberating(shares.manager, one)
    with pytest.raises(BadInput):
        proposals.suggest_change(shares.clerk, rows[0], told={}, why="没改")
    asked = proposals.suggest_change(shares.clerk, rows[0], told={"title": "滑梯和沙坑"}, why="一起做省钱")
    with pytest.raises(NotYet):
        rounds.post_candidates(shares.manager, one)
    proposals.answer_change(author, rows[0], asked, agrees=False)
    rows[0].refresh_from_db()
    assert rows[0].title == "儿童滑梯换新"
    merged = proposals.suggest_change(shares.clerk, rows[2], told={"into": rows[0]}, why="同一个花园")
    proposals.answer_change(author, rows[2], merged, agrees=True)
    rows[2].refresh_from_db()
    assert (rows[2].state, rows[2].merged_into) == ("merged", rows[0])
    with pytest.raises(NotAllowedNow):
        proposals.answer_change(author, rows[2], Change.objects.get(pk=merged.pk), agrees=True)


def test_authors_take_back_and_nobody_proposes_without_end(shares) -> None:
    author = shares.neighbour("李一", "201")
    one = shares.called()
    rows = [shares.propose(one, author) for _ in range(5)]
    with pytest.raises(NotAllowedNow):
        shares.propose(one, author)
    proposals.withdraw(author, rows[0])
    assert shares.propose(one, author).number == 6
