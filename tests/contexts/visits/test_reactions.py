"""The register changes, and what is due at a door follows."""

from datetime import date

import pytest

from linli.contexts.registry import api as registry
from linli.contexts.visits.models import Change, DoorPlan
from linli.contexts.visits.queries.due import due
from linli.kernel.outbox.delivery import deliver


@pytest.fixture
def worker(world):
    return world.actor("grid_worker", world.grid1)


@pytest.fixture
def couple(world):
    home = world.home(world.building1, 1, "501")
    he = world.person("张国强", date(1940, 3, 20), "1", home=home)
    world.person("李秀英", date(1942, 3, 20), "2", home=home, household=he.household, relation="10")
    return home, he


def test_a_death_brings_somebody_to_those_who_stay_behind(world, worker, couple, clock):
    _home, he = couple
    registry.record_death(worker, he.pk, on=clock.today())
    deliver()
    assert [c.kind for c in Change.objects.all()] == ["died"]
    plans = {d.key.split(":")[0] for d in due(worker, clock.today())}
    assert {"bereaved", "older_high_risk_change"} <= plans
    deliver()
    assert Change.objects.count() == 1


def test_moving_out_and_in_is_noticed_at_both_doors(world, worker, couple, clock):
    home, he = couple
    registry.move_out(worker, he.pk, on=clock.today())
    deliver()
    assert [c.kind for c in Change.objects.filter(dwelling=home)] == ["moved_out"]
    assert DoorPlan.objects.filter(dwelling=home).exists()


def test_somebody_new_gets_a_plan_at_once(world, worker, clock):
    home = world.home(world.building1, 2, "201")
    registry.take_in(worker, home.pk, registry.Newcomer({"name": "王新来", "sex": "1"}, "02", clock.today()))
    deliver()
    assert DoorPlan.objects.get(dwelling=home).colour == "green"
