"""How long does a roster of 10,000 rows take: tried out and taken over, against a community that lives?

Run as a script: ``python bench/bench_import.py [rows]``.  The data folder is made for the run and removed.
Three quarters of the rows are about people who are known (a third of them with a new telephone), the rest
are new.  The limit is 15 seconds for both steps together, reading the file included.  Seconds are those of
the processor, which a busy machine changes little; those on the clock stand beside them.
"""

import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
FOLDER = tempfile.mkdtemp(prefix="linli-bench-")
os.environ.update(LINLI_DATA=FOLDER, DJANGO_SETTINGS_MODULE="linli.config.settings")

SECONDS = 15.0
STOREYS, DOORS, STAIRS = 6, 3, 3
HEADINGS = [
    "序号", "姓名", "性别", "民族", "出生日期", "身份证号码", "联系电话", "现住地址", "与户主关系",
    "政治面貌", "文化程度", "就业状况",
]  # fmt: skip
SURNAMES, GIVEN = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗",
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂国建华文志玉红",
)


def lives(chance: Random, rows: int) -> Iterator[dict[str, Any]]:
    """People, three to a door, door after door."""
    from linli.engines.identity import check_character

    for at in range(rows):
        home = at // 3
        building, rest = divmod(home, STOREYS * DOORS * STAIRS)
        stair, rest = divmod(rest, STOREYS * DOORS)
        storey, door = divmod(rest, DOORS)
        born = date(1935, 1, 1) + timedelta(days=chance.randrange(29_000))
        sex = chance.choice("12")
        first = f"339901{born:%Y%m%d}{at % 499 * 2 + (sex == '1'):03d}"
        yield {
            "place": (building + 1, stair + 1, f"{storey + 1}0{door + 1}"),
            "relation": ("02", "10", "20")[at % 3],
            "values": {
                "name": chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN),
                "sex": sex, "born_on": born, "id_number": first + check_character(first),
                "phone": f"199{at:08d}", "ethnicity": "01", "politics": "13",
            },
        }  # fmt: skip


def settle(people: list[dict[str, Any]], known: int) -> Any:
    """A community with a door for everyone, in which the first ``known`` already live."""
    from tests.builders.world import World

    from linli.contexts.registry.commands.intake import Arrival, take_in
    from linli.contexts.registry.commands.places import dwelling_at
    from linli.contexts.registry.commands.values import Said
    from linli.contexts.registry.models import Dwelling, Household
    from linli.kernel.areas.models import Area

    world = World()
    entrances: dict[tuple[int, int], Area] = {}
    for number in range(1, max(p["place"][0] for p in people) + 1):
        place = world.building1 if number == 1 else world.building2 if number == 2 else world.building3
        place = place if number < 4 else world.building(world.grid1, str(number), STAIRS)
        for stair in range(1, STAIRS + 1):
            code = f"{place.code}E{stair}"
            if not Area.objects.filter(code=code).exists():
                Area.objects.create(
                    code=code, kind="entrance", name=f"{stair}单元", parent=place, number=str(stair)
                )
            rows = Area.objects.select_related("parent__parent__parent", "parent__compound")
            entrances[number, stair] = rows.get(code=code)
    homes = {p["place"]: dwelling_at(entrances[p["place"][:2]], p["place"][2], floor=1) for p in people}
    Dwelling.objects.bulk_create(homes.values(), batch_size=500)
    households = {place: Household(community=world.community, home=home) for place, home in homes.items()}
    arrivals = [
        Arrival(p["values"], homes[p["place"]], household=households[p["place"]], relation=p["relation"])
        for p in people[:known]
    ]
    for start in range(0, len(arrivals), 600):
        take_in(world.community, arrivals[start : start + 600], Said("roster", date(2025, 1, 10), None))
    return world.community


def roster(people: list[dict[str, Any]], chance: Random) -> bytes:
    """The workbook of a roster."""
    from linli.engines.workbooks import NewSheet, build

    words = {"1": "男", "2": "女", "02": "户主", "10": "配偶", "20": "子"}
    rows = []
    for at, person in enumerate(people, start=1):
        held = person["values"]
        building, stair, door = person["place"]
        phone = held["phone"] if chance.random() < 2 / 3 else f"198{at:08d}"
        address = f"学府路88号梧桐苑{building}号楼{stair}单元{door}室"
        rows.append([
            at, held["name"], words[held["sex"]], "汉族", held["born_on"].isoformat(), held["id_number"],
            phone, address, words[person["relation"]], "群众", "初中", "退休",
        ])  # fmt: skip
    return build([NewSheet("花名册", [HEADINGS], rows, title="居民花名册（2026年3月5日）")])


def main(rows: int) -> None:
    """Build, try out, take over, say how long."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    from linli.contexts.registry.commands import imports as commands
    from linli.contexts.registry.imports import working
    from linli.kernel.actor import linli

    chance = Random(7)
    people = list(lives(chance, rows))
    community = settle(people, rows * 3 // 4)
    data = roster(people, chance)
    actor = linli("bench")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    begun, at = time.process_time(), time.perf_counter()
    offered = working.Offered(data, "居民花名册.xlsx")
    run = commands.start(actor, community, roster=working.described(community, offered))
    run = working.try_out(actor, run)
    tried = time.process_time() - begun
    print(f"{rows:,} rows on {connection.vendor}: {run.counts}")
    commands.begin(actor, run, enqueue=lambda _job: None)
    working.take_over(actor, run)
    seconds, waited = time.process_time() - begun, time.perf_counter() - at
    print(
        f"  tried out in {tried:.1f} s, taken over in {seconds - tried:.1f} s ({waited:.1f} s on the clock)"
    )
    print(f"  together {seconds:.1f} s = {seconds / SECONDS:.2f} of the limit of {SECONDS:.0f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  memory of the whole process {peak:.0f} MB, of them {peak - before:.0f} MB for the import")
    begun = time.process_time()
    run.refresh_from_db()
    commands.begin_undo(actor, run, enqueue=lambda _job: None)
    working.take_back(actor, run)
    print(f"  taken back in {time.process_time() - begun:.1f} s")


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
