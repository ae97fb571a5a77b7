"""What does chance choose, the same way every time?"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")

EPOCH_MILLISECONDS = 1_713_139_200_000
"""15 April 2024, 0:00 UTC: the time written into every invented id."""


class Chance:
    """A generator with a seed, and the few kinds of choice that inventing people needs."""

    def __init__(self, seed: int) -> None:
        # Repeatable on purpose: an invented town has no secrets.
        self._random = Random(seed)  # noqa: S311

    def happens(self, share: float) -> bool:
        """True in that share of cases."""
        return self._random.random() < share

    def uniform(self, low: float, high: float) -> float:
        """Any number between the two."""
        return self._random.uniform(low, high)

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(low, high)

    def normal(self, mean: float, spread: float, low: float, high: float) -> float:
        """A number around ``mean``, never outside ``low`` and ``high``."""
        return min(high, max(low, self._random.gauss(mean, spread)))

    def soon(self, mean: float) -> float:
        """Small numbers often, large ones seldom (exponential)."""
        return self._random.expovariate(1 / mean)

    def one(self, choices: Sequence[T]) -> T:
        """One of them."""
        return choices[self._random.randrange(len(choices))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """A key, as often as its weight says."""
        return self._random.choices(list(weights), list(weights.values()))[0]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """Up to ``count`` different ones."""
        return self._random.sample(list(choices), min(count, len(choices)))

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        """All of them in another order."""
        return self.some(choices, len(choices))

    def day(self, first: date, last: date) -> date:
        """A day between the two, both included; ``first`` when they are the wrong way round."""
        return first + timedelta(days=self.whole(0, max(0, (last - first).days)))

    def digits(self, count: int) -> str:
        """So many figures."""
        return "".join(str(self._random.randrange(10)) for _ in range(count))

    def uuid(self) -> UUID:
        """A UUID of version 7 (RFC 9562 §5.7) whose time never changes and whose chance is ours."""
        value = EPOCH_MILLISECONDS << 80 | self._random.getrandbits(80)
        value = value & ~(0xF << 76) | 7 << 76
        return UUID(int=value & ~(0b11 << 62) | 0b10 << 62)
