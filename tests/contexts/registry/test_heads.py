"""Who heads a household after its head has died."""

from datetime import date
from typing import Any

import pytest

from linli.contexts.registry.commands.people import record_death
from linli.contexts.registry.models import Household, Membership, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(world: Any) -> Any:
    return world.actor("community_manager")


@pytest.fixture
def head(world: Any) -> Any:
    return world.person("李文", date(1950, 1, 1))


def member(world: Any, head: Person, name: str, born: date, relation: str) -> Person:
    return world.person(name, born, "2", household=head.household, relation=relation, home=head.home)


def relations(household: Household) -> dict[str, str]:
    household.refresh_from_db()
    return dict(Person.objects.filter(household=household).values_list("name", "relation"))


def test_a_household_of_one_ends_with_its_head(world: Any, worker: Any, head: Person, clock: Any) -> None:
    household = head.household
    record_death(worker, head, on=clock.today())
    household.refresh_from_db()
    assert (household.size, household.ended_on) == (0, clock.today())


def test_the_spouse_heads_it_and_children_stay_children(
    world: Any, worker: Any, head: Person, clock: Any
) -> None:
    household = head.household
    wife = member(world, head, "王芳", date(1952, 1, 1), "12")
    for name, born, relation in (("李明", date(1980, 1, 1), "20"), ("李老太", date(1928, 1, 1), "52")):
        member(world, head, name, born, relation)
    record_death(worker, head, on=clock.today())
    assert relations(household) == {"王芳": "02", "李明": "20", "李老太": ""}  # whose mother has to be asked
    assert household.head_id == wife.pk
    held = Membership.objects.filter(person=wife, superseded_at=None).order_by("valid_from")
    assert [row.valid_to for row in held] == [clock.today(), None]


def test_the_only_one_of_age_heads_it(world: Any, worker: Any, head: Person, clock: Any) -> None:
    household = head.household
    daughter = member(world, head, "李梅", date(1985, 1, 1), "30")
    member(world, head, "李小宝", date(2015, 1, 1), "41")
    record_death(worker, head, on=clock.today())
    assert relations(household) == {"李梅": "02", "李小宝": ""}
    assert household.head_id == daughter.pk
    daughter.refresh_from_db()
    assert daughter.sources["relation"][0] == "computed"


def test_among_several_of_age_nobody_is_chosen(world: Any, worker: Any, head: Person, clock: Any) -> None:
    household = head.household
    member(world, head, "李梅", date(1985, 1, 1), "30")
    member(world, head, "李明", date(1980, 1, 1), "20")
    record_death(worker, head, on=clock.today())
    assert relations(household) == {"李梅": "30", "李明": "20"}
    assert household.head_id is None


def test_the_death_of_another_changes_no_head(world: Any, worker: Any, head: Person, clock: Any) -> None:
    wife = member(world, head, "王芳", date(1952, 1, 1), "12")
    record_death(worker, wife, on=clock.today())
    assert relations(head.household) == {"李文": "02"}
    assert head.household.head_id == head.pk
