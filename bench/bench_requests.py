"""How long do writing down, the list of 50 and one request take among 100,000, served by two workers?

Run as a script: ``python bench/bench_requests.py [requests]``.  Measures SQLite, then the PostgreSQL of
``tools/postgres.py``, each in a folder of its own that is removed; ``DATABASE_URL`` measures only the
database it names, which must be empty.  Beside each median stand the fastest and the slowest round, the
processor time of the web workers, the limit, and what Signalen 2.50 took with 160 reports (PostgreSQL 15, two
workers).  The load of the machine stands before and after: far above its processors, waiting for one of them
is in the figures.
"""

import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from typing import Any
from urllib.parse import quote, urlencode

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
FOLDER = tempfile.TemporaryDirectory(prefix="linli-bench-")
os.environ["LINLI_DATA"] = FOLDER.name
os.environ["DJANGO_SETTINGS_MODULE"] = "linli.config.settings"
ROUNDS, LONGEST, FEWEST, WARM = 41, 8.0, 11, 6
"""Rounds of each page, fewer when they take longer than so many seconds, but never fewer than these; before
them, those that only wake both workers.
"""
COMMUNITY = "339901001001"
WORDS = (
    "楼道灯不亮，晚上老人上下楼看不清台阶",
    "北门垃圾桶满了三天没有人来收，味道很大",
    "水压太小，五楼以上早晚高峰没有水",
    "电动车在一楼楼道里充电，担心着火",
    "电梯运行时抖动，昨天把人关在里面十分钟",
    "下水道堵了，污水从地漏冒出来",
    "小区门口的路面塌了一块，骑车容易摔",
    "楼上装修晚上十点还在砸墙",
)
CATEGORIES = ("lighting", "rubbish", "water", "ebikes", "lift", "drains", "road", "noise")
LIVE = ("new", "classified", "dispatched", "signed", "in_progress", "reported", "callback", "objected")
LIMITS = {
    "write down": (30, 150), "list of 50": (60, 323), "one request": (30, 42), "duplicate hint": (100, 0),
    "three rates": (300, 0), "Today": (300, 0),
}  # fmt: skip
"""Milliseconds: ours, and what Signalen took; where neither is said, those of the list."""


def places() -> tuple[list[Any], Any, Any]:
    """A community of sixty buildings, a unit, and somebody who manages it."""
    from django.contrib.auth.hashers import make_password

    from linli.kernel.access.models import Grant
    from linli.kernel.accounts.models import Account
    from linli.kernel.areas.models import Area, Kind
    from linli.kernel.organisations.models import Kind as Body
    from linli.kernel.organisations.models import Organisation

    def area(code: str, kind: str, name: str, parent: Any) -> Any:
        return Area.objects.create(code=code, kind=kind, name=name, parent=parent)

    top = area(COMMUNITY[:9], Kind.SUBDISTRICT, "梧桐街道", None)
    place = area(COMMUNITY, Kind.COMMUNITY, "梧桐苑社区", top)
    grids = [area(f"{COMMUNITY}{n:03d}", Kind.GRID, f"第{n}网格", place) for n in range(1, 9)]
    doors = []
    for n in range(1, 61):
        grid = grids[n % 8]
        house = area(f"{grid.code}B{n:03d}", Kind.BUILDING, f"{n}号楼", grid)
        doors.append(area(f"{house.code}E1", Kind.ENTRANCE, "1单元", house))
    unit = Organisation.objects.create(name="临江水务公司", kind=Body.DEPARTMENT, area=top)
    held = Account.objects.create(username="manager", name="沈佳", password=make_password("linli-2026"))
    Grant.objects.create(account=held, role="community_manager", area=place, from_on=date(2020, 1, 1))
    return doors, unit, held


