"""Which plans concern one household, and how does each of them stand today?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from linli.engines.plans import contacts as said
from linli.engines.plans.conditions import Scope
from linli.engines.plans.model import Contact, Day, Household, Person, Postponement, Value
from linli.engines.plans.plan import Book, Every, Plan, Subject
from linli.engines.plans.results import Reason, Standing, State
from linli.engines.plans.triggers import Occasion, Seen, again, may_fall_due, occasions


@dataclass(frozen=True, slots=True)
class Door:
    """A household with what was worked out about it once for all plans."""

    household: Household
    scope: Scope
    contacts: Sequence[Contact]
    """Earliest first; none from days to come, which only a wrong clock makes."""
    day: Day
    book: Book


@dataclass(frozen=True, slots=True)
class Found:
    """What one plan has to say about one subject."""

    reasons: tuple[Reason, ...]
    standing: Standing


def judged(door: Door) -> Iterator[Found]:
    """Every plan that applies, for the household and for each of its people."""
    yield from _subject(door, door.scope, None)
    for person, scope in zip(door.household.people, door.scope.members, strict=True):
        yield from _subject(door, scope, person)


def opened(household: Household, book: Book, day: Day) -> Door:
    """Facts that conditions may ask: attributes, ages, the size of the household and its colour."""
    facts: dict[str, Value] = {"size": len(household.people), **household.attributes}
    home = Scope(facts, day.today)
    home.household = home
    home.members = [_member(person, home, day.today) for person in household.people]
    if not facts.get("colour"):
        facts["colour"] = next((key for key, holds in book.classes if holds.holds(home)), "")
    past = [one for one in household.contacts if one.at.date() <= day.today]
    past.sort(key=lambda one: (one.at, one.key))
    return Door(household, home, past, day, book)


def _member(person: Person, home: Scope, today: date) -> Scope:
    facts: dict[str, Value] = {"born_on": person.born_on, "since_on": person.since_on, **person.attributes}
    if person.born_on is not None:
        facts["age"] = _age(person.born_on, today)
    return Scope(facts, today, home.members, home, person.key)


def _age(born: date, today: date) -> int:
    """In full years, as the law counts them."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _subject(door: Door, scope: Scope, person: Person | None) -> Iterator[Found]:
    kind = Subject.HOUSEHOLD if person is None else Subject.PERSON
    applying = {
        plan.key: plan
        for plan in door.book.plans
        if plan.subject is kind and may_fall_due(plan, door.household, door.day) and plan.applies.holds(scope)
    }
    for plan in applying.values():
        if not any(key in applying for key in plan.gives_way_to):
            found = _judged(door, _variant(plan, scope), scope, person)
            if found is not None:
                yield found


def _variant(plan: Plan, scope: Scope) -> Plan:
    return next((variant for when, variant in plan.variants if when.holds(scope)), plan)


def _judged(door: Door, plan: Plan, scope: Scope, person: Person | None) -> Found | None:
    """None where nothing of the plan lies within its window."""
    home, key = door.household, "" if person is None else person.key
    subject = f"{home.key}/{key}" if person else home.key
    seen = Seen(subject, scope, home, home.since_on if person is None else person.since_on)
    if isinstance(plan.trigger, Every):
        counted = said.counting(plan, door.contacts, key, door.book)
        times = [again(plan, plan.trigger, counted, seen, door.day)]
    else:
        times = [one for one in occasions(plan, seen, door.day) if one.is_shown(plan.window, door.day)]
        if not times:
            return None
        counted = said.counting(plan, door.contacts, key, door.book)
    found = [_reason(door, plan, seen, counted, one) for one in times if one.is_shown(plan.window, door.day)]
    reasons = tuple(reason for reason in found if reason is not None)
    return Found(reasons, _standing(door, plan, counted, reasons))


