"""How fast are readings taken in from a broker, beside a bare consumer?

Run as a script: ``python bench/bench_intake.py`` (SQLite) or through ``tools/postgres.py`` (PostgreSQL).  The
peer is a paho client that decodes the same messages and writes the same table in batches of a thousand with
the same driver, without any check; both hear the same publisher through the same broker, three runs in turn,
the best of each counts.
"""

import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.setdefault("LINLI_DATA", tempfile.mkdtemp(prefix="linli-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")

METERS, READINGS, RUNS, BATCH = 2000, int(os.environ.get("READINGS", "30000")), 3, 1000
MESSAGE = '{"device": "%s", "unit": "m3", "batt": 3.6, "csq": 18, "points": [{"t": "%s", "v": %.3f}]}'
WHO = "linli-bench"


def main() -> None:
    """In an installation that is thrown away."""
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
        rates(broker, place, keyed)
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def furnished() -> tuple[str, Any]:
    """A community with two thousand meters, and a source."""
    from django.core.management import call_command
    from tests.builders import guarded
    from tests.builders.world import World

    from linli.contexts.guard.models import Device
    from linli.kernel import db
    from linli.kernel.ids import new_id

    call_command("migrate", verbosity=0)
    world = World()
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


if __name__ == "__main__":
    main()
