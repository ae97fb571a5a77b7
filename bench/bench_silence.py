"""How soon is a stop of use heard, for how many false alarms, beside fixed rules; and how fast is a city?

Run as a script: ``python bench/bench_silence.py``.  Every home is heard under a prior and prices estimated on
two thirds of the homes, never on itself.  Stops begin in the middle of every interval of a day with use, so
no chance is in it; waiting is counted to four days.
"""

import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1] / "src")]

from silence_fit import PRICES, crossed, hours_by_price, paced, silences, usual_hours  # noqa: E402
from silence_homes import Home, shared_homes  # noqa: E402

from linli.engines.silence import COMMUNITY, HOURLY, Setting, hear, interval, settled  # noqa: E402
from linli.engines.silence.budget import HOURS_OF_YEAR  # noqa: E402
from linli.engines.silence.home import LEARNING_DAYS  # noqa: E402
from linli.engines.silence.hours import wall_hours  # noqa: E402

FOUR_DAYS = 96.0
FIXED = (12, 18, 24, 36, 48)
LEAST_READINGS = 1500
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Track:
    """What a meter showed in a year, and where each silence after the fourteenth day began."""

    hours: Doubles
    quiet: Doubles
    """Hours up to each reading, summed, that would be proven quiet had nobody used water in them."""
    begins: NDArray[np.int64]
    """Places of the readings with which silences begin."""
    days: NDArray[np.bool_]
    """For each reading, whether water was used on that day."""


