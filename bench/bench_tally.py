"""How fast are budget elections counted, alone and beside the public reference implementation?

Run as a script: ``python bench/bench_tally.py [ballots]``.  The reference (pabutools) is measured where it is
installed beside ours; the real file where LINLI_SHARED_DATA has it.
"""

import os
import random
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

from linli.engines.tally import (  # noqa: E402
    Ballot,
    Completion,
    Election,
    Project,
    TieRule,
    Ties,
    Utility,
    equal_shares,
    greedy,
)
from linli.engines.tally.pabulib import read  # noqa: E402

SHARED = Path(os.environ.get("LINLI_SHARED_DATA", ROOT.parent / "shared" / "data"))
LARGEST = "Poland_Wroclaw_2015_150_-_500.pb"
SECONDS_FOR_LARGEST = 5.0
LEAST_RATIO = 50.0
TIES = Ties((TieRule.LIST,))


def timed(deed: Callable[[], Any], times: int = 1) -> tuple[Any, float]:
    """What a deed gives, and the shortest of its times in seconds."""
    shortest, given = float("inf"), None
    for _ in range(times):
        begun = time.perf_counter()
        given = deed()
        shortest = min(shortest, time.perf_counter() - begun)
    return given, shortest


def made(ballots: int, projects: int) -> Election:
    """A city: popular and unpopular projects, one to twelve approvals on a ballot."""
    chance = random.Random(1)
    listed = tuple(Project(f"p{at}", chance.randint(1000, 50_000)) for at in range(projects))
    wanted = [chance.random() for _ in listed]
    keys = [one.key for one in listed]
    said = [
        tuple(dict.fromkeys(chance.choices(keys, wanted, k=chance.randint(1, 12)))) for _ in range(ballots)
    ]
    return Election(
        projects=listed,
        ballots=tuple(Ballot(str(at), one) for at, one in enumerate(said)),
        budget=sum(one.cost for one in listed) // 3,
    )


def reference(election: Election) -> tuple[set[str], float]:
    """Winners of equal shares as the reference gives them, and its seconds; its input is built before."""
    import pabutools.election as pe  # noqa: PLC0415
    import pabutools.rules as pr  # noqa: PLC0415
    import pabutools.tiebreaking as pt  # noqa: PLC0415

    known = {one.key: pe.Project(one.key, one.cost) for one in election.projects}
    place = {one.key: at for at, one in enumerate(election.projects)}
    instance = pe.Instance(known.values(), budget_limit=election.budget)
    profile = pe.ApprovalProfile(
        [pe.ApprovalBallot([known[key] for key in one.choices]) for one in election.ballots],
        instance=instance,
    )
    ties = pt.TieBreakingRule(lambda _instance, _profile, project: place[project.name])
    won, seconds = timed(
        lambda: pr.method_of_equal_shares(instance, profile, sat_class=pe.Cost_Sat, tie_breaking=ties)
    )
    return {one.name for one in won}, seconds


def beside_the_reference(ballots: int) -> None:
    """Equal shares of a made city, ours and theirs."""
    election = made(ballots, 100)
    ours, seconds = timed(lambda: equal_shares(election, utility=Utility.COST, ties=TIES), times=3)
    print(f"{ballots} ballots x 100 projects, equal shares: {seconds:.3f} s, {len(ours.winners)} winners")
    raised, longer = timed(lambda: equal_shares(election, completion=Completion.ADD1, ties=TIES))
    print(f"  raised step by step ({raised.raises} raises): {longer:.3f} s")
    if find_spec("pabutools") is None:
        print("  the reference (pabutools) is not installed here: no ratio")
        return
    theirs, slower = reference(election)
    same = "the same winners" if theirs == set(ours.winners) else "OTHER WINNERS"
    print(f"  reference: {slower:.2f} s, {same}")
    print(f"  ratio: {slower / seconds:.0f} (at least {LEAST_RATIO:.0f})")


def largest_file() -> None:
    """The largest real file, from bytes to winners."""
    path = SHARED / "budgeting" / LARGEST
    if not path.exists():
        print(f"{LARGEST} is not in LINLI_SHARED_DATA")
        return
    source = path.read_bytes()
    election, reading = timed(lambda: read(source))
    _, counting = timed(lambda: greedy(election))
    _, sharing = timed(lambda: equal_shares(election, completion=Completion.ADD1))
    total = reading + counting + sharing
    print(f"{LARGEST}: {len(election.ballots)} ballots")
    print(f"  read {reading:.2f} s, greedy {counting:.2f} s, equal shares with raises {sharing:.2f} s")
    print(f"  together {total / SECONDS_FOR_LARGEST:.2f} of the limit of {SECONDS_FOR_LARGEST:.0f} s")


if __name__ == "__main__":
    beside_the_reference(int(sys.argv[1]) if sys.argv[1:] else 50_000)
    largest_file()
