"""What the pack says about topics: numbers, days, and why something is not shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils import translation

from linli.kernel import packs


@dataclass(frozen=True, slots=True)
class Clause:
    """A reason not to show something."""

    key: str
    name: str
    english: str
    words: str

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.english if translation.get_language() == "en" else self.name


@cache
def clauses() -> Mapping[str, Clause]:
    """The reasons by key, in order."""
    return {row["key"]: Clause(**row) for row in packs.pack("topics")["clause"]}


def clause_label(key: str) -> str:
    """A reason in the reader's language; the key where the pack no longer knows it."""
    found = clauses().get(key)
    return found.label if found else key


def number(table: str, key: str) -> int:
    """A number of the pack."""
    values: dict[str, Any] = packs.pack("topics")[table]
    return int(values[key])


def looks_first() -> bool:
    """Whether what residents write is looked at before everybody sees it."""
    return bool(packs.pack("topics")["moderation"]["look_first"])
