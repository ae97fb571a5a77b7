"""What a visit tells the register of people who are no longer there, or whose values are still right."""

from datetime import date

import pytest

from linli.contexts.registry import api as registry
from linli.contexts.registry.models import Person
from linli.contexts.visits.commands.telling import Told
from linli.contexts.visits.commands.visits import Visited, record
from linli.contexts.visits.models import Conflict


@pytest.fixture
def worker(world):
    return world.actor("grid_worker", world.grid1)


@pytest.fixture
def home(world):
    return world.home(world.building1, 1, "501")


def save(worker, home, clock, people):
    door = registry.door(worker, home.pk)
    return record(worker, door.area, door=door, told=Visited("visit", "met", clock.now(), people=people))


def test_still_right_makes_a_value_fresh_again(world, worker, home, clock):
    person = world.person("张国英", date(1960, 3, 20), "2", home=home, on=date(2023, 1, 1))
    [ask] = registry.door(worker, home.pk, ["phone"]).residents[0].asks
    assert not ask.is_missing
    assert "****" in ask.shown
    save(worker, home, clock, {person.pk: Told("seen", same=("phone",))})
    assert registry.door(worker, home.pk, ["phone"]).residents[0].asks == ()
    assert Person.objects.get(pk=person.pk).sources["phone"][:2] == ["visit", "2026-03-11"]


def test_somebody_who_moved_meanwhile_is_asked_about_not_overwritten(world, worker, home, clock):
    stays = world.person("张国英", date(1960, 3, 20), "2", home=home)
    person = world.person("李明", date(1990, 3, 20), "1", home=home)
    elsewhere = world.home(world.building2, 1, "201")
    Person.objects.filter(pk=person.pk).update(home=elsewhere, area=elsewhere.area)
    save(
        worker, home, clock, {person.pk: Told("moved_out", values={"school": "夜校"}), stays.pk: Told("seen")}
    )
    assert Conflict.objects.get().field == "school"
    assert Person.objects.get(pk=person.pk).home_id == elsewhere.pk
