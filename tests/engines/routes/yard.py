"""Yards with entrances at places drawn in metres, and the plainest judge of an order: try them all."""

import os
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from linli.engines.routes import Stop, Ways, Wishes
from linli.engines.routes.calls import Problem, by_stairway
from linli.engines.routes.model import Floats
from linli.engines.routes.schedule import timing

SHARED = Path(os.environ.get("LINLI_SHARED_DATA", Path(__file__).parents[4] / "shared/data"))
OPTIMA = {"berlin52": 7542, "eil51": 426, "kroA100": 21282, "st70": 675}
"""Lengths of the shortest tours as TSPLIB states them."""


def ways(places: Sequence[tuple[float, float]], *, end: int | None = 0) -> Ways:
    """As the crow flies; the office is the first place."""
    spots = np.array(places, dtype=float)
    return Ways(np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1)), 0, end)


def doors(*places: int, **more: object) -> list[Stop]:
    """A ground-floor door at each of the places, numbered as listed."""
    return [Stop(f"{place}", place, order=f"{at:03}", **more) for at, place in enumerate(places)]


def scattered(count: int, seed: int, entrances: int = 20) -> tuple[list[Stop], Ways]:
    """Doors on six floors of entrances in rows of buildings, numbered along the rows."""
    chance = np.random.default_rng(seed)
    places = [(0.0, 0.0)] + [(40.0 * (n % 5) + 20, 60.0 * (n // 5) + 20) for n in range(entrances)]
    stops = []
    for number in range(count):
        entrance = int(chance.integers(1, entrances + 1))
        floor = int(chance.integers(1, 7))
        order = f"{entrance:02}-{floor}-{number:03}"
        stops.append(Stop(f"{number}", entrance, floor, order=order, minutes=8))
    return stops, ways(places)


def best_cost(stops: Sequence[Stop], here: Ways, wishes: Wishes) -> tuple[Problem, float]:
    """The cost of the best of all orders of the calls."""
    todo = by_stairway(stops, here, wishes)
    tried = (timing(order, todo) for order in permutations(range(len(todo.calls))))
    return todo, min((one.cost for one in tried if one.is_kept), default=float("inf"))


def instance(name: str) -> Floats:
    """Rounded straight distances of a TSPLIB instance."""
    file = SHARED / "routes" / f"{name}.tsp"
    if not file.exists():
        pytest.skip(f"no TSPLIB instance {name} in LINLI_SHARED_DATA")
    lines = file.read_text(encoding="utf-8").split("NODE_COORD_SECTION")[1].splitlines()
    rows = [line.split()[1:] for line in lines if len(line.split()) == 3]
    spots = np.array(rows, dtype=float)
    return np.rint(np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1)))
