"""Conditions: each form of the language, and what is not understood."""

from datetime import date, datetime

import pytest

from linli.engines.plans import PlanError, attributes_of, condition
from linli.engines.plans.conditions import Scope

TODAY = date(2026, 3, 2)
FACTS = {
    "age": 82,
    "lives_alone": True,
    "residency": "in",
    "groups": ("disability", "care_dependent"),
    "moved_in_on": date(2026, 2, 10),
    "note": "",
    "score": 2.5,
    "nothing": None,
}


def person(**facts: object) -> Scope:
    return Scope({**FACTS, **facts}, TODAY)


@pytest.mark.parametrize(
    ("table", "holds"),
    [
        ({}, True),
        ({"age": 82}, True),
        ({"age": 81}, False),
        ({"age": {"from": 82}}, True),
        ({"age": {"from": 83}}, False),
        ({"age": {"below": 82}}, False),
        ({"age": {"from": 80, "below": 90}}, True),
        ({"score": {"from": 2, "below": 3}}, True),
        ({"lives_alone": True}, True),
        ({"lives_alone": 1}, False),
        ({"lives_alone": {"from": 0}}, False),
        ({"residency": ["in", "lodging"]}, True),
        ({"residency": ["out"]}, False),
        ({"groups": "disability"}, True),
        ({"groups": ["dementia", "care_dependent"]}, True),
        ({"groups": ["dementia"]}, False),
        ({"nothing": ["x"]}, False),
        ({"absent": {"from": 0}}, False),
        ({"absent": {"known": False}}, True),
        ({"note": {"known": True}}, False),
        ({"age": {"known": True, "from": 90}}, False),
        ({"residency": {"from": 5}}, False),
        ({"moved_in_on": {"days_ago": {"from": 0, "below": 30}}}, True),
        ({"moved_in_on": {"days_ago": {"below": 20}}}, False),
        ({"moved_in_on": {"from": date(2026, 2, 1)}}, True),
        ({"age": {"from": date(2026, 2, 1)}}, False),
        ({"not": {"age": 82}}, False),
        ({"any": [{"age": 1}, {"lives_alone": True}]}, True),
        ({"all": [{"age": 82}, {"lives_alone": False}]}, False),
        ({"age": {"from": 80}, "any": [{"residency": "out"}, {"groups": "disability"}]}, True),
    ],
)
def test_a_condition_holds_or_not(*, table: dict[str, object], holds: bool) -> None:
    assert condition(table, "here").holds(person()) is holds


def test_a_moment_is_not_a_day() -> None:
    scope = person(moved_in_on=datetime(2026, 2, 10, 9, 0))
    assert not condition({"moved_in_on": {"days_ago": {"from": 0}}}, "here").holds(scope)
    assert not condition({"moved_in_on": {"from": date(2026, 1, 1)}}, "here").holds(scope)


def family() -> Scope:
    home = Scope({"use": "rented"}, TODAY)
    home.household = home
    for key, age in (("old", 80), ("older", 85), ("child", 6)):
        home.members.append(Scope({"age": age}, TODAY, home.members, home, key))
    return home


def test_members_are_counted() -> None:
    two_old = {"members": {"where": {"age": {"from": 80}}, "at_least": 2}}
    assert condition(two_old, "here").holds(family())
    assert not condition({"members": {"where": {"age": {"from": 81}}, "at_least": 2}}, "here").holds(family())
    assert condition({"members": {"where": {"age": {"from": 90}}, "at_most": 0}}, "here").holds(family())
    assert condition({"members": {"where": {"age": {"from": 81}}}}, "here").holds(family())
    assert condition({"members": {"at_least": 3, "at_most": 3}}, "here").holds(family())


def test_others_leave_oneself_out() -> None:
    home = family()
    no_other_adult = condition({"others": {"where": {"age": {"from": 18}}, "at_most": 1}}, "here")
    assert [no_other_adult.holds(one) for one in home.members] == [True, True, False]


def test_a_person_asks_about_the_household() -> None:
    rented = condition({"household": {"use": "rented"}}, "here")
    assert all(rented.holds(one) for one in family().members)
    assert rented.holds(family())


@pytest.mark.parametrize(
    "table",
    [
        {"age": {"form": 80}},
        {"age": {}},
        {"age": {"from": "80"}},
        {"age": {"from": True}},
        {"age": {"from": 1, "below": date(2026, 1, 1)}},
        {"age": {"days_ago": {}}},
        {"age": None},
        {"any": []},
        {"any": {"age": 1}},
        {"all": "age"},
        {"not": [{"age": 1}]},
        {"members": {"which": {}}},
        {"members": {"at_least": "two"}},
        ["age"],
    ],
)
def test_what_is_not_understood_is_refused_by_its_place(table: object) -> None:
    with pytest.raises(PlanError, match="here"):
        condition(table, "here")


def test_the_attributes_that_are_asked_for_are_known() -> None:
    table = {
        "any": [{"age": {"from": 1}}, {"not": {"residency": "in"}}],
        "household": {"use": "rented"},
        "members": {"where": {"groups": "disability"}},
        "others": {"at_most": 0},
    }
    assert attributes_of(table) == {"age", "residency", "use", "groups"}
