"""The kinds of call-outs, their times and the marks, as the pack gives them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils import translation

from linli.contexts.service_requests.queries.words import Named
from linli.engines.deadlines import Limit
from linli.kernel import packs

PACK = "call_outs"


@dataclass(frozen=True, slots=True)
class CallKind(Named):
    """A kind of call-out (哨): who may blow it, and how soon units come."""

    hint_chinese: str
    hint_english: str
    by: str
    sign: Limit
    contact: Limit
    report: Limit
    most: int

    @property
    def hint(self) -> str:
        """When to use it, in the reader's language."""
        return self.hint_english if translation.get_language() == "en" else self.hint_chinese


@cache
def kinds() -> Mapping[str, CallKind]:
    """All kinds by key, in order."""
    return {
        row["key"]: CallKind(
            row["key"], row["name"], row["english"], row["hint"], row["hint_english"], row["by"],
            Limit(**row["sign"]), Limit(**row["contact"]), Limit(**row["report"]), row["most"],
        )
        for row in packs.pack(PACK)["kind"]
    }  # fmt: skip


@cache
def marks() -> Mapping[str, Named]:
    """How one side can find the other."""
    return {row["key"]: Named(**row) for row in packs.pack(PACK)["mark"]}


def rule(name: str) -> Any:
    """A number of the pack's rules."""
    return packs.pack(PACK)["rules"][name]


def kind_label(key: str) -> str:
    """What a kind is called; a key that the pack no longer knows stays as it is."""
    known = kinds().get(key)
    return known.label if known else key
