"""What leaves the house."""

from django.urls import reverse
from tests.builders.cared import grandmother, looked_after


def test_the_list_leaves_only_with_a_reason(world) -> None:
    looked_after(grandmother(world))
    worker = world.client("grid_worker", world.grid1)
    export = reverse("care:export")
    assert "为什么导出会记下来" in worker.get(export).content.decode()
    assert worker.post(export, {"reason": ""}).status_code == 422
    made = worker.post(export, {"reason": "和家庭医生对名单"})
    assert made["Content-Type"].startswith("application/vnd.openxml")
