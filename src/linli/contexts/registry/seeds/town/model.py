"""What is drawn of a community: its grids, compounds, buildings and ways, in metres."""

from collections.abc import Mapping
from dataclasses import dataclass

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One grid (网格), numbered from 1."""

    order: int
    name: str
    outline: Ring


@dataclass(frozen=True, slots=True)
class Compound:
    """One residential compound (小区), numbered from 1 within its community."""

    order: int
    name: str
    address: str
    kind: str
    """The kind of house in the pack: walkup, works, tower, midrise or lane."""
    built: int
    tenure: Mapping[str, int]
    """Kind of property → weight."""
    outline: Ring


@dataclass(frozen=True, slots=True)
class Building:
    """One building with its doors, numbered from 1 within its community."""

    order: int
    grid: int
    compound: Compound
    name: str
    number: str
    storeys: int
    entrances: int
    homes_per_floor: int
    """Behind one entrance."""
    has_lift: bool
    floor_areas: tuple[int, ...]
    """Square metres that homes here have."""
    footprint: Ring
    doors: tuple[Point, ...]
    """Of each entrance, where one steps out."""

    @property
    def homes(self) -> int:
        """How many homes it holds."""
        return self.storeys * self.entrances * self.homes_per_floor


@dataclass(frozen=True, slots=True)
class Way:
    """A straight stretch, parallel to an axis."""

    start: Point
    end: Point
    kind: str = "path"


@dataclass(frozen=True, slots=True)
class Plan:
    """One community as drawn."""

    code: str
    """The last three of its twelve digits."""
    name: str
    address: str
    outline: Ring
    grids: tuple[Grid, ...]
    compounds: tuple[Compound, ...]
    buildings: tuple[Building, ...]
    ways: tuple[Way, ...]
