"""Age is full years lived (周岁), birthdays count, and leap-day children do not wait until March."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from linli.engines.identity import Birthday, age_on, birthday, next_boundary

BIRTHS = st.dates(date(1900, 1, 1), date(2020, 12, 31))


def test_the_birthday_itself_counts() -> None:
    assert age_on(date(1946, 11, 21), date(2026, 11, 20)) == 79
    assert age_on(date(1946, 11, 21), date(2026, 11, 21)) == 80


def test_somebody_born_on_a_leap_day_grows_older_on_the_last_of_february() -> None:
    born = date(1964, 2, 29)
    assert birthday(born, 61) == date(2025, 2, 28)
    assert age_on(born, date(2025, 2, 27)) == 60
    assert age_on(born, date(2025, 2, 28)) == 61
    assert birthday(born, 60) == date(2024, 2, 29)
    assert age_on(born, date(2024, 2, 28)) == 59


def test_an_unborn_child_has_a_negative_age() -> None:
    assert age_on(date(2027, 1, 1), date(2026, 11, 21)) == -1


def test_the_next_birthday_that_matters() -> None:
    ages = (60, 65, 70, 80, 90, 100)
    assert next_boundary(date(1946, 11, 21), date(2026, 11, 20), ages) == Birthday(80, date(2026, 11, 21))
    assert next_boundary(date(1946, 11, 21), date(2026, 11, 21), ages) == Birthday(90, date(2036, 11, 21))
    assert next_boundary(date(1900, 1, 1), date(2026, 11, 21), ages) is None


@given(BIRTHS, st.integers(0, 120))
def test_an_age_begins_on_its_birthday_and_not_a_day_before(birth: date, age: int) -> None:
    day = birthday(birth, age)
    assert age_on(birth, day) == age
    assert age_on(birth, day - timedelta(days=1)) == age - 1
