"""Broker and listener are killed under load, the disk fills: a reading is stored once, a call rings once.

Real processes: the broker that comes with Linli, ``linli guard listen``, devices with another library.
A full disk is stood in for by a limit on the size of files (RLIMIT_FSIZE), which ends a write as a full disk
does, and is lifted while the listener runs, as when somebody makes room.
"""

import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.builders.brokers import Device, Running
from tests.conftest import ROOT

from linli.adapters.mqtt.broker import binary

pytestmark = pytest.mark.skipif(binary() is None, reason="no nats-server for this machine")

METERS, POINTS = 40, 150
FURNISH = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from datetime import date
from tests.builders import guarded
from tests.builders.world import World
from linli.contexts.guard.models import Device
from linli.kernel import clock, db
from linli.kernel.ids import new_id
import json
world = World()
home = world.home(world.building1, 1, "501")
signed = guarded.Agreed("李奶奶", date(2026, 1, 5))
first = guarded.device(home, "W0", agreed=signed, installed_on=date(2026, 1, 6))
guarded.device(home, "SOS-1", "sos", agreed=signed, installed_on=date(2026, 1, 6))
db.insert_all(Device, [
    Device(id=new_id(), community=world.community, dwelling=home, area=first.area, kind="water",
           number=f"W{n}", installed_on=first.installed_on) for n in range(1, 40)
])
keyed = guarded.source(world)
print(json.dumps([world.community.code, keyed.source.account.username, keyed.key]))
"""
LIMITED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
os.execv(sys.executable, [sys.executable, "-m", "linli.config.cli", "guard", "listen"])
"""


class House:
    """An installation's broker and listener, on a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.broker = folder, Running(folder)
        self.environment = {
            **os.environ, "LINLI_DATA": str(folder), "DATABASE_URL": "", "LINLI_LOG": "ERROR",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "linli.config.settings",
            "LINLI_MQTT_PORT": str(self.broker.port),
        }  # fmt: skip
        self.listener: subprocess.Popen[bytes] | None = None
        self.place, self.name, self.key = json.loads((folder / "source.json").read_text())
        self.broker.start()

    def listen(self, largest_file: int = 0) -> None:
        how = (
            ["-c", LIMITED, str(largest_file)]
            if largest_file
            else ["-m", "linli.config.cli", "guard", "listen"]
        )
        self.listener = subprocess.Popen([sys.executable, *how], env=self.environment, cwd=ROOT)

    def end(self, how: signal.Signals = signal.SIGKILL) -> None:
        assert self.listener is not None
        self.listener.send_signal(how)
        self.listener.wait()

    def ask(self, sql: str) -> Any:
        with closing(sqlite3.connect(f"file:{self.folder}/linli.sqlite3?mode=ro", uri=True)) as database:
            return database.execute(sql).fetchone()[0]

    def readings(self) -> int:
        return int(self.ask("SELECT count(*) FROM guard_reading"))

    def has(self, least: int) -> bool:
        return self.readings() >= least

    def device(self) -> Device:
        """Once the listener has let the source in."""
        log = self.folder / "broker/broker.log"
        until(lambda: "Reloaded server configuration" in log.read_text())
        time.sleep(0.2)
        return Device(self.broker.port, self.name, self.key)

    def publish(self, device: Device, meter: int, point: int, now: datetime) -> int:
        at = now - timedelta(minutes=point)
        told = {"unit": "l", "points": [{"t": at.isoformat(), "v": 1000 - point}]}
        return device.publish(f"W{meter}", told, self.place, self.name)


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never became so"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with meters, a button and a source; made once, because that takes longest."""
    folder = tmp_path_factory.mktemp("furnished")
    environment = {
        **os.environ, "LINLI_DATA": str(folder), "DATABASE_URL": "", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
    }  # fmt: skip
    script = [sys.executable, "-c", FURNISH]
    done = subprocess.run(script, env=environment, cwd=ROOT, check=True, capture_output=True)
    (folder / "source.json").write_bytes(done.stdout)
    return folder


@pytest.fixture
def house(furnished: Path, tmp_path: Path) -> Iterator[House]:
    made = House(Path(shutil.copytree(furnished, tmp_path / "house")))
    yield made
    if made.listener is not None and made.listener.poll() is None:
        made.end()
    made.broker.end()


def test_killed_under_full_load_each_reading_is_stored_once_and_each_call_rings_once(house: House) -> None:
    house.listen()
    device = house.device()
    now = datetime.now(UTC).replace(microsecond=0)
    numbers, every = set(), METERS * POINTS
    press = {"t": now.isoformat(), "state": "pressed"}
    for point in range(POINTS):
        for meter in range(METERS):
            numbers.add(house.publish(device, meter, point, now))
        if point in (20, 60, 100):
            numbers.add(device.publish("SOS-1", press, house.place, house.name))
        if point in (30, 90):
            until(partial(house.has, point * METERS // 4))
            house.end()
            house.listen()
        if point in (60, 110):
            house.broker.end()
            house.broker.start()
    device.wait(numbers, 60)
    device.close()
    until(lambda: house.readings() == every + 1)
    until(lambda: house.broker.broker.waiting() == 0)
    house.end(signal.SIGTERM)
    assert house.listener is not None
    assert house.listener.returncode == 0
    assert house.ask("SELECT sum(taken) FROM guard_tally") == every + 1
    assert house.ask("SELECT count(*) FROM guard_trouble") == 0
    assert house.ask("SELECT count(*) FROM guard_alarm WHERE kind = 'sos'") == 1
    assert house.ask("SELECT sum(repeats) FROM guard_alarm WHERE kind = 'sos'") == 0


@pytest.mark.skipif(
    not hasattr(resource, "prlimit"), reason="limits of a running process can only be lifted on Linux"
)
def test_a_full_disk_keeps_readings_waiting_until_there_is_room(house: House) -> None:
    # The tables of an empty installation are written; its log may still grow by some batches.
    house.listen(largest_file=600_000)
    device = house.device()
    now = datetime.now(UTC).replace(microsecond=0)
    numbers = {house.publish(device, meter, point, now) for point in range(POINTS) for meter in range(METERS)}
    device.wait(numbers, 60)
    device.close()
    time.sleep(3)
    stored = house.readings()
    assert stored < METERS * POINTS
    assert (house.broker.broker.waiting() or 0) >= METERS * POINTS - stored
    assert house.listener is not None
    assert house.listener.poll() is None
    resource.prlimit(
        house.listener.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    )
    until(lambda: house.readings() == METERS * POINTS)
    until(lambda: house.broker.broker.waiting() == 0)
    assert house.ask("SELECT sum(taken) FROM guard_tally") == METERS * POINTS
