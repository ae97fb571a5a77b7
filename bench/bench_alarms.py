"""How soon does an alarm stand on the screen of whoever must answer, in a community as it is in life?

Run as a script: ``python bench/bench_alarms.py`` (SQLite) or through ``tools/postgres.py`` (PostgreSQL); it
takes about a minute.  Two thousand homes with one to three meters and sensors each have been heard for four
weeks.  Everything runs as ``linli serve`` runs it: broker, listener, worker and pages in processes of their
own.  While the homes send fifty readings a second (each of them once in a minute or so: the rush after the
full hour), somebody presses a button here and there, and here and there a water meter sends the reading with
which its home has been silent for too long.  The pages of two grid workers ask as pages do.  The
time from the publishing to the page is printed with its parts: until the listener begins with it, until it is
stored, until the alarm is raised, until the page shows it.
"""

import html
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.setdefault("LINLI_DATA", tempfile.mkdtemp(prefix="linli-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
os.environ["PYTHONPATH"] = f"{ROOT / 'src'}:{ROOT}"

BUILDINGS, DOORS = 40, 50
PRESSES, SILENT = int(os.environ.get("PRESSES", "150")), int(os.environ.get("SILENT", "150"))
"""A silence at night waits for the morning: from 22 to 7 o'clock set SILENT to 0."""
BESIDE = int(os.environ.get("BESIDE", "50"))
"""Readings a second of all other homes meanwhile."""
SECONDS = 40
"""No more is said after so long."""
AT_ONCE = 3
"""What a bell shows by name; so many are said between two looks of one page."""
LIMIT = 2.0
AWAKE = frozenset({6, 7, 8, 11, 12, 13, 17, 18, 19, 20, 21})
QUIET = [building * DOORS + seat for seat in (3, 15, 27, 39) for building in range(BUILDINGS)][:SILENT]
"""Homes that fall silent: a few of each building, so that it is no outage."""
SENSORS = {
    kind: sorted(set(range(first, BUILDINGS * DOORS, step)) - set(QUIET))
    for kind, first, step in (("door", 0, 3), ("motion", 0, 5), ("sos", 1, 4))
}
WHO = "linli-bench"
SIGNED = date(2026, 1, 6)


def main() -> None:
    """All of it in an installation that is thrown away."""
    if "--listen" in sys.argv:
        listen(json.loads(sys.argv[-1]))
        return
    import django

    django.setup()
    from linli.adapters.mqtt.broker import Broker, Door, free_port
    from linli.adapters.mqtt.client import Subscriber
    from linli.contexts.guard.imports.deliveries import Deliveries

    began = time.monotonic()
    folder = Path(os.environ["LINLI_DATA"])
    broker = Broker(folder / "broker", Door(port=free_port(0)))
    try:
        town = Town()
        with ended(subprocess.Popen(broker.command())):
            time.sleep(1)
            Subscriber(broker.address, WHO).close()
            broker.admit(Deliveries().guests())
            time.sleep(1)
            measure(town, broker.door.port)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"(all in {time.monotonic() - began:.0f} s)")


@contextmanager
def ended(*processes: subprocess.Popen[bytes]) -> Iterator[None]:
    """They run meanwhile."""
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()


class Town:
    """Two grids of a thousand homes each, who answers there, a source that delivers."""

    def __init__(self) -> None:
        from django.core.management import call_command
        from tests.builders import guarded
        from tests.builders.world import World

        call_command("migrate", verbosity=0)
        self.world = World()
        self.keyed = guarded.source(self.world)
        self.workers = [self._worker(grid) for grid in (self.world.grid1, self.world.grid2)]
        self.homes = self._homes()
        meters = self._devices()
        self.silence = Silence(meters)

    def _worker(self, grid: Any) -> str:
        from linli.kernel.accounts.models import Account

        return str(Account.objects.get(pk=self.world.actor("grid_worker", grid).account_id).username)

    def _homes(self) -> list[Any]:
        from linli.contexts.registry.commands import places
        from linli.contexts.registry.models import Dwelling
        from linli.kernel import db
        from linli.kernel.areas.models import Area

        world, homes = self.world, []
        for n in range(BUILDINGS):
            made = world.building((world.grid1, world.grid2)[n % 2], str(n + 11), entrances=1)
            area = Area.objects.select_related("parent__parent__parent", "parent__compound").get(
                code=f"{made.code}E1"
            )
            doors = [f"{d // 5 + 1}0{d % 5 + 1}" for d in range(DOORS)]
            homes += [places.dwelling_at(area, door, floor=int(door[:-2])) for door in doors]
        db.insert_all(Dwelling, homes)
        return homes

    def _devices(self) -> list[Any]:
        """A water meter everywhere, here and there a door, a motion sensor, a button; silent homes have no
        sensor that would say why they are silent.
        """
        from linli.contexts.guard.models import Consent, Device
        from linli.kernel import db
        from linli.kernel.ids import new_id

        devices = []
        for n, home in enumerate(self.homes):
            kinds = ["water", *(kind for kind, homes in SENSORS.items() if n in homes)]
            devices += [
                Device(
                    id=new_id(), community=self.world.community, dwelling=home, area=home.area, kind=kind,
                    number=f"{kind}-{n}", installed_on=SIGNED,
                ) for kind in kinds
            ]  # fmt: skip
        db.insert_all(Device, devices)
        consents = [
            Consent(
                dwelling=one.dwelling, area=one.area, kind=one.kind, given_by="李奶奶", given_on=SIGNED
            ) for one in devices
        ]  # fmt: skip
        db.insert_all(Consent, consents)
        return [one for one in devices if one.kind == "water"]


class Silence:
    """Homes that were heard for four weeks, some of them a reading away from an alarm."""

    def __init__(self, meters: Sequence[Any]) -> None:
        from django.utils import timezone

        from linli.contexts.guard.commands import rounds
        from linli.contexts.guard.models import HomeState
        from linli.engines import silence
        from linli.kernel import clock, db

        now = timezone.localtime(clock.now()).replace(minute=0, second=0, microsecond=0)
        lively = lived(silence.Setting(), silence.Ledger(), now, silent=0)
        heard = now - timedelta(minutes=59)
        rows = [
            HomeState(
                dwelling_id=one.dwelling_id, community_id=one.community_id, packed=silence.pack(lively),
                heard_at=heard, watched_hours=lively.watched,
            ) for one in meters
        ]  # fmt: skip
        db.insert_all(HomeState, rows)
        # The budget and the ledger that the round itself will use.
        place = meters[0].community
        brink = lived(rounds._setting(place), rounds._ledger(place), now) if SILENT else lively  # noqa: SLF001
        for n in QUIET:
            rows[n].packed = silence.pack(brink)
        db.write_back(HomeState, rows, ("packed",))
        self.register = float(brink.last.register or 0)
        self.lively = float(lively.last.register or 0)


def lived(setting: Any, ledger: Any, now: datetime, *, silent: int | None = None) -> Any:
    """A home after four weeks of hourly readings; the next one rings unless told otherwise."""
    from linli.engines import silence
    from linli.kernel import clock

    first = now.replace(tzinfo=None) - timedelta(days=28)
    asked = now.replace(tzinfo=None) + timedelta(minutes=clock.now().minute)
    for hours in range(3, 72) if silent is None else (silent,):
        register, state = 1000.0, None
        last = 28 * 24 - hours
        for n in range(28 * 24):
            at = first + timedelta(hours=n)
            register += 8.0 * (n == last or (at.hour in AWAKE and n < last))
            reading = silence.Reading(at, register)
            if state is None:
                state = silence.begin(reading, setting)
                continue
            state, alarms = silence.step(state, reading, setting, ledger=ledger)
            if alarms and n > last:
                break
        else:
            reading = silence.Reading(asked, register)
            if silent is not None or silence.step(state, reading, setting, ledger=ledger)[1]:
                return state
    raise RuntimeError("no silence of three days rang")


def listen(told: dict[str, Any]) -> None:
    """The listener as it runs in production, and a note of when each message was begun and stored."""
    import django

    django.setup()
    from django.urls import reverse

    from linli.adapters.mqtt.broker import LISTENER
    from linli.adapters.mqtt.listening import Helpers, Listener
    from linli.adapters.mqtt.settings import Address
    from linli.contexts.guard.imports.deliveries import Deliveries

    reverse("guard:alarms")
    sink, over, notes, looks = Deliveries(), Event(), {}, []
    signal.signal(signal.SIGTERM, lambda *_: over.set())

    class Watched:
        """The same sink, with a watch."""

        def take(self, deliveries: Any) -> None:
            began = time.time()
            sink.take(deliveries)
            after = time.time()
            looks.append((len(deliveries), after - began, 0.0))
            notes.update({one.device: (began, after) for one in deliveries if one.device not in notes})

        def rest(self) -> bool:
            began = time.time()
            more = sink.rest()
            looks.append((0, 0.0, time.time() - began))
            return more

        def guests(self) -> Any:
            return sink.guests()

    address = Address("127.0.0.1", told["port"], LISTENER, told["password"])
    Listener(address, WHO, Watched(), Helpers(), over).run()
    Path(told["file"]).write_text(json.dumps({"notes": notes, "looks": looks}))


@dataclass
class Said:
    """What was said, when, and when it was seen."""

    device: str
    at: float
    seen: float = 0.0


def measure(town: Town, port: int) -> None:
    """Everything runs; devices speak; pages look."""
    from linli.adapters.mqtt.broker import Broker, free_port

    folder = Path(os.environ["LINLI_DATA"])
    file, web = folder / "listened.json", free_port(0)
    password = Broker(folder / "broker").address.password
    told = {"port": port, "password": password, "file": str(file)}
    granian = ["granian", "--interface", "wsgi", "--port", str(web), "--no-access-log"]
    granian += ["--blocking-threads", "4", "--log-level", "error", "linli.config.wsgi:application"]
    commands = (
        [sys.executable, __file__, "--listen", json.dumps(told)],
        [sys.executable, "-m", *granian],
        [sys.executable, "-m", "linli.config.cli", "work"],
    )
    with ended(*(subprocess.Popen(command) for command in commands)):
        devices = Devices(town, port)
        pages = [Page(web, worker) for worker in town.workers]
        devices.begin()
        time.sleep(2)
        said = spoken(devices, pages)
        over = time.monotonic()
        devices.end()
    report(said, json.loads(file.read_text()), over - devices.began)


def spoken(devices: "Devices", pages: Sequence["Page"]) -> list[Said]:
    """Presses and silences by turns in both grids, each seen by the page of its own grid."""
    found: list[list[Said]] = [[], []]
    until = time.monotonic() + SECONDS

    def look(grid: int) -> None:
        random = Random(grid)
        turns = devices.turns(grid)
        while turns and time.monotonic() < until:
            some, turns = turns[:AT_ONCE], turns[AT_ONCE:]
            found[grid] += pages[grid].shows([devices.say(n, kind, random) for n, kind in some])

    threads = [Thread(target=look, args=(grid,)) for grid in range(len(pages))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [one for some in found for one in some]


class Devices:
    """What speaks in the homes."""

    def __init__(self, town: Town, port: int) -> None:
        import paho.mqtt.client as paho

        user = town.keyed.source.account.username
        self.town, self.over, self.began = town, Event(), time.monotonic()
        self.topic = f"v1/{town.world.community.code}/{user}"
        self.client = paho.Client(paho.CallbackAPIVersion.VERSION2, "homes")
        self.client.username_pw_set(user, town.keyed.key)
        self.client.connect("127.0.0.1", port)
        self.client.loop_start()
        self.thread = Thread(target=self._others, daemon=True)

    def begin(self) -> None:
        """The homes send."""
        self.began = time.monotonic()
        self.thread.start()

    def end(self) -> None:
        """Enough."""
        self.over.set()
        self.thread.join()
        self.client.loop_stop()

    def turns(self, grid: int) -> list[tuple[int, str]]:
        """Homes of one grid that call or ring, by turns; even buildings are the first grid's."""
        silent = [n for n in QUIET if n // DOORS % 2 == grid]
        pressed = [n for n in SENSORS["sos"] if n // DOORS % 2 == grid][: PRESSES // 2]
        mixed = [
            (n / max(len(some), 1), one, kind)
            for some, kind in ((silent, "water"), (pressed, "sos"))
            for n, one in enumerate(some)
        ]
        return [(one, kind) for _place, one, kind in sorted(mixed)]

    def say(self, n: int, kind: str, random: Random) -> Said:
        """A button is pressed, or a meter tells that nothing flowed; at uneven times."""
        from linli.kernel import clock

        time.sleep(random.uniform(0, 0.35))
        device, now = f"{kind}-{n}", clock.now().isoformat()
        body: dict[str, Any] = {"unit": "l", "points": [{"t": now, "v": self.town.silence.register}]}
        if kind == "sos":
            body = {"t": now, "state": "pressed"}
        said = Said(device, time.time())
        self.client.publish(f"{self.topic}/{device}/up", json.dumps(body), qos=1)
        return said

    def _others(self) -> None:
        """All other homes, one device after the other, until it is over."""
        from linli.kernel import clock

        quiet, homes = set(QUIET), range(BUILDINGS * DOORS)
        speaking = [("water", n) for n in homes if n not in quiet]
        speaking += [(kind, n) for kind in ("door", "motion") for n in SENSORS[kind]]
        Random(1).shuffle(speaking)
        turn = 0
        while not self.over.wait(max(self.began + turn / BESIDE - time.monotonic(), 0)):
            kind, n = speaking[turn % len(speaking)]
            turn += 1
            point = {"v": self.town.silence.lively + turn / 500} if kind == "water" else {"v": turn % 2}
            body = {"unit": "l", "points": [{"t": clock.now().isoformat(), **point}]}
            self.client.publish(f"{self.topic}/{kind}-{n}/up", json.dumps(body), qos=1)


@dataclass
class Page:
    """A browser that has a page open: it asks for the bell every second and shows what it is given."""

    port: int
    user: str
    address: str = ""

    def __post_init__(self) -> None:
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        for _ in range(300):
            with suppress(urllib.error.URLError):
                form = self._get("/sign-in/")
                break
            time.sleep(0.2)
        token = form.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        told = f"csrfmiddlewaretoken={token}&username={self.user}&password=linli-2026".encode()
        self.opener.open(f"http://127.0.0.1:{self.port}/sign-in/", told, timeout=30).read()
        text = self._get("/guard/alarms/")
        self.address = self._bell(text)
        self.every = float(re.findall(r'hx-trigger="every ([0-9.]+)s', text)[0])
        if not self.address:
            raise RuntimeError("no bell on the page")

    def shows(self, said: Sequence[Said]) -> Sequence[Said]:
        """Ask at the beats of the page's own clock until all of it was there."""
        began = time.time()
        while any(not one.seen for one in said):
            time.sleep(self.every - time.monotonic() % self.every)
            part = self._get(self.address)
            self.address = self._bell(part) or self.address
            told = " ".join(re.findall("<strong>(.*?)</strong>", part))
            for one in said:
                if not one.seen and words(one.device) in told:
                    one.seen = time.time()
            if time.time() - began > 30:  # noqa: PLR2004 - far too long
                raise RuntimeError(f"never shown: {said}")
        return said

    def _get(self, path: str) -> str:
        headers = {"HX-Request": "true"} if "bell" in path else {}
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)  # noqa: S310 - our own server
        return str(self.opener.open(asked, timeout=30).read().decode())

    @staticmethod
    def _bell(text: str) -> str:
        found = re.search(r'hx-get="(/bell/[^"]*)"', text)
        return html.unescape(found[1]) if found else ""


def words(device: str) -> str:
    """The door as the bell says it."""
    n = int(device.partition("-")[2])
    return f"{n // DOORS + 11}号楼1单元{n % DOORS // 5 + 1}0{n % 5 + 1}室"


def report(said: Sequence[Said], listened: Any, seconds: float) -> None:
    """Figures by kind, and the parts of the time."""
    from django.db import connection

    from linli.contexts.guard.models import Alarm

    raised = dict(Alarm.objects.values_list("dwelling__short_address", "raised_at"))
    looks = listened["looks"]
    taken = sum(look[0] for look in looks)
    stored, judged = (100 * sum(look[part] for look in looks) / seconds for part in (1, 2))
    longest = max(look[2] for look in looks)
    print(f"{connection.vendor}: {BUILDINGS * DOORS:,} homes, {taken / seconds:.0f} readings a second")
    print(f"  the listener stored {stored:.0f} % of the time, judged {judged:.0f} %, at most {longest:.2f} s")
    for kind, name in (("sos", "presses"), ("water", "water silences")):
        some = [one for one in said if one.device.startswith(kind)]
        if not some:
            continue
        waits = sorted(one.seen - one.at for one in some)
        print(f"{name}, n = {len(some)}, at most {LIMIT:.0f} s wanted:")
        say("in all", waits)
        parts: dict[str, Callable[[Said, float, float, float], float]] = {
            "transport": lambda one, begun, stored, rung: begun - one.at,
            "store": lambda one, begun, stored, rung: stored - begun,
            "judge": lambda one, begun, stored, rung: max(rung - stored, 0),
            "page": lambda one, begun, stored, rung: one.seen - max(rung, stored),
        }
        for part, seconds_of in parts.items():
            took = sorted(
                seconds_of(one, *listened["notes"][one.device], raised[words(one.device)].timestamp())
                for one in some
            )
            say(part, took)


def say(name: str, took: Sequence[float]) -> None:
    """One line, in seconds."""
    half, most = (took[min(len(took) - 1, len(took) * percent // 100)] for percent in (50, 99))
    print(f"  {name:<10} p50 {half:5.2f}   p99 {most:5.2f}   longest {took[-1]:5.2f}")


if __name__ == "__main__":
    main()
