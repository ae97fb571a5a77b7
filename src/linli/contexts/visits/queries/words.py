"""The lists that a visit chooses from, as the pack gives them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.utils import translation

from linli.contexts.registry.api import Resident
from linli.kernel import packs


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of problem or need."""

    key: str
    name: str
    english: str

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.english if translation.get_language() == "en" else self.name


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field worth asking of people of some ages; completed years, the lower included."""

    field: str
    from_age: int = 0
    below_age: int = 200

    def concerns(self, resident: Resident) -> bool:
        """True when it makes sense to ask this person."""
        return resident.age is None or self.from_age <= resident.age < self.below_age


@cache
def wanted() -> tuple[Wanted, ...]:
    """What is asked, in order."""
    return tuple(Wanted(**row) for row in packs.pack("visits")["ask"])


@cache
def most_asked() -> int:
    """How many fields are asked of one person at once."""
    return int(packs.pack("visits")["most"])


@cache
def categories(kind: str) -> Mapping[str, Category]:
    """Problems or needs by key."""
    return {row["key"]: Category(**row) for row in packs.pack("visits")[kind]}


def category_label(kind: str, key: str) -> str:
    """What a category is called; a key that the pack no longer knows stays as it is."""
    known = categories(kind).get(key)
    return known.label if known else key
