"""How fast are readings taken in from a broker, beside a bare consumer; how soon is an alarm on a page?

Run as a script: ``python bench/bench_intake.py`` (SQLite) or through ``tools/postgres.py`` (PostgreSQL).  The
peer is a paho client that decodes the same messages and writes the same table in batches of a thousand with
the same driver, without any check; both hear the same publisher through the same broker, three runs in turn,
the best of each counts.  The second part publishes presses of buttons, and readings of water meters with
which a home has been silent for too long, while the meters of other homes go on sending; it asks, as an open
page does every second, until each alarm is there.
"""

import html
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.setdefault("LINLI_DATA", tempfile.mkdtemp(prefix="linli-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")

METERS, READINGS, RUNS, BATCH = 2000, int(os.environ.get("READINGS", "30000")), 3, 1000
PRESSES = int(os.environ.get("PRESSES", "500"))
SILENT = int(os.environ.get("SILENT", "100"))
"""Homes that fall silent; in the quiet hours of the night their calls wait for the morning: set it to 0."""
NEIGHBOURS, SHOWN = 5, 3
AWAKE = frozenset({6, 7, 8, 11, 12, 13, 17, 18, 19, 20, 21})
BESIDE = 50
"""Readings a second of other meters meanwhile, so that rounds are always going on."""
MESSAGE = '{"device": "%s", "unit": "m3", "batt": 3.6, "csq": 18, "points": [{"t": "%s", "v": %.3f}]}'
WHO = "linli-bench"


def main() -> None:
    """Both parts in one installation that is thrown away."""
    if "--publish" in sys.argv:
        publish(json.loads(sys.argv[-1]))
        return
    import django

    django.setup()
    from linli.adapters.mqtt.broker import Broker, Door, free_port

    folder = Path(os.environ["LINLI_DATA"])
    place, keyed = furnished()
    broker = Broker(folder / "broker", Door(port=free_port(0)))
    process = subprocess.Popen(broker.command())
    try:
        time.sleep(1)
        if "latencies" not in sys.argv:
            rates(broker, place, keyed)
        latencies(broker, place, keyed)
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def furnished() -> tuple[str, Any]:
    """A community whose homes have a meter each, a source, somebody who answers alarms."""
    from django.core.management import call_command
    from tests.builders import guarded
    from tests.builders.world import World

    from linli.contexts.guard.models import Device
    from linli.kernel import db
    from linli.kernel.ids import new_id

    call_command("migrate", verbosity=0)
    world = World()
    world.actor("grid_worker", world.grid1)
    home = world.home(world.building1, 1, "501")
    signed = guarded.Agreed("李奶奶", date(2026, 1, 5))
    first = guarded.device(home, "W0", agreed=signed, installed_on=date(2026, 1, 6))
    rows = [
        Device(
            id=new_id(), community=world.community, dwelling=home, area=first.area, kind="water",
            number=f"W{n}", installed_on=first.installed_on,
        )
        for n in range(1, METERS)
    ]  # fmt: skip
    db.insert_all(Device, rows)
    for n in range(PRESSES):
        other = world.home(world.building2, 1, str(5001 + n))
        guarded.device(other, f"SOS-{n}", "sos", agreed=signed, installed_on=first.installed_on)
    for n in range(SILENT + NEIGHBOURS if SILENT else 0):
        other = world.home(world.building1, 1, str(7001 + n))
        guarded.device(other, f"S{n}", agreed=signed, installed_on=first.installed_on)
    return world.community.code, guarded.source(world)


def messages(count: int, since: datetime) -> list[bytes]:
    """One point of each meter after the other, a minute apart."""
    return [
        (MESSAGE % (f"W{n % METERS}", (since + timedelta(minutes=n // METERS)).isoformat(), 100 + n / METERS))
        .encode() for n in range(count)
    ]  # fmt: skip


def publish(told: dict[str, Any]) -> None:
    """A publisher that costs next to nothing: packets made before, written in windows of 500."""
    bodies = messages(told["count"], datetime.fromisoformat(told["since"]))
    packets = []
    for n, body in enumerate(bodies):
        topic = f"v1/{told['place']}/{told['user']}/W{n % METERS}/up".encode()
        rest = struct.pack(">H", len(topic)) + topic + struct.pack(">H", n % 60000 + 1) + body
        packets.append(b"\x32" + bytes([len(rest) % 128 | 128, len(rest) // 128]) + rest)
    user, key = told["user"].encode(), told["key"].encode()
    hello = b"\x00\x04MQTT\x04\xc2\x00\x3c\x00\x01p" + b"".join(
        struct.pack(">H", len(w)) + w for w in (user, key)
    )
    with socket.create_connection(("127.0.0.1", told["port"])) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.sendall(bytes([0x10, len(hello) % 128 | 128, len(hello) // 128]) + hello)
        if line.recv(4)[3]:
            raise RuntimeError("refused")
        sent = answered = 0
        while answered < 4 * len(packets):
            window = packets[sent : answered // 4 + 500][:100]
            line.sendall(b"".join(window))
            sent += len(window)
            answered += len(line.recv(65536))


def rates(broker: Any, place: str, keyed: Any) -> None:
    """Ours and the peer's, in turn."""
    from django.db import connection

    from linli.adapters.mqtt.client import Subscriber
    from linli.contexts.guard.imports.deliveries import Deliveries

    Subscriber(broker.address, WHO).close()
    broker.admit(Deliveries().guests())
    time.sleep(1)
    found: dict[str, list[float]] = {"ours": [], "bare": []}
    for run in range(RUNS):
        for number, (name, consumer) in enumerate((("bare", bare), ("ours", ours))):
            since = datetime(2026, 2, 1, tzinfo=UTC) + timedelta(days=2 * run + number)
            told = {
                "count": READINGS, "since": since.isoformat(), "place": place, "port": broker.address.port,
                "user": keyed.source.account.username, "key": keyed.key,
            }  # fmt: skip
            found[name].append(READINGS / consumer(broker, told))
    best = {name: max(values) for name, values in found.items()}
    print(
        f"{connection.vendor}: {READINGS:,} readings by MQTT QoS 1, 2 cores shared with broker and publisher"
    )
    print(f"  bare paho consumer, same table: {best['bare']:>8,.0f} readings/s  {rounded(found['bare'])}")
    print(f"  Linli, checked and stored:      {best['ours']:>8,.0f} readings/s  {rounded(found['ours'])}")
    print(f"  ratio: {best['ours'] / best['bare']:.2f} (required ≥ 0.70)")


def rounded(values: list[float]) -> str:
    """The runs, in thousands."""
    return "(" + ", ".join(f"{value / 1000:.1f}k" for value in values) + ")"


def published(told: dict[str, Any]) -> subprocess.Popen[bytes]:
    """The publisher, in a process of its own."""
    return subprocess.Popen([sys.executable, __file__, "--publish", json.dumps(told)])


def ours(broker: Any, told: dict[str, Any]) -> float:
    """Seconds from the first message until the last is stored: the listener as it runs in production."""
    from threading import Event

    from linli.adapters.mqtt.listening import Helpers, Listener
    from linli.contexts.guard.imports.deliveries import Deliveries

    ended, began = Event(), [0.0]
    sink = Deliveries()
    left = [told["count"]]

    class Counting:
        """The same sink, with a watch; homes are heard by others meanwhile, as with a bare consumer."""

        def take(self, deliveries: Any) -> None:
            began[0] = began[0] or time.monotonic()
            sink.take(deliveries)
            left[0] -= len(deliveries)
            if left[0] <= 0:
                ended.set()

        def rest(self) -> bool:
            return False

        def guests(self) -> Any:
            return sink.guests()

    publisher = published(told)
    Listener(broker.address, WHO, Counting(), Helpers(), ended).run()
    took = time.monotonic() - began[0]
    publisher.wait()
    return took


class Bare:
    """The least that somebody would write: decode, insert a thousand at a time, commit, acknowledge."""

    def __init__(self, count: int) -> None:
        from django.db import connection

        connection.ensure_connection()
        self.database, self.is_sqlite = connection.connection, connection.vendor == "sqlite"
        mark = "?" if self.is_sqlite else "%s"
        columns = "device_id, at, received_at, value"
        self.sql = f"INSERT INTO guard_reading ({columns}) VALUES ({', '.join([mark] * 4)})"  # noqa: S608
        self.keys = dict(selected("SELECT number, id FROM guard_device"))
        self.rows: list[tuple[Any, ...]] = []
        self.numbers: list[int] = []
        self.left, self.began = count, 0.0

    def store(self, client: Any) -> None:
        """One batch in one transaction, then its acknowledgements."""
        cursor = self.database.cursor()
        cursor.execute("BEGIN IMMEDIATE" if self.is_sqlite else "BEGIN")
        cursor.executemany(self.sql, self.rows)
        cursor.execute("COMMIT")
        for number in self.numbers:
            client.ack(number, 1)
        self.left -= len(self.rows)
        self.rows.clear()
        self.numbers.clear()

    def came(self, client: Any, _data: Any, message: Any) -> None:
        """One message."""
        self.began = self.began or time.monotonic()
        said = json.loads(message.payload)
        point = said["points"][0]
        at: Any = datetime.fromisoformat(point["t"])
        at = str(at)[:19] if self.is_sqlite else at
        self.rows.append((self.keys[said["device"]], at, at, round(point["v"] * 1_000_000)))
        self.numbers.append(message.mid)
        if len(self.rows) >= min(BATCH, self.left):
            self.store(client)
        if self.left <= 0:
            client.disconnect()


def bare(broker: Any, told: dict[str, Any]) -> float:
    """Seconds from the first message until the last is stored."""
    import paho.mqtt.client as paho

    consumer = Bare(told["count"])
    client = paho.Client(paho.CallbackAPIVersion.VERSION2, WHO, clean_session=False, manual_ack=True)
    client.username_pw_set(broker.address.user, broker.address.password)
    client.on_message = consumer.came
    client.on_connect = lambda c, *_: c.subscribe("v1/+/+/+/up", 1)
    client.connect("127.0.0.1", broker.address.port)
    publisher = published(told)
    client.loop_forever()
    took = time.monotonic() - consumer.began
    publisher.wait()
    return took


def selected(sql: str) -> list[tuple[Any, ...]]:
    """Rows of a query."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def latencies(broker: Any, place: str, keyed: Any) -> None:
    """From the moment a device says it until the page of somebody on duty shows it."""
    from threading import Event, Thread

    import paho.mqtt.client as paho

    from linli.adapters.mqtt.client import Subscriber
    from linli.adapters.mqtt.listening import Helpers, Listener
    from linli.contexts.guard.imports.deliveries import Deliveries
    from linli.kernel.accounts.models import Account

    ended = Event()
    Subscriber(broker.address, WHO).close()
    broker.admit(Deliveries().guests())
    time.sleep(1)
    silences = silent_homes()
    listener = Listener(broker.address, WHO, Deliveries(), Helpers(), ended)
    thread = Thread(target=listener.run, daemon=True)
    thread.start()
    device = paho.Client(paho.CallbackAPIVersion.VERSION2, "button")
    device.username_pw_set(keyed.source.account.username, keyed.key)
    device.connect("127.0.0.1", broker.address.port)
    device.loop_start()
    sayings = Sayings(device, f"v1/{place}/{keyed.source.account.username}", silences)
    beside = Thread(target=sayings.others, args=(ended,), daemon=True)
    beside.start()
    with served() as port:
        page = Page(port, Account.objects.get(username__startswith="grid_worker").username)
        print(f"Meanwhile {BESIDE} readings a second of {METERS:,} other homes, heard round after round:")
        for what, say, count in (("presses", sayings.press, PRESSES), ("silent homes", sayings.read, SILENT)):
            report(what, shown(page, say, count))
    ended.set()
    thread.join()
    beside.join()
    device.loop_stop()


class Sayings:
    """What devices say to the broker; each saying returns the word by which a page shows its home."""

    def __init__(self, device: Any, topic: str, silences: Any) -> None:
        self.device, self.topic, self.silences = device, topic, silences

    def press(self, n: int) -> str:
        """Somebody presses a button."""
        from linli.kernel import clock

        told = {"t": clock.now().isoformat(), "state": "pressed"}
        self.device.publish(f"{self.topic}/SOS-{n}/up", json.dumps(told), qos=1)
        return str(5001 + n)

    def read(self, n: int) -> str:
        """A water meter tells what makes its home ring."""
        from linli.kernel import clock

        self.device.publish(f"{self.topic}/S{n}/up", self.silences.message(n, clock.now()), qos=1)
        return str(7001 + n)

    def others(self, ended: Any) -> None:
        """All other meters, one after the other, until it is over."""
        from linli.kernel import clock

        n = 0
        while not ended.wait(1 / BESIDE):
            body = messages(1, clock.now())[0].replace(b'"W0"', f'"W{n % METERS}"'.encode())
            self.device.publish(f"{self.topic}/W{n % METERS}/up", body, qos=1)
            n += 1


def shown(page: Any, say: Any, count: int) -> list[float]:
    """Seconds from what a device says until the page has it; three are said at uneven times in each look."""
    waits: list[float] = []
    for first in range(0, count, SHOWN):
        said = {}
        for n in range(first, min(first + SHOWN, count)):
            time.sleep(0.07 * ((n * 7) % 6))
            began = time.monotonic()
            said[say(n)] = began
        waits += page.shows(said)
    return sorted(waits)


def report(what: str, waits: list[float]) -> None:
    """One line of figures."""
    if not waits:
        return
    p50, p99 = waits[len(waits) // 2], waits[min(len(waits) - 1, len(waits) * 99 // 100)]
    print(f"{len(waits)} {what}, from the device through the broker to the page that asks every second:")
    print(f"  half within {p50:.2f} s, 99 of 100 within {p99:.2f} s (≤ 2 s), longest {waits[-1]:.2f} s")


class Silences:
    """Homes that were heard for four weeks and whose next reading is one of silence too many."""

    def __init__(self, register: float) -> None:
        self.register = register

    def message(self, n: int, now: datetime) -> str:
        """The reading with which home n rings."""
        told = {"device": f"S{n}", "unit": "l", "points": [{"t": now.isoformat(), "v": self.register}]}
        return json.dumps(told)


def silent_homes() -> Silences:
    """Bring homes within a reading of an alarm; their neighbours use water, so that it is no outage."""
    from django.utils import timezone

    from linli.contexts.guard.commands import rounds
    from linli.contexts.guard.models import Device, HomeState
    from linli.engines import silence
    from linli.kernel import clock, db

    devices = list(Device.objects.filter(number__startswith="S", kind="water").select_related("community"))
    if not devices:
        return Silences(0.0)
    now = timezone.localtime(clock.now()).replace(minute=0, second=0, microsecond=0)
    lively = silence.pack(lived(silence.Setting(), now, silent=0))
    rows = [
        HomeState(
            dwelling_id=one.dwelling_id, community_id=one.community_id, packed=lively,
            heard_at=now - timedelta(minutes=59),
        )
        for one in devices
    ]  # fmt: skip
    db.insert_all(HomeState, rows)
    setting = rounds._setting(devices[0].community)  # noqa: SLF001 - the budget that the round itself will use
    brink = lived(setting, now)
    for row, one in zip(rows, devices, strict=True):
        row.packed = silence.pack(brink) if int(one.number[1:]) < SILENT else lively
    db.write_back(HomeState, rows, ("packed",))
    return Silences(float(brink.last.register or 0))


def lived(setting: Any, now: datetime, *, silent: int | None = None) -> Any:
    """A home after four weeks of hourly readings; the next one rings unless told otherwise."""
    from linli.engines import silence
    from linli.kernel import clock

    first = now.replace(tzinfo=None) - timedelta(days=28)
    for hours in range(3, 72) if silent is None else (silent,):
        register, state, rang = 1000.0, None, False
        for n in range(28 * 24 + 1):
            at = first + timedelta(hours=n)
            last = 28 * 24 - hours
            register += 8.0 * (n == last or (at.hour in AWAKE and n < last))
            before, reading = state, silence.Reading(at, register)
            if state is None:
                state = silence.begin(reading, setting)
                continue
            if n == 28 * 24:
                asked = silence.Reading(at + timedelta(minutes=clock.now().minute), register)
                rang = bool(silence.step(state, asked, setting, ledger=silence.Ledger())[1])
                break
            state, alarms = silence.step(state, reading, setting, ledger=silence.Ledger())
            if alarms and n > last:
                break
        if rang or silent is not None:
            return before
    raise RuntimeError("no silence of three days rang")


@contextmanager
def served() -> Iterator[int]:
    """The pages, in a process of their own."""
    from linli.adapters.mqtt.broker import free_port

    port = free_port(0)
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--no-access-log"]
    command += ["--blocking-threads", "4", "--log-level", "error", "linli.config.wsgi:application"]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT / "src")})
    try:
        yield port
    finally:
        process.terminate()
        process.wait()


class Page:
    """A browser that has a page open: it asks for the bell every second and shows what it is given."""

    def __init__(self, port: int, user: str) -> None:
        self.root = f"http://127.0.0.1:{port}"
        jar = urllib.request.HTTPCookieProcessor()
        self.opener = urllib.request.build_opener(jar)
        for _ in range(300):
            try:
                form = self.opener.open(f"{self.root}/sign-in/", timeout=10).read().decode()
                break
            except OSError:
                time.sleep(0.2)
        token = form.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        told = f"csrfmiddlewaretoken={token}&username={user}&password=linli-2026".encode()
        opened = self.opener.open(f"{self.root}/sign-in/", told, timeout=30).read().decode()
        self.address = self._bell(opened or "") or self._bell(self._get("/guard/alarms/"))
        if not self.address:
            raise RuntimeError("no bell on the page")

    def shows(self, said: dict[str, float]) -> list[float]:
        """Ask at whole seconds of the page's own clock until every word was there; how long each took."""
        began, left, waits = time.monotonic(), dict(said), []
        while time.monotonic() - began < 20:  # noqa: PLR2004 - far too long
            time.sleep(1 - time.monotonic() % 1)
            part = self._get(self.address)
            self.address = self._bell(part) or self.address
            told = " ".join(re.findall("<strong>(.*?)</strong>", part))
            for word in [word for word in left if word in told]:
                waits.append(time.monotonic() - left.pop(word))
            if not left:
                return waits
        raise RuntimeError(f"never shown: {', '.join(left)}")

    def _get(self, path: str) -> str:
        headers = {"HX-Request": "true"} if "bell" in path else {}
        asked = urllib.request.Request(self.root + path, headers=headers)  # noqa: S310 - our own server
        return str(self.opener.open(asked, timeout=30).read().decode())

    def _bell(self, text: str) -> str:
        found = re.search(r'hx-get="(/bell/[^"]*)"', text)
        return html.unescape(found[1]) if found else ""


if __name__ == "__main__":
    main()
