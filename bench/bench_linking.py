"""How long do duplicates take in a register of 100,000, how much memory, and how many are found?

Run as a script: ``python bench/bench_linking.py [people]``.  Times are processor seconds, which a busy
machine changes little, beside those of the clock; ratios are shares of the limit; no weight was chosen on
these seeds.
"""

import resource
import sys
import time
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.engines.linking.town import Truth, precision_and_recall, town  # noqa: E402
from tests.engines.linking.visiting_lists import linkable, lists  # noqa: E402

from linli.engines.linking import SURE, duplicates_within, index, lookalikes, matches  # noqa: E402

SECONDS, MEGABYTES, MILLISECONDS = 60.0, 500.0, 5.0


def measure(name: str, truth: Truth) -> None:
    """One world: time, memory, quality, and single look-ups."""
    pack = lookalikes((ROOT / "packs/base/lookalikes.toml").read_text("utf-8"))
    start, begun = time.process_time(), time.perf_counter()
    register = index(truth.records, pack)
    ready = time.process_time() - start
    found = duplicates_within(register)
    seconds, clock = time.process_time() - start, time.perf_counter() - begun
    print(f"{name}: {len(truth.records):,} records, {len(truth.pairs):,} true pairs")
    print(
        f"  index {ready:.1f} s, all {seconds:.1f} s = {seconds / SECONDS:.2f} of the limit ({clock:.1f} s)"
    )
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  memory of the whole process {megabytes:.0f} MB = {megabytes / MEGABYTES:.2f} of the limit")
    for band, least in (("ask and sure", 0.0), ("sure", SURE)):
        pairs = [(pair.a, pair.b) for pair in found if pair.probability >= least]
        precision, recall = precision_and_recall(pairs, truth)
        print(f"  {band}: {len(pairs):,} pairs, precision {precision:.4f}, recall {recall:.4f}")
    pairs = [(pair.a, pair.b) for pair in found]
    recall = precision_and_recall(pairs, Truth(truth.records, linkable(truth)))[1]
    print(f"  of the pairs that share more than a name, recall {recall:.4f}")
    times = []
    for record in Random(1).sample(truth.records, 2000):
        begun = time.process_time()
        matches(record, register)
        times.append((time.process_time() - begun) * 1000)
    times.sort()
    print(
        f"  one look-up: median {times[1000]:.2f} ms, 99 % within {times[1980]:.2f} ms"
        f" = {times[1980] / MILLISECONDS:.2f} of the limit"
    )


if __name__ == "__main__":
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 93_000
    measure("town", town(424242, people))
    measure("lists", lists(434343, people * 2 // 3))
