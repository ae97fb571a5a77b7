"""The lists and times that the pack gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils import translation

from linli.engines.deadlines import Limit
from linli.kernel import packs

PACK = "requests"
OTHER = "other"
"""The category of what nobody has classified."""


@dataclass(frozen=True, slots=True)
class Named:
    """A line of a list: its key and what it is called."""

    key: str
    name: str
    english: str

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.english if translation.get_language() == "en" else self.name


@dataclass(frozen=True, slots=True)
class Category(Named):
    """What requests are about, and what they usually are."""

    urgency: str
    kind: str
    words: Sequence[str] = ()
    """What people say when they mean it."""
    limit: Limit | None = None
    """A time of its own, where the place gives one; else that of the urgency."""


@dataclass(frozen=True, slots=True)
class Urgency(Named):
    """How long handling and the first word may take."""

    limit: Limit
    contact: Limit


@cache
def categories() -> Mapping[str, Category]:
    """All categories by key, in order."""
    return {row["key"]: _category(row) for row in packs.pack(PACK)["category"]}


def _category(row: Mapping[str, Any]) -> Category:
    own = row.get("limit")
    return Category(**{**row, "limit": Limit(**own) if own else None})


@cache
def urgencies() -> Mapping[str, Urgency]:
    """All urgencies by key, the most urgent first."""
    usual = packs.pack(PACK)["times"]["contact"]
    return {
        row["key"]: Urgency(
            row["key"], row["name"], row["english"], Limit(**row["limit"]),
            Limit(**row.get("contact", usual)),
        )
        for row in packs.pack(PACK)["urgency"]
    }  # fmt: skip


def limit_of(category: str, urgency: str) -> Limit:
    """How long handling may take: the category's own time as long as it is as urgent as usual."""
    about = categories().get(category)
    if about is not None and about.limit is not None and about.urgency == urgency:
        return about.limit
    return urgencies()[urgency].limit


@cache
def reasons(kind: str) -> Mapping[str, Named]:
    """Why a request is led elsewhere (``divert``), waits (``suspend``) or is objected to (``object``)."""
    return {row["key"]: Named(**row) for row in packs.pack(PACK)[kind]}


@cache
def time_for(what: str) -> Limit:
    """How long signing, returning, arbitrating, reviewing … may take."""
    return Limit(**packs.pack(PACK)["times"][what])


def rule(name: str) -> Any:
    """A number or a yes of the pack's rules."""
    return packs.pack(PACK)["rules"][name]


def from_visits(key: str) -> str:
    """In which category a problem that a visitor noticed opens a request."""
    found = str(packs.pack(PACK)["from_visits"].get(key, "other"))
    return found if found in categories() else "other"


def category_label(key: str) -> str:
    """What a category is called; a key that the pack no longer knows stays as it is."""
    known = categories().get(key)
    return known.label if known else key


def urgency_label(key: str) -> str:
    """What an urgency is called."""
    known = urgencies().get(key)
    return known.label if known else key


def reason_label(kind: str, key: str) -> str:
    """What a reason is called."""
    known = reasons(kind).get(key)
    return known.label if known else key


def learning(name: str) -> int:
    """How much history it takes to learn, and how often."""
    return int(packs.pack(PACK)["learning"][name])
