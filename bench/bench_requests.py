"""How long do writing down, the list of 50 and one request take among 100,000, served by two workers?

Run as a script: ``python bench/bench_requests.py [requests]``.  Makes everything in a folder of its own and
removes it; ``DATABASE_URL`` measures another database instead, which must be empty.  Beside each median stand
the limit and what Signalen 2.50 took with 160 reports (PostgreSQL 15, two workers).
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
ROUNDS = 21
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
LIMITS = {"write down": (30, 150), "list of 50": (60, 323), "one request": (30, 42)}
"""Milliseconds: ours, and what Signalen took."""


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
                contact_by=at, closed_at=at if state == "closed" else None,
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


def served() -> Iterator[int]:
    """The house with two workers, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    words = ["-m", "granian", "--interface", "wsgi", "--workers", "2", "--port", str(port), "--no-ws"]
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
        yield port
    finally:
        running.terminate()
        running.wait(20)


def timed(do: Callable[[], tuple[int, str]], expected: int) -> float:
    """The median of several rounds, in milliseconds."""
    rounds = []
    for n in range(ROUNDS + 4):
        begun = time.perf_counter()
        status, _page = do()
        if status != expected:
            raise SystemExit(f"answered {status}")
        if n >= 4:  # both workers have been asked before
            rounds.append((time.perf_counter() - begun) * 1000)
    return median(rounds)


def measure(caller: Caller, key: Any) -> None:
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
        ("list, a phone", lambda: caller.ask(f"{root}/?group=all&q=19900012345"), 200),
    ]  # fmt: skip
    for name, do, expected in said:
        took = timed(do, expected)
        limit, peer = LIMITS.get(name, (60, 323))
        print(
            f"  {name:18} {took:7.1f} ms: {took / limit:.2f} of the limit ({limit} ms), "
            f"{took / peer:.2f} of Signalen's {peer} ms"
        )


def main() -> None:
    """Make the requests, serve them, measure."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from linli.contexts.service_requests.models import Request

    many = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    call_command("migrate", verbosity=0)
    begun = time.perf_counter()
    doors, unit, account = places()
    requests(doors, unit, account, many)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    print(
        f"{many:,} requests made in {time.perf_counter() - begun:.0f} s on {connection.vendor}; two workers"
    )
    key = Request.objects.filter(state="in_progress").order_by("-at").values_list("pk", flat=True)[0]
    connection.close()
    for port in served():
        caller = Caller(port)
        _status, page = caller.ask("/sign-in/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        caller.ask("/sign-in/", {
            "username": "manager", "password": "linli-2026", "csrfmiddlewaretoken": token[1] if token else "",
        })  # fmt: skip
        measure(caller, key)


if __name__ == "__main__":
    main()
    FOLDER.cleanup()
