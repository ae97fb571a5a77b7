"""Moving in, out and within; households and their heads; 人户状态 follows."""

from datetime import date, timedelta

import pytest

from linli.contexts.registry.commands import stays
from linli.contexts.registry.models import Household, Membership, Person, Residence
from linli.contexts.registry.models.people import Standing
from linli.kernel.errors import BadInput, OutsideYourArea
from linli.kernel.outbox.models import OutboxFact


@pytest.fixture
def worker(world):
    return world.actor("community_manager")


def test_moving_within_changes_counts_on_both_sides(world, worker, clock) -> None:
    old, new = world.home(world.building1, 1, "101"), world.home(world.building3, 1, "201")
    person = world.person("李文", home=old)
    stays.move_in(worker, new, person, on=clock.today(), source="visit")
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.living_count, new.living_count) == (0, 1)
    assert person.residency == "within"
    assert OutboxFact.objects.filter(name="registry.ResidentMoved").count() == 1


def test_moving_out_keeps_the_registered_and_lets_the_others_go(world, worker, clock) -> None:
    registered = world.person("李文")
    guest = world.person("欧阳文山", registered_home=None, values={"registered_address": "外省某县"})
    assert guest.residency == "in"
    for person in (registered, guest):
        stays.move_out(worker, person, on=clock.today())
    assert (registered.standing, registered.residency) == (Standing.PRESENT, "out")
    assert guest.standing == Standing.LEFT


def test_the_head_who_leaves_hands_nothing_on_silently(world, worker, clock) -> None:
    head = world.person("李文")
    son = world.person("李小文", date(1990, 1, 1), household=head.household, relation="20", home=head.home)
    stays.move_out(worker, head, on=clock.today())
    household = Household.objects.get(pk=son.household_id)
    assert household.head_id is None
    assert household.size == 1
    stays.join_household(worker, household, son, relation="02", on=clock.today(), source="visit")
    household.refresh_from_db()
    assert household.head_id == son.pk


def test_an_emptied_household_has_ended(world, worker, clock) -> None:
    person = world.person("李文")
    household = person.household
    stays.move_out(worker, person, on=clock.today())
    household.refresh_from_db()
    assert household.ended_on == clock.today()


def test_opening_a_household_of_ones_own(world, worker, clock) -> None:
    father = world.person("李文")
    son = world.person(
        "李小文", date(1990, 1, 1), household=father.household, relation="20", home=father.home
    )
    opened = stays.open_household(worker, son.home, son, on=clock.today(), source="person")
    assert (opened.head_id, son.relation) == (son.pk, "02")
    assert Household.objects.get(pk=father.household_id).size == 1
    rows = Membership.objects.filter(person=son, superseded_at=None).order_by("valid_from")
    assert [r.valid_to for r in rows] == [clock.today(), None]


def test_registration_decides_the_status(world, worker, clock) -> None:
    person = world.person("李文", registered_home=None)
    assert person.residency == ""
    stays.register_at(worker, person, on=clock.today(), source="person", address="外省某县")
    assert person.residency == "in"
    stays.register_at(worker, person, on=clock.today(), source="person", dwelling=person.home)
    assert person.residency == "same"
    current = Residence.objects.filter(person=person, role="registered", superseded_at=None, valid_to=None)
    assert current.count() == 1


@pytest.mark.parametrize("days", [1, 400])
def test_days_that_cannot_be(world, worker, clock, days: int) -> None:
    person = world.person("李文", since=clock.today())
    with pytest.raises(BadInput):
        stays.move_out(worker, person, on=clock.today() + timedelta(days=days))
    with pytest.raises(BadInput):
        stays.move_out(worker, person, on=clock.today() - timedelta(days=days))
    assert Person.objects.get(pk=person.pk).home_id == person.home_id


def test_moving_in_twice_is_refused(world, worker, clock) -> None:
    person = world.person("李文")
    with pytest.raises(BadInput):
        stays.move_in(worker, person.home, person, on=clock.today(), source="visit")


def test_a_worker_cannot_move_anyone_into_another_grid(world, clock) -> None:
    person = world.person("李文", home=world.home(world.building1, 1, "101"))
    worker = world.actor("grid_worker", world.grid1)
    with pytest.raises(OutsideYourArea):
        stays.move_in(worker, world.home(world.building3, 1, "201"), person, on=clock.today(), source="visit")


def test_a_household_moves_with_the_last_of_its_members(world, worker, clock) -> None:
    old, new = world.home(world.building1, 1, "101"), world.home(world.building3, 1, "201")
    father = world.person("李文", home=old)
    son = world.person("李小文", date(1990, 1, 1), household=father.household, relation="20", home=old)
    stays.move_in(worker, new, father, on=clock.today(), source="visit")
    assert Household.objects.get(pk=father.household_id).home_id == old.pk
    stays.move_in(worker, new, son, on=clock.today(), source="visit")
    assert Household.objects.get(pk=father.household_id).home_id == new.pk
    new.refresh_from_db()
    assert new.owner_household_id == father.household_id
