"""How much walking does a planned round save beside the order of the door numbers, and how long does it take?

Run as a script: ``python bench/bench_routes.py``.  First published tours, where LINLI_SHARED_DATA holds them;
then rounds on the grids of the demonstration community, which is built in a folder of its own unless
LINLI_DATA names one that holds it.  Limits: 80 doors planned in 3 s; 500 entrances apart in 1 s; 20 % fewer
metres.  Times are processor seconds; ratios are shares of the limit.

The order of the door numbers is the hardest rival that a printed list can be: buildings in the order in which
they were numbered along the streets, their entrances by number and not as text (2 before 10), each stairway
climbed once.  Metres are those on the ground, from the office on, for both; storeys are told beside them.  A
round that goes back to the office pays the same two ways there and back in any order, and no order of a grid
with five entrances can be much shorter than another: ``shortest`` works out, exactly, how many metres no
round can go below, so that what is left to gain is on the page and not a guess.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src")]
SHARED = Path(os.environ.get("LINLI_SHARED_DATA", ROOT.parent / "shared/data"))
FOLDER = tempfile.TemporaryDirectory(prefix="linli-bench-")
os.environ.setdefault("LINLI_DATA", FOLDER.name)
os.environ["LINLI_DEMO"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "linli.config.settings"

from linli.engines import walking  # noqa: E402
from linli.engines.routes import Method, Round, Stop, Ways, Window, Wishes, plan_round  # noqa: E402

OPTIMA = {"eil51": 426, "berlin52": 7542, "st70": 675, "kroA100": 21282}
SAVED, SECONDS, MATRIX_SECONDS = 0.2, 3.0, 1.0
_SMALLEST_RING, _EXACTLY = 4, {"mip_rel_gap": 0.0}
AFTER_SCHOOL, AFTERNOON = Window(16 * 60, 18 * 60), Window(13 * 60, 17 * 60)


def timed(deed: Callable[[], Any]) -> tuple[Any, float]:
    """What a deed gives, and its processor seconds."""
    begun = time.process_time()
    return deed(), time.process_time() - begun


def published() -> None:
    """How far from the shortest tours that are known."""
    print("TSPLIB: gap to the optimum, seconds")
    for name, optimum in OPTIMA.items():
        file = SHARED / "routes" / f"{name}.tsp"
        if not file.exists():
            print(f"  {name}: not in LINLI_SHARED_DATA, left out")
            continue
        lines = file.read_text(encoding="utf-8").split("NODE_COORD_SECTION")[1].splitlines()
        spots = np.array([line.split()[1:] for line in lines if len(line.split()) == 3], dtype=float)
        metres = np.rint(np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1)))
        stops = [Stop(f"{n}", n, order=f"{n:03}", minutes=0) for n in range(1, len(metres))]
        for method in Method:
            wishes = Wishes(method=method)
            done, seconds = timed(lambda: plan_round(stops, Ways(metres, 0, 0), wishes))  # noqa: B023
            gap = done.length.metres / optimum - 1
            print(f"  {name} {method}: {done.length.metres:.0f}, {gap:+.2%}, {seconds:.2f} s")


def shortest(metres: np.ndarray, start: int, places: list[int], *, comes_back: bool) -> float:
    """Metres of the shortest round over some places, exactly: no round can be shorter.

    Every place has two ways, and rings that leave places out are forbidden one by one as they turn up
    (Dantzig, Fulkerson and Johnson, Operations Research 2(4), 1954); HiGHS solves each step.  A round that
    ends where it likes goes home over one more place that is next to every other.
    """
    rows = [start, *places]
    cost = np.asarray(metres[np.ix_(rows, rows)], dtype=float)
    if not comes_back:
        cost = np.pad(cost, (0, 1))
    size = len(cost)
    if size < _SMALLEST_RING:
        return float(sum(cost[i, i + 1] for i in range(size - 1)) + cost[-1, 0])
    ends = np.array([(i, j) for i in range(size) for j in range(i + 1, size)])
    price = cost[ends[:, 0], ends[:, 1]]
    meets = np.array([(ends == one).any(axis=1) for one in range(size)], dtype=float)
    rules = [LinearConstraint(meets, 2, 2)]
    last_is_home = (ends == (0, size - 1)).all(axis=1) & (not comes_back)
    taken = Bounds(last_is_home.astype(float), 1)
    while True:
        found = milp(price, integrality=np.ones(len(ends)), bounds=taken, constraints=rules, options=_EXACTLY)
        rings = _rings(ends[found.x > 0.5], size)  # noqa: PLR2004 - a way is taken or not
        if len(rings) == 1:
            return float(price @ np.rint(found.x))
        for ring in rings:
            inside = np.isin(ends, list(ring)).all(axis=1).astype(float)
            rules.append(LinearConstraint(inside[None, :], 0, len(ring) - 1))


def _rings(ways: np.ndarray, size: int) -> list[set[int]]:
    """Which places hang together."""
    rings: list[set[int]] = [{place} for place in range(size)]
    for one, other in ways.tolist():
        joined = [ring for ring in rings if one in ring or other in ring]
        rings = [ring for ring in rings if ring not in joined] + [set().union(*joined)]
    return rings


def demo() -> None:
    """The demonstration community, unless it is there."""
    folder = Path(os.environ["LINLI_DATA"])
    if not (folder / "linli.sqlite3").exists():
        subprocess.run([sys.executable, "-m", "linli.config.cli", "demo"], cwd=ROOT / "src", check=True)
    import django

    django.setup()


@cache
def grids() -> list[tuple[str, list[Stop], Ways]]:
    """Every grid: all its homes as stops, and metres between its entrances and the community's office."""
    return list(_grids())


