"""What is due at doors is worked out once and kept: nightly for a place, at once for a door that changed."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.contexts.registry import api as registry
from linli.contexts.visits import tasks
from linli.contexts.visits.commands.plans import work_out, work_out_place
from linli.contexts.visits.commands.telling import Told
from linli.contexts.visits.commands.visits import NextTry, Visited, record
from linli.contexts.visits.models import DoorPlan
from linli.contexts.visits.queries.due import due
from linli.kernel import clock
from linli.kernel.actor import linli
from linli.kernel.errors import NotAllowed

SYSTEM = linli("test")


@pytest.fixture
def family(world):
    home = world.home(world.building1, 1, "501")
    world.person("张国英", date(1943, 3, 20), "2", home=home)
    return home


def test_every_door_of_a_place_gets_a_plan(world, family):
    world.home(world.building3, 1, "101", use="vacant")
    assert work_out_place(SYSTEM, world.community) == 2
    assert dict(DoorPlan.objects.values_list("dwelling__number", "colour")) == {"501": "red", "101": "grey"}


def test_people_may_not_run_it_themselves(world, family):
    with pytest.raises(NotAllowed):
        work_out_place(world.actor("community_manager"), world.community)


def test_each_night_windows_move_on(world, family, clock):
    work_out_place(SYSTEM, world.community)
    worker = world.actor("grid_worker", world.grid1)
    before = {d.key for d in due(worker, clock.today())}
    clock.forward(timedelta(days=40))
    tasks.work_out_all()
    assert tasks.work_out_all() == 0
    assert before <= {d.key for d in due(worker, clock.today())} or before
    assert DoorPlan.objects.get().worked_out_on == clock.today()


def test_queries_do_not_grow_with_doors(world, family):
    def queries_for(doors):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            work_out(doors)
        return len(asked)

    few = queries_for([family.pk])
    many = []
    for n in range(2, 7):
        home = world.home(world.building2, 1, f"{n}01")
        world.person(f"住户{n}", date(1950, 1, n), "1", home=home)
        many.append(home.pk)
    work_out(many)
    assert queries_for([family.pk, *many]) <= few + 1


def test_the_list_of_what_is_due_asks_as_often_for_many_doors(world, family):
    work_out([family.pk])
    worker = world.actor("grid_worker", world.grid1)
    with CaptureQueriesContext(connection) as few:
        one = list(due(worker, date(2026, 3, 30)))
    for n in range(2, 7):
        world.person(f"住户{n}", date(1940, 1, n), "1", home=world.home(world.building2, 1, f"{n}01"))
    work_out_place(SYSTEM, world.community)
    with CaptureQueriesContext(connection) as many:
        assert len(list(due(worker, date(2026, 3, 30)))) > len(one)
    assert len(many) <= len(few)


def went(world, home, outcome, next_try=None):
    worker = world.actor("grid_worker", world.grid1)
    door = registry.door(worker, home.pk)
    people = {resident.key: Told("seen") for resident in door.residents if outcome == "met"}
    told = Visited("visit", outcome, clock.now(), people, next_try=next_try or NextTry())
    return record(worker, door.area, door=door, told=told)


def test_after_nobody_was_met_another_part_of_the_day_is_suggested(world, family, clock):
    went(world, family, "met")
    clock.forward(timedelta(days=8))
    went(world, family, "not_at_home")
    clock.forward(timedelta(days=1))
    worker = world.actor("grid_worker", world.grid1)
    parts = {d.part.name for d in due(worker, clock.today())}
    assert parts == {"下午"}
    went(world, family, "met")
    assert DoorPlan.objects.get().try_in == ""


def test_the_next_try_that_the_worker_chose_holds(world, family, clock):
    worker = world.actor("grid_worker", world.grid1)
    went(world, family, "met")
    clock.forward(timedelta(days=8))
    work_out([family.pk])
    on = clock.today() + timedelta(days=2)
    assert list(due(worker, clock.today()))
    went(world, family, "not_at_home", NextTry(on, "evening"))
    clock.forward(timedelta(days=1))
    assert list(due(worker, clock.today())) == []
    clock.forward(timedelta(days=1))
    assert {d.part.name for d in due(worker, clock.today())} == {"晚上"}


def test_it_is_kept_how_every_plan_stands(world, family):
    went(world, family, "met")
    standings = {row[0]: row[1:] for row in DoorPlan.objects.get().standings}
    assert standings["household_round"] == [True, False, False, True, True]
    assert "person_question" not in standings
