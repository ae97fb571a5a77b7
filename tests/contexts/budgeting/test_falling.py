"""A chosen project that cannot be done falls in the open, and the next in line stands in by the rule."""

from datetime import timedelta

import pytest
from django.test import Client

from linli.contexts.budgeting.commands import falling, objections, works
from linli.contexts.budgeting.commands.rounds import NotYet
from linli.contexts.budgeting.models import Proposal, Round
from linli.contexts.budgeting.queries import standing_in
from linli.kernel.errors import NotAllowed, NotAllowedNow, ReasonNeeded

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench(shares) -> Proposal:
    """The slide (60,000) and the rail (40,000) of 100,000 won; the bench (30,000) had one vote only."""
    near = [shares.neighbour(f"邻{n}", f"{n}01") for n in (2, 3, 4)]
    one = shares.voting(near[0], rule="greedy")
    for who, keys in zip(near, (("1", "2"), ("1", "2"), ("1", "3")), strict=True):
        shares.cast(one, who, *keys)
    one = shares.confirmed(shares.counted(one))
    assert one.story["winners"] == ["1", "2"]
    return _fresh(3)


def _fresh(number: int) -> Proposal:
    return Proposal.objects.select_related("round__community").get(number=number)


def test_the_next_in_line_stands_in_and_hangs_out_first(shares, bench) -> None:
    slide, rail = _fresh(1), _fresh(2)
    with pytest.raises(NotYet):
        falling.step_in(shares.manager, bench, reason="没有空出来的钱")
    with pytest.raises(ReasonNeeded):
        falling.fall(shares.manager, slide, reason=" ")
    with pytest.raises(NotAllowed):
        falling.fall(shares.worker, slide, reason="不想做")
    works.procure(shares.manager, rail)
    assert falling.fall(shares.manager, _fresh(2), reason="承重墙不能打孔").state == "fallen"
    assert standing_in.free_money(bench.round) == 4_000_000
    assert standing_in.next_in_line(bench.round) == bench
    with pytest.raises(NotYet):
        falling.step_in(shares.manager, slide, reason="弄错了")
    row = falling.step_in(shares.manager, bench, reason="按规则递补")
    assert (row.state, row.place_won, row.stands_in_for) == ("chosen", 3, rail)
    assert standing_in.vacancy(bench.round) is None
    with pytest.raises(NotYet):
        works.procure(shares.manager, _fresh(3))
    said = objections.object_to(shares.neighbour("赵六", "501"), Round.objects.get(), words="挡路")
    shares.clock.forward(timedelta(days=4))
    with pytest.raises(NotYet):
        works.procure(shares.manager, _fresh(3))
    objections.answer(shares.manager, Round.objects.get(), said, words="靠墙放", upheld=False)
    assert works.procure(shares.manager, _fresh(3)).state == "procuring"
    page = Client().get(f"/budgeting/open/{bench.round_id}/").content.decode()
    assert "承重墙不能打孔" in page


def test_what_was_paid_for_a_fallen_project_is_not_free(shares, bench) -> None:
    rail = _fresh(2)
    shares.built(rail)
    told = {"kind": "paid", "fen": 2_000_000, "on": rail.round.vote_until, "words": "定金"}
    works.write_line(shares.manager, _fresh(2), told=told)
    falling.fall(shares.manager, _fresh(2), reason="施工方退出")
    assert standing_in.free_money(bench.round) == 2_000_000
    assert standing_in.next_in_line(bench.round) is None


def test_what_is_finished_does_not_fall(shares, bench) -> None:
    slide = _fresh(1)
    shares.built(slide)
    works.ask_acceptance(shares.manager, _fresh(1))
    with pytest.raises(NotAllowedNow):
        falling.fall(shares.manager, _fresh(1), reason="不想要了")


def test_at_the_desk(world, shares, bench) -> None:
    desk = world.client("community_manager")
    page = f"/budgeting/proposals/{_fresh(2).pk}/"
    assert "steps/fall/" in desk.get(page).content.decode()
    assert desk.post(f"{page}steps/fall/", {"reason": "承重墙不能打孔"}).status_code == 303
    following = f"/budgeting/proposals/{bench.pk}/"
    assert "steps/step_in/" in desk.get(following).content.decode()
    assert desk.post(f"{following}steps/step_in/", {"reason": "按规则递补"}).status_code == 303
    assert "steps/step_in/" not in desk.get(following).content.decode()


def test_the_caps_hold_for_those_who_stand_in(shares) -> None:
    """The category of the slide may take 60,000; with the slide standing, another of it cannot come in."""
    near = [shares.neighbour(f"邻{n}", f"{n}01") for n in (2, 3)]
    one = shares.voting(near[0], rule="greedy", caps={"sport": 6_000_000, "green": 2_000_000})
    for who in near:
        shares.cast(one, who, "1", "2", "3")
    one = shares.confirmed(shares.counted(one))
    assert one.story["projects"]["3"]["why"] == "above_cap"
    falling.fall(shares.manager, _fresh(2), reason="承重墙不能打孔")
    assert standing_in.next_in_line(one) is None
