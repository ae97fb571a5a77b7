"""A lane with a few doors, and days that pass there."""

import tomllib
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from linli.engines.plans import (
    Assignment,
    Book,
    Contact,
    Day,
    Household,
    Person,
    Reason,
    State,
    Worklist,
    book,
    evaluate,
)

PACK = Path(__file__).parents[3] / "packs/base/visit_plans.toml"
BASE = book(tomllib.loads(PACK.read_text(encoding="utf-8")))
MONDAY = date(2026, 3, 2)

GRANNY = Person("granny", "王桂兰", date(1941, 5, 20), attributes={"lives_alone": True})
GRANDPA = Person("grandpa", "李德福", date(1944, 2, 9))
FATHER = Person("father", "陈强", date(1988, 7, 1))
CHILD = Person("child", "陈小雨", date(2018, 9, 12))

EVERY_MONTH = """
[contacts]
effective = ["met"]
missed = ["not_at_home"]
in_person = ["visit"]
[channels]
visit = { name = "走访", english = "a visit" }
phone = { name = "电话", english = "a call" }
[outcomes]
met = { name = "见到", english = "met" }
not_at_home = { name = "未遇", english = "not at home" }
[plan.round]
name = "走访"
english = "visit"
subject = "household"
every_days = 30
before_days = 5
channels = ["visit", "phone"]
priority = 50
reason = "每 {every_days} 天"
reason_english = "every {every_days} days"
"""


def pack(text: str = "") -> Book:
    """The plan above, with further tables."""
    return book(tomllib.loads(EVERY_MONTH + text))


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour))


def seen(day: date, *people: str, channel: str = "visit", outcome: str = "met", hour: int = 10) -> Contact:
    return Contact(f"{day}-{hour}-{channel}", at(day, hour), channel, outcome, people)


def missed(day: date, hour: int = 10) -> Contact:
    return seen(day, outcome="not_at_home", hour=hour)


def met(household: Household, *contacts: Contact) -> Household:
    """The household after some more contacts."""
    return replace(household, contacts=(*household.contacts, *contacts))


def look(household: Household, today: date, plans: Book = BASE, **more: object) -> Worklist:
    return evaluate([household], plans, Day(at(today, 9), **more))


def reasons(household: Household, today: date, plans: Book = BASE, **more: object) -> dict[str, Reason]:
    """What is said about one household, by plan."""
    found = look(household, today, plans, **more).assignments
    return {reason.plan: reason for one in found for reason in one.reasons}


def entry(household: Household, today: date, plans: Book = BASE, **more: object) -> Assignment:
    (only,) = look(household, today, plans, **more).assignments
    return only


def is_due(household: Household, plan: str, today: date, plans: Book = BASE) -> bool:
    reason = reasons(household, today, plans).get(plan)
    return reason is not None and reason.state is State.DUE


def days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]
