"""Which contacts settle a plan, and how often was nobody met?"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from linli.engines.plans.model import Contact
from linli.engines.plans.plan import Book, Plan, Resolution


def counting(plan: Plan, contacts: Iterable[Contact], person: str, book: Book) -> list[Contact]:
    """Contacts that count for a plan, earliest first; of calls in a row only as many as the plan allows."""
    rule, keys = plan.resolved_by, (plan.key, f"{plan.key}:")
    fitting = [one for one in contacts if _fits(rule, one, person) and _is_ticked(rule, one, keys)]
    if not rule.in_person_every:
        return fitting
    counted: list[Contact] = []
    calls = 0
    for one in fitting:
        calls = 0 if one.channel in book.in_person else calls + 1
        if calls < rule.in_person_every:
            counted.append(one)
    return counted


def _fits(rule: Resolution, contact: Contact, person: str) -> bool:
    if contact.channel not in rule.channels or contact.outcome not in rule.outcomes:
        return False
    return not person or rule.is_anyone or person in contact.people


def _is_ticked(rule: Resolution, contact: Contact, keys: tuple[str, str]) -> bool:
    return not rule.is_ticked or any(one == keys[0] or one.startswith(keys[1]) for one in contact.settled)


def settles(contact: Contact, reason: str, plan: Plan) -> bool:
    """True when a counting contact speaks of this reason too: ticks may name a plan, or one reason only."""
    if not plan.resolved_by.is_ticked:
        return True
    return plan.key in contact.settled or reason in contact.settled


def must_be_in_person(plan: Plan, counted: Sequence[Contact], book: Book) -> bool:
    """True when the next contact must be made in person because calls are used up."""
    rule = plan.resolved_by
    if not rule.in_person_every or len(channels(plan, book)) == len(rule.channels):
        return False
    calls = 0
    for one in reversed(counted):
        if one.channel in book.in_person:
            break
        calls += 1
    return calls >= rule.in_person_every - 1


def channels(plan: Plan, book: Book) -> tuple[str, ...]:
    """Those of the plan's channels in which one sees the person."""
    return tuple(one for one in plan.resolved_by.channels if one in book.in_person)


def tries(contacts: Iterable[Contact], since: datetime | None, book: Book) -> list[Contact]:
    """Attempts since then at which nobody was met."""
    return [one for one in contacts if one.outcome in book.missed and (since is None or one.at >= since)]


def next_try_on(tried: Sequence[Contact], plan: Plan, book: Book) -> date | None:
    """The first day to go there again after nobody opened; an unanswered call holds nobody back."""
    at_door = [one for one in tried if one.channel in book.in_person]
    if not at_door:
        return None
    wait = book.retries.after_days if plan.retry_days is None else plan.retry_days
    return at_door[-1].at.date() + timedelta(days=wait)


def next_part(tried: Sequence[Contact], at_home: Sequence[str], book: Book) -> str:
    """The part of the day to try next: when they say they are at home, else the one least tried."""
    if not tried or not book.parts:
        return ""
    keys = [part.key for part in book.parts]
    parts = [part_of(one.at, book) for one in tried]
    last = keys.index(parts[-1])
    # Of equally often tried parts the one after the last try: another time of day.
    order = keys[last + 1 :] + keys[: last + 1]
    return min(order, key=lambda key: (parts.count(key), key not in at_home))


def part_of(at: datetime, book: Book) -> str:
    """The part of the day a time falls into; before the first, the first."""
    minutes = at.hour * 60 + at.minute
    begun = [part.key for part in book.parts if part.opens <= minutes]
    return begun[-1] if begun else book.parts[0].key
