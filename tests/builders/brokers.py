"""A real broker on this machine, and devices that publish to it with somebody else's library."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import Any

import paho.mqtt.client as paho

from linli.adapters.mqtt.broker import Broker, Door, free_port, marked
from linli.kernel.ports.readings import Guest

PLACE, NAME, KEY = "339901001001", "source-a", "a-key-of-the-water-company"
GUEST = Guest(NAME, marked(KEY), PLACE)


class Running:
    """A broker that can be killed and comes back with its store."""

    def __init__(self, folder: Path) -> None:
        self.broker = Broker(folder / "broker", Door(port=free_port(0)))
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def port(self) -> int:
        return self.broker.door.port

    def start(self) -> None:
        self.process = subprocess.Popen(self.broker.command())
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.05)
        raise RuntimeError("the broker did not open its door in ten seconds")

    def admit(self, *guests: Guest) -> None:
        """And wait until the broker has read it: while it does, it turns everybody away."""
        told = "Reloaded server configuration"
        log = self.broker.folder / "broker.log"
        before = log.read_text().count(told)
        if self.broker.admit(guests):
            until = time.monotonic() + 10
            while log.read_text().count(told) == before:
                assert time.monotonic() < until, "the broker did not read who may come in"
                time.sleep(0.02)
            time.sleep(0.1)

    def end(self, how: signal.Signals = signal.SIGKILL) -> None:
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait()


@contextmanager
def running(folder: Path, *guests: Guest) -> Iterator[Running]:
    """A broker with somebody's session in it, so that it keeps what comes."""
    made = Running(folder)
    made.start()
    made.admit(*(guests or (GUEST,)))
    try:
        yield made
    finally:
        made.end()


class Device:
    """Publishes with quality 1, reconnects by itself, and knows what the broker has acknowledged."""

    def __init__(self, port: int, user: str = NAME, key: str = KEY) -> None:
        self.acknowledged: set[int] = set()
        self.refused, self.lost, self.there = Event(), Event(), Event()
        self.client = paho.Client(paho.CallbackAPIVersion.VERSION2, client_id=f"device-{os.urandom(4).hex()}")
        self.client.username_pw_set(user, key)
        self.client.max_inflight_messages_set(500)
        self.client.reconnect_delay_set(1, 1)
        self.client.on_publish = lambda _c, _u, number, *_: self.acknowledged.add(number)
        self.client.on_connect = lambda _c, _u, _f, code, *_: (
            self.refused if code.is_failure else self.there
        ).set()
        self.client.on_disconnect = lambda *_: self.lost.set()
        self.client.connect("127.0.0.1", port)
        self.client.loop_start()

    def publish(self, device: str, told: Any, place: str = PLACE, source: str = NAME) -> int:
        body = told if isinstance(told, bytes) else json.dumps(told)
        return int(self.client.publish(f"v1/{place}/{source}/{device}/up", body, qos=1).mid)

    def wait(self, numbers: set[int], seconds: float = 30) -> None:
        until = time.monotonic() + seconds
        while numbers - self.acknowledged:
            assert time.monotonic() < until, f"{len(numbers - self.acknowledged)} were never acknowledged"
            time.sleep(0.02)

    def close(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()
