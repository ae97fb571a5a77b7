"""Votes open and close by the clock, and Today tells what waits for whom."""

from datetime import time, timedelta

import pytest
from tests.builders.assembly import fresh, rolled, running, seat_of, voter

from linli.contexts.assembly.commands import ballots, casting
from linli.contexts.assembly.models import State
from linli.contexts.assembly.queries.ballots import takes_votes
from linli.contexts.assembly.queries.due import due
from linli.contexts.assembly.tasks.ballots import turn_the_page
from linli.kernel import clock as now
from linli.kernel.ballots.refusals import BoxShut
from linli.kernel.errors import BadInput, NotAllowedNow

pytestmark = pytest.mark.django_db


def said(actor) -> list[str]:
    return [one.why for one in due(actor, now.today())]


def test_it_opens_at_its_hour_and_closes_at_its_hour(world, clock) -> None:
    _person, resident = voter(world, "王秀英", "13800000001")
    manager = world.actor("community_manager")
    row = fresh(ballots.announce(manager, rolled(world, opens_time=time(11), closes_time=time(9))))
    clock.forward(timedelta(days=1))
    assert turn_the_page() == 0, "the day has come, the hour has not"
    clock.forward(timedelta(hours=1))
    assert turn_the_page() == 1
    assert takes_votes(fresh(row))
    assert turn_the_page() == 0
    with pytest.raises(NotAllowedNow) as refusal:
        ballots.close(manager, fresh(row))
    assert "09:00" in str(refusal.value), "not a minute early while somebody may still vote"
    clock.forward(timedelta(days=6, hours=22))
    with pytest.raises(BoxShut):
        casting.vote(resident, fresh(row), key=str(_person.pk), choices=["1"])
    assert turn_the_page() == 1
    assert fresh(row).state == State.CLOSED
    assert any("可以公布" in why for why in said(manager))


def test_a_roll_that_was_shown_too_shortly_waits(world, clock) -> None:
    world.person("王秀英")
    row = rolled(world, per="household", kind="motion")
    clock.forward(timedelta(days=1))
    fresh(ballots.announce(world.actor("community_manager"), row))
    clock.forward(timedelta(days=2))
    assert turn_the_page() == 0
    clock.forward(timedelta(days=1))
    assert turn_the_page() == 1


def test_what_waits_is_told_to_whom_it_concerns_and_holds_the_count_up(world, clock) -> None:
    person = world.person("李大爷")
    world.person("赵奶奶")
    row = running(world, clock)
    worker, clerk = world.actor("grid_worker", world.grid1), world.actor("counter_clerk")
    taken = casting.take_in(worker, seat_of(row, person), ballot=row, channel="paper")
    assert any("第二人" in why for why in said(clerk))
    assert not said(worker), "who took it in cannot be the second person"
    assert not said(world.actor("grid_worker", world.grid2))
    assert not said(world.actor("community_manager", world.other_community))
    clock.forward(timedelta(days=10))
    assert turn_the_page() == 0
    assert any("投票时间到了" in why for why in said(world.actor("community_manager")))
    casting.confirm(clerk, taken)
    assert turn_the_page() == 0
    for reader in (worker, clerk):
        assert any("等您录入" in why for why in said(reader))
        casting.read_paper(reader, row, number=1, choices=["2"])
    assert not said(worker)
    assert turn_the_page() == 1


def test_a_vote_whose_days_went_by_is_told_and_not_opened(world, clock) -> None:
    world.person("王秀英")
    rolled(world)
    clock.forward(timedelta(days=30))
    assert turn_the_page() == 0
    assert any("重新安排" in why for why in said(world.actor("community_manager")))


def test_hours_that_cannot_be_are_refused(world) -> None:
    start = now.today() + timedelta(days=1)
    world.person("王秀英")
    with pytest.raises(BadInput):
        rolled(world, opens_on=start, closes_on=start, opens_time=time(12), closes_time=time(12))


def test_today_asks_no_more_for_more_votes(world, clock, django_assert_max_num_queries) -> None:
    for n in range(3):
        world.person(f"居民{n}")
    for _n in range(3):
        running(world, clock)
    clerk = world.actor("counter_clerk")
    with django_assert_max_num_queries(5):
        said(clerk)
