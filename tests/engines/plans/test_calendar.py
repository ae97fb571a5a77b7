"""Walking the calendar: set today, visit, let days pass, and expect an entry only within its window."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from tests.engines.plans.lane import (
    BASE,
    CHILD,
    FATHER,
    GRANDPA,
    GRANNY,
    MONDAY,
    at,
    days,
    entry,
    is_due,
    look,
    met,
    missed,
    pack,
    reasons,
    seen,
)

from linli.engines.plans import Change, Day, Household, Matter, Person, Spell, State, evaluate

YOUNG = Household("8-2-302", (FATHER,))
OLD = Household("8-1-101", (GRANNY,))


def test_a_yellow_household_is_due_from_five_days_before_its_thirty_are_over() -> None:
    home = met(replace(YOUNG, attributes={"colour": "yellow"}), seen(MONDAY))
    due = [day for day in days(MONDAY, 60) if is_due(home, "household_round", day)]
    assert due == days(MONDAY + timedelta(days=25), 35)
    assert reasons(home, MONDAY + timedelta(days=33))["household_round"].overdue_days == 3
    assert reasons(home, MONDAY + timedelta(days=30))["household_round"].overdue_days == 0


@pytest.mark.parametrize(
    ("colour", "days_until"), [("red", 7), ("yellow", 30), ("green", 180), ("grey", 365)]
)
def test_each_colour_has_its_own_interval(colour: str, days_until: int) -> None:
    home = met(replace(YOUNG, attributes={"colour": colour}), seen(MONDAY))
    after = reasons(home, MONDAY + timedelta(days=days_until))["household_round"]
    assert (after.due_on - MONDAY).days == days_until


def test_a_year_of_weekly_visits_leaves_nothing_overdue() -> None:
    home = replace(OLD, since_on=MONDAY)
    for day in days(MONDAY, 366):
        found = look(home, day, started_on=MONDAY)
        due = [one for one in found.assignments if one.state is State.DUE]
        assert all(one.overdue_days == 0 for one in due)
        if due and any(reason.due_on == day for reason in due[0].reasons):
            ticks = tuple(reason.key for reason in due[0].reasons)
            home = met(home, replace(seen(day, "granny"), settled=ticks))
            assert not [one for one in look(home, day).assignments if one.state is State.DUE]
    assert 50 < len(home.contacts) < 60


def test_a_call_does_for_a_yellow_household_but_not_twice_in_a_row_for_a_red_one() -> None:
    called = [seen(MONDAY + timedelta(days=n), channel="phone") for n in (0, 6)]
    yellow = met(replace(YOUNG, attributes={"colour": "yellow"}), *called)
    assert (reasons(yellow, MONDAY + timedelta(days=40))["household_round"].due_on - MONDAY).days == 36
    red = replace(yellow, attributes={"colour": "red"})
    due = reasons(red, MONDAY + timedelta(days=7))["household_round"]
    assert (due.due_on - MONDAY).days == 7
    assert due.must_be_in_person
    assert due.channels == ("visit", "reception")
    visited = met(red, seen(MONDAY + timedelta(days=7)))
    again = reasons(visited, MONDAY + timedelta(days=14))["household_round"]
    assert not again.must_be_in_person
    assert "phone" in again.channels


def test_a_green_household_is_not_done_by_a_call() -> None:
    home = met(YOUNG, seen(MONDAY), seen(MONDAY + timedelta(days=100), channel="phone"))
    assert (reasons(home, MONDAY + timedelta(days=170))["household_round"].due_on - MONDAY).days == 180


def test_a_refusal_or_an_empty_flat_is_no_visit_but_looking_after_an_empty_flat_is_one() -> None:
    looked = seen(MONDAY, outcome="looked_after_empty")
    empty = replace(YOUNG, people=(), attributes={"use": "vacant"})
    assert not is_due(met(empty, looked), "household_round", MONDAY + timedelta(days=300))
    assert is_due(met(YOUNG, looked), "household_round", MONDAY)
    assert is_due(met(YOUNG, seen(MONDAY, outcome="declined")), "household_round", MONDAY)


def test_a_person_must_have_been_met_a_household_need_not() -> None:
    couple = Household("8-1-102", (GRANNY, GRANDPA))
    others = met(couple, seen(MONDAY, "grandpa"))
    assert is_due(others, "older_high_risk", MONDAY)
    assert not is_due(others, "household_round", MONDAY)
    assert not is_due(met(couple, seen(MONDAY, "granny", "grandpa")), "older_high_risk", MONDAY)


def test_at_high_risk_the_monthly_visit_gives_way_to_the_weekly_one() -> None:
    assert set(reasons(OLD, MONDAY)) == {"older_high_risk", "household_round"}
    younger = replace(GRANNY, born_on=date(1955, 5, 20))
    assert set(reasons(replace(OLD, people=(younger,)), MONDAY)) == {"older_hardship", "household_round"}


def test_a_month_has_at_least_one_visit_even_when_thirty_days_would_jump_over_february() -> None:
    younger = replace(GRANNY, born_on=date(1955, 5, 20))
    home = met(replace(OLD, people=(younger,)), seen(date(2026, 1, 30), "granny"))
    assert reasons(home, date(2026, 2, 28))["older_hardship"].due_on == date(2026, 2, 28)


def test_a_quarter_has_at_least_one_visit() -> None:
    child = replace(CHILD, attributes={"groups": ("left_behind_child",)})
    home = met(Household("9", (child, FATHER)), seen(date(2026, 7, 1), "child"))
    assert reasons(home, date(2026, 9, 29))["left_behind_child"].due_on == date(2026, 9, 29)
    home = met(Household("9", (child, FATHER)), seen(date(2025, 10, 1), "child"))
    assert reasons(home, date(2025, 12, 30))["left_behind_child"].due_on == date(2025, 12, 30)
    home = met(Household("9", (child, FATHER)), seen(date(2025, 12, 31), "child"))
    assert reasons(home, date(2026, 3, 31))["left_behind_child"].due_on == date(2026, 3, 31)


def test_within_a_day_of_coming_home_from_hospital_somebody_looks_in() -> None:
    seen_before = met(OLD, seen(MONDAY, "granny"))
    home = replace(seen_before, changes=(Change("home_from_hospital", at(MONDAY, 15), "granny"),))
    due = reasons(home, MONDAY)["older_high_risk_change"]
    assert due.due_at == datetime(2026, 3, 3, 15, 0)
    assert due.due_on == date(2026, 3, 3)
    assert entry(home, MONDAY).reasons[0].plan == "older_high_risk_change"
    earlier_that_day = met(home, seen(MONDAY, "granny", hour=14))
    assert is_due(earlier_that_day, "older_high_risk_change", MONDAY)
    afterwards = met(home, seen(MONDAY, "granny", hour=16))
    assert "older_high_risk_change" not in reasons(afterwards, MONDAY)


def test_what_happens_to_one_concerns_the_other() -> None:
    """The wife at high risk is seen within a day when her husband dies; the household within three."""
    ill = replace(GRANDPA, born_on=date(1950, 1, 1))
    couple = met(Household("8-1-102", (GRANNY, ill)), seen(MONDAY, "granny", "grandpa"))
    widowed = replace(couple, changes=(Change("died", at(MONDAY, 12), "grandpa"),), people=(GRANNY,))
    found = reasons(widowed, MONDAY)
    assert found["older_high_risk_change"].person == "granny"
    assert found["bereaved"].due_on == MONDAY + timedelta(days=3)


def test_a_birthday_shows_thirty_days_ahead_and_lapses_sixty_days_after() -> None:
    turns_80 = Person("p", "赵六", date(1946, 4, 10))
    home = met(Household("7", (turns_80, FATHER)), seen(date(2026, 3, 1)))
    shown = [day for day in days(date(2026, 2, 1), 200) if "boundary_birthday" in reasons(home, day)]
    assert shown == days(date(2026, 3, 11), 91)
    assert reasons(home, shown[0])["boundary_birthday"].values["years"] == 80


@pytest.mark.parametrize(("born", "shows"), [(1966, True), (1961, True), (1959, False), (1926, True)])
def test_only_birthdays_at_which_something_changes_show(*, born: int, shows: bool) -> None:
    person = Person("p", "赵六", date(born, 4, 10))
    assert ("boundary_birthday" in reasons(Household("7", (person, FATHER)), date(2026, 4, 1))) is shows


def test_someone_born_on_a_leap_day_has_a_birthday_in_other_years() -> None:
    person = Person("p", "赵六", date(1956, 2, 29))
    found = reasons(Household("7", (person, FATHER)), date(2026, 2, 20))
    assert found["boundary_birthday"].due_on == date(2026, 2, 28)


def test_a_birthday_is_done_when_somebody_says_so_not_by_any_visit() -> None:
    turns_80 = Person("p", "赵六", date(1946, 4, 10))
    home = Household("7", (turns_80, FATHER))
    key = reasons(home, date(2026, 4, 1))["boundary_birthday"].key
    assert key == "boundary_birthday:7/p:80"
    plain = met(home, seen(date(2026, 4, 1), "p"))
    assert is_due(plain, "boundary_birthday", date(2026, 4, 1))
    for tick in (key, "boundary_birthday"):
        told = met(home, replace(seen(date(2026, 4, 1), channel="phone"), settled=(tick,)))
        assert "boundary_birthday" not in reasons(told, date(2026, 4, 1))
    other = met(home, replace(seen(date(2026, 4, 1)), settled=("boundary_birthday:7/q:80",)))
    assert "boundary_birthday" in reasons(other, date(2026, 4, 1))


def test_what_was_checked_a_year_ago_is_stale() -> None:
    person = replace(FATHER, attributes={"phone_checked_on": date(2025, 3, 10)})
    home = met(Household("7", (person,)), seen(MONDAY))
    assert "phone_check" not in reasons(home, date(2026, 3, 9))
    assert reasons(home, date(2026, 3, 10))["phone_check"].due_on == date(2026, 3, 10)


def test_matters_of_other_parts_are_due_in_their_window() -> None:
    matter = Matter("m1", "verification", date(2026, 3, 20), "father", values={"group": "低保"})
    home = met(Household("7", (FATHER,), matters=(matter,)), seen(MONDAY))
    assert "verification" not in reasons(home, date(2026, 3, 5))
    assert reasons(home, date(2026, 3, 6))["verification"].state is State.DUE
    done = met(home, replace(seen(date(2026, 3, 6)), settled=("verification:7/father:m1",)))
    assert "verification" not in reasons(done, date(2026, 3, 7))
    assert "verification" not in reasons(replace(home, matters=()), date(2026, 3, 7))


def test_what_belongs_to_no_door_stands_alone() -> None:
    returns = tuple(
        Matter(key, "return", date(2026, 3, 5), values={"form": "低保月报", "period": "月"}) for key in "ab"
    )
    found = look(Household("", matters=returns), MONDAY).assignments
    assert [one.key for one in found] == ["return_due:a", "return_due:b"]


def test_in_the_heat_those_who_bear_it_badly_are_seen_once() -> None:
    heat = Spell("heat", date(2026, 7, 10), date(2026, 7, 14))
    home = met(OLD, seen(date(2026, 7, 9), "granny"))
    with_heat = {day.day: reasons(home, day, spells=(heat,)) for day in days(date(2026, 7, 8), 9)}
    assert [day for day, found in with_heat.items() if "weather_check" in found] == [10, 11, 12, 13, 14]
    assert with_heat[10]["weather_check"].due_on == date(2026, 7, 11)
    called = met(home, seen(date(2026, 7, 10), "granny", channel="phone"))
    assert "weather_check" not in reasons(called, date(2026, 7, 11), spells=(heat,))


def test_two_old_people_one_of_whom_needs_care_are_due_because_of_both() -> None:
    ill = replace(GRANDPA, attributes={"groups": ("care_dependent",)})
    well = replace(GRANNY, attributes={})
    home = met(Household("8-1-102", (well, ill)), seen(MONDAY))
    assert reasons(home, MONDAY + timedelta(days=13))["older_couple"].values["who"] == ("王桂兰", "李德福")
    assert "older_couple" not in reasons(replace(home, people=(well, replace(ill, attributes={}))), MONDAY)
    assert "older_couple" not in reasons(replace(home, people=(well, ill, FATHER)), MONDAY)


def test_grandparents_with_a_child_and_nobody_in_between() -> None:
    assert "grandparents_alone" in reasons(Household("3", (GRANDPA, CHILD)), MONDAY)
    assert "grandparents_alone" not in reasons(Household("3", (GRANDPA, CHILD, FATHER)), MONDAY)


def test_a_fixed_day_of_some_months() -> None:
    plans = pack("""[plan.drill]
        name = "演练"
        english = "drill"
        subject = "household"
        months = [2, 8]
        day = 31
        before_days = 10
        after_days = 20
        channels = ["visit"]
        priority = 20
        ticked = true
        reason = "每半年一次"
        reason_english = "twice a year" """)
    home = met(YOUNG, seen(MONDAY))
    shown = [day for day in days(date(2026, 1, 1), 365) if "drill" in reasons(home, day, plans)]
    assert shown == [*days(date(2026, 2, 18), 31), *days(date(2026, 8, 21), 31)]
    done = met(home, replace(seen(date(2026, 8, 22)), settled=("drill",)))
    assert "drill" not in reasons(done, date(2026, 8, 31), plans)
    assert "drill" in reasons(done, date(2027, 2, 20), plans)


def test_a_new_community_is_not_due_in_one_day() -> None:
    homes = [Household(f"{n}", (FATHER,), since_on=date(2001, 1, 1)) for n in range(360)]
    first = evaluate(homes, BASE, Day(at(MONDAY), started_on=MONDAY, ahead_days=200))
    by_day: dict[date, int] = {}
    for one in first.assignments:
        by_day[one.due_on] = by_day.get(one.due_on, 0) + 1
    assert min(by_day) > MONDAY
    assert max(by_day) <= MONDAY + timedelta(days=180)
    assert max(by_day.values()) < 12
    again = evaluate(homes[::-1], BASE, Day(at(MONDAY), started_on=MONDAY, ahead_days=200))
    assert again.assignments == first.assignments


def test_a_household_that_nobody_ever_saw_is_due_at_once_when_nothing_else_is_known() -> None:
    assert is_due(YOUNG, "household_round", MONDAY)


def test_who_moved_in_long_ago_and_was_never_seen_is_not_overdue_for_decades() -> None:
    home = replace(YOUNG, since_on=date(2001, 1, 1))
    never = reasons(home, MONDAY)["household_round"]
    assert (never.due_on, never.overdue_days) == (MONDAY, 0)
    since = reasons(home, MONDAY, started_on=date(2025, 3, 2))["household_round"]
    assert 0 < since.overdue_days < 365


def test_times_with_a_zone_serve_as_well() -> None:
    shanghai = timezone(timedelta(hours=8))
    visit = replace(seen(MONDAY), at=at(MONDAY, 1).replace(tzinfo=shanghai))
    changed = Change("moved_in", at(MONDAY, 2).replace(tzinfo=shanghai))
    born = replace(GRANNY, born_on=date(1946, 3, 5))
    home = replace(YOUNG, people=(born,), contacts=(visit,), changes=(changed,))
    found = evaluate([home], BASE, Day(at(MONDAY, 3).replace(tzinfo=shanghai)))
    plans = {reason.plan for one in found.assignments for reason in one.reasons}
    assert plans == {"older_hardship", "new_household", "boundary_birthday"}


def test_a_contact_from_the_future_counts_only_when_its_day_has_come() -> None:
    home = met(YOUNG, seen(MONDAY + timedelta(days=5)))
    assert is_due(home, "household_round", MONDAY)
    assert not is_due(home, "household_round", MONDAY + timedelta(days=5))


def test_looking_a_week_ahead_shows_what_is_to_come() -> None:
    home = met(replace(YOUNG, attributes={"colour": "yellow"}), seen(MONDAY))
    day = MONDAY + timedelta(days=20)
    assert not look(home, day).assignments
    ahead = entry(home, day, ahead_days=6)
    assert ahead.state is State.AHEAD
    assert ahead.due_from == MONDAY + timedelta(days=25)


def test_the_same_door_tried_in_vain_is_no_contact() -> None:
    home = met(OLD, missed(MONDAY))
    assert reasons(home, MONDAY + timedelta(days=1))["older_high_risk"].tries == 1
