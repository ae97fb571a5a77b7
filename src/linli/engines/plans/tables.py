"""Reads values out of a table, and says where when something is missing, of the wrong kind, or left over."""

from collections.abc import Iterator, Mapping
from typing import Any

from linli.engines.plans.conditions import PlanError

_MISSING: Any = object()


class Table:
    """A table of a pack that remembers what has been read of it."""

    def __init__(self, values: Any, where: str) -> None:
        if not isinstance(values, Mapping):
            raise PlanError(f"{where}: a table is needed, not {values!r}")
        self.values: Mapping[str, Any] = values
        self.where = where
        self._read: set[str] = set()

    def get(self, key: str, otherwise: Any = None) -> Any:
        """The value as it stands."""
        self._read.add(key)
        return self.values.get(key, otherwise)

    def required(self, key: str, otherwise: Any = _MISSING) -> Any:
        """The value as it stands; raises ``PlanError`` when there is none."""
        found = self.get(key, otherwise)
        if found is _MISSING:
            raise PlanError(f"{self.where}.{key} is missing")
        return found

    def word(self, key: str, otherwise: Any = _MISSING) -> str:
        """A text."""
        found = self.required(key, otherwise)
        if isinstance(found, str):
            return found
        raise self._refusal(key, found, "a text")

    def number(self, key: str, otherwise: Any = _MISSING) -> int:
        """A whole number; below 0 only as what stands for none."""
        found = self.required(key, otherwise)
        if type(found) is int and (found >= 0 or key not in self.values):
            return found
        raise self._refusal(key, found, "a whole number from 0")

    def truth(self, key: str, *, default: bool) -> bool:
        """True or false."""
        found = self.get(key, default)
        if isinstance(found, bool):
            return found
        raise self._refusal(key, found, "true or false")

    def words(self, key: str, otherwise: Any = _MISSING) -> tuple[str, ...]:
        """A list of texts."""
        found = self.required(key, otherwise)
        if isinstance(found, list | tuple) and all(isinstance(one, str) for one in found):
            return tuple(found)
        raise self._refusal(key, found, "a list of texts")

    def numbers(self, key: str, otherwise: Any = _MISSING) -> tuple[int, ...]:
        """A list of whole numbers."""
        found = self.required(key, otherwise)
        if isinstance(found, list | tuple) and all(type(one) is int for one in found):
            return tuple(found)
        raise self._refusal(key, found, "a list of whole numbers")

    def minutes(self, key: str) -> int:
        """A time of day, written 08:30, in minutes after midnight."""
        text = self.word(key)
        hours, colon, minutes = text.partition(":")
        if colon and hours.isdigit() and minutes.isdigit() and int(hours) <= 24 and int(minutes) < 60:
            return int(hours) * 60 + int(minutes)
        raise self._refusal(key, text, "a time such as 08:30")

    def table(self, key: str) -> "Table":
        """A table inside; empty when it is not there."""
        return Table(self.get(key, {}), f"{self.where}.{key}")

    def tables(self, key: str) -> Iterator[tuple[str, "Table"]]:
        """The tables of a table, by their keys, in the order written."""
        for name, one in self.table(key).values.items():
            yield name, Table(one, f"{key}.{name}")

    def done(self) -> None:
        """Raises ``PlanError`` for whatever nobody has asked for: a slip of the pen, most likely."""
        if unread := sorted(set(self.values) - self._read):
            raise PlanError(f"{self.where}: not understood: {', '.join(unread)}")

    def _refusal(self, key: str, found: Any, wanted: str) -> PlanError:
        return PlanError(f"{self.where}.{key}: {wanted} is needed, not {found!r}")
