"""What was said by mistake goes back to what stood before; what was said since stays; all remains known."""

from datetime import date, timedelta

import pytest

from linli.contexts.registry import api as registry
from linli.contexts.registry.commands import people as commands
from linli.contexts.registry.commands.taking_back import take_back
from linli.contexts.registry.queries.people import value_as_of
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import OutsideYourArea

VISIT = "visits.visit:1"
TODAY = date(2026, 3, 11)


@pytest.fixture
def person(world):
    home = world.home(world.building1, 1, "501")
    values = {"emergency_name": "李明", "phone": "13900000001"}
    return world.person("张国英", date(1943, 3, 20), "2", home=home, values=values, on=date(2024, 1, 1))


@pytest.fixture
def worker(world):
    return world.actor("grid_worker", world.grid1)


def said(worker, person, reference=VISIT, **values):
    commands.amend(worker, person, values=values, source="visit", on=TODAY, reference=reference)


def held(person, key):
    person.refresh_from_db()
    return person.details.get(key)


def test_a_value_goes_back_to_what_was_said_before(worker, person, clock):
    said(worker, person, emergency_name="王强", occupation="退休")
    [job, name] = sorted(registry.said_under(worker, VISIT), key=lambda one: one.field != "occupation")
    assert (name.said, name.before, name.may_go_back) == ("王强", "李明", True)
    assert (job.said, job.before, job.may_go_back) == ("退休", "", True)
    known = clock.now()
    clock.forward(timedelta(minutes=5))
    assert take_back(worker, person, reference=VISIT, keys=["emergency_name"]) == ["emergency_name"]
    assert held(person, "emergency_name") == "李明"
    assert person.sources["emergency_name"][1] == "2024-01-01"
    assert held(person, "occupation") == "退休"
    assert value_as_of(person, "emergency_name", TODAY) == "李明"
    assert value_as_of(person, "emergency_name", TODAY, known) == "王强"
    assert AuditEntry.objects.filter(action="registry.words_taken_back").count() == 1
    assert [one.field for one in registry.said_under(worker, VISIT)] == ["occupation"]


def test_what_was_said_since_stays(worker, person):
    said(worker, person, emergency_name="王强")
    said(worker, person, reference="", emergency_name="赵六")
    take_back(worker, person, reference=VISIT, keys=["emergency_name"])
    assert held(person, "emergency_name") == "赵六"


def test_a_sealed_value_goes_back_and_is_found_by_its_old_number(worker, person):
    before = (person.phone.reveal(), person.phone_lookup, person.phone_tail)
    said(worker, person, phone="13911112222")
    [phone] = registry.said_under(worker, VISIT)
    assert "1111" not in phone.said
    take_back(worker, person, reference=VISIT, keys=["phone"])
    person.refresh_from_db()
    assert (person.phone.reveal(), person.phone_lookup, person.phone_tail) == before


def test_a_value_that_nobody_had_said_is_empty_again_but_a_name_stays(worker, person):
    said(worker, person, occupation="退休", name="张国瑛")
    take_back(worker, person, reference=VISIT, keys=["occupation", "name"])
    assert held(person, "occupation") is None
    assert person.name == "张国英"


def test_what_another_reference_said_is_not_touched_and_nor_is_another_grid(world, worker, person):
    said(worker, person, emergency_name="王强")
    assert take_back(worker, person, reference="visits.visit:2", keys=["emergency_name"]) == []
    assert held(person, "emergency_name") == "王强"
    stranger = world.actor("grid_worker", world.grid2)
    assert registry.said_under(stranger, VISIT) == []
    with pytest.raises(OutsideYourArea):
        take_back(stranger, person, reference=VISIT, keys=["emergency_name"])
