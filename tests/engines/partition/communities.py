"""Made communities: scattered towers, rows of slabs, with or without grids of today."""

from collections.abc import Sequence

import numpy as np

from linli.engines.partition import Building


def scattered(count: int, *, seed: int, households: tuple[int, int] = (18, 72)) -> list[Building]:
    """Buildings anywhere on a square of about 53 m for each."""
    chance = np.random.default_rng(seed)
    side = 53 * count**0.5
    places = chance.uniform(0, side, (count, 2))
    sizes = chance.integers(*households, count)
    return [
        Building(f"b{at:03d}", int(size), (float(place[0]), float(place[1])))
        for at, (place, size) in enumerate(zip(places, sizes, strict=True))
    ]


def rows(columns: int, lines: int, *, households: int = 40) -> list[Building]:
    """Slabs in straight rows, 60 m apart eastward and 40 m northward."""
    return [
        Building(f"{line + 1}-{column + 1}", households, (60.0 * column, 40.0 * line))
        for line in range(lines)
        for column in range(columns)
    ]


def with_grids(buildings: Sequence[Building], grids: Sequence[str]) -> list[Building]:
    """The same buildings in these grids of today."""
    return [
        Building(one.key, one.households, one.position, grid)
        for one, grid in zip(buildings, grids, strict=True)
    ]
