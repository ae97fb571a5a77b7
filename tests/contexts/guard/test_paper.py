"""The ladder on paper: numbers to dial, for a reason, within one area, in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders.guarded import TEST, device

from linli.contexts.guard.commands import paper as commands
from linli.contexts.guard.queries import paper
from linli.contexts.registry import api as registry
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import OutsideYourArea, ReasonNeeded


def guarded(world, number: str, name: str = "李奶奶"):
    person = world.person(name, home=world.home(world.building1, 1, number))
    device(person.home, f"WM-{number}")
    told = registry.ContactTold("family", "李芳", "女儿", "19900001234", holds_key=True)
    registry.add_contact(TEST, person.pk, told)
    registry.add_contact(TEST, person.pk, registry.ContactTold("doctor", "陈医生", "", "19900008888"))
    return person


def test_every_guarded_home_with_whom_to_call(world) -> None:
    person = guarded(world, "301")
    world.person("别人", home=world.home(world.building1, 1, "302"))
    worker = world.actor("grid_worker", world.grid1)
    (home,) = commands.take(worker, world.grid1, reason="断网备用")
    assert home.people[0][0] == "李奶奶"
    assert home.people[0][2] == person.phone.reveal()
    assert [(one.name, one.number, one.holds_key) for one in home.reaches] == [("李芳", "19900001234", True)]
    entry = AuditEntry.objects.get(action="guard.paper_printed")
    assert (entry.reason, entry.detail["homes"]) == ("断网备用", 1)
    with pytest.raises(ReasonNeeded):
        commands.take(worker, world.grid1, reason=" ")
    with pytest.raises(OutsideYourArea):
        commands.take(world.actor("grid_worker", world.grid2), world.grid1, reason="看看")


def test_as_a_page(world) -> None:
    guarded(world, "301")
    worker = world.client("grid_worker", world.grid1)
    asked = worker.get("/guard/paper/").content.decode()
    assert "19900001234" not in asked
    told = {"place": world.grid1.code, "reason": "断网备用"}
    assert worker.post("/guard/paper/", {**told, "reason": ""}).status_code == 422
    assert worker.post("/guard/paper/", {**told, "place": world.grid2.code}).status_code == 422
    page = worker.post("/guard/paper/", told).content.decode()
    assert "19900001234" in page
    assert "119" in page
    other = world.client("grid_worker", world.grid2)
    told["place"] = world.grid2.code
    assert "还没有装守护设备" in other.post("/guard/paper/", told).content.decode()
    assert world.client("counter_clerk").get("/guard/paper/").status_code == 403


def test_queries_do_not_grow_with_homes(world) -> None:
    counted = []
    for numbers in (("301",), ("302", "303", "304")):
        for number in numbers:
            guarded(world, number)
        with CaptureQueriesContext(connection) as seen:
            paper.homes(world.grid1)
        counted.append(len(seen))
    assert counted[0] == counted[1]
