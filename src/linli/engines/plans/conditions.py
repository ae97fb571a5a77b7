"""Does a plan concern this person or household?  A small language of tables, the same on server and phone.

A condition is a table; every entry of it must hold::

    {age = {from = 80}, lives_alone = true}                   numbers and days: from included, below excluded
    {residency = ["in", "lodging"]}                           one of these; of several codes at least one
    {groups = "care_dependent"}                               equal; of several codes this one
    {phone = {known = false}}                                 (not) known
    {moved_in_on = {days_ago = {from = 0, below = 30}}}       days before today
    {any = [{…}, {…}]}, {all = [{…}, {…}]}, {not = {…}}       combined
    {household = {use = "rented"}}                            asked of the household, from a person
    {members = {where = {age = {from = 75}}, at_least = 2}}   how many of the household; at_least 1 if unsaid
    {others = {where = {…}, at_most = 0}}                     the same without the person asked about

What is not known satisfies no test but ``known = false``; values of another kind than asked satisfy none.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from linli.engines.plans.model import Value


class PlanError(ValueError):
    """A table of plans says something that is not understood; the text names the place."""


@dataclass(slots=True, eq=False)
class Scope:
    """What a condition may ask: facts of the subject, its household, and who lives there."""

    facts: Mapping[str, Value]
    today: date
    members: "list[Scope]" = field(default_factory=list)
    household: "Scope | None" = None
    person: str = ""


Test = Callable[[Scope], bool]
_ValueTest = Callable[[Any, date], bool]
_COMBINED = frozenset({"all", "any", "not", "household", "members", "others"})


@dataclass(frozen=True, slots=True)
class Condition:
    """A table, and the test it stands for."""

    table: Mapping[str, Any]
    holds: Test = field(compare=False, repr=False)


def condition(table: Any, where: str) -> Condition:
    """The condition of a table; raises ``PlanError`` naming ``where`` it is not understood."""
    checked = _table(table, where)
    return Condition(checked, _compiled(checked, where))


def attributes_of(table: Mapping[str, Any]) -> set[str]:
    """Names of all attributes that a condition asks for."""
    asked: set[str] = set()
    for name, wanted in table.items():
        if name in ("all", "any"):
            asked.update(*(attributes_of(one) for one in wanted))
        elif name in ("not", "household"):
            asked |= attributes_of(wanted)
        elif name in ("members", "others"):
            asked |= attributes_of(wanted.get("where", {}))
        else:
            asked.add(name)
    return asked


def _table(table: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(table, Mapping):
        raise PlanError(f"{where}: a condition is a table, not {table!r}")
    return table


def _compiled(table: Mapping[str, Any], where: str) -> Test:
    return _every([_entry(name, wanted, f"{where}.{name}") for name, wanted in table.items()])


def _every(tests: Sequence[Test]) -> Test:
    """All of them; nested pairs are twice as fast as a loop, and a district asks millions of times."""
    if not tests:
        return lambda _scope: True
    first, rest = tests[0], tests[1:]
    if not rest:
        return first
    others = _every(rest)
    return lambda scope: first(scope) and others(scope)


def _some(tests: Sequence[Test]) -> Test:
    first, rest = tests[0], tests[1:]
    if not rest:
        return first
    others = _some(rest)
    return lambda scope: first(scope) or others(scope)


def _entry(name: str, wanted: Any, where: str) -> Test:
    if name not in _COMBINED:
        return _attribute(name, _value_test(wanted, where))
    if name in ("all", "any"):
        return _several(name, wanted, where)
    if name in ("members", "others"):
        return _counted(name, _table(wanted, where), where)
    inner = _compiled(_table(wanted, where), where)
    if name == "not":
        return lambda scope: not inner(scope)
    return lambda scope: inner(scope.household or scope)


def _several(name: str, wanted: Any, where: str) -> Test:
    if not isinstance(wanted, Sequence) or isinstance(wanted, str) or not wanted:
        raise PlanError(f"{where}: a list of conditions is needed")
    tests = [_compiled(_table(one, where), where) for one in wanted]
    return _every(tests) if name == "all" else _some(tests)


def _counted(name: str, wanted: Mapping[str, Any], where: str) -> Test:
    _only(wanted, {"where", "at_least", "at_most"}, where)
    inner = _compiled(_table(wanted.get("where", {}), where), where)
    most = wanted.get("at_most")
    least = wanted.get("at_least", 0 if most is not None else 1)
    if not all(isinstance(limit, int) for limit in (least, 0 if most is None else most)):
        raise PlanError(f"{where}: at_least and at_most are whole numbers")
    without_self = name == "others"

    def test(scope: Scope) -> bool:
        found = sum(inner(one) for one in scope.members if not (without_self and one.person == scope.person))
        return found >= least and (most is None or found <= most)

    return test


def _attribute(name: str, test: _ValueTest) -> Test:
    return lambda scope: test(scope.facts.get(name), scope.today)


def _value_test(wanted: Any, where: str) -> _ValueTest:
    if isinstance(wanted, Mapping):
        return _span(wanted, where)
    if isinstance(wanted, list | tuple):
        return _one_of(tuple(wanted))
    if wanted is None:
        raise PlanError(f"{where}: ask {{known = false}} for what is not known")
    return lambda held, _today: _same(held, wanted)


def _one_of(wanted: tuple[Any, ...]) -> _ValueTest:
    if not all(isinstance(one, str) for one in wanted):
        return lambda held, _today: any(_same(held, one) for one in wanted)
    options = frozenset(wanted)

    def test(held: Any, _today: date) -> bool:
        return not options.isdisjoint(held) if isinstance(held, tuple) else held in options

    return test


def _same(held: Any, wanted: Any) -> bool:
    if isinstance(held, tuple):
        return wanted in held
    # True is not 1 here, as it is not on the phone.
    return isinstance(held, bool) == isinstance(wanted, bool) and bool(held == wanted)


def _is_number(value: Any) -> bool:
    return type(value) in (int, float)


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _span(wanted: Mapping[str, Any], where: str) -> _ValueTest:
    _only(wanted, {"from", "below", "known", "days_ago"}, where)
    tests: list[_ValueTest] = []
    if "known" in wanted:
        known = wanted["known"]
        tests.append(lambda held, _today: (held not in (None, "", ())) is known)
    if "days_ago" in wanted:
        ago = _between(_table(wanted["days_ago"], where), where)
        tests.append(lambda held, today: _is_day(held) and ago((today - held).days, today))
    if "from" in wanted or "below" in wanted:
        tests.append(_between({key: wanted[key] for key in ("from", "below") if key in wanted}, where))
    if not tests:
        raise PlanError(f"{where}: an empty test")
    if len(tests) == 1:
        return tests[0]
    return lambda held, today: all(test(held, today) for test in tests)


def _between(limits: Mapping[str, Any], where: str) -> _ValueTest:
    _only(limits, {"from", "below"}, where)
    low, high = limits.get("from"), limits.get("below")
    given = [limit for limit in (low, high) if limit is not None]
    is_kind = _is_day if _is_day(given[0] if given else None) else _is_number
    if not given or not all(is_kind(limit) for limit in given):
        raise PlanError(f"{where}: from and below are numbers or days, of one kind")
    if high is None:
        return lambda held, _today: is_kind(held) and held >= low
    if low is None:
        return lambda held, _today: is_kind(held) and held < high
    return lambda held, _today: is_kind(held) and low <= held < high


def _only(table: Mapping[str, Any], known: set[str], where: str) -> None:
    if unknown := sorted(set(table) - known):
        raise PlanError(f"{where}: not understood: {', '.join(unknown)}")
