"""Which of the seven triggers does a plan's table name, and which values do its sentences have?"""

from collections.abc import Callable, Mapping

from linli.engines.plans.conditions import PlanError
from linli.engines.plans.plan import (
    After,
    Anniversary,
    Calendar,
    During,
    Every,
    Expires,
    Open,
    Period,
    Trigger,
)
from linli.engines.plans.tables import Table

NAMES: Mapping[type, frozenset[str] | None] = {
    Every: frozenset({"every_days", "last_on", "last_channel", "days_since", "since_on"}),
    After: frozenset({"change", "changed_on", "within_hours"}),
    During: frozenset({"spell", "until_on"}),
    Anniversary: frozenset({"years", "began_on"}),
    Expires: frozenset({"checked_on", "valid_days"}),
    Calendar: frozenset(),
    Open: None,
}
"""Values that sentences may name; a matter brings its own."""


def trigger(table: Table) -> Trigger:
    """The one trigger of a plan; raises ``PlanError`` for none or several."""
    named = [key for key in _READERS if key in table.values]
    if len(named) != 1:
        raise PlanError(f"{table.where}: exactly one of {', '.join(_READERS)} is needed")
    return _READERS[named[0]](table)


def _every(table: Table) -> Every:
    period = table.word("each", "")
    if period not in {one.value for one in Period}:
        raise PlanError(f"{table.where}.each: month, quarter or year, not {period!r}")
    days = table.number("every_days")
    if not days:
        raise PlanError(f"{table.where}.every_days: at least 1")
    return Every(days, Period(period), table.number("first_within_days", 0))


def _after(table: Table) -> After:
    anybody = table.truth("of_anybody", default=False)
    return After(table.words("after"), table.number("within_hours"), anybody)


def _during(table: Table) -> During:
    return During(table.words("during"), table.number("within_days"))


def _anniversary(table: Table) -> Anniversary:
    return Anniversary(table.word("anniversary_of"), table.numbers("years", ()))


def _expires(table: Table) -> Expires:
    return Expires(table.word("expires"), table.number("valid_days", 0))


def _calendar(table: Table) -> Calendar:
    months, day = table.numbers("months"), table.number("day")
    if not months or not set(months) <= set(range(1, 13)) or not 1 <= day <= 31:
        raise PlanError(f"{table.where}: months from 1 to 12 and a day from 1 to 31")
    return Calendar(tuple(sorted(set(months))), day)


def _open(table: Table) -> Open:
    return Open(table.word("matters"))


_READERS: Mapping[str, Callable[[Table], Trigger]] = {
    "every_days": _every,
    "after": _after,
    "during": _during,
    "anniversary_of": _anniversary,
    "expires": _expires,
    "months": _calendar,
    "matters": _open,
}
