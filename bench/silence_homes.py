"""Real homes for measuring the silence engine, and what a stop of use in them would look like."""

import csv
import lzma
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from linli.engines.silence.model import Reading

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Home:
    """One home's readings of a year."""

    name: str
    members: int
    readings: list[Reading]

    @property
    def years(self) -> float:
        """From the first to the last reading."""
        return (self.readings[-1].at - self.readings[0].at).total_seconds() / 3600 / 8766

    def hourly(self) -> NDArray[np.float64]:
        """Share of hourly intervals with use, by hour of the day; negative where nothing was observed."""
        used, seen = np.zeros(24), np.zeros(24)
        for before, now in zip(self.readings, self.readings[1:], strict=False):
            hours = (now.at - before.at).total_seconds() / 3600
            if 0 < hours < 1.75:
                hour = (before.at + (now.at - before.at) / 2).hour
                seen[hour] += 1
                used[hour] += (now.register or 0) > (before.register or 0)
        return np.where(seen > 20, used / np.maximum(seen, 1), -1.0)


def shared_data() -> Path:
    """The folder of real data, beside the repository unless said otherwise."""
    return Path(os.environ.get("LINLI_SHARED_DATA", ROOT / "../shared/data"))


def shared_homes() -> list[Home]:
    """The homes of the shared data."""
    return list(homes_of(shared_data() / "sensors" / "water_hourly.csv.xz"))


def homes_of(file: Path) -> Iterator[Home]:
    """Homes of a table with the columns home, time, register_litres, members."""
    with lzma.open(file, "rt", newline="") as text:
        for name, rows in groupby(csv.DictReader(text), key=lambda row: row["home"]):
            found = list(rows)
            readings = [
                Reading(datetime.fromisoformat(row["time"]), float(row["register_litres"])) for row in found
            ]
            yield Home(name, int(found[0]["members"]), readings)
