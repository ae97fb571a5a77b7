"""First screenings: filled in at the door, explained, kept sealed, never an assessment."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.builders.cared import TEST, grandmother, looked_after

from linli.contexts.care.commands import screenings
from linli.contexts.care.models import Screening
from linli.contexts.care.queries.screenings import explained, sheet
from linli.engines.screening import Around
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import NotAllowedNow

BEST = {item.key: item.most for item in sheet().items}


def entered(**less: int) -> dict[str, str]:
    told = {**BEST, **less}
    return {f"i_{key}": str(points) for key, points in told.items()} | {"events": "0"}


def test_at_the_door_and_read_again(world, clock) -> None:
    row = looked_after(grandmother(world))
    worker = world.client("grid_worker", world.grid1)
    page = reverse("care:screen", args=[row.pk])
    asked = worker.get(page).content.decode()
    assert "这是初筛，不是评估" in asked
    assert asked.count("<fieldset") >= 26
    some = entered()
    del some["i_walking"]
    assert worker.post(page, some).status_code == 422
    assert worker.post(page, {**some, "i_walking": "7"}).status_code == 422
    done = worker.post(
        page, entered(walking=0, stairs=0, bathing=0) | {"events": "2", "told_by": "本人和女儿"}
    )
    assert done.status_code == 303
    made = Screening.objects.get()
    assert (made.total, made.by_points, made.grade, made.reasons) == (79, "mild", "moderate", ["events"])
    result = worker.get(done["Location"]).content.decode()
    assert "初筛：中度失能" in result
    assert "按分数是轻度失能" in result
    assert "要不要陪同申请正式的能力评估" in result
    assert "不能走" in result  # whoever wrote it just now reads it without a reason
    assert "walking" not in str(Screening.objects.values_list("answers", flat=True)[0])
    manager = world.client("community_manager")
    covered = manager.get(done["Location"]).content.decode()
    assert "不能走" not in covered
    reveal = reverse("care:screening_reveal", args=[row.pk, made.pk])
    assert manager.post(reveal, {"reason": ""}).status_code == 422
    assert "不能走" in manager.post(reveal, {"reason": "陪同申请评估"}).content.decode()
    assert AuditEntry.objects.get(action="care.screening_revealed").reason == "陪同申请评估"
    stranger = world.client("grid_worker", world.grid2)
    assert stranger.get(done["Location"]).status_code == 404
    clock.forward(timedelta(days=2))
    assert "不能走" not in world.client("grid_worker", world.grid1).get(done["Location"]).content.decode()


def test_the_course_over_time(world, clock) -> None:
    row = looked_after(grandmother(world))
    for less in (0, 2, 4):
        told = screenings.Screened({**BEST, "walking": 4 - less})
        screenings.screen(TEST, row, told=told)
        clock.forward(timedelta(days=90))
    page = (
        world.client("grid_worker", world.grid1).get(reverse("care:record", args=[row.pk])).content.decode()
    )
    assert 'aria-label="90 88 86"' in page
    parts = explained(Screening.objects.order_by("-on").first())
    assert [(part.points, part.most) for part in parts] == [(32, 32), (11, 15), (28, 28), (15, 15)]


def test_a_mistake_is_withdrawn_the_same_day(world, clock) -> None:
    row = looked_after(grandmother(world))
    first = screenings.screen(TEST, row, told=screenings.Screened(BEST, Around(coma=True)))
    assert first.grade == "complete"
    worker = world.client("grid_worker", world.grid1)
    withdraw = reverse("care:screening_withdraw", args=[row.pk, first.pk])
    assert worker.post(withdraw, {"reason": ""}).status_code == 422
    assert worker.post(withdraw, {"reason": "记到别人名下了"}).status_code == 303
    assert not Screening.objects.exists()
    second = screenings.screen(TEST, row, told=screenings.Screened(BEST))
    clock.forward(timedelta(days=2))
    with pytest.raises(NotAllowedNow):
        screenings.withdraw(TEST, row, screening=second.pk, reason="太晚了")


def test_children_are_not_screened(world) -> None:
    child = world.person("小明", date(2015, 1, 1), home=world.home(world.building1, 1, "502"))
    row = looked_after(child, classes=["left_behind_child"], tier="general")
    with pytest.raises(NotAllowedNow):
        screenings.screen(TEST, row, told=screenings.Screened(BEST))
