"""The visit page by thumb, the way to the next door, and how often one looks in."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.contexts.registry import api as registry
from linli.contexts.visits.commands.plans import work_out, work_out_place
from linli.contexts.visits.commands.visits import Visited, record
from linli.contexts.visits.models import DoorPlan, Visit
from linli.kernel.actor import linli


@pytest.fixture
def home(world):
    return world.home(world.building1, 1, "501")


@pytest.fixture
def browser(world):
    return world.client("grid_worker", world.grid1)


def family(world, home, people: int):
    first = world.person("张一", date(1950, 1, 1), "1", home=home)
    return [first] + [
        world.person(f"张{n}", date(1970 + n, 1, 1), "1", home=home, household=first.household)
        for n in range(2, people + 1)
    ]


def sent(**more):
    return {"nonce": str(uuid4()), "channel": "visit", "outcome": "met", "date": "2026-03-11", **more}


def test_one_tick_says_that_everybody_was_seen(world, browser, home):
    first, second, third = family(world, home, 3)
    told = sent(everyone="seen", **{f"change:{p.pk}": "" for p in (first, second, third)})
    told[f"state:{third.pk}"] = "stays"
    browser.post(reverse("visits:door", args=[home.pk]), told)
    assert set(Visit.objects.get().seen.values_list("person_id", flat=True)) == {first.pk, second.pk}


def test_where_one_person_lives_it_is_clear_who_was_met(world, home, clock):
    [alone] = family(world, home, 1)
    worker = world.actor("grid_worker", world.grid1)
    door = registry.door(worker, home.pk)
    visit = record(worker, door.area, door=door, told=Visited("visit", "met", clock.now()))
    assert visit.seen.get().person_id == alone.pk
    family_told = record(worker, door.area, door=door, told=Visited("visit", "told_by_family", clock.now()))
    assert not family_told.seen.exists()


def test_what_to_ask_is_folded_when_many_live_there(world, browser, home):
    family(world, home, 2)
    address = reverse("visits:door", args=[home.pk])
    assert 'visit-fold" open' in browser.get(address).content.decode()
    family(world, home, 3)
    page = browser.get(address).content.decode()
    assert 'visit-fold" open' not in page
    assert "都见到了" in page
    faulty = browser.post(address, sent(date="2026-02-31")).content.decode()
    assert 'visit-fold" open' in faulty
    assert 'data-fault="date"' in faulty
    assert "data-draft-fresh" not in faulty


def test_after_a_visit_the_next_door_of_the_day_is_one_tap_away(world, browser, home, clock):
    family(world, home, 1)
    other = world.home(world.building2, 1, "201")
    world.person("李二", date(1940, 1, 1), "2", home=other)
    record(
        (worker := world.actor("grid_worker", world.grid1)), other.area,
        door=registry.door(worker, other.pk), told=Visited("visit", "met", clock.now()),
    )  # fmt: skip
    clock.forward(timedelta(days=8))
    work_out_place(linli("test"), world.community)
    told = sent(date=clock.today().isoformat())
    page = browser.post(reverse("visits:door", args=[home.pk]), told, follow=True).content.decode()
    assert "下一户：2号楼1单元201" in page
    assert reverse("visits:door", args=[other.pk]) in page
    manager = world.client("community_manager")
    assert (
        "下一户"
        not in manager.get(reverse("visits:visit", args=[Visit.objects.latest("at").pk])).content.decode()
    )


def test_choosing_how_often_one_looks_in(world, browser, home):
    family(world, home, 1)
    work_out([home.pk])
    address = reverse("visits:how_often", args=[home.pk])
    assert "每 7 天" in browser.get(address).content.decode()
    assert browser.post(address, {"colour": "red", "reason": ""}).status_code == 422
    assert browser.post(address, {"colour": "blue", "reason": "常摔跤"}).status_code == 422
    assert browser.post(address, {"colour": "red", "reason": "常摔跤"}).status_code == 303
    assert DoorPlan.objects.get().colour == "red"
    assert "常摔跤" in browser.get(reverse("visits:door", args=[home.pk])).content.decode()
    browser.post(address, {"colour": "", "reason": ""})
    assert DoorPlan.objects.get().chosen_colour == ""
    assert world.client("grid_worker", world.grid2).get(address).status_code == 404


def test_the_register_shows_the_visits_of_a_door_and_of_a_person(world, browser, home):
    [person] = family(world, home, 1)
    browser.post(reverse("visits:door", args=[home.pk]), sent())
    for address in (
        reverse("registry:dwelling", args=[home.pk]),
        reverse("registry:person", args=[person.pk]),
    ):
        page = browser.get(address).content.decode()
        assert "近来在这户" in page
        assert reverse("visits:door", args=[home.pk]) in page
    assert "见到本人" in page
    auditor = world.client("auditor", world.subdistrict)
    assert "近来在这户" not in auditor.get(reverse("registry:dwelling", args=[home.pk])).content.decode()


def test_queries_of_the_page_do_not_grow_with_the_people(world, browser, home):
    address = reverse("visits:door", args=[home.pk])
    family(world, home, 1)
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    family(world, home, 5)
    with CaptureQueriesContext(connection) as many:
        browser.get(address)
    assert len(many) <= len(few)
