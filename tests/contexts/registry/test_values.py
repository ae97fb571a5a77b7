"""Where values are kept and which source wins; unsaved, so the rules are seen alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.contexts.registry.commands.values import Said, state, with_consequences
from linli.contexts.registry.models import Person
from linli.kernel.privacy.sealed import Sealed

DAY = date(2026, 1, 10)


def said(on: date = DAY, source: str = "roster") -> Said:
    return Said(source, on, 7)


@pytest.mark.django_db
def test_each_value_lands_where_it_belongs() -> None:
    person = Person()
    statement = state(
        person,
        {"name": "单雄信", "phone": "19900000001", "health": "高血压", "occupation": "裁缝", "born_on": DAY},
        said(),
    )
    assert person.name == "单雄信"
    assert "sxx" in person.search_words
    assert person.phone.reveal() == "19900000001"
    assert Sealed(person.boxes["health"]).reveal() == "高血压"
    assert person.details == {"occupation": "裁缝"}
    assert person.sources["phone"] == ["roster", "2026-01-10", 7]
    assert set(statement.values) == {"name", "occupation", "born_on"}
    assert set(statement.boxes) == {"phone", "health"}


@pytest.mark.django_db
@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["a", "b", "c", ""])), min_size=1, max_size=8))
def test_the_latest_day_wins_whatever_the_order_of_arrival(told: list[tuple[int, str]]) -> None:
    person = Person()
    for days, value in told:
        state(person, {"occupation": value}, said(DAY + timedelta(days=days)))
    latest = max(days for days, _ in told)
    expected = [value for days, value in told if days == latest][-1]
    assert person.details.get("occupation", "") == expected


@pytest.mark.parametrize(
    ("number", "born", "sex"),
    [("11010519491231002X", date(1949, 12, 31), "2"), ("440524188001010014", date(1880, 1, 1), "1")],
)
def test_an_identity_number_says_birth_and_sex(number: str, born: date, sex: str) -> None:
    told = with_consequences({"id_number": number})
    assert (told["born_on"], told["sex"]) == (born, sex)


def test_what_is_said_beside_the_number_is_not_overwritten() -> None:
    told = with_consequences({"id_number": "11010519491231002X", "born_on": DAY})
    assert told["born_on"] == DAY
