"""Is there a request that one rule catches and these others do not?  Exact, with an example where there is.

Category, area, channel, kind, hour and day each fall into finitely many classes that rules can tell apart; a
situation is a class of each, and a set of words.  To avoid a rule is to fail one of its parts, so what a rule
leaves over is split part by part until nothing or an example is left.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from linli.engines.routing.model import Condition, Facts

Classes = frozenset[Any]
_DAYS = frozenset((day, working) for day in range(1, 8) for working in (True, False))


@dataclass(frozen=True, slots=True)
class Region:
    """Situations: allowed classes of each dimension, words that stand there, words that do not, choices."""

    allowed: tuple[Classes, ...]
    present: frozenset[str]
    absent: frozenset[str]
    choices: tuple[frozenset[str], ...]
    """Of each, at least one word stands in the text."""

    def example(self) -> Facts | None:
        """A situation of the region, or None where it is empty."""
        if not all(self.allowed):
            return None
        words = set(self.present)
        for choice in self.choices:
            fitting = [word for word in sorted(choice) if not any(other in word for other in self.absent)]
            if not fitting:
                return None
            if not any(word in other for word in choice for other in words):
                words.add(fitting[0])
        # Words are parted by a sign, so that no word arises between two others.
        text = "，".join(sorted(words))
        if any(word in text for word in self.absent):
            return None
        category, area, channel, kind, hour, day = (min(each, key=_plain) for each in self.allowed)
        weekday, working = day
        return Facts(category, area, hour, weekday, working, channel, kind, text)


def _plain(value: Any) -> tuple[bool, Any]:
    """Named classes before unnamed ones, midday before night, working days that are weekdays first."""
    if isinstance(value, tuple):
        return value[1] != (value[0] <= 5), (not value[1], value[0])
    return (value == "", value) if isinstance(value, str) else (False, abs(12 - value))


@dataclass(frozen=True, slots=True)
class World:
    """The classes that a list of conditions can tell apart."""

    dimensions: tuple[Classes, ...]

    def region(self, when: Condition) -> Region:
        """The situations in which the condition holds."""
        tests: tuple[Callable[[Any], bool], ...] = (
            lambda category: not when.categories or category in when.categories,
            lambda area: not when.areas or area.startswith(tuple(when.areas)),
            lambda channel: not when.channels or channel in when.channels,
            lambda kind: not when.kinds or kind in when.kinds,
            lambda hour: when.at(hour),
            lambda day: _on(when, day),
        )
        allowed = tuple(
            frozenset(filter(test, classes)) for test, classes in zip(tests, self.dimensions, strict=True)
        )
        choices = (when.any_words,) if when.any_words else ()
        return Region(allowed, when.all_words, when.no_words, choices)


def _on(when: Condition, day: tuple[int, bool]) -> bool:
    weekday, working = day
    return (not when.weekdays or weekday in when.weekdays) and when.working in (None, working)


def world_of(conditions: Sequence[Condition]) -> World:
    """The world in which these conditions live; "" stands for everything that no rule names."""

    def named(field: str) -> Classes:
        return frozenset({"", *(name for when in conditions for name in getattr(when, field))})

    hours: Classes = frozenset(
        {tuple(when.at(hour) for when in conditions): hour for hour in range(24)}.values()
    )
    return World((named("categories"), named("areas"), named("channels"), named("kinds"), hours, _DAYS))


def left_over(region: Region, others: Sequence[Region]) -> Facts | None:
    """A situation of the region that lies in none of the others; None when they cover it."""
    if region.example() is None or not others:
        return region.example()
    first, rest = others[0], others[1:]
    if common(region, first) is None:
        return left_over(region, rest)
    for part in _outside(region, first):
        if (found := left_over(part, rest)) is not None:
            return found
    return None


def common(one: Region, other: Region) -> Facts | None:
    """A situation of both regions."""
    return _meet(one, other).example()


def _meet(one: Region, other: Region) -> Region:
    allowed = tuple(a & b for a, b in zip(one.allowed, other.allowed, strict=True))
    return Region(
        allowed, one.present | other.present, one.absent | other.absent, one.choices + other.choices
    )


def _outside(region: Region, other: Region) -> Iterator[Region]:
    """The parts of the region that fail the other's first part, pass it and fail its second, and so on."""
    for place, (mine, theirs) in enumerate(zip(region.allowed, other.allowed, strict=True)):
        if beyond := mine - theirs:
            yield replace(region, allowed=_with(region.allowed, place, beyond))
        region = replace(region, allowed=_with(region.allowed, place, mine & theirs))
    for word in sorted(other.present):
        yield replace(region, absent=region.absent | {word})
        region = replace(region, present=region.present | {word})
    for word in sorted(other.absent):
        yield replace(region, present=region.present | {word})
        region = replace(region, absent=region.absent | {word})
    for choice in other.choices:
        yield replace(region, absent=region.absent | choice)


def _with(allowed: tuple[Classes, ...], place: int, classes: Classes) -> tuple[Classes, ...]:
    return (*allowed[:place], classes, *allowed[place + 1 :])
