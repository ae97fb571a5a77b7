"""What the register tells is written once, and people can be forgotten."""

from datetime import date

import pytest

from linli.contexts.registry import api as registry
from linli.contexts.visits.commands.changes import forget, hear
from linli.contexts.visits.commands.telling import Told
from linli.contexts.visits.commands.visits import Found, Visited, record
from linli.contexts.visits.models import Change, Finding, Seen, Visit
from linli.kernel.actor import linli
from linli.kernel.errors import NotAllowed

SYSTEM = linli("visits")


@pytest.fixture
def home(world):
    return world.home(world.building1, 1, "501")


def test_a_change_told_twice_is_written_once(world, home):
    world.person("张国英", date(1943, 3, 20), "2", home=home)
    for _ in range(2):
        hear(SYSTEM, home.pk, kind="moved_in", told_by="moved:1")
    assert Change.objects.get().kind == "moved_in"
    with pytest.raises(NotAllowed):
        hear(world.actor("community_manager"), home.pk, kind="died", told_by="x")


def test_nothing_said_of_a_forgotten_person_stays(world, home, clock):
    person = world.person("张国英", date(1943, 3, 20), "2", home=home)
    worker = world.actor("grid_worker", world.grid1)
    door = registry.door(worker, home.pk)
    told = Visited(
        "visit", "met", clock.now(), words="张国英说腿疼",
        people={person.pk: Told("seen", values={"school": "老年大学"})},
        findings=(Found("need", "medical", "腿疼", person.pk),),
    )  # fmt: skip
    visit = record(worker, door.area, door=door, told=told)
    assert forget(SYSTEM, person.pk, door.area.code) == 1
    left = Visit.objects.get(pk=visit.pk)
    assert not left.words
    assert left.changed == {}
    assert not Seen.objects.exists()
    assert not Finding.objects.exists()
