"""The whole road, from a paper to an accepted playground with its account to the fen."""

from datetime import date

import pytest

from linli.contexts.budgeting.commands import papers, proposals, rounds, voting, works
from linli.contexts.budgeting.commands.proposals import CallOver
from linli.contexts.budgeting.commands.rounds import NotYet
from linli.contexts.budgeting.commands.works import AlreadyScored, OverCost
from linli.contexts.budgeting.models import Proposal
from linli.contexts.budgeting.queries import counting
from linli.engines.tally.ballots import recount
from linli.kernel.ballots.refusals import OnePerson
from linli.kernel.errors import BadInput, NotAllowed

pytestmark = pytest.mark.django_db


def test_a_paper_and_a_phone_from_wish_to_accepted_playground(world, shares) -> None:
    """The whole road: a proposal on paper, votes by phone and paper, money to the fen, scores, audit."""
    near = [
        shares.neighbour(name, number) for name, number in (("李一", "201"), ("王二", "301"), ("赵三", "401"))
    ]
    old = world.person("老周", date(1940, 1, 1), home=world.home(world.building1, 1, "101"))
    one, door = shares.called(), shares.door("101")
    told = {
        "title": "儿童滑梯换新",
        "words": "旧滑梯裂了",
        "category": "sport",
        "place": "中心花园",
        "wish": 6_000_000,
    }
    paper = proposals.propose_for(
        shares.worker, one, door, told=told, asked={"way": "paper", "person": old.pk}
    )
    others = [shares.propose(one, near[0], 1), shares.propose(one, near[1], 2)]
    shares.until(date(2026, 3, 21))
    with pytest.raises(CallOver):
        shares.propose(one, near[0], 2)
    one = rounds.begin_screening(shares.manager, one)
    for row in (paper, *others):
        shares.passed(row)
    one = rounds.post_candidates(shares.manager, rounds.begin_deliberating(shares.manager, one))
    with pytest.raises(NotYet):
        voting.open_vote(shares.manager, one)
    shares.until(date(2026, 3, 26))
    one = voting.open_vote(shares.manager, one)
    assert one.entitled == 4
    receipt = shares.cast(one, near[0], "1", "2")
    shares.cast(one, near[1], "1")
    shares.cast(one, near[2], "2")
    handed = papers.hand_in(shares.worker, one, door, key=old.pk, asked={"way": "door", "person": old.pk})
    with pytest.raises((NotAllowed, OnePerson)):
        papers.second(shares.worker, one, handed)
    papers.second(shares.clerk, one, handed)
    papers.read_paper(shares.worker, one, number=1, said=(("1",), ()))
    papers.read_paper(shares.clerk, one, number=1, said=(("1",), ()))
    with pytest.raises(NotYet):
        voting.count_votes(shares.clerk, one)
    one = shares.counted(one)
    assert one.story["winners"] == ["1", "2"]
    assert (one.story["ballots"], one.story["entitled"], one.story["unspent"]) == (4, 4, 0)
    assert recount(one.box.published).same
    share = counting.own_share(one, receipt)
    assert share.share is not None
    assert sum(f for _k, f in share.payments) <= share.share
    assert {key for key, _fen in share.payments} <= {"1", "2"}
    one = shares.confirmed(one)
    row = Proposal.objects.get(pk=paper.pk)
    shares.built(row)
    row.refresh_from_db()
    step = works.plan_milestone(shares.manager, row, words="装好滑梯", due_on=date(2026, 4, 20))
    line = {"kind": "contract", "fen": 5_980_050, "on": date(2026, 4, 5), "words": "施工合同"}
    works.write_line(shares.manager, row, told=line)
    with pytest.raises(OverCost):
        works.write_line(shares.manager, row, told={**line, "fen": 100_000})
    with pytest.raises(BadInput):
        works.write_line(shares.manager, row, told={**line, "kind": "paid", "fen": 5_980_051})
    with pytest.raises(NotYet):
        works.ask_acceptance(shares.manager, row)
    works.finish_milestone(shares.manager, row, step, on=date(2026, 4, 5))
    works.write_line(shares.manager, row, told={**line, "kind": "paid", "fen": 5_980_050, "words": "尾款"})
    works.ask_acceptance(shares.manager, row)
    with pytest.raises(NotYet):
        works.accept(shares.manager, row)
    works.score(near[0], row, stars=5)
    with pytest.raises(AlreadyScored):
        works.score(near[0], row, stars=1)
    works.score_for(shares.worker, row, door, stars=4, words="稳当", asked={"way": "door", "person": old.pk})
    works.accept(shares.manager, row)
    with pytest.raises(NotYet):
        rounds.begin_audit(shares.manager, one)
    second = Proposal.objects.get(pk=others[0].pk)
    shares.built(second)
    works.ask_acceptance(shares.manager, second)
    works.rework(shares.manager, second, reason="扶手松动")
    works.finish_milestone(shares.manager, second, second.milestones.get(), on=date(2026, 4, 5))
    works.ask_acceptance(shares.manager, second)
    works.score(near[1], second, stars=4)
    works.accept(shares.manager, second)
    one = rounds.begin_audit(shares.manager, one)
    with pytest.raises(NotAllowed):
        rounds.close(shares.manager, one, reason="我自己看过")
    assert rounds.close(shares.officer, one, reason="凭证齐全").state == "closed"
