"""Who has a say: adults, households, homes that are owned; and for which of them one phone speaks."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders.neighbours import neighbour

from linli.contexts.residents import api
from linli.contexts.residents.api import Unit
from linli.contexts.residents.models import Tie

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(world):
    """Three generations behind one door, and one more home of the same owner."""
    home = world.home(
        world.building1, 1, "101", floor_area=Decimal("88.50"), owner_name="王秀英", owner_phone="13800001234"
    )
    other = world.home(
        world.building2, 1, "302", floor_area=Decimal("60.00"), owner_name="王秀英", owner_phone="13800001234"
    )
    mother = world.person("王秀英", home=home)
    son = world.person("王小军", born=date(1990, 1, 1), home=home, household=mother.household, relation="20")
    child = world.person(
        "王一一", born=date(2018, 1, 1), home=home, household=mother.household, relation="40"
    )
    return mother, son, child, other


def test_the_roll_counts_what_the_matter_asks_for(world, family) -> None:
    mother, son, _child, other = family
    code = world.community.code
    assert {v.key for v in api.roll(code, Unit.ADULT)} == {mother.pk, son.pk}
    assert [v.key for v in api.roll(code, Unit.HOUSEHOLD)] == [mother.household_id]
    homes = api.roll(code, Unit.DWELLING)
    assert {v.key for v in homes} == {mother.home_id, other.pk}
    assert sum(v.area for v in homes) == Decimal("148.50")
    assert len({v.owner for v in homes}) == 1
    assert api.roll(world.other_community.code, Unit.ADULT) == []


def test_the_roll_asks_no_more_for_more_people(world, family) -> None:
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            api.roll(world.community.code, Unit.HOUSEHOLD)
        counts.append(len(asked))
        for n in range(6):
            world.person(f"新人{n}", home=world.home(world.building3, 1, f"{n + 1}01"))
    assert counts[0] == counts[1] <= 3


def test_a_phone_speaks_for_itself_its_household_and_what_it_owns(world, family) -> None:
    mother, son, _child, other = family
    worker, code = world.actor("community_manager"), world.community.code
    neighbour(worker, mother, tie=Tie.OWNER_HERE)
    owner = neighbour(worker, mother, tie=Tie.OWNER_AWAY, home=other)
    assert api.votes_of(owner, code, Unit.ADULT) == [mother.pk]
    assert api.votes_of(owner, code, Unit.HOUSEHOLD) == [mother.household_id]
    assert set(api.votes_of(owner, code, Unit.DWELLING)) == {mother.home_id, other.pk}
    living = neighbour(worker, son, phone="13900005678")
    assert api.votes_of(living, code, Unit.ADULT) == [son.pk]
    assert api.votes_of(living, code, Unit.DWELLING) == []
    assert api.votes_of(living, world.other_community.code, Unit.ADULT) == []


def test_the_young_have_no_vote_but_may_be_linked(world) -> None:
    young = world.person("小陈", born=date(2010, 1, 1))
    found = neighbour(world.actor("community_manager"), young)
    assert api.votes_of(found, world.community.code, Unit.ADULT) == []
    assert api.votes_of(found, world.community.code, Unit.HOUSEHOLD) == []


def test_the_api_tells_whose_home_it_is(world, family) -> None:
    mother, son, child, _other = family
    found = neighbour(world.actor("community_manager"), mother)
    home = api.home_in(found, world.community.code)
    assert [m.key for m in api.household_of(home)] == [mother.pk, son.pk, child.pk]
    assert [m.key for m in api.adults_of(home)] == [mother.pk, son.pk]
    with pytest.raises(api.NotLinked):
        api.home_in(found, world.other_community.code)
    assert api.linked_below(world.community.code) == {mother.home_id}
    assert api.phones_of([mother.home_id]) == {mother.home_id: ["13800001234"]}
