"""How long does a duplicate hint take among 100,000 requests, and among 300 from around here?

Run as a script: ``python bench/bench_similarity.py [requests]``; the requests are made of drawn syllables,
streets and matters, so no data is needed.
"""

import resource
import sys
import time
from pathlib import Path
from random import Random
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from linli.engines.similarity import Index, Recent, rank, ready  # noqa: E402

LIMIT, NEARBY_LIMIT, NEARBY = 20.0, 5.0, 300
MATTERS = [
    "路灯坏了没人修",
    "下水道堵了污水外溢",
    "夜里施工噪音扰民",
    "电梯停运老人下不了楼",
    "垃圾好几天没人清运",
    "车位被占用",
]


def main() -> None:
    """Build, ask 200 times, print the share of the limit."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rng = Random(7)
    signs = [chr(code) for code in range(0x4E00, 0x4E00 + 1500)]
    streets = ["".join(rng.choices(signs, k=3)) + "路" for _ in range(2000)]

    def words() -> str:
        tail = "".join(rng.choices(signs, k=40))
        return f"{rng.choice(streets)}{rng.randrange(200)}号{rng.choice(MATTERS)}，{tail}"

    board = [
        Recent(n, ready("", words()), (rng.uniform(0, 9000), rng.uniform(0, 9000)), n / 400)
        for n in range(count)
    ]
    before, begun = memory(), time.process_time()
    index = Index(board)
    print(
        f"{count:,} requests indexed in {time.process_time() - begun:.1f} s of processor time, "
        f"at most {memory() - before:.0f} MB beside {before:.0f} MB for the texts"
    )
    spent, right = [], 0
    for _ in range(200):
        asked = rng.choice(board)
        start = time.process_time()
        hints = index.likely(ready("", asked.text.body[:16]), asked.point)
        spent.append(1000 * (time.process_time() - start))
        right += bool(hints) and asked.number in {hint.number for hint in hints}
    spent.sort()
    print(
        f"hint: median {median(spent):.1f} ms = {median(spent) / LIMIT:.2f} of limit, 95th {spent[189]:.1f}"
    )
    print(f"half-typed requests found again: {right / 200:.0%}")
    nearby(board, rng)


def nearby(board: list[Recent], rng: Random) -> None:
    """Ask 200 times among the few hundred that a query by area and time would bring."""
    spent, right = [], 0
    for _ in range(200):
        asked = rng.choice(board)
        around = [asked, *rng.sample(board, NEARBY - 1)]
        start = time.process_time()
        hints = rank(around, ready("", asked.text.body[:16]), asked.point, asked.day)
        spent.append(1000 * (time.process_time() - start))
        right += bool(hints) and hints[0].number == asked.number
    spent.sort()
    print(
        f"rank of {NEARBY}: median {median(spent):.1f} ms = {median(spent) / NEARBY_LIMIT:.2f} of limit, "
        f"95th {spent[189]:.1f}; the right one first: {right / 200:.0%}"
    )


def memory() -> float:
    """The most memory held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