def _grids() -> Iterator[tuple[str, list[Stop], Ways]]:
    from linli.contexts.registry.models import Dwelling
    from linli.kernel.areas.models import Area, Footpath, Kind

    for grid in Area.objects.filter(kind=Kind.GRID).select_related("parent").order_by("code"):
        lines = Footpath.objects.filter(community=grid.parent).values_list("line", flat=True)
        walkways = walking.network([walking.Path(tuple(map(tuple, line))) for line in lines])
        homes = Dwelling.objects.filter(area__code__startswith=grid.code, living_count__gt=0).select_related(
            "area"
        )
        entrances = {home.area.code: home.area for home in homes}
        row = {code: at for at, code in enumerate(entrances, start=1)}
        points = [(grid.parent.longitude, grid.parent.latitude)]
        points += [(one.longitude, one.latitude) for one in entrances.values()]
        ways = Ways(walking.distances(walkways, points).metres, 0, 0)
        stops = [
            Stop(str(home.pk), row[home.area.code], home.floor or 1, home.area.has_lift, home.order, 8.0)
            for home in homes
        ]
        yield f"{grid.parent.name} {grid.name}", stops, ways


@dataclass(slots=True)
class Sum:
    """All grids together."""

    walked: float = 0.0
    numbered: float = 0.0
    slowest: float = 0.0
    left_out: int = 0
    least: float = 0.0

    def tell(self, name: str, done: Round, seconds: float, least: float | None = None) -> None:
        """One line about a round, which joins the sum."""
        storeys = f"{done.length.storeys} storeys ({done.by_number.storeys})"
        metres = f"{done.length.metres:,.0f} m for {done.by_number.metres:,.0f} m"
        exact = "" if least is None else f", no round below {least:,.0f} m"
        print(
            f"  {name}: {len(done.legs)} doors, {metres}, {done.saved:.1%} saved{exact}, {storeys}, "
            f"{seconds:.2f} s"
        )
        self.least += least or 0.0
        self.walked += done.length.metres
        self.numbered += done.by_number.metres
        self.slowest = max(self.slowest, seconds)
        self.left_out += len(done.left_out)

    def close(self) -> None:
        """The line below."""
        saved = 1 - self.walked / self.numbered
        most = f" (the most that can be: {1 - self.least / self.numbered:.1%})" if self.least else ""
        slow = f"slowest {self.slowest:.2f} s = {self.slowest / SECONDS:.2f} of the limit"
        share = f"{saved:.1%} saved = {saved / SAVED:.2f} of 20 %{most}"
        print(f"  all grids: {share}; {slow}; {self.left_out} left out")


def rounds(count: int, method: Method, *, comes_back: bool = True) -> None:
    """One day's round in each grid: so many doors, drawn alike every time."""
    ending = "back to the office" if comes_back else "home from the last door"
    print(f"{count} doors of each grid, {ending}, {method}")
    total = Sum()
    for name, homes, paths in grids():
        ways = replace(paths, end=paths.start if comes_back else None)
        stops = Random(f"{name}{count}").sample(homes, min(count, len(homes)))
        done, seconds = timed(lambda: plan_round(stops, ways, Wishes(method=method)))  # noqa: B023
        places = sorted({stop.place for stop in stops})
        least = shortest(ways.metres, ways.start, places, comes_back=comes_back)
        total.tell(name, done, seconds, least)
    total.close()


def with_windows(count: int, method: Method) -> None:
    """A day in which three families in ten are at home only after school or in the afternoon."""
    print(f"{count} doors of each grid, three in ten with a window, {method}")
    total = Sum()
    for name, homes, ways in grids():
        chance = Random(f"{name}{count}")
        stops = [
            replace(stop, windows=chance.choices(((), (AFTER_SCHOOL,), (AFTERNOON,)), (7, 2, 1))[0])
            for stop in chance.sample(homes, min(count, len(homes)))
        ]
        wishes = Wishes(method=method, ends_at=19 * 60 + 30)
        total.tell(name, *timed(lambda: plan_round(stops, ways, wishes)))  # noqa: B023
    total.close()


def matrix() -> None:
    """500 doors of the demonstration community, each from each."""
    from linli.kernel.areas.models import Area, Footpath, Kind

    lines = Footpath.objects.values_list("line", flat=True)
    walkways, drawn = timed(lambda: walking.network([walking.Path(tuple(map(tuple, one))) for one in lines]))
    places = list(Area.objects.filter(kind=Kind.ENTRANCE).values_list("longitude", "latitude"))
    doors = (places * (500 // len(places) + 1))[:500]
    _found, seconds = timed(lambda: walking.distances(walkways, doors))
    print(f"network {drawn:.2f} s; 500 doors apart {seconds:.2f} s, at most {MATRIX_SECONDS:.0f} s")


if __name__ == "__main__":
    published()
    demo()
    matrix()
    for number in (15, 40, 80):
        rounds(number, Method.SOLVER)
        rounds(number, Method.SOLVER, comes_back=False)
    rounds(80, Method.SEARCH)
    for way in Method:
        with_windows(50, way)
    with_windows(80, Method.SOLVER)
