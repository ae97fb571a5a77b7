"""What goes into a proposal of grids (网格), and what comes out of it?"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]
"""East and north in metres on a local plane."""


@dataclass(frozen=True, slots=True)
class Building:
    """A building that is never divided between grids."""

    key: str
    households: int
    position: Point
    grid: str = ""
    """Key of today's grid; empty when it belongs to none."""
    is_locked: bool = False
    """True when it must stay in today's grid."""


class Method(StrEnum):
    """How the best division is looked for."""

    SOLVER = "solver"
    """CP-SAT, with search as its start; search alone where the solver is not installed."""
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the community asks of its grids."""

    grids: int | None = None
    """Number of grids; by default as many as ``usual`` households ask for."""
    least: int = 300
    usual: int = 400
    most: int = 500
    keep: float = 0.0
    """Metres of further walking per household that are accepted so that one household need not change."""
    method: Method = Method.SOLVER
    seconds: float | None = None
    """Time for the solver, by default 0.3 s and 1 s for 50 buildings; then the best so far is returned."""
    workers: int = 1
    seed: int = 1
    """For the starts that search tries; the same seed gives the same division."""


class ReasonCode(StrEnum):
    """What a person who reads a proposal should know."""

    AVERAGE_OUTSIDE_BAND = "average_outside_band"
    """Households divided by grids lie outside the wished band: no division can reach it."""
    GRID_TOO_LARGE = "grid_too_large"
    GRID_TOO_SMALL = "grid_too_small"
    BUILDING_TOO_LARGE = "building_too_large"
    """A single building has more households than a grid should."""
    GRIDS_ADDED = "grids_added"
    """Locked buildings belong to more grids than were wished."""
    GRIDS_LEFT_OUT = "grids_left_out"
    """There are fewer buildings than wished grids."""
    LOCKED_APART = "locked_apart"
    """Locked buildings keep a grid from being in one piece."""
    JOINED_ACROSS = "joined_across"
    """Two buildings count as neighbours only because nothing else joins their parts."""
    TODAY_IN_PIECES = "today_in_pieces"
    NOT_PROVEN = "not_proven"
    """Time ran out before the solver had proven its division the best for its centres."""
    NO_SOLVER = "no_solver"


@dataclass(frozen=True, slots=True)
class Reason:
    """One remark on a proposal: a code, and keys or numbers as text."""

    code: ReasonCode
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GridFigures:
    """One grid in figures."""

    key: str
    buildings: int
    households: int
    centre: str
    """The building from which all households are nearest together."""
    walk: float
    """Mean walk from the centre to a household's building, metres."""
    farthest: float
    """Longest walk from the centre, metres."""
    came: int
    """Households that belong to another grid today."""
    left: int
    """Households of today's grid that belong to another one here."""
    is_in_one_piece: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """A whole division in figures; two of them side by side tell which is better."""

    grids: tuple[GridFigures, ...]
    walk: float
    """Mean walk over all households, metres."""
    smallest: int
    largest: int
    moved_buildings: int
    moved_households: int
    outside_band: int
    """Households too many or too few, summed over all grids."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A proposed division, beside today's."""

    assignment: Mapping[str, str]
    """Building key to grid key; new grids are called new-1, new-2 and so on."""
    figures: Figures
    today: Figures | None
    """None when no building belongs to a grid yet."""
    gap: float | None
    """Distance from the proven bound for the last centres, as a share; None without solver."""
    reasons: tuple[Reason, ...]
