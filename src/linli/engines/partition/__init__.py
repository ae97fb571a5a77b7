"""Grids of a community: a balanced, contiguous, walkable division with few changes, beside today's."""

from linli.engines.partition.figures import figures
from linli.engines.partition.model import (
    Building,
    Figures,
    GridFigures,
    Method,
    Plan,
    Point,
    Reason,
    ReasonCode,
    Wishes,
)
from linli.engines.partition.neighbours import REACH, Neighbourhood, neighbourhood, on_plane
from linli.engines.partition.planning import propose

__all__ = [
    "REACH",
    "Building",
    "Figures",
    "GridFigures",
    "Method",
    "Neighbourhood",
    "Plan",
    "Point",
    "Reason",
    "ReasonCode",
    "Wishes",
    "figures",
    "neighbourhood",
    "on_plane",
    "propose",
]
