"""Which groups of people can a form be about, and how do titles name them?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from linli.engines.formfill.model import Per
from linli.engines.text.folding import fold


@dataclass(frozen=True, slots=True)
class Group:
    """One group of people, households or dwellings a form can be about."""

    key: str
    text: str
    rank: int
    words: tuple[str, ...]
    noun: str = ""
    adjective: str = ""
    topic: str = ""
    per: Per = "person"
    age_from: int | None = None
    sex: str = ""
    actor: bool = False
    """Usually the one who does (网格员走访 …); the subject only of a roster of its own."""
    subject: str = ""
    """Owner word of the vocabulary that means the person of the row in such a roster."""
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All groups, their words, and the small words of titles."""

    groups: tuple[Group, ...]
    by_word: Mapping[str, Group]
    longest: int
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    telltales: tuple[tuple[str, frozenset[str]], ...] = ()

    def group(self, key: str) -> Group:
        """The group of a key; unknown keys are an error of the data."""
        return next(group for group in self.groups if group.key == key)

    def small(self, kind: str) -> tuple[str, ...]:
        """Small words of a kind (``roster``, ``acting`` …)."""
        return self.words.get(kind, ())


def catalogue_from(populations: Mapping[str, Any]) -> Catalogue:
    """The catalogue of a parsed ``populations.toml``."""
    groups = tuple(_group(entry, rank) for rank, entry in enumerate(populations.get("group", ())))
    by_word: dict[str, Group] = {}
    for group in groups:
        for word in group.words:
            by_word.setdefault(fold(word), group)
    return Catalogue(
        groups=groups,
        by_word=by_word,
        longest=max(map(len, by_word), default=0),
        words={kind: tuple(map(fold, words)) for kind, words in populations.get("words", {}).items()},
        telltales=tuple(
            (entry["key"], frozenset(entry["labels"])) for entry in populations.get("telltale", ())
        ),
    )


def _group(entry: Mapping[str, Any], rank: int) -> Group:
    return Group(
        key=entry["key"],
        text=entry["text"],
        rank=rank,
        words=tuple(entry["words"]),
        noun=entry.get("noun", ""),
        adjective=entry.get("adjective", ""),
        topic=entry.get("topic", ""),
        per=cast(Per, entry.get("per", "person")),
        age_from=entry.get("age_from"),
        sex=entry.get("sex", ""),
        actor=bool(entry.get("actor", False)),
        subject=entry.get("subject", ""),
        not_before=tuple(map(fold, entry.get("not_before", ()))),
        not_after=tuple(map(fold, entry.get("not_after", ()))),
    )
