"""Three real homes: few false alarms on their year, and a stop of use is heard long before a day is over."""

import csv
import lzma
import os
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

import pytest

from linli.engines.silence import replay

ROOT = Path(__file__).resolve().parents[3]
TABLE = Path(os.environ.get("LINLI_SHARED_DATA", ROOT / "../shared/data")) / "sensors/water_hourly.csv.xz"
CHOSEN = ("home014", "home020", "home071")
pytestmark = pytest.mark.skipif(not TABLE.exists(), reason=f"real readings are not at {TABLE}")


@pytest.fixture(scope="module")
def homes():
    """Rows of three homes from March to August."""
    with lzma.open(TABLE, "rt", newline="") as text:
        found = {
            name: [row for row in rows if row["time"] < "2016-09-01"]
            for name, rows in groupby(csv.DictReader(text), key=lambda row: row["home"])
            if name in CHOSEN
        }
    assert sorted(found) == list(CHOSEN)
    return found


def test_false_alarms_keep_near_the_budget(homes):
    found = replay([row for rows in homes.values() for row in rows], 6)["homes"]
    silences = [a for home in found.values() for a in home["alarms"] if a["kind"] == "silence"]
    assert len(silences) <= 2 * 6 * len(homes) / 2
    assert all(home["from"] < "2016-03-20" for home in found.values())


@pytest.mark.parametrize("hour", [2, 9, 15, 21])
def test_stop_of_use_is_heard_within_a_day(homes, hour):
    stop, rows, waits = datetime(2016, 6, 15, hour), [], []
    for name in CHOSEN:
        held = max((row for row in homes[name] if row["time"] <= str(stop)), key=lambda row: row["time"])
        rows += [
            row
            if row["time"] <= str(stop)
            else row | {"register_litres": held["register_litres"], "litres": "0"}
            for row in homes[name]
            if row["time"] < str(stop + timedelta(days=4))
        ]
    for home in replay(rows, 12)["homes"].values():
        rung = [a["time"] for a in home["alarms"] if a["kind"] == "silence" and a["time"] > str(stop)]
        waits.append((datetime.fromisoformat(rung[0]) - stop) / timedelta(hours=1))
    assert max(waits) < 24
    assert sum(waits) / len(waits) < 16
