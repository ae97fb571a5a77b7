"""A contest from draft to honours: what every step needs, how it is counted, how an honour is taken back."""

from datetime import timedelta
from fractions import Fraction

import pytest
from tests.builders.contests import (
    drafted,
    fresh,
    judging,
    mark,
    marked,
    nominating,
    published,
    put_forward,
    voted,
    wanted,
)

from linli.contexts.assembly.commands import ballots, contests
from linli.contexts.assembly.queries import contests as queries
from linli.kernel import clock as now
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("title", {"title": "美"}),
        ("kind", {"kind": "person"}),
        ("percent", {"percent": 31}),
        ("percent", {"percent": -1}),
        ("honours", {"honours": 0}),
        ("picks", {"picks": 0}),
        ("until", {"until": now.today() - timedelta(days=9999)}),
    ],
)
def test_nonsense_is_refused_with_its_field(world, field, more) -> None:
    with pytest.raises(BadInput) as refused:
        drafted(world, **more)
    assert refused.value.field == field


def test_what_counts_stays_as_it_was_announced(world) -> None:
    manager, contest = world.actor("community_manager"), drafted(world)
    assert contest.possible == 100
    assert contests.change(manager, contest, wanted=wanted(honours=3)).honours == 3
    contests.call(manager, contest)
    with pytest.raises(NotAllowedNow):
        contests.change(manager, contest, wanted=wanted(percent=30))


def test_steps_need_what_they_need(world) -> None:
    manager, contest = world.actor("community_manager"), nominating(world)
    with pytest.raises(NotAllowedNow):
        contests.judge(manager, contest)
    put_forward(world, contest, world.building1)
    with pytest.raises(NotAllowedNow):
        contests.judge(manager, contest)
    ready = judging(world)
    with pytest.raises(NotAllowedNow) as refused:
        contests.count(manager, ready)
    assert "1号楼1单元" in str(refused.value)
    with pytest.raises(NotAllowedNow):
        contests.vote(manager, ready)
    with pytest.raises(NotAllowedNow):
        contests.publish(manager, ready)
    assert contests.call(manager, ready).state == "nominating"


def test_the_jury_alone_honours_the_best_and_shows_no_others(world) -> None:
    contest = published(world)
    assert [one.place for one in queries.honoured_places(contest)] == ["1号楼1单元"]
    one = contest.entries.get(number=1)
    assert (one.jury, Fraction(one.total)) == ("4/5", Fraction(80))
    assert [e.state for e in contest.entries.order_by("number")] == ["honoured", "accepted", "accepted"]


def test_equals_at_the_last_place_are_honoured_together(world) -> None:
    contest = published(world, honours=2)
    assert len(queries.honoured_places(contest)) == 3
    assert queries.count(contest).tied == ("2号楼1单元", "3号楼1单元")


def test_residents_weigh_as_published_each_household_once(world, clock) -> None:
    for n in range(3):
        world.person(f"居民{n}", home=world.home(world.building1, 1, f"{n + 1}01"))
    manager, contest = world.actor("community_manager"), marked(world, percent=20)
    with pytest.raises(NotAllowedNow):
        contests.count(manager, contest)
    contest = voted(world, clock, contest, [("2",), ("2", "3"), ("1",)])
    with pytest.raises(NotAllowedNow):
        contests.vote(manager, contest)
    contest = contests.count(manager, contest)
    totals = {e.place: Fraction(e.total) for e in contest.entries.all()}
    assert totals == {
        "1号楼1单元": 80 * Fraction(4, 5) + Fraction(20, 3),
        "2号楼1单元": 80 * Fraction(76, 100) + Fraction(40, 3),
        "3号楼1单元": 80 * Fraction(76, 100) + Fraction(20, 3),
    }
    assert contest.voted == 3
    assert [e.place for e in queries.honoured_places(contests.publish(manager, contest))] == ["2号楼1单元"]


def test_a_cancelled_vote_can_be_begun_anew_and_holds_a_cancelling_up(world) -> None:
    manager, contest = world.actor("community_manager"), marked(world, percent=20)
    row = contests.vote(manager, contest).ballot
    with pytest.raises(NotAllowedNow):
        contests.cancel(manager, contest, reason="人手不够")
    ballots.cancel(manager, row, reason="日期写错了")
    assert contests.vote(manager, fresh(contest)).ballot_id != row.pk
    again = judging(world)
    with pytest.raises(ReasonNeeded):
        contests.cancel(manager, again, reason=" ")
    assert contests.cancel(manager, again, reason="人手不够").state == "cancelled"


def test_an_honour_is_taken_back_in_the_open(world) -> None:
    manager, contest = world.actor("community_manager"), published(world)
    entry = contest.entries.get(state="honoured")
    with pytest.raises(ReasonNeeded):
        contests.revoke(manager, entry, reason="")
    gone = contests.revoke(manager, entry, reason="又堆满了，劝了两次")
    assert (gone.state, gone.reason, gone.revoked_on) == ("revoked", "又堆满了，劝了两次", now.today())
    with pytest.raises(NotAllowedNow):
        contests.revoke(manager, gone, reason="再来一次")


def test_marks_after_the_count_change_nothing(world) -> None:
    manager, contest = world.actor("community_manager"), marked(world)
    contests.count(manager, contest)
    with pytest.raises(NotAllowedNow):
        mark(world, contest, 1, 1, 18)
