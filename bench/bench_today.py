"""How long does Today take for the grid where most is due, and the order in which one walks it?

Run as a script: ``python bench/bench_today.py``.  The demonstration community is built in a folder of its own
unless LINLI_DATA names one that holds it.  Limits: the page in 100 ms at the server (median), 80 doors put in
walking order in 3 s, a grid judged anew in 0.5 s.  Times are processor seconds, with the clock beside, which
on a busy machine tells of others as well; ratios are shares of the limit.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src")]
FOLDER = tempfile.TemporaryDirectory(prefix="linli-bench-")
os.environ.setdefault("LINLI_DATA", FOLDER.name)
os.environ["LINLI_DEMO"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "linli.config.settings"

PAGE, WALK, JUDGED = 0.1, 3.0, 0.5
ROUNDS = 15


def demo() -> None:
    """The demonstration community, unless the folder holds one."""
    if not any(Path(os.environ["LINLI_DATA"]).glob("*.sqlite3")):
        command = [sys.executable, "-m", "linli.config.cli", "demo"]
        path = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        subprocess.run(command, check=True, env=path, stdout=subprocess.DEVNULL)


def timed(deed: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, float]:
    """The median of some runs, after one that warms up: seconds of the processor, and by the clock."""
    deed()
    taken, clock = [], []
    for _ in range(rounds):
        began, begun = time.perf_counter(), time.process_time()
        deed()
        taken.append(time.process_time() - begun)
        clock.append(time.perf_counter() - began)
    return median(taken), median(clock)


def browser(account: Any) -> Any:
    """Somebody signed in."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.post("/sign-in/", {"username": account.username, "password": "linli-2026"})
    return client


def say(name: str, taken: tuple[float, float], limit: float) -> None:
    """One line."""
    cpu, clock = taken
    share = f"{cpu / limit:.2f} of the limit"
    print(f"  {name:34} {cpu * 1000:6.0f} ms = {share} (by the clock {clock * 1000:.0f} ms)")


def main() -> None:
    """Find the busiest worker, ask for the page, put the doors in order, judge the grid anew."""
    demo()
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from linli.contexts.today.queries import day, walk
    from linli.contexts.visits.commands.plans import work_out_place
    from linli.kernel import clock
    from linli.kernel.access import queries as access
    from linli.kernel.access.models import Grant
    from linli.kernel.actor import linli

    today = clock.today()
    found = []
    for grant in Grant.objects.filter(role="grid_worker").select_related("account", "area"):
        actor = access.actor_for(grant.account_id, grant.account.name, None)
        listed = day.day_of(actor, today)
        doors = [*listed.now, *listed.soon]
        found.append((sum(len(d.entries) for d in doors), grant, actor, doors))
    entries, grant, actor, doors = max(found, key=lambda one: one[0])
    client = browser(grant.account)
    client.get("/today/")
    with CaptureQueriesContext(connection) as asked:
        size = len(client.get("/today/").content)
    print(f"{grant.area.name}: {entries} entries at {len(doors)} doors; {len(asked)} queries, {size:,} bytes")
    say("the page of Today", timed(lambda: client.get("/today/")), PAGE)
    say("what is due, without the page", timed(lambda: day.day_of(actor, today)), PAGE)
    walked = doors[: walk.MOST]
    say(f"{len(walked)} doors in walking order", timed(lambda: walk.order(walked), 3), WALK)
    say("the grid judged anew and kept", timed(lambda: work_out_place(linli("bench"), grant.area), 3), JUDGED)


if __name__ == "__main__":
    main()
    FOLDER.cleanup()
