"""What does a routing rule ask of a request, and what does it answer?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


class BadRule(ValueError):
    """Rules given as data cannot be read; the message says which and why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold, all of it; an empty field asks nothing."""

    categories: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    """Prefixes of area codes."""
    hours: tuple[int, int] | None = None
    """From the first hour up to, not including, the second; (22, 6) runs over midnight."""
    weekdays: frozenset[int] = frozenset()
    """1 is Monday, 7 Sunday."""
    working: bool | None = None
    channels: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    any_words: frozenset[str] = frozenset()
    all_words: frozenset[str] = frozenset()
    no_words: frozenset[str] = frozenset()

    def at(self, hour: int) -> bool:
        """Whether the hour of the day lies in the window."""
        if self.hours is None:
            return True
        begin, end = self.hours
        return begin <= hour < end if begin <= end else hour >= begin or hour < end


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, what it asks, the body that answers, and what else it sets."""

    name: str
    when: Condition
    unit: str
    category: str = ""
    """Overrides the category of the request."""
    urgency: str = ""
    since: date | None = None
    until: date | None = None
    """The last day on which the rule holds."""

    def in_force(self, day: date | None) -> bool:
        """Whether the rule holds on this day; without a day its dates are not asked."""
        if day is None:
            return True
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a request when it is routed."""

    category: str = ""
    area: str = ""
    hour: int = 12
    weekday: int = 1
    working: bool = True
    channel: str = ""
    kind: str = ""
    text: str = ""
    day: date | None = None


_SETS = ("categories", "areas", "channels", "kinds", "any_words", "all_words", "no_words")
_KNOWN = {*_SETS, "hours", "weekdays", "working", "name", "unit", "category", "urgency", "since", "until"}


def rules_from(data: Sequence[Mapping[str, object]]) -> tuple[Rule, ...]:
    """Rules of plain data (as JSON holds them); raises ``BadRule``."""
    return tuple(_rule(number, one) for number, one in enumerate(data, 1))


def as_data(rule: Rule) -> dict[str, object]:
    """A rule as plain data that ``rules_from`` reads again; empty fields are left out."""
    when = rule.when
    data: dict[str, object] = {field: sorted(getattr(when, field)) for field in (*_SETS, "weekdays")}
    data["hours"] = list(when.hours) if when.hours else None
    data |= {"name": rule.name, "unit": rule.unit, "category": rule.category, "urgency": rule.urgency}
    data |= {
        name: day.isoformat() if day else None for name, day in (("since", rule.since), ("until", rule.until))
    }
    filled = {name: value for name, value in data.items() if value}
    return filled if when.working is None else filled | {"working": when.working}


def _rule(number: int, data: Mapping[str, object]) -> Rule:
    where = f"第 {number} 条规则"
    if unknown := sorted(set(data) - _KNOWN):
        raise BadRule(f"{where}有不认识的字段：{'、'.join(unknown)}。")
    unit = data.get("unit")
    if not isinstance(unit, str) or not unit:
        raise BadRule(f"{where}没有写明由哪个单位办理。")
    working = data.get("working")
    if working is not None and not isinstance(working, bool):
        raise BadRule(f"{where}的“working”只能是 true 或 false。")
    sets = {field: _words(where, field, data.get(field)) for field in _SETS}
    when = Condition(hours=_hours(where, data.get("hours")), weekdays=_days(where, data.get("weekdays")),
                     working=working, **sets)  # fmt: skip
    said = {field: str(data.get(field) or "") for field in ("category", "urgency")}
    name = str(data.get("name") or f"规则 {number}")
    return Rule(name, when, unit, **said, since=_day(where, data.get("since")),
                until=_day(where, data.get("until")))  # fmt: skip


def _words(where: str, field: str, value: object) -> frozenset[str]:
    if value is None:
        return frozenset()
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise BadRule(f"{where}的“{field}”应是一列文字。")
    return frozenset(value)


def _numbers(where: str, value: object, least: int, most: int) -> list[int]:
    if not isinstance(value, list) or any(type(n) is not int or not least <= n <= most for n in value):
        raise BadRule(f"{where}的时间应是 {least} 到 {most} 的整数。")
    return list(value)


def _hours(where: str, value: object) -> tuple[int, int] | None:
    if value is None:
        return None
    hours = _numbers(where, value, 0, 24)
    if len(hours) != 2:
        raise BadRule(f"{where}的时段要有起、止两个钟点。")
    return hours[0], hours[1]


def _days(where: str, value: object) -> frozenset[int]:
    return frozenset() if value is None else frozenset(_numbers(where, value, 1, 7))


def _day(where: str, value: object) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise BadRule(f"{where}的日期“{value}”不是“年-月-日”。") from error
