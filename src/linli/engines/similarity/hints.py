"""Which requests already made nearby are likely the same as this one, while it is still being typed?

An inverted index over pairs of characters.  Only the rarest pairs of the question are followed, so that the
work does not grow with the words everyone uses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

import numpy as np
from numpy.typing import NDArray

from linli.engines.similarity.pieces import Keys, Text, character_keys, runs

OPENING = 150
"""So many characters of a text are compared."""
_ASKED, _LONGEST = 24, 20_000
_FAR = 500.0
"""Metres after which nearness counts half."""


@dataclass(frozen=True, slots=True)
class Recent:
    """A request in the index: its number, words, place in metres (east, north) and day, where known."""

    number: int
    text: Text
    point: tuple[float, float] | None = None
    day: float | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """A likely duplicate: how alike (0 to 1), and why in words."""

    number: int
    alike: float
    shared: tuple[str, ...]
    metres: float | None
    days: float | None

    @property
    def reason(self) -> str:
        """The reason in words."""
        said = [f"都提到“{'”“'.join(self.shared)}”"] if self.shared else []
        said += [f"相距约 {self.metres:.0f} 米"] if self.metres is not None else []
        said += [f"相隔 {self.days:.0f} 天"] if self.days is not None else []
        return "，".join(said)


class Index:
    """Recent requests, to be asked for duplicates; ``add`` and ``remove`` keep it current."""

    def __init__(self, requests: Sequence[Recent] = ()) -> None:
        self._requests: list[Recent | None] = []
        self._places: dict[int, int] = {}
        self._fresh: dict[int, list[int]] = {}
        self._keys: Keys = np.empty(0, dtype=np.uint64)
        self._starts = np.zeros(1, dtype=np.int64)
        self._rows = np.empty(0, dtype=np.int32)
        for request in requests:
            self._requests.append(request)
            self._places[request.number] = len(self._requests) - 1
        self._settle()

    def __len__(self) -> int:
        return len(self._places)

    def add(self, request: Recent) -> None:
        """Take in a request; one of the same number is replaced."""
        self.remove(request.number)
        row = len(self._requests)
        self._requests.append(request)
        self._places[request.number] = row
        for key in np.unique(_pairs(request.text)).tolist():
            self._fresh.setdefault(key, []).append(row)

    def remove(self, number: int) -> None:
        """Forget a request; an unknown number is no fault."""
        row = self._places.pop(number, None)
        if row is not None:
            self._requests[row] = None

    def _settle(self) -> None:
        """Sort all pairs into compact arrays."""
        pairs = [np.unique(_pairs(request.text)) for request in self._requests if request is not None]
        if not pairs:
            return
        keys = np.concatenate(pairs)
        rows = np.repeat(np.arange(len(pairs), dtype=np.int32), [len(each) for each in pairs])
        order = np.argsort(keys, kind="stable")
        self._keys, starts = np.unique(keys[order], return_index=True)
        self._starts, self._rows = np.append(starts, len(keys)), rows[order]

    def _rows_of(self, key: int) -> NDArray[np.int32]:
        place = int(np.searchsorted(self._keys, np.uint64(key)))
        settled = self._rows[:0]
        if place < len(self._keys) and int(self._keys[place]) == key:
            settled = self._rows[self._starts[place] : self._starts[place + 1]]
        fresh = self._fresh.get(key)
        return np.concatenate([settled, np.array(fresh, dtype=np.int32)]) if fresh else settled

    def likely(
        self,
        text: Text,
        point: tuple[float, float] | None = None,
        day: float | None = None,
        most: int = 5,
        least: float = 0.25,
    ) -> list[Hint]:
        """The likely duplicates of a text, the likeliest first; ``least`` is the lowest likeness told."""
        wanted = sorted((self._rows_of(key) for key in np.unique(_pairs(text)).tolist()), key=len)
        lists = [rows for rows in wanted if 0 < len(rows) <= _LONGEST][:_ASKED]
        if not lists:
            return []
        rarity = np.log((1 + len(self._requests)) / np.array([len(rows) for rows in lists]))
        unknown = min(_ASKED - len(lists), sum(not len(rows) for rows in wanted))
        unmet = unknown * float(np.log(1 + len(self._requests)))
        # One running total a request: adding up is far cheaper than sorting the rows that were met.
        heard = np.bincount(np.concatenate(lists), weights=np.repeat(rarity, [len(rows) for rows in lists]))
        share = heard / (float(rarity.sum()) + 0.5 * unmet)
        enough = np.flatnonzero(share >= least)
        best = enough[np.argsort(-share[enough], kind="stable")][: 40 * most]
        judged = [
            (share[row] * nearness(known, point), known)
            for row in best
            if (known := self._requests[int(row)]) is not None
        ]
        likeliest = sorted((p for p in judged if p[0] >= least), key=lambda p: (-p[0], p[1].number))[:most]
        return [hint(known, float(alike), text, point, day) for alike, known in likeliest]


def _metres(known: Recent, point: tuple[float, float] | None) -> float | None:
    return hypot(known.point[0] - point[0], known.point[1] - point[1]) if known.point and point else None


def nearness(known: Recent, point: tuple[float, float] | None) -> float:
    """1 on the spot or where a place is not known, half of that far away."""
    metres = _metres(known, point)
    return 1.0 if metres is None else 0.5 + 0.5 / (1.0 + (metres / _FAR) ** 2)


def hint(
    known: Recent, alike: float, text: Text, point: tuple[float, float] | None, day: float | None
) -> Hint:
    """A known request as the hint to a text typed here on this day."""
    days = abs(known.day - day) if known.day is not None and day is not None else None
    shared = _shared(text.whole, known.text.whole)
    return Hint(known.number, alike, shared, _metres(known, point), days)


def _pairs(text: Text) -> Keys:
    return runs(character_keys(text.whole[:OPENING]), 2, 1)


def _shared(one: str, other: str) -> tuple[str, ...]:
    """Up to three runs of two to six characters that both texts hold, the longest first."""
    said: list[str] = []
    for length in range(6, 1, -1):
        for start in range(len(one[:OPENING]) - length + 1):
            run = one[start : start + length]
            if len(said) < 3 and run.isalnum() and run in other and not any(set(run) & set(s) for s in said):
                said.append(run)
    return tuple(said)
