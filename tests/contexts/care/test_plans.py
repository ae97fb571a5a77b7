"""Talking plans over, setting goals and reaching them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.builders.cared import TEST, grandmother, looked_after

from linli.contexts.care.commands import plans, records
from linli.contexts.care.models import Goal, Talk
from linli.contexts.care.queries.due import due
from linli.kernel.errors import BadInput, NotAllowedNow


def wanted(actor, today) -> set[str]:
    return {entry.title for entry in due(actor, today)}


def test_a_plan_is_talked_over_kept_sealed_and_comes_again(world, clock) -> None:
    row = looked_after(grandmother(world))
    worker, actor = world.client("grid_worker", world.grid1), world.actor("grid_worker", world.grid1)
    clock.forward(timedelta(days=8))
    assert "商量计划" in wanted(actor, clock.today())
    talk = reverse("care:talk_over", args=[row.pk])
    told = {
        "plan": "女儿每月五号取药。",
        "with_whom": "本人和女儿",
        "said": "想下楼走走",
        "next_on": "2026-05-20",
    }
    assert worker.post(talk, {**told, "next_on": "2026-03-01"}).status_code == 422
    assert worker.post(talk, {**told, "next_on": "2031-03-01"}).status_code == 422
    assert worker.post(talk, {**told, "next_on": "2026-02-30"}).status_code == 422
    assert worker.post(talk, told).status_code == 303
    page = worker.get(reverse("care:record", args=[row.pk])).content.decode()
    assert "女儿每月五号取药" in page
    assert "想下楼" in page
    assert "女儿" not in str(list(Talk.objects.values_list("plan", "said")))
    assert "商量计划" not in wanted(actor, clock.today())
    assert "商量计划" in wanted(actor, date(2026, 5, 14))


def test_goals_are_reached_or_dropped(world, clock) -> None:
    row = looked_after(grandmother(world))
    worker = world.client("grid_worker", world.grid1)
    setting = reverse("care:set_goal", args=[row.pk])
    assert worker.post(setting, {"words": ""}).status_code == 422
    assert worker.post(setting, {"words": "每周下楼两次", "by_on": "2026-01-01"}).status_code == 422
    assert worker.post(setting, {"words": "每周下楼两次", "by_on": "2026-06-01"}).status_code == 303
    assert worker.post(setting, {"words": "装上扶手"}).status_code == 303
    first, second = Goal.objects.order_by("pk")
    assert worker.post(reverse("care:close_goal", args=[row.pk, first.pk, "reached"])).status_code == 303
    assert worker.post(reverse("care:close_goal", args=[row.pk, second.pk, "dropped"])).status_code == 303
    assert list(Goal.objects.order_by("pk").values_list("state", flat=True)) == ["reached", "dropped"]
    with pytest.raises(NotAllowedNow):
        plans.close_goal(TEST, row, goal=first, state="dropped")
    with pytest.raises(NotAllowedNow):
        plans.close_goal(TEST, row, goal=plans.set_goal(TEST, row, words="散步"), state="open")
    page = worker.get(reverse("care:record", args=[row.pk])).content.decode()
    assert "做到了" in page
    other = looked_after(grandmother(world, "王秀", number="401"))
    assert worker.post(reverse("care:close_goal", args=[other.pk, first.pk, "reached"])).status_code == 404
    for n in range(plans.MOST_GOALS - 1):
        plans.set_goal(TEST, row, words=f"第 {n} 件")
    with pytest.raises(BadInput):
        plans.set_goal(TEST, row, words="再来一件")
    records.step(TEST, row, verb="end", reason="搬去同住")
    with pytest.raises(NotAllowedNow):
        plans.set_goal(TEST, row, words="散步")
