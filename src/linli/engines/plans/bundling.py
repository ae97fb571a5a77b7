"""What is due at one door, as one entry per worker, and who goes there today?"""

from collections.abc import Iterable, Iterator, Sequence

from linli.engines.plans import contacts as said
from linli.engines.plans.model import Day, Handover, Household, Leave
from linli.engines.plans.plan import Book
from linli.engines.plans.results import Assignment, Reason, State

_RANKS = {State.DUE: 0, State.LATER: 1, State.AHEAD: 2, State.ALONG: 3}
_Hands = tuple[str, str]
"""Who goes, and whom that worker stands in for."""


def bundled(household: Household, reasons: Iterable[Reason], book: Book, day: Day) -> Iterator[Assignment]:
    """All reasons of one door and worker in one entry; what is not done at the door stands alone."""
    groups: dict[tuple[str, _Hands], list[Reason]] = {}
    usual = hands(household, None, day)[0]
    for reason in reasons:
        own = "" if reason.bundled and household.key else reason.key
        groups.setdefault((own, hands(household, reason, day)), []).append(reason)
    for (own, (worker, covers_for)), group in groups.items():
        if any(one.state is not State.ALONG for one in group):
            key = own or (household.key if worker == usual else f"{household.key}@{worker}")
            yield _entry(key, household, group, (worker, covers_for), book)


def hands(household: Household, reason: Reason | None, day: Day) -> _Hands:
    """Who sees to a reason, or to the door: the colleague it was handed to, else who covers for leave.

    Nobody, when the cover is away as well.
    """
    worker, covers_for = household.worker, ""
    taken = [one for one in household.handovers if _is_on(one, reason, day)]
    if taken and taken[-1].worker != worker:
        worker, covers_for = taken[-1].worker, worker
    asked = set()
    while worker and worker not in asked:
        asked.add(worker)
        away = next((one for one in day.leaves if one.worker == worker and _is_away(one, day)), None)
        if away is None:
            return worker, covers_for
        worker, covers_for = away.cover, covers_for or worker
    return "", covers_for


def _is_on(one: Handover, reason: Reason | None, day: Day) -> bool:
    if one.reason and (reason is None or one.reason not in (reason.key, reason.plan)):
        return False
    return one.since_on <= day.today and (one.until_on is None or day.today <= one.until_on)


def _is_away(leave: Leave, day: Day) -> bool:
    return leave.since_on <= day.today <= leave.until_on


def urgency(reason: Reason) -> tuple[int, int, int, str]:
    """Sorts reasons of one door: what is due first, and the most urgent of it."""
    return _RANKS[reason.state], -reason.priority, reason.due_on.toordinal(), reason.key


def _entry(key: str, household: Household, group: Sequence[Reason], to: _Hands, book: Book) -> Assignment:
    reasons = tuple(sorted(group, key=urgency))
    state = reasons[0].state
    leading = [one for one in reasons if one.state is state]
    people = {one.person for one in reasons}
    waits = [one.not_before for one in leading if one.not_before is not None]
    return Assignment(
        key=key,
        household=household.key,
        person=people.pop() if len(people) == 1 else "",
        state=state,
        due_from=min(one.due_from for one in leading),
        due_on=min(one.due_on for one in leading),
        overdue_days=max(one.overdue_days for one in leading),
        priority=max(one.priority for one in leading),
        reasons=reasons,
        worker=to[0],
        covers_for=to[1],
        try_in=_try_in(household, leading, book),
        not_before=min(waits) if state is State.LATER else None,
    )


def _try_in(household: Household, leading: Sequence[Reason], book: Book) -> str:
    most = max(one.tries for one in leading)
    missed = [one for one in household.contacts if one.outcome in book.missed]
    missed.sort(key=lambda one: (one.at, one.key))
    at_home = household.attributes.get("at_home")
    return said.next_part(missed[-most:] if most else (), at_home if isinstance(at_home, tuple) else (), book)