def _reason(
    door: Door, plan: Plan, seen: Seen, counted: Sequence[Contact], occasion: Occasion
) -> Reason | None:
    """None when it is settled."""
    key = ":".join(part for part in (plan.key, seen.key, occasion.key) if part)
    if any(_settles(one, key, plan, occasion) for one in reversed(counted)):
        return None
    due_from = occasion.opening(plan.window)
    must_go = said.must_be_in_person(plan, counted, door.book)
    tried = said.tries(door.contacts, occasion.since, door.book)
    waits = _not_before(door, plan, key, occasion, tried)
    is_first = occasion.is_first and "first" in plan.sentences
    retries = door.book.retries
    return Reason(
        key=key,
        plan=plan.key,
        person=seen.scope.person,
        state=_state(due_from, waits, plan, door.day),
        due_from=due_from,
        due_on=occasion.due_on,
        due_at=occasion.due_at,
        overdue_days=max(0, (door.day.today - occasion.due_on).days),
        priority=plan.priority + (retries.raises if len(tried) >= retries.others_after else 0),
        channels=said.channels(plan, door.book) if must_go else plan.resolved_by.channels,
        must_be_in_person=must_go,
        tries=len(tried),
        not_before=waits,
        template="first" if is_first else "reason",
        values=_values(door, plan, seen, occasion),
        bundled=plan.bundled,
    )


def _settles(contact: Contact, key: str, plan: Plan, occasion: Occasion) -> bool:
    if occasion.since is None or contact.at < occasion.since:
        return False
    return said.settles(contact, key, plan)


def _state(due_from: date, waits: date | None, plan: Plan, day: Day) -> State:
    if due_from > day.today:
        is_ahead = (due_from - day.today).days <= day.ahead_days
        return State.AHEAD if is_ahead else State.ALONG
    return State.LATER if waits is not None and waits > day.today else State.DUE


def _not_before(
    door: Door, plan: Plan, key: str, occasion: Occasion, tried: Sequence[Contact]
) -> date | None:
    """Put off until then, or waiting for the next try; what was put off before the last contact is void."""
    put_off = [
        one
        for one in door.household.postponements
        if one.reason in (key, plan.key) and (occasion.since is None or one.made_at >= occasion.since)
    ]
    again = said.next_try_on(tried, plan, door.book)
    days = [] if again is None else [again]
    if put_off:
        days.append(_until(max(put_off, key=lambda one: one.made_at), plan))
    return max(days, default=None)


def _until(postponement: Postponement, plan: Plan) -> date:
    if plan.postpone_days is None:
        return postponement.until
    return min(postponement.until, postponement.made_at.date() + timedelta(days=plan.postpone_days))


def _values(door: Door, plan: Plan, seen: Seen, occasion: Occasion) -> dict[str, Value]:
    values: dict[str, Value] = {
        "due_on": occasion.due_on,
        "age": seen.scope.facts.get("age"),
        "colour": door.scope.facts.get("colour"),
    }
    people = door.household.people
    if seen.scope.person:
        values["name"] = next(one.name for one in people if one.key == seen.scope.person)
    elif plan.about is not None:
        about = plan.about
        pairs = zip(people, door.scope.members, strict=True)
        values["who"] = tuple(one.name for one, scope in pairs if about.holds(scope))
    return {**values, **occasion.values}


def _standing(door: Door, plan: Plan, counted: Sequence[Contact], reasons: Sequence[Reason]) -> Standing:
    open_ones = [one for one in reasons if one.state in (State.DUE, State.LATER)]
    last = counted[-1].at.date() if counted else None
    today = door.day.today
    return Standing(
        plan=plan.key,
        is_satisfied=not open_ones,
        is_overdue=any(one.overdue_days > 0 for one in open_ones),
        is_postponed=any(one.state is State.LATER for one in open_ones),
        was_ever_met=bool(counted),
        was_met_this_month=last is not None and (last.year, last.month) == (today.year, today.month),
    )
