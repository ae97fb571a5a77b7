"""Living alone and empty nests are computed from actual residence, and kept counts always equal a recount."""

from datetime import date, timedelta

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from linli.contexts.registry.commands import counts, people, stays
from linli.contexts.registry.models import Dwelling, Household, Person
from linli.contexts.registry.queries.expressions import age, empty_nest_q, lives_alone_q, years_before
from linli.contexts.registry.queries.people import boundary_birthdays
from linli.contexts.registry.queries.select import people_on_the_books
from linli.engines.identity import age_on
from linli.kernel.catalogue.fields import Reach, Subject


def names(where: Q) -> set[str]:
    return set(people_on_the_books().filter(where).values_list("name", flat=True))


def test_alone_by_residence_not_by_paper(world, clock) -> None:
    today = clock.today()
    alone = world.person("独居人", date(1950, 1, 1), home=world.home(world.building1, 1, "101"))
    world.person("年轻人", date(2000, 1, 1), home=world.home(world.building1, 1, "102"))
    wife = world.person("老伴甲", date(1950, 1, 1), home=world.home(world.building1, 1, "103"))
    world.person("老伴乙", date(1951, 1, 1), home=wife.home, household=wife.household, relation="11")
    mother = world.person("母亲", date(1950, 1, 1), home=world.home(world.building1, 1, "201"))
    son = world.person("儿子", date(1980, 1, 1), home=mother.home, household=mother.household, relation="20")
    assert names(lives_alone_q(today)) == {"独居人"}
    assert names(empty_nest_q(today)) == {"老伴甲", "老伴乙"}
    # The son moves out: on paper he stays registered, but she now lives alone.
    stays.move_out(world.actor("community_manager"), son, on=today)
    assert names(lives_alone_q(today)) == {"独居人", "母亲"}
    assert alone.home.living_count == 1 or Dwelling.objects.get(pk=alone.home_id).living_count == 1


def test_nobody_is_called_an_empty_nest_on_a_guess(world, clock) -> None:
    first = world.person("老人", date(1950, 1, 1), home=world.home(world.building1, 1, "101"))
    other = world.person("不知年龄", date(1952, 1, 1), home=first.home)
    Person.objects.filter(pk=other.pk).update(born_on=None)
    counts.recount_dwellings([first.home_id])
    assert names(empty_nest_q(clock.today())) == set()


days = st.dates(date(1900, 1, 1), date(2026, 12, 31))


@given(born=days, today=days, years=st.integers(0, 110))
def test_years_before_is_the_latest_birthday_of_that_age(born: date, today: date, years: int) -> None:
    if today.year - years < 1:
        return
    assert (born <= years_before(today, years)) == (
        born <= today and age_on(born, today) >= years
    ) or born > today


@pytest.mark.parametrize(
    "today", [date(2026, 2, 28), date(2026, 3, 1), date(2024, 2, 29), date(2026, 12, 31)]
)
def test_age_in_the_database_equals_age_by_the_engine(world, today: date) -> None:
    births = [date(1964, 2, 29), date(1966, 2, 28), date(1966, 3, 1), date(2000, 12, 31), date(1999, 1, 1)]
    for number, born in enumerate(births):
        world.person(f"人{number}", born)
    rows = Person.objects.annotate(now=age(Reach(Subject.PERSON, today)))
    assert {p.born_on: p.now for p in rows} == {b: age_on(b, today) for b in births}


def test_boundary_birthdays_are_known_thirty_days_ahead(world, clock) -> None:
    today = clock.today()
    world.person("将满八十", (today + timedelta(days=30)).replace(year=today.year - 80))
    world.person("太远", (today + timedelta(days=31)).replace(year=today.year - 80))
    world.person("已满", today.replace(year=today.year - 80))
    world.person("不是整岁", (today + timedelta(days=5)).replace(year=today.year - 77))
    found = boundary_birthdays(world.actor("community_manager"), today)
    assert [(b.person.name, b.age) for b in found] == [("将满八十", 80)]


@pytest.mark.parametrize("how", ["left", "died", "erased"])
def test_a_household_ends_with_its_last_member_and_no_longer_stands_for_its_home(world, clock, how) -> None:
    home = world.home(world.building1, 1, "101")
    last = world.person("独居人", home=home)
    lodger = world.person("房客", home=home, household=world.person("房东").household, relation="99")
    household, manager = last.household_id, world.actor("community_manager")
    if how == "left":
        stays.move_out(manager, last, on=clock.today())
    elif how == "died":
        people.record_death(manager, last, on=clock.today())
    else:
        people.erase(manager, last, reason="本人要求")
    ended = Household.objects.get(pk=household)
    assert (ended.size, ended.ended_on, ended.head_id) == (0, clock.today(), None)
    home.refresh_from_db()
    assert (home.living_count, home.owner_household_id) == (1, None)
    assert lodger.household_id != household


def test_recount_changes_nothing_after_a_busy_day(world, clock) -> None:
    manager = world.actor("community_manager")
    people = [world.person(f"人{n}", date(1950 + n, 1, 1)) for n in range(6)]
    stays.move_in(manager, people[1].home, people[0], on=clock.today(), source="visit")
    stays.move_out(manager, people[2], on=clock.today())
    stays.open_household(manager, people[1].home, people[0], on=clock.today(), source="visit")
    kept = list(
        Dwelling.objects.order_by("pk").values_list("living_count", "youngest_born_on", "owner_household")
    )
    sizes = list(Household.objects.order_by("pk").values_list("size", flat=True))
    counts.recount_dwellings(Dwelling.objects.values_list("pk", flat=True))
    counts.recount_households(Household.objects.values_list("pk", flat=True))
    again = Dwelling.objects.order_by("pk").values_list("living_count", "youngest_born_on", "owner_household")
    assert list(again) == kept
    assert list(Household.objects.order_by("pk").values_list("size", flat=True)) == sizes
