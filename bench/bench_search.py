"""How long does each keystroke in the search box take in a register of 100,000 residents, on SQLite?

Run as a script: ``python bench/bench_search.py [people]``.  Makes its people in a folder of its own with the
quick writers of the demonstration and removes it; ``DATABASE_URL`` measures another, empty database instead.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
FOLDER = tempfile.TemporaryDirectory(prefix="linli-bench-")
os.environ["LINLI_DATA"] = FOLDER.name
os.environ["DJANGO_SETTINGS_MODULE"] = "linli.config.settings"
LIMIT = 50.0
"""Milliseconds that a keystroke may take in the median: what people feel as at once."""
ROUNDS = 5
SEED = 7
BUILDINGS, PER_HOME = 200, 3
COMMUNITY = "339901001001"


def everyone(people: int) -> Any:
    """A community of so many, taken in as the demonstration takes its people in."""
    from linli.contexts.registry.commands.intake import Arrival, take_in
    from linli.contexts.registry.commands.values import Said
    from linli.contexts.registry.seeds.chance import Chance
    from linli.contexts.registry.seeds.numbers import Numbers
    from linli.contexts.registry.seeds.people.naming import Names
    from linli.kernel import db
    from linli.kernel.actor import linli
    from linli.kernel.commands import command, note

    @command("registry.seeded", lambda _actor, _place: False)
    def enter(actor: Any, place: Any, /, *, arrivals: list[Any], said: Any) -> None:
        take_in(place, arrivals, said)
        note(target=place, area=place.code)

    place, homes = doors(people // PER_HOME + 1)
    chance = Chance(SEED)
    names, numbers = Names(chance), Numbers(chance)
    said = Said("roster", date(2025, 1, 10), None)
    arrivals = []
    with db.write():
        for at in range(people):
            sex, born_on = chance.one("12"), date(1930, 1, 1) + timedelta(days=chance.whole(0, 34_000))
            home = homes[at // PER_HOME]
            surname = names.surname()
            values = {
                "name": names.given(surname, sex, born_on.year), "sex": sex, "born_on": born_on,
                "id_number": numbers.identity("339901", born_on, sex), "phone": numbers.mobile(),
            }  # fmt: skip
            arrivals.append(Arrival(values, home=home, registered_home=home, since=date(2015, 6, 1)))
            if len(arrivals) == 5000 or at == people - 1:
                enter(linli("bench"), place, arrivals=arrivals, said=said)
                arrivals = []
    return place


def doors(homes: int) -> tuple[Any, list[Any]]:
    """Grids, buildings and homes."""
    from linli.contexts.registry.commands.places import dwelling_at
    from linli.contexts.registry.models import Dwelling
    from linli.kernel.areas.models import Area, Kind

    top = Area.objects.create(code=COMMUNITY[:9], kind=Kind.SUBDISTRICT, name="梧桐街道")
    place = Area.objects.create(code=COMMUNITY, kind=Kind.COMMUNITY, name="梧桐苑社区", parent=top)
    compound = Area.objects.create(code=f"{COMMUNITY}C01", kind=Kind.COMPOUND, name="梧桐苑", parent=place)
    made: list[Any] = []
    for number in range(1, BUILDINGS + 1):
        code = f"{COMMUNITY}{number % 40 + 1:03d}"
        grid, _new = Area.objects.get_or_create(
            code=code, defaults={"kind": Kind.GRID, "name": f"第{number % 40 + 1}网格", "parent": place}
        )
        building = Area.objects.create(
            code=f"{code}B{number:03d}", kind=Kind.BUILDING, name=f"{number}号楼", number=str(number),
            parent=grid, compound=compound, address=f"学府路88号梧桐苑{number}号楼",
        )  # fmt: skip
        door = Area.objects.create(
            code=f"{building.code}E1", kind=Kind.ENTRANCE, name="1单元", number="1", parent=building
        )
        for at in range(homes // BUILDINGS + 1):
            floor, room = at // 4 + 1, at % 4 + 1
            made.append(dwelling_at(door, f"{floor}{room:02d}", floor=floor))
    Dwelling.objects.bulk_create(made, batch_size=1000)
    return place, made


def searched(place: Any) -> dict[str, str]:
    """What is typed, of a resident in the middle of the register."""
    from linli.contexts.registry.models import Person

    someone = Person.objects.filter(community=place).select_related("home").order_by("pk")[50]
    other = Person.objects.filter(community=place).order_by("-pk")[7]
    spelled = someone.search_words.split(" ")
    return {
        "name": someone.name, "another name": other.name, "initials": spelled[2], "spelling": spelled[1],
        "nobody's name": "欧阳锋锋", "nobody's spelling": "qqxz",
        "phone tail": someone.phone.reveal()[-4:], "whole phone": someone.phone.reveal(),
        "identity number": someone.id_number.reveal(),
        "door": f"{someone.home.building_number}-1-{someone.home.number}",
        "address": someone.home.short_address, "whole address": someone.home.address,
    }  # fmt: skip


def keystrokes(text: str) -> Iterator[str]:
    """What stands in the box after each key."""
    for end in range(1, len(text) + 1):
        yield text[:end]


def browser(place: Any, role: str, area: Any) -> Any:
    """Someone with one role, signed in."""
    from django.contrib.auth.hashers import make_password
    from django.test import Client

    from linli.kernel.access.models import Grant
    from linli.kernel.accounts.models import Account

    held = Account.objects.create(username=role, name=role, password=make_password("linli-2026"))
    Grant.objects.create(account=held, role=role, area=area, from_on=date(2020, 1, 1))
    client = Client(SERVER_NAME="localhost")
    client.post("/sign-in/", {"username": role, "password": "linli-2026"})
    return client


def timed(client: Any, words: str) -> tuple[float, float]:
    """The median answer to what stands in the box, in milliseconds by the wall and of the processor.

    The page's own way from end to end.  On a machine that does other things besides, only the second counts.
    """
    rounds, worked = [], []
    for _ in range(ROUNDS):
        begun, at_work = time.perf_counter(), time.process_time()
        answer = client.get("/search/", {"q": words}, headers={"HX-Request": "true"})
        rounds.append((time.perf_counter() - begun) * 1000)
        worked.append((time.process_time() - at_work) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{words}: {answer.status_code}")
    return median(rounds), median(worked)


def told(name: str, found: list[tuple[float, float, str]]) -> None:
    """One line of figures; the slowest keystroke by name."""
    times = sorted(took for took, _worked, _words in found)
    middle, late = median(times), times[min(len(times) - 1, int(len(times) * 0.95))]
    slowest = max(found)
    print(
        f"  {name:34} {len(times):3} keys: median {middle:6.1f} ms, p95 {late:6.1f} ms, "
        f"processor {median(worked for _took, worked, _words in found):5.1f} ms; "
        f"limit {LIMIT:.0f} ms ({middle / LIMIT:.2f} of it); slowest {slowest[0]:.1f} ms at “{slowest[2]}”"
    )


def main() -> None:
    """Make the people, then type letter by letter as a manager and as a grid worker."""
    import django

    django.setup()
    from django.core.management import call_command

    from linli.kernel.areas.models import Area

    people = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    call_command("migrate", verbosity=0)
    begun = time.perf_counter()
    place = everyone(people)
    print(f"{people:,} residents made in {time.perf_counter() - begun:.0f} s; {ROUNDS} rounds a keystroke")
    grid = Area.objects.get(code=f"{COMMUNITY}001")
    texts = searched(place)
    for role, area in (("community_manager", place), ("grid_worker", grid)):
        client = browser(place, role, area)
        timed(client, "暖")
        every: list[tuple[float, float, str]] = []
        for name, text in texts.items():
            found = [(*timed(client, words), words) for words in keystrokes(text)]
            told(f"{role}: {name}", found)
            every += found
        told(f"{role}: all", every)


if __name__ == "__main__":
    main()
    FOLDER.cleanup()
