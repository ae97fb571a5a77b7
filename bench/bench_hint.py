"""How long does the hint of likely duplicates take with 100,000 requests?  ``python bench/bench_hint.py``

Fills the database that the settings name (a fresh one in a temporary folder unless LINLI_DATA or DATABASE_URL
say otherwise) and prints the median and the slowest of 60 questions against the limit of 100 ms.
"""

import os
import random
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / "src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
os.environ.setdefault("LINLI_DATA", tempfile.mkdtemp(prefix="linli-bench-"))
ROWS, BUILDINGS, LIMIT, ASKED = 100_000, 60, 100.0, 60
PLACES = ["一单元", "二单元", "楼道", "北门", "车棚", "电梯口", "地下室", "花坛边", "三楼", "顶楼"]
MATTERS = ["灯不亮", "漏水", "堵了", "有异味", "坏了", "太吵", "没人收", "停电", "积水", "堆满杂物"]
AFTER = ["晚上看不见", "老人摔跤了", "已经三天了", "请来看看", "孩子害怕", "打电话没人接"]


def words(chance: random.Random) -> str:
    """What somebody might write."""
    return f"{chance.choice(PLACES)}{chance.choice(MATTERS)}，{chance.choice(AFTER)}"


def fill(chance: random.Random) -> None:
    """A community of sixty buildings with a year of requests."""
    from linli.contexts.service_requests.models import Channel, Request, State
    from linli.kernel import clock
    from linli.kernel.areas.models import Area, Kind

    top = Area.objects.create(code="339901009001", kind=Kind.COMMUNITY, name="试验社区")
    houses = [
        Area.objects.create(
            code=f"339901009001001B{n:03d}", kind=Kind.BUILDING, name=f"{n}号楼", parent=top,
            longitude=120.1 + n % 10 * 0.0006, latitude=30.2 + n // 10 * 0.0006,
        )
        for n in range(1, BUILDINGS + 1)
    ]  # fmt: skip
    now, states = clock.now(), [State.NEW, State.IN_PROGRESS, State.CLOSED]
    Request.objects.bulk_create(
        (
            Request(
                number=f"B-{n}", area=chance.choice(houses), category="lighting", words=words(chance),
                channel=Channel.WEB, at=(at := now - timedelta(minutes=chance.randrange(525_600))),
                recorded_at=at, since=at, state=chance.choice(states),
            )
            for n in range(ROWS)
        ),
        batch_size=2000,
    )  # fmt: skip


def main() -> None:
    """Fill, ask, tell."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from linli.contexts.service_requests.queries import nearby
    from linli.kernel.areas.models import Area

    call_command("migrate", verbosity=0)
    chance = random.Random(7)
    fill(chance)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    community = Area.objects.get(code="339901009001")
    for name, where in (("building", True), ("point", True), ("nowhere", False)):
        took = []
        for _n in range(ASKED):
            code = f"339901009001001B{chance.randrange(1, BUILDINGS + 1):03d}" if name == "building" else ""
            point = (
                (120.1 + chance.random() * 0.005, 30.2 + chance.random() * 0.003) if name == "point" else None
            )
            started = perf_counter()
            nearby.likely(nearby.place_named(community, code if where else "", point), words(chance))
            took.append((perf_counter() - started) * 1000)
        middle = median(took)
        told = f"median {middle:.1f} ms, slowest {max(took):.1f} ms, {middle / LIMIT:.2f} of the limit"
        print(f"{connection.vendor} {ROWS} requests, place by {name}: {told}")


if __name__ == "__main__":
    main()
