"""A form that asks when somebody was last visited gets it from what workers wrote down."""

from datetime import date, timedelta

from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Meant
from linli.contexts.visits.commands.visits import Visited, record

KEYS = ["name", "last_visited_on", "last_visitor", "visit_count"]


def test_forms_know_when_who_and_how_often(world, clock):
    home = world.home(world.building1, 1, "501")
    world.person("张国英", date(1943, 3, 20), "2", home=home)
    world.person("李未访", date(1950, 3, 20), "2", home=world.home(world.building1, 1, "502"))
    worker = world.actor("grid_worker", world.grid1)
    door = registry.door(worker, home.pk)
    for back, outcome in ((60, "met"), (3, "met"), (1, "not_at_home")):
        told = Visited("visit", outcome, clock.now() - timedelta(days=back))
        record(worker, door.area, door=door, told=told)
    rows = {line.values[0]: line.values[1:] for line in registry.lines(worker, Meant(), KEYS)}
    assert rows["张国英"] == (date(2026, 3, 8), worker.name, 2)
    assert rows["李未访"] == (None, None, 0)