def track(home: Home) -> Track:
    """Follow the register as the engine does."""
    at, quiet, used, last = [wall_hours(home.readings[0].at)], [0.0], [False], home.readings[0]
    for reading in home.readings[1:]:
        found = interval(last, reading)
        if found is None:
            continue
        last = reading
        at.append(found.until)
        bridged = found.hours if found.hours <= HOURLY.bridged_hours else 0.0
        quiet.append(bridged if found.used else found.quiet_hours)
        used.append(found.used)
    hours, lively = np.array(at), np.array(used)
    begins = np.flatnonzero(lively)
    day = (hours // 24).astype(int) - int(hours[0] // 24)
    return Track(
        hours,
        np.cumsum(quiet),
        begins[hours[begins] - hours[0] > 24 * LEARNING_DAYS],
        (np.bincount(day, lively) > 0)[day],
    )


def measured(track: Track, rings_after: Doubles) -> Doubles:
    """False alarms a year, mean and 90th percentile of hours from stop to alarm."""
    hours, begins, count = track.hours, track.begins, len(track.hours)
    ends = np.append(begins[1:], count)
    places = np.searchsorted(track.quiet, track.quiet[begins] + rings_after - 0.5 - 1e-6)
    places = np.maximum(places, begins + 1)
    rings = np.where(places < count, hours[np.minimum(places, count - 1)], hours[begins] + 2 * FOUR_DAYS)
    false = (places < ends).sum() / ((hours[-1] - hours[0]) / HOURS_OF_YEAR - LEARNING_DAYS / 365)
    at = np.arange(begins[0] + 1, count)
    stops = (hours[at - 1] + hours[at]) / 2
    home = track.days[at] & (stops < hours[-1] - FOUR_DAYS) & (hours[at] - hours[at - 1] < 30)
    silence = np.searchsorted(begins, at, side="left") - 1
    waits = np.clip(rings[silence] - stops, 0, FOUR_DAYS)[home]
    weights = (hours[at] - hours[at - 1])[home]
    order = np.argsort(waits)
    share = np.cumsum(weights[order]) / weights.sum()
    return np.array(
        [false, (waits * weights).sum() / weights.sum(), waits[order][np.searchsorted(share, 0.9)]]
    )


def curve(tracks: Sequence[Track], rules: Sequence[Callable[[int], Doubles]]) -> Doubles:
    """Means over homes for each rule, (rules, 3)."""
    return np.array([np.mean([measured(one, rule(i)) for i, one in enumerate(tracks)], 0) for rule in rules])


def compare(title: str, tracks: Sequence[Track], hours: Sequence[Doubles]) -> None:
    """Print the curve beside the fixed rules, and the two ratios that matter."""
    fixed = curve(tracks, [lambda i, k=k: np.full(len(tracks[i].begins), float(k)) for k in FIXED])
    ours = curve(tracks, [lambda i, j=j: hours[i][j] for j in range(0, len(PRICES), 2)])
    print(f"\n{title}: {len(tracks)} homes, false alarms a home-year, hours to alarm (mean, 90 %)")
    print("  fixed rule          | learned, as many false alarms       | learned, as fast in the mean")
    order, early = np.argsort(ours[:, 0]), np.argsort(ours[:, 1])
    for k, (false, mean, most) in zip(FIXED, fixed, strict=True):
        at_false = [float(np.interp(false, ours[order, 0], ours[order, i])) for i in (1, 2)]
        fewer = float(np.exp(np.interp(mean, ours[early, 1], np.log(np.maximum(ours[early, 0], 1e-3)))))
        print(
            f"  {k:2} h {false:5.1f} {mean:5.1f} {most:5.1f} | {at_false[0]:5.1f} = {at_false[0] / mean:.2f}"
            f" of the time, 90 % {at_false[1]:5.1f} | {fewer:5.1f} = {fewer / false:.2f} of the false alarms"
        )


def budgets(tracks: Sequence[Track], hours: Sequence[Doubles]) -> None:
    """Print how the table of prices shipped with the engine meets a budget, before experience corrects it."""
    print("\nbudget -> realised false alarms a home-year, hours to alarm (mean, 90 %; held-out habits)")
    for accepted, worth in COMMUNITY.prices[1:12]:
        place = min(int(np.searchsorted(PRICES, worth)), len(PRICES) - 1)
        false, mean, most = np.mean([measured(one, hours[i][place]) for i, one in enumerate(tracks)], axis=0)
        print(f"  {accepted:5.1f} -> {false:5.1f}  {mean:5.1f} {most:5.1f}")


def held_out(homes: Sequence[Home]) -> None:
    """Quality on homes that the prior does not know."""
    hourly = usual_hours(homes)
    found = [silences(home, hourly) for home in homes]
    priors = crossed(found, hourly)
    kept = [i for i, home in enumerate(homes) if len(home.readings) > LEAST_READINGS and home.years > 0.2]
    tracks = [track(homes[i]) for i in kept]
    hours = [hours_by_price(paced(found[i], priors[i]), priors[i]).astype(float) for i in kept]
    compare("All homes", tracks, hours)
    alone = [n for n, i in enumerate(kept) if homes[i].members == 1]
    compare("One-person homes", [tracks[n] for n in alone], [hours[n] for n in alone])
    budgets(tracks, hours)


def city(homes: int = 1_000_000, rounds: int = 48) -> None:
    """Time and memory of a round of a million homes, by the hour of the day, after some days of life."""
    chance, clock = np.random.default_rng(7), 6000.0 * 24
    setting = replace(Setting(), learning_days=1.0)
    hourly = np.array(COMMUNITY.hourly)
    level = chance.beta(2, 2, homes).astype(np.float32) * 2
    register = np.full(homes, 1000.0)
    fleet = settled(np.full(homes, clock), register, setting.prior)
    np.copyto(fleet.observed, 500.0)
    np.copyto(fleet.visits, 30)
    np.copyto(fleet.spells, chance.gamma(1.0, 2.0, homes).astype(np.float32))
    seconds = []
    for hour in range(rounds):
        clock += 1
        register = register + (chance.random(homes) < level * hourly[hour % 24]) * 10.0
        at = np.full(homes, clock)
        begun = time.process_time()
        hear(fleet, at, register, setting)
        seconds.append(time.process_time() - begun)
    spent = np.array(seconds[-24:])
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"\n{homes:,} homes: a round takes {spent.mean():.2f} s of one core in the mean of a day,"
        f" {spent.max():.2f} s at most (limit 1 s); whole process {gigabytes:.2f} GB (limit 1 GB)"
    )


def main() -> None:
    """Both measurements; ``city`` or ``homes`` alone when named."""
    wanted = sys.argv[1:]
    if not wanted or "city" in wanted:
        city()
    if not wanted or "homes" in wanted:
        held_out(shared_homes())


if __name__ == "__main__":
    main()
