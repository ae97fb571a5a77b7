"""What people decide afterwards: two words about one field, findings, promises, how often to look in."""

from datetime import date

import pytest

from linli.contexts.registry import api as registry
from linli.contexts.registry.models import Person
from linli.contexts.visits.commands import decisions
from linli.contexts.visits.commands.telling import Told
from linli.contexts.visits.commands.visits import Found, Promised, Visited, record
from linli.contexts.visits.models import Conflict, DoorPlan, Finding, Promise
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea, ReasonNeeded

KEY = "emergency_phone"


@pytest.fixture
def worker(world):
    return world.actor("grid_worker", world.grid1)


@pytest.fixture
def visit(world, worker, clock):
    home = world.home(world.building1, 1, "501")
    person = world.person("张国英", date(1943, 3, 20), "2", home=home)
    base = registry.door(worker, home.pk, ["emergency_phone"]).residents[0].asks[0].base
    registry.amend(worker, person.pk, {"emergency_phone": "19900000001"}, on=clock.today(), reference="")
    door = registry.door(worker, home.pk)
    told = Visited(
        "visit", "met", clock.now(),
        people={person.pk: Told("seen", values={KEY: "19900000002"}, bases={KEY: base})},
        findings=(Found("problem", "gas"),), promises=(Promised("带一份菜单来", date(2026, 3, 13)),),
    )  # fmt: skip
    return record(worker, door.area, door=door, told=told)


def test_what_the_visit_said_is_taken_once(visit, worker):
    conflict = Conflict.objects.get()
    decisions.decide(worker, conflict, take=True)
    person = Person.objects.get(pk=conflict.person_id)
    assert registry.values_held(worker, person.pk, ["emergency_phone"]) == {"emergency_phone": "19900000002"}
    with pytest.raises(NotAllowedNow):
        decisions.decide(worker, Conflict.objects.get(), take=False)


def test_what_is_held_is_kept(visit, worker):
    conflict = decisions.decide(worker, Conflict.objects.get(), take=False)
    assert registry.values_held(worker, conflict.person_id, ["emergency_phone"]) == {
        "emergency_phone": "19900000001"
    }
    assert conflict.taken is False


def test_a_finding_is_answered_once_with_words(visit, worker):
    finding = Finding.objects.get()
    with pytest.raises(ReasonNeeded):
        decisions.close_finding(worker, finding, answer=" ")
    decisions.close_finding(worker, finding, answer="燃气公司已换软管")
    with pytest.raises(NotAllowedNow):
        decisions.close_finding(worker, Finding.objects.get(), answer="又一次")


def test_a_promise_is_kept_or_takes_longer_with_a_reason(visit, worker):
    promise = Promise.objects.get()
    with pytest.raises(ReasonNeeded):
        decisions.move_promise(worker, promise, due_on=date(2026, 3, 20), reason="")
    with pytest.raises(BadInput):
        decisions.move_promise(worker, promise, due_on=date(2026, 3, 1), reason="等通知")
    decisions.move_promise(worker, promise, due_on=date(2026, 3, 20), reason="等通知")
    decisions.keep_promise(worker, Promise.objects.get())
    with pytest.raises(NotAllowedNow):
        decisions.keep_promise(worker, Promise.objects.get())


def test_a_colour_is_chosen_with_a_reason_and_given_back(visit, worker):
    door = registry.door(worker, visit.dwelling_id)
    with pytest.raises(ReasonNeeded):
        decisions.choose_colour(worker, door.area, door=door, colour="green", reason="")
    decisions.choose_colour(worker, door.area, door=door, colour="green", reason="女儿搬来同住")
    assert DoorPlan.objects.get().colour == "green"
    decisions.choose_colour(worker, door.area, door=door, colour="", reason="")
    assert DoorPlan.objects.get().colour == "red"


def test_nobody_from_elsewhere_decides(visit, world):
    stranger = world.actor("grid_worker", world.grid2)
    with pytest.raises(OutsideYourArea):
        decisions.decide(stranger, Conflict.objects.get(), take=True)
    with pytest.raises(OutsideYourArea):
        decisions.close_finding(stranger, Finding.objects.get(), answer="好")
    with pytest.raises(OutsideYourArea):
        decisions.keep_promise(stranger, Promise.objects.get())
