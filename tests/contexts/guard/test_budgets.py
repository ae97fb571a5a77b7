"""People decide how many check calls a day; the page says what each choice means and what really rang."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from tests.builders import guarded
from tests.builders.guarded import deliver, device, message, source
from tests.contexts.guard.test_rounds import NOW

from linli.contexts.guard import tasks
from linli.contexts.guard.commands import alarms, budgets, rounds
from linli.contexts.guard.models import Alarm, Budget, HomeState
from linli.contexts.guard.queries import budgets as queries
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowed, OutsideYourArea


def heard(world, homes: int) -> None:
    for n in range(homes):
        home = world.home(world.building1, 1, f"{n + 1}01")
        HomeState.objects.create(dwelling=home, community=world.community, packed=b"", heard_at=NOW)


def test_without_a_decision_the_pack_holds(world) -> None:
    assert queries.calls_a_day(world.community) == 3


def test_a_decision_moves_what_the_next_round_accepts(world) -> None:
    heard(world, 100)
    before = rounds._setting(world.community).accepted  # noqa: SLF001 - what the round hears with
    budgets.decide(world.actor("community_manager"), world.community, calls_a_day=Decimal(2), reason="人手少")
    assert rounds._setting(world.community).accepted < before  # noqa: SLF001
    entry = AuditEntry.objects.get(action="guard.budget_set")
    assert (entry.detail["before"], entry.detail["calls"]) == ("3", "2")


STEPS = [
    # from three calls a day to, sure, taken
    ("4", False, True),
    ("2", False, True),
    ("6", False, False),
    ("1.5", False, False),
    ("6", True, True),
    ("0.5", True, True),
    ("0.4", True, False),
    ("51", True, False),
]


@pytest.mark.parametrize(("calls", "is_sure", "taken"), STEPS)
def test_a_large_step_is_thought_about_twice(world, calls, is_sure, taken) -> None:
    manager = world.actor("community_manager")
    if taken:
        made = budgets.decide(manager, world.community, calls_a_day=Decimal(calls), is_sure=is_sure)
        assert queries.calls_a_day(world.community) == made.calls_a_day
    else:
        with pytest.raises(BadInput):
            budgets.decide(manager, world.community, calls_a_day=Decimal(calls), is_sure=is_sure)
        assert not Budget.objects.exists()


def test_more_calls_mean_less_waiting_and_what_is_out_of_reach_is_said(world) -> None:
    heard(world, 24)
    listed = queries.choices(world.community)
    assert [choice.calls for choice in listed] == [Decimal(n) for n in ("0.5", "1", "2", "3", "5", "8")]
    waits = [choice.wait for choice in listed]
    assert waits == sorted(waits, reverse=True)
    assert [choice.calls for choice in listed if choice.bound == "most"] == [2, 3, 5, 8]
    assert queries.choice(Decimal("0.5"), 500).bound == "least"
    assert [choice.calls for choice in listed if choice.is_now] == [3]
    few = queries.choice(Decimal("0.5"), 24)
    assert few.a_week in (3, 4)


def test_what_really_rang_is_counted_by_week(world, clock) -> None:
    device(world.home(world.building1), "S-1", "sos")
    keyed = source(world)
    for weeks, cause in ((3, "fall"), (1, "away"), (0, "")):
        raised = NOW - timedelta(weeks=weeks)
        row = Alarm.objects.create(
            community=world.community, area=world.home(world.building1).area,
            dwelling=world.home(world.building1, 1, f"{weeks + 2}01"), kind="silence", at=raised,
            raised_at=raised,
        )  # fmt: skip
        if cause:
            alarms.close(guarded.TEST, row, cause=cause)
    deliver(keyed, {"device": "S-1", "t": NOW.isoformat(), "state": "pressed"})
    found = queries.weeks(world.community)
    assert [(week.rang, week.right) for week in found[-4:]] == [(1, 1), (0, 0), (1, 0), (1, 0)]
    assert len(found) == 8
    assert found[-1].since.weekday() == 0


WHO = [
    ("grid_worker", "grid1", None),
    ("counter_clerk", "community", False),
    ("community_manager", "community", True),
    ("community_manager", "other_community", None),
]


@pytest.mark.parametrize(("role", "granted", "may"), WHO)
def test_who_decides(world, role, granted, may) -> None:
    actor = world.actor(role, getattr(world, granted))
    if may:
        assert budgets.decide(actor, world.community, calls_a_day=Decimal(4)).pk
    else:
        with pytest.raises(OutsideYourArea if may is None else NotAllowed):
            budgets.decide(actor, world.community, calls_a_day=Decimal(4))


def test_the_page_from_the_table_to_the_second_thought(world) -> None:
    heard(world, 24)
    manager, page = world.client("community_manager"), reverse("guard:budget")
    shown = manager.get(page).content.decode()
    assert "守护着 24 户" in shown
    assert "小时以内" in shown
    refused = manager.post(page, {"calls_a_day": "9", "reason": ""})
    assert refused.status_code == 422
    assert "差一倍以上" in refused.content.decode()
    assert manager.post(page, {"calls_a_day": "很多"}).status_code == 422
    assert (
        manager.post(page, {"calls_a_day": "9", "is_sure": "on", "reason": "来了志愿者"}).status_code == 303
    )
    assert "来了志愿者" in manager.get(page).content.decode()
    assert manager.get(page, {"place": world.other_community.code}).status_code == 404
    assert world.client("grid_worker", world.grid1).get(page).status_code == 403


def test_the_round_reads_the_budget_once(world) -> None:
    keyed = source(world)
    device(world.home(world.building1), "WM-1")
    deliver(keyed, message("WM-1", 1, 2, 3))
    budgets.decide(guarded.TEST, world.community, calls_a_day=Decimal(4))
    assert tasks.hear_homes() == 0