def requests(doors: list[Any], unit: Any, account: Any, many: int) -> None:
    """Two years of requests, three in a hundred still open, each with a reporter and three hops."""
    from linli.contexts.service_requests.models import Hop, Reporter, Request
    from linli.kernel import clock, db
    from linli.kernel.privacy import cipher
    from linli.kernel.privacy.sealed import Sealed

    random, now = Random(7), clock.now()
    name, phone, nothing = Sealed(cipher.seal("王秀英")), Sealed(cipher.seal("19900012345")), Sealed("")
    for start in range(0, many, 5000):
        rows, people, hops = [], [], []
        for n in range(start, min(many, start + 5000)):
            what, at = random.randrange(8), now - timedelta(minutes=10 * (many - n))
            state = random.choice(LIVE) if random.random() < 0.03 else "closed"
            row = Request(
                number=f"SR-{at.year}-{n:06d}", area=random.choice(doors), words=f"{WORDS[what]}（{n}）",
                category=CATEGORIES[what], channel=random.choice(("phone", "web", "counter")), at=at,
                recorded_at=at, state=state, since=at, unit=unit if state not in LIVE[:2] else None,
                due_at=at + timedelta(days=9), dispatched_at=at, limit={"working_days": 7}, sign_by=at,
                contact_by=at + timedelta(hours=24), contacted_at=at + timedelta(hours=random.randrange(30)),
                closed_at=at if state == "closed" else None,
            )  # fmt: skip
            rows.append(row)
            people.append(
                Reporter(
                    request=row,
                    came_with=row,
                    name=name,
                    phone=phone,
                    phone_hash=f"{n % 9000:032d}",
                    tracking=nothing,
                    tracking_hash=f"{n:032d}",
                    joined_at=at,
                    remark=nothing,
                    solved=(solved := random.choice(("", "yes", "yes", "no")) if state == "closed" else ""),
                    satisfied=solved,
                    answered_at=at if solved else None,
                )
            )
            hops += [_hop(Hop, row, verb, at, account) for verb in ("classify", "dispatch", "report")]
        for model, found in ((Request, rows), (Reporter, people), (Hop, hops)):
            with db.write():
                db.insert_all(model, found)


def _hop(model: Any, row: Any, verb: str, at: datetime, account: Any) -> Any:
    return model(
        request=row, at=at, verb=verb, from_state="new", to_state=row.state, account_id=account.pk,
        words="已联系，约好明天上门。",
    )  # fmt: skip


class Caller:
    """A browser that keeps its cookies."""

    def __init__(self, port: int) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, said: dict[str, Any] | None = None) -> tuple[int, str]:
        """One answer; a form when something is said."""
        jar = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        headers = {"Cookie": jar, "X-CSRFToken": self.cookies.get("csrftoken", "")}
        if said is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request("POST" if said is not None else "GET", path, said and urlencode(said), headers)
        answer = self.line.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            key, _is, value = line.split(";")[0].partition("=")
            self.cookies[key] = value
        return answer.status, answer.read().decode()


def served() -> Iterator[tuple[int, int]]:
    """The house with two workers, on a free port: the port and the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    words = ["-m", "granian", "--interface", "wsgi", "--workers", "2", "--port", str(port), "--no-ws"]
    words += ["--blocking-threads", "4"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    running = subprocess.Popen(
        [sys.executable, *words, "linli.config.wsgi:application"], env=environment, cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.2)
        yield port, running.pid
    finally:
        running.terminate()
        running.wait(20)


def worked(process: int) -> float:
    """Processor seconds of the workers of a process so far; 0 where the system does not tell."""
    ticks = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            told = file.read_text().rsplit(")", 1)[1].split()
            ticks += (int(told[11]) + int(told[12])) if int(told[1]) == process else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def timed(do: Callable[[], tuple[int, str]], expected: int, process: int) -> tuple[list[float], float]:
    """The rounds and the workers' time for one, in milliseconds."""
    rounds: list[float] = []
    for n in range(ROUNDS + WARM):
        if n == WARM:
            before = worked(process)
        begun = time.perf_counter()
        status, page = do()
        if status != expected:
            raise SystemExit(f"answered {status}: {page[:300]}")
        if n >= WARM:  # both workers have been asked before
            rounds.append((time.perf_counter() - begun) * 1000)
        if len(rounds) >= FEWEST and sum(rounds) > LONGEST * 1000:
            break
    return sorted(rounds), (worked(process) - before) * 1000 / len(rounds)


