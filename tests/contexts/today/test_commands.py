"""A day is put in order by its worker: put off with a reason, handed over, covered; nothing is ever lost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.contexts.today import commands
from linli.contexts.today.commands import Away, Handed, Later
from linli.contexts.today.models import Handover, Leave, Postponement
from linli.contexts.today.queries import cover, day
from linli.contexts.visits.commands.plans import work_out
from linli.kernel.access import queries as access
from linli.kernel.accounts.models import Account
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area, Kind
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea, ReasonNeeded

TODAY = date(2026, 3, 11)


@pytest.fixture
def home(world):
    found = world.home(world.building1, 1, "501")
    world.person("张国英", date(1943, 3, 20), "2", home=found)
    work_out([found.pk])
    return found


@pytest.fixture
def worker(world):
    return world.actor("grid_worker", world.grid1)


def doors(actor, on):
    found = day.day_of(actor, on)
    return [d.name for d in (*found.now, *found.soon)]


def first(actor, on):
    found = day.day_of(actor, on)
    return (*found.now, *found.soon)[0].lead


def test_what_is_put_off_comes_back_on_its_day(world, worker, home, clock):
    clock.forward(timedelta(days=8))
    today = clock.today()
    entries = (*day.day_of(worker, today).now,)[0].entries
    for entry in entries:
        commands.postpone(
            worker,
            entry.area_code,
            what=Later(entry.key, str(home.pk)),
            until=today + timedelta(days=2),
            reason="住院",
        )
    assert doors(worker, today) == []
    assert len(day.day_of(worker, today).postponed) == len(entries)
    assert doors(worker, today + timedelta(days=2)) == ["1号楼1单元501室"]
    commands.take_back(worker, Postponement.objects.first())
    assert doors(worker, today) == ["1号楼1单元501室"]


@pytest.mark.parametrize(
    ("days", "reason", "refusal"),
    [(0, "忙", BadInput), (-1, "忙", BadInput), (4, "忙", BadInput), (2, " ", ReasonNeeded)],
)
def test_it_is_put_off_into_the_future_not_too_far_and_with_a_reason(
    worker, world, home, clock, days, reason, refusal
):
    with pytest.raises(refusal):
        commands.postpone(
            worker,
            world.grid1.code,
            what=Later("k", str(home.pk), 3),
            until=TODAY + timedelta(days=days),
            reason=reason,
        )
    assert not Postponement.objects.exists()


def test_a_door_goes_to_a_colleague_and_comes_back(world, worker, home, clock):
    clerk = world.actor("counter_clerk")
    account = Account.objects.get(pk=clerk.account_id)
    later = TODAY + timedelta(days=8)
    clock.forward(timedelta(days=8))
    row = commands.hand_over(
        worker, world.grid1.code, handed=Handed(str(home.pk), account, later + timedelta(days=3), "我去培训")
    )
    assert doors(worker, later) == []
    assert doors(clerk, later) == ["1号楼1单元501室"]
    assert doors(worker, later + timedelta(days=4)) == ["1号楼1单元501室"]
    commands.hand_back(clerk, row)
    assert doors(worker, later) == ["1号楼1单元501室"]
    with pytest.raises(NotAllowedNow):
        commands.hand_back(clerk, Handover.objects.get())


def test_nobody_hands_over_to_oneself_or_from_elsewhere(world, worker, home, clock):
    me = Account.objects.get(pk=worker.account_id)
    with pytest.raises(BadInput):
        commands.hand_over(worker, world.grid1.code, handed=Handed(str(home.pk), me, TODAY, "忙"))
    with pytest.raises(OutsideYourArea):
        commands.hand_over(
            world.actor("grid_worker", world.grid2),
            world.grid1.code,
            handed=Handed(str(home.pk), me, TODAY, "忙"),
        )


def test_whoever_stands_in_has_the_grid_for_these_days_only(world, worker, home, clock):
    manager = world.actor("community_manager")
    other = world.actor("grid_worker", world.grid2)
    cover_account = Account.objects.get(pk=other.account_id)
    away = Away(Account.objects.get(pk=worker.account_id), TODAY, TODAY + timedelta(days=2), cover_account)
    leave = commands.plan_leave(manager, world.grid1, away=away)
    stand_in = access.actor_for(other.account_id, other.name, None)
    assert stand_in.may("visits.record", world.grid1.code)
    names = {g.area.name: g.workers for g in cover.grids(manager, TODAY)}
    assert names["第一网格"] == (cover_account.name,)
    commands.end_leave(manager, leave)
    assert not access.actor_for(other.account_id, other.name, None).may("visits.record", world.grid1.code)
    with pytest.raises(NotAllowedNow):
        commands.end_leave(manager, Leave.objects.get())


def test_the_manager_sees_the_grid_without_anybody_and_what_waits_there(world, worker, home, clock):
    manager = world.actor("community_manager")
    away = Away(Account.objects.get(pk=worker.account_id), TODAY, TODAY + timedelta(days=20))
    commands.plan_leave(manager, world.grid1, away=away)
    clock.forward(timedelta(days=9))
    found = cover.grids(manager, clock.today())
    assert found[0].area == world.grid1
    assert found[0].is_uncovered
    assert found[0].waiting.doors == 1
    with pytest.raises(BadInput):
        commands.plan_leave(manager, world.grid1, away=Away(away.account, TODAY, TODAY - timedelta(days=1)))
    with pytest.raises(OutsideYourArea):
        commands.plan_leave(world.actor("community_manager", world.other_community), world.grid1, away=away)


def test_what_waits_in_grids_without_anybody_is_counted_at_once(world, home, clock):
    manager = world.actor("community_manager")
    clock.forward(timedelta(days=9))
    with CaptureQueriesContext(connection) as few:
        cover.grids(manager, clock.today())
    for n in range(3, 9):
        code = f"{world.community.code}{n:03d}"
        Area.objects.create(code=code, kind=Kind.GRID, name=f"第{n}网格", parent=world.community)
    with CaptureQueriesContext(connection) as many:
        found = cover.grids(manager, clock.today())
    assert len(many) == len(few)
    assert {grid.area.code: grid.waiting.doors for grid in found} == {
        grid.area.code: int(grid.area == world.grid1) for grid in found
    }


def test_the_order_of_the_day_is_remembered(world, worker, home):
    commands.keep_route(worker, doors=[str(home.pk)])
    assert day.day_of(worker, TODAY).is_ordered
    assert not day.day_of(worker, TODAY + timedelta(days=1)).is_ordered
    assert linli("today").system
