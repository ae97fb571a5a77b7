"""What holds for every household on every day."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.engines.plans.lane import BASE, at

from linli.engines.plans import (
    Change,
    Contact,
    Day,
    Household,
    Matter,
    Person,
    Postponement,
    State,
    completeness,
    evaluate,
    judge,
    why_today,
)
from linli.engines.plans.judging import judged, opened

START = date(2026, 1, 1)
PLANS = [plan.key for plan in BASE.plans]
DAYS = st.dates(START, START + timedelta(days=400))
MOMENTS = st.builds(at, DAYS, st.integers(7, 21))
GROUPS = ["dementia", "care_dependent", "child_in_difficulty", "subsistence_allowance", "pregnant"]

people = st.builds(
    Person,
    key=st.sampled_from(["a", "b", "c"]),
    name=st.sampled_from(["甲", "乙", ""]),
    born_on=st.none() | st.dates(date(1925, 1, 1), date(2025, 1, 1)),
    since_on=st.none() | DAYS,
    attributes=st.fixed_dictionaries(
        {},
        optional={
            "lives_alone": st.booleans(),
            "empty_nest": st.booleans(),
            "groups": st.lists(st.sampled_from(GROUPS), max_size=2).map(tuple),
            "phone_checked_on": DAYS,
        },
    ),
)
contacts = st.builds(
    Contact,
    key=st.uuids().map(str),
    at=MOMENTS,
    channel=st.sampled_from(["visit", "phone", "reception", "video"]),
    outcome=st.sampled_from(["met", "not_at_home", "no_answer", "declined"]),
    people=st.lists(st.sampled_from(["a", "b", "c"]), max_size=3, unique=True).map(tuple),
    settled=st.lists(st.sampled_from(PLANS), max_size=2).map(tuple),
)
matters = st.builds(
    Matter,
    key=st.sampled_from(["m1", "m2"]),
    kind=st.sampled_from(["verification", "question", "promise", "return"]),
    due_on=DAYS,
    person=st.sampled_from(["", "a", "b"]),
    opened_at=st.none() | MOMENTS,
)
changes = st.builds(
    Change, st.sampled_from(["fell", "died", "born", "moved_in"]), MOMENTS, st.sampled_from(["", "a"])
)
colours = st.sampled_from(["red", "yellow", "green", "grey"])
households = st.builds(
    Household,
    key=st.sampled_from(["8-1", ""]),
    people=st.lists(people, max_size=3, unique_by=lambda one: one.key).map(tuple),
    contacts=st.lists(contacts, max_size=6).map(tuple),
    changes=st.lists(changes, max_size=2).map(tuple),
    matters=st.lists(matters, max_size=3, unique_by=lambda one: one.key).map(tuple),
    worker=st.sampled_from(["wang", ""]),
    since_on=st.none() | DAYS,
    attributes=st.fixed_dictionaries({}, optional={"colour": colours}),
)
looks = st.builds(Day, DAYS.map(at), st.integers(0, 20), st.none() | DAYS)


@given(households, looks)
def test_a_plan_is_either_satisfied_or_left_to_do(home: Household, day: Day) -> None:
    for found in judged(opened(home, BASE, day)):
        has_open = any(reason.state in (State.DUE, State.LATER) for reason in found.reasons)
        assert found.standing.is_satisfied is not has_open
    for row in completeness([judge(home, BASE, day)]):
        assert 0 <= row.overdue <= row.left <= row.concerned
        assert row.postponed <= row.left


@given(households, looks)
def test_bundling_loses_no_reason_and_doubles_none(home: Household, day: Day) -> None:
    said = [reason for found in judged(opened(home, BASE, day)) for reason in found.reasons]
    bundled = [reason for one in judge(home, BASE, day).assignments for reason in one.reasons]
    assert len({reason.key for reason in bundled}) == len(bundled)
    lost = {reason.key for reason in said} - {reason.key for reason in bundled}
    assert {reason.state for reason in said if reason.key in lost} <= {State.ALONG}


@given(households, looks, st.integers(0, 30), st.integers(0, 60))
def test_putting_off_never_loses_a_reason(home: Household, day: Day, puts: int, later: int) -> None:
    before = {reason.key for one in judge(home, BASE, day).assignments for reason in one.reasons}
    until = day.today + timedelta(days=puts)
    put_off = replace(home, postponements=tuple(Postponement(key, day.now, until) for key in sorted(before)))
    now = {reason.key: reason for one in judge(put_off, BASE, day).assignments for reason in one.reasons}
    assert set(now) == before
    then = replace(day, now=day.now + timedelta(days=later))
    kept = {reason.key for one in judge(put_off, BASE, then).assignments for reason in one.reasons}
    plain = {reason.key for one in judge(home, BASE, then).assignments for reason in one.reasons}
    assert kept == plain
    over = replace(day, now=day.now + timedelta(days=31))
    tomorrow = over.today + timedelta(days=1)
    for one in judge(put_off, BASE, over).assignments:
        assert all(reason.not_before is None or reason.not_before <= tomorrow for reason in one.reasons)


@given(households, looks)
def test_dates_priorities_and_states_agree(home: Household, day: Day) -> None:
    for one in judge(home, BASE, day).assignments:
        assert one.state is one.reasons[0].state
        assert one.state is not State.ALONG
        leading = [reason for reason in one.reasons if reason.state is one.state]
        assert one.priority == leading[0].priority == max(reason.priority for reason in leading)
        assert one.due_on == min(reason.due_on for reason in leading)
        for reason in one.reasons:
            assert reason.due_from <= reason.due_on
            assert reason.overdue_days == max(0, (day.today - reason.due_on).days)
            assert (reason.state in (State.DUE, State.LATER)) is (reason.due_from <= day.today)
        assert len(why_today(one, BASE)) == len(one.reasons)


@given(households, looks)
def test_a_visit_that_settles_everything_leaves_nothing_due(home: Household, day: Day) -> None:
    one = judge(home, BASE, day)
    keys = {reason.key for each in one.assignments for reason in each.reasons if reason.plan != "return_due"}
    everybody = tuple(person.key for person in home.people)
    visit = Contact("now", at(day.today, 22), "visit", "met", everybody, tuple(keys))
    after = judge(replace(home, contacts=(*home.contacts, visit)), BASE, day)
    due = [
        reason
        for each in after.assignments
        for reason in each.reasons
        if reason.state is State.DUE and reason.plan != "return_due"
    ]
    opened_later = {one.key for one in home.matters if one.opened_at and one.opened_at > visit.at}
    assert all(any(reason.key.endswith(key) for key in opened_later) for reason in due)


@given(st.lists(households, max_size=3, unique_by=lambda one: one.key), looks, contacts)
def test_judging_only_what_changed_says_the_same_as_judging_all(
    homes: list[Household], day: Day, contact: Contact
) -> None:
    first = evaluate(homes, BASE, day)
    changed = [replace(home, contacts=(*home.contacts, contact)) for home in homes[:1]] + homes[1:]
    assert evaluate(changed, BASE, day, first).assignments == evaluate(changed, BASE, day).assignments


@given(households, looks)
def test_the_order_in_which_things_are_told_does_not_matter(home: Household, day: Day) -> None:
    turned = replace(
        home, contacts=home.contacts[::-1], changes=home.changes[::-1], matters=home.matters[::-1]
    )
    said = {reason.key: reason for one in judge(home, BASE, day).assignments for reason in one.reasons}
    again = {reason.key: reason for one in judge(turned, BASE, day).assignments for reason in one.reasons}
    assert said == again
