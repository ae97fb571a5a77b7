"""What leaves the house."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.builders.brought import meals, ordered
from tests.builders.cared import grandmother, looked_after

from linli.contexts.care.commands.leaving import FREELY, count_export
from linli.contexts.care.models import CareRecord
from linli.contexts.registry.models import Person
from linli.kernel.audit.models import AuditEntry
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


def many_looked_after(world, n: int) -> None:
    """So many open records at once, all like the first."""
    first = looked_after(grandmother(world))
    home = first.person.home
    people = Person.objects.bulk_create(
        Person(
            name=f"邻居{i}",
            born_on=first.person.born_on,
            sex="2",
            community=home.community,
            home=home,
            area=home.area,
        )
        for i in range(n - 1)
    )
    CareRecord.objects.bulk_create(
        CareRecord(
            person=person, community=first.community, area=first.area, kind=first.kind,
            classes=first.classes, tier=first.tier, since_on=first.since_on,
        )
        for person in people
    )  # fmt: skip


def test_too_many_people_are_told_before_a_reason_is_typed_and_shown_the_register(world) -> None:
    many_looked_after(world, FREELY + 1)
    worker, export = world.client("grid_worker", world.grid1), reverse("care:export")
    page = worker.get(export, {"sort": "name"}).content.decode()
    assert f"这份名单有 {FREELY + 1} 人" in page
    assert 'name="reason"' not in page
    assert f"{reverse('care:people')}?sort=name" in page
    sent = worker.post(export, {"reason": "全带走"})
    assert (sent.status_code, 'name="reason"' in sent.content.decode()) == (422, False)
    assert not AuditEntry.objects.filter(action="care.exported").exists()
    address = re.search(rf'href="({reverse("registry:open_list")}[^"]+)"', page)
    listed = worker.get(html.unescape(address[1])).content.decode()
    assert f"{FREELY + 1}" in listed
    assert "邻居1" in listed
    assert 'name="reason"' in worker.get(export, {"q": "李秀英"}).content.decode()
    assert worker.post(f"{export}?q=李秀英", {"reason": "和家庭医生对名单"}).status_code == 200


def test_the_register_lists_whoever_is_looked_after_in_words_and_nobody_else(world) -> None:
    many_looked_after(world, FREELY + 1)
    world.person("从不照看的人", home=Person.objects.get(name="李秀英").home)
    manager = world.client("community_manager", world.community)
    page = manager.get(reverse("care:export")).content.decode()
    address = re.search(rf'href="({reverse("registry:open_list")}[^"]+)"', page)
    rows = html.unescape(address[1])
    listed = manager.get(f"{rows}&q=李秀英").content.decode()
    assert "每周看望" in listed
    assert ">high<" not in listed
    assert "从不照看的人" not in manager.get(f"{rows}&q=从不照看").content.decode()
