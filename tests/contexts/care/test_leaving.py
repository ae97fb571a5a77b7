"""What leaves the house."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.builders.brought import meals, ordered
from tests.builders.cared import grandmother, looked_after

from linli.contexts.care.commands.leaving import count_export
from linli.kernel.errors import BadInput


def test_the_list_leaves_only_with_a_reason(world) -> None:
    looked_after(grandmother(world))
    worker = world.client("grid_worker", world.grid1)
    export = reverse("care:export")
    assert "为什么导出会记下来" in worker.get(export).content.decode()
    assert worker.post(export, {"reason": ""}).status_code == 422
    made = worker.post(export, {"reason": "和家庭医生对名单"})
    assert made["Content-Type"].startswith("application/vnd.openxml")


def test_orders_leave_with_a_reason_and_a_hundred_people_at_most(world, clock) -> None:
    clock.forward(timedelta(hours=21))
    ordered(meals(world, weekdays=range(7)), grandmother(world))
    worker, export = world.client("grid_worker", world.grid1), reverse("care:orders_export")
    assert worker.post(export, {"reason": ""}).status_code == 422
    made = worker.post(export, {"reason": "和食堂对账"})
    assert made["Content-Type"].startswith("application/vnd.openxml")
    assert world.client("auditor").get(export).status_code == 403
    with pytest.raises(BadInput):
        count_export(world.actor("grid_worker", world.grid1), rows=101, reason="全带走")
    count_export(world.actor("grid_worker", world.grid1), rows=100, reason="和家庭医生对名单")
