"""The server is killed in the middle of a batch, again and again: what it acknowledged is there, and once."""

import http.client
import http.cookiejar
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.conftest import ROOT
from tests.journeys.conftest import free_port

ACTS, BATCH, KILLS = 60, 4, 4
FURNISH = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.builders.world import World
world = World()
world.actor("grid_worker", world.grid1)
print(world.home(world.building1, 1, "501").pk)
"""
COUNT = """
import django, json; django.setup()
from linli.contexts.visits.models import Visit
from linli.kernel.sync.models import Receipt
from linli.kernel.audit.models import AuditEntry
print(json.dumps({
    "visits": sorted(v.words.reveal() for v in Visit.objects.all()),
    "receipts": {str(r.nonce): r.digest for r in Receipt.objects.all()},
    "trail": AuditEntry.objects.filter(action="visits.recorded").count(),
}))
"""


class House:
    """A server of its own, on a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.environment = {
            **os.environ, "LINLI_DATA": str(folder), "DATABASE_URL": "",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DJANGO_SETTINGS_MODULE": "linli.config.settings", "LINLI_LOG": "CRITICAL",
        }  # fmt: skip
        self.log = (folder / "log").open("a")
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        self.running: subprocess.Popen[bytes] | None = None

    def run(self, script: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", script], env=self.environment, cwd=ROOT, check=True, capture_output=True
        )
        return done.stdout.decode().strip()

    def start(self) -> None:
        self.running = subprocess.Popen(
            [
                sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(self.port),
                "--no-access-log", "linli.config.wsgi:application",
            ],
            env=self.environment, cwd=ROOT, stdout=self.log, stderr=self.log, start_new_session=True,
        )  # fmt: skip
        for _ in range(300):
            try:
                self.opener.open(f"http://127.0.0.1:{self.port}/sign-in/", timeout=5).read()
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
            else:
                return
        raise RuntimeError("the server did not open its door in a minute")

    def kill(self) -> None:
        """As when the power goes: nobody can finish anything."""
        assert self.running is not None
        os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait()

    def post(self, path: str, content: bytes, kind: str, token: str = "") -> bytes:
        where = f"http://127.0.0.1:{self.port}{path}"
        headers = {"Content-Type": kind, "X-CSRFToken": token}
        asked = urllib.request.Request(where, content, headers, method="POST")
        return bytes(self.opener.open(asked, timeout=30).read())

    def get(self, path: str) -> str:
        return str(self.opener.open(f"http://127.0.0.1:{self.port}{path}", timeout=30).read().decode())


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    if made.running is not None and made.running.poll() is None:
        made.kill()
    made.log.close()


def signed_in(house: House) -> str:
    """The token of whoever has signed in."""
    token = house.get("/sign-in/").partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    told = f"csrfmiddlewaretoken={token}&username=grid_worker-339901001001001&password=linli-2026"
    house.post("/sign-in/", told.encode(), "application/x-www-form-urlencoded", token)
    return str(json.loads(house.get("/visits/pocket/hello/"))["token"])


def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(house: House) -> None:
    home = house.run(FURNISH)
    house.start()
    token = signed_in(house)
    device = json.loads(house.post("/sync/devices/", b'{"name": "x"}', "application/json", token))["device"]
    acts = [act(home, number) for number in range(ACTS)]
    acknowledged: dict[str, str] = {}
    kills = 0
    while waiting := [one for one in acts if one["nonce"] not in acknowledged]:
        batch = waiting[:BATCH]
        killer = threading.Timer(0.02 + 0.06 * kills, house.kill)
        if kills < KILLS and len(acknowledged) >= kills * ACTS // (KILLS + 1):
            kills += 1
            killer.start()
        try:
            told = {"device": device, "now": now(), "acts": batch}
            answer = json.loads(
                house.post("/sync/acts/", json.dumps(told).encode(), "application/json", token)
            )
        except (OSError, urllib.error.URLError, http.client.HTTPException):
            killer.join()
            house.start()
            continue
        acknowledged |= {one["nonce"]: one["digest"] for one in answer["answers"]}
        if killer.is_alive():
            killer.join()
            house.start()
    house.kill()
    found = json.loads(house.run(COUNT))
    assert kills == KILLS
    assert found["receipts"] == acknowledged
    assert found["visits"] == sorted(f"第{number}次" for number in range(ACTS))
    assert found["trail"] == ACTS


def act(home: str, number: int) -> dict[str, Any]:
    entries = [["channel", "visit"], ["outcome", "met"], ["words", f"第{number}次"]]
    body = {"door": home, "entries": entries, "photos": []}
    return {"nonce": str(uuid4()), "kind": "visits.record", "made_at": now(), "body": body}


def now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S+08:00", time.gmtime(time.time() + 8 * 3600))
