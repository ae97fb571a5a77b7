"""The words of the pack: kinds, classes, tiers and needs in the reader's language, with their rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils import translation

from linli.engines.plans import Condition, condition
from linli.kernel import packs


def rules() -> dict[str, Any]:
    """The pack of care."""
    return packs.pack("care")


def label(part: str, key: str) -> str:
    """What something of the pack is called; its key when the pack no longer knows it."""
    row = rules()[part].get(key)
    return key if row is None else say(row)


def say(row: dict[str, Any], what: str = "name") -> str:
    """A word of a row of the pack, in the reader's language."""
    english = "english" if what == "name" else f"{what}_english"
    return str(row[english] if translation.get_language() == "en" else row[what])


def labels(part: str, keys: Iterable[str]) -> list[str]:
    """The same of several."""
    return [label(part, key) for key in keys]


def choices(part: str) -> list[tuple[str, str]]:
    """Everything of a part, in the order of the pack."""
    return [(key, say(row)) for key, row in rules()[part].items()]


TIERS = ("high", "focus", "general")
"""From the closest on; the pack says what each means."""


@dataclass(frozen=True, slots=True)
class Class:
    """Why somebody may need looking after."""

    key: str
    kind: str
    tier: str
    when: Condition | None
    """None for one that only a person can say."""


@cache
def classes() -> dict[str, Class]:
    """All classes by key, in the order of the pack."""
    return {
        key: Class(
            key, row["kind"], row["tier"],
            condition(row["when"], f"class.{key}.when") if "when" in row else None,
        )
        for key, row in rules()["class"].items()
    }  # fmt: skip


def suggested(keys: Iterable[str]) -> tuple[str, str]:
    """Kind and tier that some classes suggest: the closest tier, the kind that brings it."""
    known = [classes()[key] for key in keys if key in classes()]
    if not known:
        return "older", TIERS[-1]
    first = min(known, key=lambda one: TIERS.index(one.tier))
    return first.kind, first.tier


def group_of(tier: str) -> str:
    """The group of the register that stands for a tier."""
    return str(rules()["tier"][tier]["group"])


def days(tier: str, what: str) -> int:
    """A number of days of a tier: ``plan_review``, ``card_fresh``."""
    return int(rules()["tier"][tier][f"{what}_days"])


def kept_days(what: str) -> int:
    """After how many days help at home goes: ``orders``, ``pupils``, ``afternoons``, ``askings``."""
    return int(packs.pack("care_services")["keep"][f"{what}_days"])


def keep_days() -> int:
    """After how many days an ended record loses its words."""
    return int(rules()["keep"]["ended_days"])
