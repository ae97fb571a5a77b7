"""How good is a division, in figures that a person can compare?"""

from collections.abc import Mapping, Sequence

import numpy as np

from linli.engines.partition.model import Building, Figures, GridFigures, Wishes
from linli.engines.partition.neighbours import Neighbourhood
from linli.engines.partition.problem import pieces

NO_WISHES = Wishes()


def figures(
    assignment: Mapping[str, str],
    buildings: Sequence[Building],
    near: Neighbourhood,
    wishes: Wishes = NO_WISHES,
) -> Figures:
    """A division in figures; buildings that it leaves out belong to no grid."""
    by_grid: dict[str, list[int]] = {}
    for place, building in enumerate(buildings):
        if grid := assignment.get(building.key, ""):
            by_grid.setdefault(grid, []).append(place)
    grids = tuple(_grid(key, by_grid[key], assignment, buildings, near) for key in sorted(by_grid))
    sizes = [grid.households for grid in grids]
    moved = [one for one in buildings if one.grid and assignment.get(one.key, one.grid) != one.grid]
    return Figures(
        grids=grids,
        walk=sum(grid.walk * grid.households for grid in grids) / max(1, sum(sizes)),
        smallest=min(sizes, default=0),
        largest=max(sizes, default=0),
        moved_buildings=len(moved),
        moved_households=sum(one.households for one in moved),
        outside_band=sum(max(0, wishes.least - size, size - wishes.most) for size in sizes),
    )


def _grid(
    key: str,
    members: list[int],
    assignment: Mapping[str, str],
    buildings: Sequence[Building],
    near: Neighbourhood,
) -> GridFigures:
    households = np.array([buildings[place].households for place in members], dtype=np.float64)
    walks = near.walks[np.ix_(members, members)]
    middle = int((walks @ np.maximum(households, 1)).argmin())
    came = [buildings[place] for place in members if buildings[place].grid not in ("", key)]
    left = [one for one in buildings if one.grid == key and assignment.get(one.key) != key]
    return GridFigures(
        key=key,
        buildings=len(members),
        households=int(households.sum()),
        centre=buildings[members[middle]].key,
        walk=float(walks[middle] @ households / max(1.0, households.sum())),
        farthest=float(walks[middle].max()),
        came=sum(one.households for one in came),
        left=sum(one.households for one in left),
        is_in_one_piece=len(pieces(near, members)) == 1,
    )
