"""Taking people in, one or many, through the same few queries: household, home, registration and groups."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.contexts.registry.commands import intake
from linli.contexts.registry.commands.intake import Arrival, Joined
from linli.contexts.registry.commands.values import Said
from linli.contexts.registry.models import Household, Person, Statement
from linli.kernel.errors import BadInput, NotAllowed


def arrivals(world, number: int) -> list[Arrival]:
    home = world.home(world.building1, 1, "101")
    return [
        Arrival(
            values={"name": f"居民{n}", "born_on": date(1970, 1, 1)},
            home=home,
            household=Household(community=world.community, home=home),
            relation="02",
            groups=[Joined("veteran", date(2020, 1, 1), {"service_period": "1990-1995"})],
        )
        for n in range(number)
    ]


def test_the_queries_do_not_grow_with_the_people(world) -> None:
    said = Said("roster", date(2026, 1, 1), None)
    counts = []
    for number in (2, 60):
        with CaptureQueriesContext(connection) as seen:
            intake.take_in(world.community, arrivals(world, number), said)
        counts.append(len(seen))
    assert counts[1] - counts[0] <= 2  # batches, not people: SQLite takes so many values at once


def test_a_family_shares_a_household_and_a_head(world) -> None:
    home = world.home(world.building1, 1, "101")
    household = Household(community=world.community, home=home)
    family = [
        Arrival(values={"name": "李文"}, home=home, household=household, relation="02"),
        Arrival(values={"name": "王芳"}, home=home, household=household, relation="12"),
        Arrival(values={"name": "李小文"}, home=home, household=household, relation="20"),
    ]
    people = intake.take_in(world.community, family, Said("roster", date(2026, 1, 1), None))
    kept = Household.objects.get()
    assert kept.head_id == people[0].pk
    assert kept.size == 3
    home.refresh_from_db()
    assert home.living_count == 3
    assert home.owner_household_id == kept.pk


def test_groups_arrive_with_their_details(world) -> None:
    person = intake.take_in(world.community, arrivals(world, 1), Said("roster", date(2026, 1, 1), None))[0]
    assert Person.objects.get(pk=person.pk).groups["veteran"]["service_period"] == "1990-1995"


def test_registering_one_person_is_a_command_with_a_policy(world) -> None:
    arrival = arrivals(world, 1)[0]
    place = arrival.home.area
    with pytest.raises(NotAllowed):
        intake.register(
            world.actor("grid_worker", world.grid2),
            place,
            community=world.community,
            arrival=arrival,
            source="visit",
        )
    assert Person.objects.count() == 0
    person = intake.register(
        world.actor("grid_worker", world.grid1),
        place,
        community=world.community,
        arrival=arrival,
        source="visit",
    )
    assert Statement.objects.get(person=person).source == "visit"


def test_an_impossible_number_takes_nobody_in(world) -> None:
    arrival = Arrival(values={"name": "李文", "id_number": "123"}, home=world.home(world.building1, 1, "101"))
    with pytest.raises(BadInput):
        intake.register(
            world.actor("community_manager"),
            arrival.home.area,
            community=world.community,
            arrival=arrival,
            source="visit",
        )
    assert Person.objects.count() == 0
