"""How much does a phone load for a grid of 400 households, and how long does a batch of visits take?

Run as a script: ``python bench/bench_sync.py [households]``.  Makes its grid in a folder of its own.  The
sizes of the page and its files need the built front end (``npx vite build`` in ``frontend/``).
"""

import gzip
import json
import os
import re
import sys
import tempfile
import time
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
FOLDER = tempfile.TemporaryDirectory(prefix="linli-bench-")
os.environ |= {
    "LINLI_DATA": FOLDER.name,
    "DATABASE_URL": "",
    "LINLI_LOG": "ERROR",
    "LINLI_HOSTS": "testserver",
}
os.environ["DJANGO_SETTINGS_MODULE"] = "linli.config.settings"
PACK_LIMIT, FIRST_LIMIT = 2 * 1024 * 1024, 300 * 1024
BATCH = 20
FAMILY = ((date(1940, 5, 1), "1"), (date(1942, 8, 9), "2"), (date(1990, 1, 2), "1"))


def grid(households: int) -> tuple[Any, Any]:
    """A world with so many homes in the first grid, two or three people behind each door."""
    from tests.builders.world import World

    world = World()
    homes = []
    for number in range(households):
        if number % 48 == 0:
            world._order = count(1)  # noqa: SLF001 - numbers of identity are scarce; birthdays keep them apart
            building = world.building(world.grid1, str(10 + number // 48))
        door = f"{number % 24 // 4 + 1}{number % 4 + 1:02d}"
        home = world.home(building, 1 + number % 48 // 24, door)
        first = None
        for born, sex in FAMILY[: 2 + number % 2]:
            more = {} if first is None else {"household": first.household, "relation": "10"}
            born += timedelta(days=number)
            one = world.person(f"张{chr(0x4E00 + number)}", born, sex, home=home, **more)
            first = first or one
        homes.append(home)
    return world, homes


def kept(size: int, limit: int) -> str:
    """A size beside its limit."""
    return f"{size / 1024:,.0f} KB, limit {limit // 1024} KB: {'kept' if size <= limit else 'NOT KEPT'}"


def first_load(browser: Any, *, later: bool = False) -> int:
    """Bytes of the page and its files as a browser fetches them; with what its helper keeps for later."""
    page = browser.get("/visits/pocket/").content
    wanted = "href|src|content" if later else "href|src"
    files = set(re.findall(rf'(?:{wanted})="(/static/[^"#]+)', page.decode()))
    total = len(gzip.compress(page))
    for name in files:
        file = ROOT / "src/linli/web/static" / name.removeprefix("/static/")
        packed = file.with_name(file.name + ".gz")
        total += (packed if packed.exists() else file).stat().st_size
    return total


def main() -> None:
    """Measure and say."""
    households = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    import django

    django.setup()
    from django.core.management import call_command

    from linli.contexts.visits.commands.checklists import take_of_pack, use
    from linli.contexts.visits.commands.plans import work_out
    from linli.kernel import packs

    call_command("migrate", verbosity=0)
    world, homes = grid(households)
    manager = world.actor("community_manager")
    for row in packs.pack("visits")["checklist"]:
        use(manager, take_of_pack(manager, world.community, row))
    work_out([home.pk for home in homes])
    browser = world.client("grid_worker", world.grid1)
    told = browser.post("/sync/devices/", json.dumps({"name": "x"}), content_type="application/json")
    device = told.json()["device"]
    times = []
    for _ in range(3):
        start = time.perf_counter()
        answer = browser.get("/visits/pocket/load/", {"device": device}, headers={"Accept-Encoding": "gzip"})
        times.append(time.perf_counter() - start)
    text = gzip.decompress(answer.content)
    doors = json.loads(text)["doors"]
    people = sum(len(door["people"]) for door in doors)
    print(f"grid: {len(doors)} doors, {people} people")
    print(f"pack: {kept(len(text), PACK_LIMIT)}; on the way {len(answer.content) / 1024:,.0f} KB")
    models = len(json.dumps(json.loads(text)["models"], ensure_ascii=False).encode())
    lists = sum(
        len(door.get("lists", [])) + sum(len(p.get("lists", [])) for p in door["people"]) for door in doors
    )
    print(f"of it questions of checklists: {models / 1024:,.0f} KB, offered in {lists} places")
    print(f"pack made in {median(times):.2f} s")
    print(f"page and files on the way: {kept(first_load(browser), FIRST_LIMIT)}")
    print(f"with the renderer kept in advance: {kept(first_load(browser, later=True), FIRST_LIMIT)}")
    print(f"a batch of {BATCH} visits: {batch(browser, device, homes):.2f} s")


def batch(browser: Any, device: str, homes: list[Any]) -> float:
    """Seconds for a batch of visits to be carried out and acknowledged."""
    from linli.kernel import clock

    now = clock.now().isoformat()
    entries = [["channel", "visit"], ["outcome", "met"], ["words", "在家"]]
    bodies = [{"door": str(home.pk), "entries": entries} for home in homes[:BATCH]]
    acts = [{"nonce": str(uuid4()), "kind": "visits.record", "made_at": now, "body": b} for b in bodies]
    start = time.perf_counter()
    sent = json.dumps({"device": device, "now": now, "acts": acts})
    answer = browser.post("/sync/acts/", sent, content_type="application/json").json()
    assert [one["result"] for one in answer["answers"]] == ["taken"] * BATCH  # noqa: S101 - else nothing is measured
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
