"""Nights on duty: laid, swapped, taken out; whoever has the night sees every alarm of the community."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.contexts.guard.test_calls import rung

from linli.contexts.guard import policies
from linli.contexts.guard.commands import alarms, roster
from linli.contexts.guard.models import Turn
from linli.contexts.guard.queries import alarms as queries
from linli.contexts.guard.queries import people
from linli.contexts.guard.queries import roster as reading
from linli.contexts.today import commands as today
from linli.kernel.accounts.models import Account
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea
from linli.kernel.notices.models import Notice

WEDNESDAY = date(2026, 3, 11)


def at(hour: int, day: int = 11) -> datetime:
    return datetime(2026, 3, day, hour, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("moment", "day"),
    [(at(10), None), (at(17), None), (at(18), 11), (at(23), 11), (at(2, 12), 11), (at(7, 12), 11),
     (at(8, 12), None), (at(10, 14), 14), (at(3, 16), 15)],
)  # fmt: skip
def test_whose_night_a_moment_is(world, moment, day) -> None:
    assert policies.duty_day(moment) == (date(2026, 3, day) if day else None)


@pytest.fixture
def manager(world):
    return world.actor("community_manager")


@pytest.fixture
def other(world):
    return world.actor("grid_worker", world.grid2)


@pytest.fixture
def li(world):
    return world.person("李奶奶", home=world.home(world.building1, 1, "301"))


def give(world, manager, *who, days=(WEDNESDAY,)) -> list[Turn]:
    for actor in who:
        roster.give(manager, world.community, account_id=actor.account_id, days=list(days))
    return list(Turn.objects.filter(ended_at=None).order_by("on", "made_at", "pk"))


def test_at_night_whoever_is_on_duty_hears_first_and_sees_it(world, manager, other, li, clock) -> None:
    worker = world.actor("grid_worker", world.grid1)
    give(world, manager, other)
    early = rung(li)
    assert not queries.seen(other).exists()
    alarms.close(worker, early, cause="well")
    clock.forward(timedelta(hours=10))
    Notice.objects.all().delete()
    row = rung(li)
    assert [n.account_id for n in Notice.objects.all()] == [other.account_id]
    assert queries.alarm(other, row.pk) == row
    assert alarms.take(other, row).taken_id == other.account_id
    clock.forward(timedelta(hours=13))
    with pytest.raises(OutsideYourArea):
        alarms.step(other, row, verb="go")


def test_on_leave_nobody_is_called(world, manager, other, li, clock) -> None:
    worker = world.actor("grid_worker", world.grid1)
    cover = Account.objects.get(pk=other.account_id)
    away = today.Away(Account.objects.get(pk=worker.account_id), WEDNESDAY, WEDNESDAY, cover)
    today.plan_leave(manager, world.grid1, away=away)
    assert people.nearest(policies.RESPOND, f"{world.building1.code}E1") == [other.account_id]
    give(world, manager, worker)
    assert reading.nights(world.community, WEDNESDAY, 1)[0].away == (worker.name,)


def test_a_night_is_given_to_a_colleague(world, manager, other) -> None:
    worker = world.actor("grid_worker", world.grid1)
    turn = give(world, manager, other)[0]
    with pytest.raises(NotAllowed):
        roster.swap(worker, turn, account_id=worker.account_id)
    made = roster.swap(other, turn, account_id=worker.account_id, reason="家里有事")
    assert (made.instead_of, made.account_id) == (turn, worker.account_id)
    with pytest.raises(NotAllowedNow):
        roster.swap(other, turn, account_id=worker.account_id)
    with pytest.raises(BadInput):
        roster.swap(manager, made, account_id=worker.account_id)
    assert roster.take_out(manager, made, reason="排重了").ended_at
    assert reading.nights(world.community, WEDNESDAY, 1)[0].turns == ()


def test_what_cannot_be_on_a_roster(world, manager, other, clock) -> None:
    clerk = world.actor("counter_clerk")
    for account, day in (
        (clerk.account_id, WEDNESDAY), (other.account_id, WEDNESDAY - timedelta(days=1)),
        (other.account_id, WEDNESDAY + timedelta(days=90)),
    ):  # fmt: skip
        with pytest.raises(BadInput):
            roster.give(manager, world.community, account_id=account, days=[day])
    give(world, manager, other)
    assert roster.give(manager, world.community, account_id=other.account_id, days=[WEDNESDAY]) == 0
    turn = Turn.objects.get()
    clock.forward(timedelta(days=2))
    with pytest.raises(NotAllowedNow):
        roster.swap(manager, turn, account_id=manager.account_id)


MAY = [
    # role, granted, may lay the roster
    ("community_manager", "community", True),
    ("grid_worker", "grid1", False),
    ("community_manager", "other_community", None),
    ("counter_clerk", "community", False),
    ("auditor", "community", None),
]


@pytest.mark.parametrize(("role", "granted", "may"), MAY)
def test_who_lays_the_roster(world, other, role, granted, may) -> None:
    actor = world.actor(role, getattr(world, granted))
    # A grid worker does not see a whole community, whose roster it is.
    if may:
        assert roster.give(actor, world.community, account_id=other.account_id, days=[WEDNESDAY]) == 1
    else:
        with pytest.raises((NotAllowed, OutsideYourArea)):
            roster.give(actor, world.community, account_id=other.account_id, days=[WEDNESDAY])


def test_the_roster_as_a_page(world, manager, other) -> None:
    lead, worker = world.client("community_manager"), world.client("grid_worker", world.grid2)
    assert "没有排人" in worker.get("/guard/roster/").content.decode()
    give_at = f"/guard/roster/give/{world.community.code}/"
    told = {"account": str(other.account_id), "first": "2026-03-11", "nights": "3", "every": "1"}
    assert lead.get(give_at + "?on=2026-03-12").status_code == 200
    assert lead.post(give_at, {**told, "first": "2026-02-30"}).status_code == 422
    assert lead.post(give_at, told).status_code == 303
    assert worker.get(give_at).status_code == 403
    turn = Turn.objects.order_by("on").first()
    assert other.name in worker.get("/guard/roster/?from=2026-03-11").content.decode()
    swapped = f"/guard/roster/{turn.pk}/swap/"
    assert worker.get(swapped).status_code == 200
    assert worker.post(swapped, {"account": str(manager.account_id)}).status_code == 303
    assert worker.post(swapped, {"account": str(manager.account_id)}).status_code == 422
    last = Turn.objects.filter(ended_at=None).order_by("-on").first()
    assert worker.post(f"/guard/roster/{last.pk}/end/", {"reason": "排重了"}).status_code == 303
    stranger = world.client("community_manager", world.other_community)
    assert stranger.get(f"/guard/roster/{last.pk}/swap/").status_code == 404
    assert stranger.get(give_at).status_code == 404
    assert stranger.get(f"/guard/roster/?place={world.community.code}").status_code == 404
