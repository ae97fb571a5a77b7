"""Cards, places and times of an open space (开放空间), and what is wrong with where they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

Spot = tuple[int, str]
"""The index of a round, counted from 0, and the key of a place."""


@dataclass(frozen=True, slots=True)
class Card:
    """A topic: its key, who convenes it, and the keys of the people who wish to be there."""

    key: str
    convenor: str
    """The same text for the same person; empty when nobody is known, who then never clashes."""
    wished_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """A corner of the room: its key and how many people sit there."""

    key: str
    seats: int


class ClashCode(StrEnum):
    """What cannot be."""

    PLACE_TAKEN = "place_taken"
    CONVENOR_TWICE = "convenor_twice"


@dataclass(frozen=True, slots=True)
class Clash:
    """Two cards that cannot both stand where they stand, the earlier one first."""

    code: ClashCode
    first: str
    second: str
    round: int


def clashes(cards: Iterable[Card], spots: Mapping[str, Spot]) -> tuple[Clash, ...]:
    """Every pair of cards at the same place and time, or of one convenor at the same time."""
    found: list[Clash] = []
    at: dict[Spot, str] = {}
    busy: dict[tuple[int, str], str] = {}
    for card in cards:
        spot = spots.get(card.key)
        if spot is None:
            continue
        if spot in at:
            found.append(Clash(ClashCode.PLACE_TAKEN, at[spot], card.key, spot[0]))
        if card.convenor and (spot[0], card.convenor) in busy:
            found.append(Clash(ClashCode.CONVENOR_TWICE, busy[spot[0], card.convenor], card.key, spot[0]))
        at.setdefault(spot, card.key)
        busy.setdefault((spot[0], card.convenor), card.key)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Spread:
    """How far wishes come true: a person can be in one place in each round."""

    people: int
    """Who wished for anything that takes place."""
    wishes: int
    """Wishes for cards that take place."""
    met: int
    """Wishes that can be followed: for each person the rounds in which at least one wished card talks."""
    most: int
    """What could be met at best: for each person as many as there are rounds, or fewer wishes."""


def spread(cards: Iterable[Card], spots: Mapping[str, Spot]) -> Spread:
    """Count it."""
    rounds = len({spot[0] for spot in spots.values()})
    wished: dict[str, int] = {}
    seen: dict[str, set[int]] = {}
    for card in cards:
        if card.key in spots:
            for who in card.wished_by:
                wished[who] = wished.get(who, 0) + 1
                seen.setdefault(who, set()).add(spots[card.key][0])
    met = sum(map(len, seen.values()))
    return Spread(len(wished), sum(wished.values()), met, sum(min(n, rounds) for n in wished.values()))
