"""The groups of people we look after, as the pack describes them."""

from dataclasses import dataclass
from functools import cache

from django.utils import translation

from linli.kernel import packs


@dataclass(frozen=True, slots=True)
class Group:
    """One group that someone must attest."""

    key: str
    name: str
    english: str
    fields: tuple[str, ...]
    evidence: tuple[str, ...]
    review_days: int
    is_of_household: bool
    sensitivity: int

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.english if translation.get_language() == "en" else self.name


@cache
def groups() -> dict[str, Group]:
    """All groups by key."""
    return {
        key: Group(
            key,
            row["name"],
            row["english"],
            tuple(row["fields"]),
            tuple(row["evidence"]),
            row["review_days"],
            row.get("per") == "household",
            row["sensitivity"],
        )
        for key, row in packs.pack("groups").items()
    }
