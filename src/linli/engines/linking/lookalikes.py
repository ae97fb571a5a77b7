"""Which characters are taken for one another, and which are two writings of one?"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """Characters that resemble each other, and traditional forms with their simplified ones."""

    shapes: Mapping[int, str] = field(default_factory=dict)
    """For ``str.translate``: each character to the first of its group."""
    simplified: Mapping[int, str] = field(default_factory=dict)

    def shape(self, text: str) -> str:
        """The text with every character replaced by the first of those that look like it."""
        return text.translate(self.shapes)

    def simple(self, text: str) -> str:
        """The text in simplified characters."""
        return text.translate(self.simplified)


def lookalikes(toml: str) -> Lookalikes:
    """Read a pack's list: ``shapes.groups`` and ``traditional.pairs`` are lists of short strings.

    Raises ValueError when the text is not TOML or an entry has fewer than two characters.
    """
    data = tomllib.loads(toml)
    groups = [str(group) for group in data.get("shapes", {}).get("groups", [])]
    pairs = [str(pair) for pair in data.get("traditional", {}).get("pairs", [])]
    for entry in (*groups, *pairs):
        if len(entry) < 2:
            raise ValueError(f"a group needs two characters or more: {entry!r}")
    return Lookalikes(_first_of_group(groups), {ord(pair[0]): pair[1] for pair in pairs})


def _first_of_group(groups: Iterable[str]) -> dict[int, str]:
    """Groups that share a character are one group."""
    first: dict[str, str] = {}
    for group in groups:
        known = {first[character] for character in group if character in first}
        chosen = min(known, default=group[0])
        first.update(dict.fromkeys(group, chosen))
        first.update({character: chosen for character, old in first.items() if old in known})
    return {ord(character): chosen for character, chosen in first.items() if character != chosen}
