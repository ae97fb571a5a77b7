"""How long does a page of 50 take in a register of 100,000, against the same SQL and template without Linli?

Run as a script: ``python bench/bench_register.py [people]``.  Makes its people in a folder of its own and
removes it; ``DATABASE_URL`` measures another database instead, which must be empty.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
FOLDER = tempfile.TemporaryDirectory(prefix="linli-bench-")
os.environ["LINLI_DATA"] = FOLDER.name
os.environ["DJANGO_SETTINGS_MODULE"] = "linli.config.settings"
LIMIT = 2.0
ROUNDS = 15
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹"
GIVEN = (
    "国英",
    "建国",
    "秀英",
    "文山",
    "小雨",
    "子涵",
    "浩然",
    "桂兰",
    "志强",
    "丽华",
    "静",
    "伟",
    "芳",
    "淑珍",
)
COMMUNITY = "339901001001"
COLUMNS = [
    "name", "sex", "age", "id_number", "phone", "address", "residency", "education", "politics", "grid",
    "grid_worker_name", "household_size",
]  # fmt: skip


def community(people: int) -> Any:
    """Places, homes and people, straight into the tables."""
    from linli.contexts.registry.models import Dwelling
    from linli.kernel.areas.models import Area, Kind

    def area(code: str, kind: str, name: str, parent: Any, **more: Any) -> Any:
        return Area.objects.create(code=code, kind=kind, name=name, parent=parent, **more)

    top = area(COMMUNITY[:9], Kind.SUBDISTRICT, "梧桐街道", None)
    place = area(COMMUNITY, Kind.COMMUNITY, "梧桐苑社区", top)
    compound = area(f"{COMMUNITY}C01", Kind.COMPOUND, "梧桐苑", place)
    grids = [area(f"{COMMUNITY}{n:03d}", Kind.GRID, f"第{n}网格", place) for n in range(1, 9)]
    homes: list[Any] = []
    for b in range(1, 61):
        grid = grids[b % 8]
        building = area(
            f"{grid.code}B{b:03d}", Kind.BUILDING, f"{b}号楼", grid, number=str(b), compound=compound
        )
        door = area(f"{building.code}E1", Kind.ENTRANCE, "1单元", building, number="1")
        for n in range(people // 180 + 1):
            short = f"{b}号楼1单元{n}室"
            homes.append(
                Dwelling(
                    community=place, area=door, number=str(n), short_address=short,
                    address=f"学府路88号{short}",
                    key=f"{b}-1-{n}", order=f"{COMMUNITY}B{b:03d}01{n:06d}", building_number=str(b),
                    entrance_number="1", compound_name="梧桐苑",
                )
            )  # fmt: skip
    Dwelling.objects.bulk_create(homes, batch_size=1000)
    residents(place, homes, people)
    return place, grids


def residents(place: Any, homes: list[Any], people: int) -> None:
    """People with sealed numbers (the same two for everyone: sealing them is not what is measured)."""
    from linli.contexts.registry.commands.values import index_name
    from linli.contexts.registry.models import Person
    from linli.kernel.privacy import cipher
    from linli.kernel.privacy.sealed import Sealed

    random = Random(7)
    number, phone = Sealed(cipher.seal("339901194403200021")), Sealed(cipher.seal("19900001234"))
    mark = ["roster", "2025-01-10", None]
    batch: list[Any] = []
    for n in range(people):
        home = homes[n % len(homes)]
        person = Person(
            community=place, name=random.choice(SURNAMES) + random.choice(GIVEN), sex=random.choice("12"),
            born_on=date(1930, 1, 1) + timedelta(days=random.randrange(34_000)),
            id_number=number, phone=phone,
            home=home, area_id=home.area_id, registered_home=home, residency="same",
            details={"education": "70", "politics": random.choice(("01", "13"))},
            sources=dict.fromkeys(("name", "sex", "born_on", "id_number", "phone", "education"), mark),
        )  # fmt: skip
        index_name(person)
        batch.append(person)
        if len(batch) == 5000:
            Person.objects.bulk_create(batch, batch_size=1000)
            batch.clear()
    Person.objects.bulk_create(batch, batch_size=1000)


def browser(place: Any, grids: list[Any]) -> Any:
    """Someone who manages the community, signed in; and a worker in every grid."""
    from django.contrib.auth.hashers import make_password
    from django.test import Client

    from linli.kernel.access.models import Grant
    from linli.kernel.accounts.models import Account

    def account(name: str, role: str, where: Any) -> None:
        held = Account.objects.create(username=name, name=name, password=make_password("linli-2026"))
        Grant.objects.create(account=held, role=role, area=where, from_on=date(2020, 1, 1))

    account("manager", "community_manager", place)
    for n, grid in enumerate(grids):
        account(f"grid{n}", "grid_worker", grid)
    client = Client(SERVER_NAME="localhost")
    client.post("/sign-in/", {"username": "manager", "password": "linli-2026"})
    return client


def timed(do: Callable[[], object]) -> float:
    """The median of several rounds, in milliseconds."""
    do()
    rounds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        do()
        rounds.append((time.perf_counter() - begun) * 1000)
    return median(rounds)


def bare(client: Any, address: str) -> tuple[Callable[[], object], int]:
    """The page's own SQL and template, with the values that the page had."""
    from django.db import connection
    from django.template.loader import render_to_string
    from django.test.utils import setup_test_environment, teardown_test_environment

    said: list[tuple[str, Any]] = []

    def listen(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        said.append((sql, params))
        return execute(sql, params, many, context)

    setup_test_environment()
    with connection.execute_wrapper(listen):
        answer = client.get(address)
    teardown_test_environment()
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    context = answer.context[0].flatten()
    of_the_list = [(sql, params) for sql, params in said if 'FROM "registry_person"' in sql]

    def run() -> str:
        with connection.cursor() as cursor:
            for sql, params in of_the_list:
                cursor.execute(sql, params)
                cursor.fetchall()
        return render_to_string("registry/register.html", dict(context))

    return run, len(said)


def main() -> None:
    """Make the people, then each shape of list in turn."""
    import django

    django.setup()
    from django.core.management import call_command

    from linli.contexts.registry.models import Register

    people = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    call_command("migrate", verbosity=0)
    begun = time.perf_counter()
    place, grids = community(people)
    client = browser(place, grids)
    kept = {"community": place, "subject": "person", "population": "全部居民", "columns": COLUMNS}
    register = Register.objects.create(name="全部居民", **kept)
    print(f"{people:,} residents made in {time.perf_counter() - begun:.0f} s; pages of 50, 12 columns")
    shapes = {
        "by name": "", "page 900": "page=900", "oldest first": "sort=-age", "as people walk": "sort=address",
        "women of 80 and over": "f0=age.from.80&f1=sex.is.2", "words": "q=zgy",
        "one grid": f"place={grids[0].code}",
    }  # fmt: skip
    for name, query in shapes.items():
        address = f"/registry/registers/{register.pk}/?{query}"
        without, queries = bare(client, address)
        alone, whole = timed(without), timed(lambda address=address: client.get(address))
        ratio = whole / alone
        print(
            f"  {name:22} Linli {whole:7.1f} ms, SQL and template alone {alone:7.1f} ms: "
            f"ratio {ratio:.2f} = {ratio / LIMIT:.2f} of the limit, {queries} queries"
        )


if __name__ == "__main__":
    main()
    FOLDER.cleanup()