def measure(caller: Caller, key: Any, process: int) -> None:
    """Each kind of page in turn."""
    numbers = count()
    form = {"words": "楼道灯不亮，晚上看不清台阶", "where": "7", "channel": "phone", "phone": "19900012345"}
    root = "/service_requests"
    said = [
        ("write down", lambda: caller.ask(f"{root}/enter/", {**form, "nonce": f"n{next(numbers)}"}), 303),
        ("list of 50", lambda: caller.ask(f"{root}/?group=all"), 200),
        ("one request", lambda: caller.ask(f"{root}/{key}/"), 200),
        ("list, to sort", lambda: caller.ask(f"{root}/?group=to_sort&sort=due"), 200),
        ("list, overdue", lambda: caller.ask(f"{root}/?group=overdue&sort=due"), 200),
        ("list, a category", lambda: caller.ask(f"{root}/?group=all&category=lift"), 200),
        ("list, a grid", lambda: caller.ask(f"{root}/?group=all&place={COMMUNITY}003"), 200),
        ("list, page 900", lambda: caller.ask(f"{root}/?group=all&page=900"), 200),
        ("list, words", lambda: caller.ask(f"{root}/?group=all&q={quote('砸墙')}"), 200),
        ("list, words of none", lambda: caller.ask(f"{root}/?group=all&q={quote('没有的话')}"), 200),
        ("list, a phone", lambda: caller.ask(f"{root}/?group=all&q=19900012345"), 200),
        ("duplicate hint", lambda: caller.ask(f"{root}/enter/hints/", form), 200),
        ("three rates", lambda: caller.ask(f"{root}/rates/"), 200),
        ("a small page", lambda: caller.ask("/notices/"), 200),
        ("Today", lambda: caller.ask("/today/"), 200),
        ("register of people", lambda: caller.ask("/registry/people/"), 200),
    ]  # fmt: skip
    print(f"  {'':20} median fastest slowest  workers   limit       Signalen    (ms)")
    for name, do, expected in said:
        rounds, spent = timed(do, expected, process)
        took, (limit, peer) = median(rounds), LIMITS.get(name, (60, 323))
        beside = f"{peer:4} ({took / peer:.2f})" if peer else ""
        over = "  OVER THE LIMIT" if took > limit else ""
        print(
            f"  {name:20} {took:6.1f} {rounds[0]:7.1f} {rounds[-1]:7.1f} {spent:8.1f} "
            f"{limit:5} ({took / limit:.2f}) {beside}{over}", flush=True,
        )  # fmt: skip


def load() -> str:
    """How busy the machine is."""
    figures = ", ".join(f"{n:.1f}" for n in os.getloadavg())
    return f"load average {figures} on {os.cpu_count()} processors"


def main() -> None:
    """Measure the database that was named, or both, each in a process of its own."""
    if "DATABASE_URL" in os.environ:
        return one_database()
    for tool in ([], [str(ROOT / "tools" / "postgres.py"), sys.executable]):
        environment = {**os.environ, "DATABASE_URL": "sqlite"}
        environment.pop("LINLI_DATA")
        subprocess.run([sys.executable, *tool, __file__, *sys.argv[1:]], env=environment, check=True)
    return None


def one_database() -> None:
    """Make the requests, serve them, measure."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from linli.contexts.service_requests.models import Request
    from linli.kernel import db

    many = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    call_command("migrate", verbosity=0)
    begun = time.perf_counter()
    doors, unit, account = places()
    requests(doors, unit, account, many)
    if connection.vendor == "postgresql":
        connection.cursor().execute("VACUUM ANALYZE")  # as autovacuum does after so many new rows
    db.weigh_tables()  # as the upkeep does on SQLite
    made = time.perf_counter() - begun
    print(f"{many:,} requests made in {made:.0f} s on {connection.vendor}; two workers; {load()}")
    key = Request.objects.filter(state="in_progress").order_by("-at").values_list("pk", flat=True)[0]
    connection.close()
    for port, process in served():
        caller = Caller(port)
        _status, page = caller.ask("/sign-in/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        caller.ask("/sign-in/", {
            "username": "manager", "password": "linli-2026", "csrfmiddlewaretoken": token[1] if token else "",
        })  # fmt: skip
        measure(caller, key, process)
    print(f"  {load()}", flush=True)


if __name__ == "__main__":
    main()
    FOLDER.cleanup()
