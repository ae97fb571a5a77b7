"""A community of any size for measurements, made through the register's own intake."""

import os
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
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


def prepare() -> tempfile.TemporaryDirectory[str]:
    """A database of its own in a folder that disappears; call before anything of Django is imported."""
    folder = tempfile.TemporaryDirectory(prefix="linli-bench-")
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    os.environ["LINLI_DATA"] = folder.name
    os.environ["DJANGO_SETTINGS_MODULE"] = "linli.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return folder


def community(people: int, seed: int = 7) -> Any:
    """A community with so many people, each with thirty values; returns the world builder."""
    from tests.builders.world import SEED, World, _take_in, id_number

    from linli.contexts.registry.commands.intake import Arrival, Joined
    from linli.contexts.registry.commands.values import Said
    from linli.contexts.registry.models import Household

    chance = Random(seed)
    world = World()
    said = Said("roster", date(2026, 1, 10), None)
    buildings = [world.building(world.grid1 if n % 2 else world.grid2, str(100 + n)) for n in range(1, 41)]
    arrivals = []
    for n in range(people):
        home = world.home(chance.choice(buildings), 1 + n % 2, f"{1 + n % 30}0{1 + n % 6}")
        born = date(1935, 1, 1) + timedelta(days=chance.randrange(32000))
        sex = chance.choice("12")
        values = {
            "name": chance.choice(SURNAMES) + chance.choice(GIVEN),
            "born_on": born,
            "sex": sex,
            "id_number": id_number(born, sex, n % 400),
            "phone": f"199{n:08d}",
            "ethnicity": "01",
            "education": chance.choice(("20", "30", "60", "70", "80")),
            "marital": chance.choice(("10", "20", "30")),
            "politics": chance.choice(("01", "03", "13")),
            "occupation": "职员",
            "employer": "某某公司",
            "employment": "1",
            "native_place": "本市",
            "health": "良好",
            "emergency_name": "王某某",
            "emergency_phone": f"198{n:08d}",
            "emergency_relation": "儿子",
            "family_doctor": "李医生",
            "registered_address": home.address,
            "moved_in_on": date(2010, 5, 1),
            "needs": "",
        }
        groups = (
            [Joined("veteran", date(2000, 1, 1), {"service_period": "1990.12-1994.12"})]
            if n % 30 == 0
            else []
        )
        household = Household(community=world.community, home=home)
        arrivals.append(Arrival(values, home, home, household, "02", date(2010, 5, 1), groups=groups))
    for start in range(0, len(arrivals), 2000):
        _take_in(SEED, world.community, arrivals=arrivals[start : start + 2000], said=said)
    return world
