"""The certificate helper: is it issued here, on what ground, and otherwise where to go."""

from dataclasses import dataclass
from typing import Any

from linli.contexts.duties.queries.matching import found
from linli.kernel import packs
from linli.kernel.errors import OutsideYourArea


@dataclass(frozen=True, slots=True)
class Instead:
    """Where to go, what happens there, what to bring."""

    who: str
    how: str
    bring: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate that people ask for."""

    key: str
    name: str
    also: tuple[str, ...] = ()
    """How people call it."""
    issued: bool = False
    """True where the local list lets a residents' committee issue it."""
    why: str = ""
    instead: tuple[Instead, ...] = ()
    basis: str = ""
    purpose: str = ""
    steps: tuple[str, ...] = ()
    bring: str = ""
    sample: str = ""
    pledge: bool = True
    """True when a written pledge by the person may serve instead."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The rule that the list follows."""

    title: str
    number: str
    rule: str


def notice() -> Notice:
    """The rule that the list follows."""
    return Notice(**packs.pack("certificates")["notice"])


def certificates() -> tuple[Certificate, ...]:
    """Every certificate of the local list, in its order."""
    rows = packs.pack("certificates")["certificate"]
    return tuple(_certificate(key, row) for key, row in rows.items() if not row.get("hidden"))


def certificate(key: str) -> Certificate:
    """One certificate; not found when the list has none of that key."""
    for one in certificates():
        if one.key == key:
            return one
    raise OutsideYourArea


def meant(words: str) -> list[Certificate]:
    """The certificates that words mean, best first; all when nothing was typed."""
    return found(certificates(), words, lambda c: (c.name, *c.also))


def _certificate(key: str, row: dict[str, Any]) -> Certificate:
    return Certificate(
        key=key,
        name=row["name"],
        also=tuple(row.get("also", ())),
        issued=bool(row.get("issued")),
        why=row.get("why", ""),
        instead=tuple(Instead(**one) for one in row.get("instead", ())),
        basis=row.get("basis", ""),
        purpose=row.get("purpose", ""),
        steps=tuple(row.get("steps", ())),
        bring=row.get("bring", ""),
        sample=row.get("sample", ""),
        pledge=bool(row.get("pledge", True)),
    )
