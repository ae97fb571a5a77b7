"""Belonging to a group: on evidence, verified again in time, left with a reason, never twice."""

from datetime import date, timedelta

import pytest

from linli.contexts.registry.commands import groups as commands
from linli.contexts.registry.commands.intake import Joined
from linli.contexts.registry.models import GroupMembership, Person
from linli.contexts.registry.queries.figures import to_verify
from linli.contexts.registry.queries.populations import members
from linli.contexts.registry.queries.select import people_on_the_books
from linli.kernel.errors import BadInput, ReasonNeeded
from linli.kernel.privacy.sealed import Sealed


@pytest.fixture
def worker(world):
    return world.actor("grid_worker", world.grid1)


def join(worker, person: Person, group: str = "disability", **detail: str) -> GroupMembership:
    joined = Joined(group, date(2026, 1, 1), detail, "残疾人证")
    return commands.join(worker, person, joined=joined, source="visit")


def test_joined_verified_left(world, worker, clock) -> None:
    person = world.person("李文")
    row = join(worker, person, disability_kind="4", disability_grade="2")
    assert row.review_on == clock.today() + timedelta(days=730)
    assert people_on_the_books().filter(members("disability")).get() == person
    clock.forward(timedelta(days=731))
    assert to_verify(worker) == 1
    commands.verify(worker, person, group="disability", source="visit", detail={"disability_grade": "1"})
    assert to_verify(worker) == 0
    person.refresh_from_db()
    assert person.groups["disability"]["disability_grade"] == "1"
    commands.leave(worker, person, group="disability", on=clock.today(), reason="证件到期未续")
    assert not people_on_the_books().filter(members("disability")).exists()
    person.refresh_from_db()
    assert person.groups == {}
    assert GroupMembership.objects.filter(person=person).count() >= 3  # nothing was overwritten


def test_the_certificate_is_sealed_in_its_group(world, worker) -> None:
    person = world.person("李文")
    row = join(worker, person, disability_certificate="33990119600501001743")
    assert "33990119600501001743" not in str(row.detail)
    person.refresh_from_db()
    assert Sealed(person.groups["disability"]["disability_certificate"]).reveal() == "33990119600501001743"


def test_joining_twice_is_refused(world, worker) -> None:
    person = world.person("李文")
    join(worker, person)
    with pytest.raises(BadInput):
        join(worker, person)


def test_leaving_needs_a_reason_and_a_possible_day(world, worker, clock) -> None:
    person = world.person("李文")
    join(worker, person)
    with pytest.raises(ReasonNeeded):
        commands.leave(worker, person, group="disability", on=clock.today(), reason=" ")
    for day in (date(2025, 12, 31), clock.today() + timedelta(days=1)):
        with pytest.raises(BadInput):
            commands.leave(worker, person, group="disability", on=day, reason="x")


def test_unknown_groups_and_days_to_come_are_refused(world, worker, clock) -> None:
    person = world.person("李文")
    with pytest.raises(BadInput):
        join(worker, person, "rich_people")
    with pytest.raises(BadInput):
        commands.join(
            worker, person, joined=Joined("veteran", clock.today() + timedelta(days=1)), source="visit"
        )
    with pytest.raises(BadInput):
        commands.verify(worker, person, group="veteran", source="visit")
