"""The broker that comes with Linli: nats-server with its MQTT door, in a folder of its own.

Ports and passwords are made for each installation and kept for the owner alone.  Whoever delivers is let in
by name and key, to its own topics and nothing else; what it publishes with quality 1 is on disk when it is
acknowledged.  Only the listener may read.
"""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sysconfig
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.request import urlopen

import bcrypt

from linli.adapters.mqtt.settings import PLAIN_PORT, Address
from linli.kernel.ports.readings import Guest

LISTENER = "linli-listener"
LARGEST = 256 * 1024
PATIENCE = "8s"
"""After which a message that was passed on and not acknowledged is passed on again: soon after a crash, and
later than any batch takes; taking one in twice does no harm."""
MOST_KEPT = 4 * 1024**3
"""Bytes that may wait on disk, months of a community's readings; then nothing more is acknowledged."""
IN_FLIGHT = 8192
"""Messages that the listener may hold without having acknowledged them."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where the broker can be reached from; loopback unless an operator opens it."""

    host: str = "127.0.0.1"
    port: int = 0
    """0: the usual one when it is free, else any; the same ever after."""
    certificate: str = ""
    key: str = ""


@dataclass
class Kept:
    """What is made once for an installation."""

    port: int
    password: str
    mark: str
    guests: list[dict[str, str]] = field(default_factory=list)


def binary() -> Path | None:
    """The server, when the package is there for this machine."""
    own = Path(sysconfig.get_path("scripts")) / "nats-server"
    found = str(own) if own.exists() else shutil.which("nats-server")
    return Path(found) if found else None


class Broker:
    """The broker of one installation, whether it runs or not."""

    def __init__(self, folder: Path, door: Door | None = None, sync: str = "1s") -> None:
        self.folder, self.door, self.sync = folder, door or Door(), sync

    @cached_property
    def kept(self) -> Kept:
        """Port and password; made now when there are none."""
        file = self.folder / "broker.json"
        if not file.exists():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            password = secrets.token_urlsafe(32)
            port = self.door.port or free_port(PLAIN_PORT)
            _write(file, json.dumps(asdict(Kept(port, password, marked(password)))))
        return Kept(**json.loads(file.read_text()))

    @property
    def address(self) -> Address:
        """Where the listener knocks."""
        host = "127.0.0.1" if self.door.host in ("0.0.0.0", "::", "") else self.door.host  # noqa: S104 - it is asked for
        port = self.door.port or self.kept.port
        has_tls, certificate = bool(self.door.certificate), self.door.certificate
        return Address(host, port, LISTENER, self.kept.password, has_tls, certificate, is_pinned=has_tls)

    @property
    def is_guarded(self) -> bool:
        """True when nothing passes over a network unencrypted."""
        return bool(self.door.certificate) or self.door.host in ("127.0.0.1", "::1", "localhost")

    def command(self) -> list[str]:
        """How to run it; its configuration is written now.  LookupError without the server."""
        found = binary()
        if found is None:
            raise LookupError("nats-server")
        self.__dict__.pop("kept", None)  # the listener may have let others in since
        if not (self.folder / "store").exists():
            # Without a session nothing is kept: guests come in when the listener has opened its own.
            self.kept.guests = []
        self._configure()
        return [str(found), "-c", str(self.configuration)]

    @property
    def configuration(self) -> Path:
        """The file that the server reads."""
        return self.folder / "broker.conf"

    def admit(self, guests: Iterable[Guest]) -> bool:
        """Let in exactly these from now on; True when that changed anything."""
        told = [guest._asdict() for guest in sorted(guests, key=lambda g: g.name) if guest.mark]
        if told == self.kept.guests and self.configuration.exists():
            return False
        self.kept.guests = told
        _write(self.folder / "broker.json", json.dumps(asdict(self.kept)))
        self._configure()
        self._signal(signal.SIGHUP)
        return True

    def end_left_over(self) -> None:
        """A server that outlived whoever started it would hold the port."""
        self._signal(signal.SIGTERM)

    def waiting(self) -> int | None:
        """Messages that the listener has not acknowledged; None when the server does not say."""
        try:
            pid = (self.folder / "broker.pid").read_text().strip()
            file = next(self.folder.glob(f"*_{pid}.ports"))
            address = json.loads(file.read_text())["monitoring"][0]
            with urlopen(f"{address}/jsz?consumers=true", timeout=2) as answer:  # noqa: S310 - loopback
                told = json.loads(answer.read())
        except (OSError, StopIteration, ValueError, LookupError):
            return None
        streams = [s for account in told.get("account_details", ()) for s in account.get("stream_detail", ())]
        consumers = [
            c for s in streams if s["name"] == "$MQTT_msgs" for c in s.get("consumer_detail") or ()
        ]  # fmt: skip
        return sum(int(c["num_pending"]) + int(c["num_ack_pending"]) for c in consumers)

    def _configure(self) -> None:
        users = [{"user": LISTENER, "password": self.kept.mark}, *map(_user, self.kept.guests)]
        mqtt: dict[str, object] = {
            "host": self.door.host, "port": self.door.port or self.kept.port, "max_ack_pending": IN_FLIGHT,
            "ack_wait": PATIENCE,
        }  # fmt: skip
        if self.door.certificate:
            mqtt["tls"] = {"cert_file": self.door.certificate, "key_file": self.door.key}
        settings = {
            "server_name": "linli", "listen": "127.0.0.1:-1", "http": "127.0.0.1:-1",
            "pid_file": str(self.folder / "broker.pid"), "ports_file_dir": str(self.folder),
            "log_file": str(self.folder / "broker.log"), "logfile_size_limit": 1_000_000,
            "logfile_max_num": 3, "max_payload": LARGEST,
            "jetstream": {
                "store_dir": str(self.folder / "store"), "sync_interval": self.sync,
                "max_memory_store": 64 * 1024**2, "max_file_store": MOST_KEPT,
            },
            "mqtt": mqtt, "authorization": {"users": users},
        }  # fmt: skip
        _write(self.configuration, json.dumps(settings, indent=1))

    def _signal(self, number: signal.Signals) -> None:
        """Tell the server that runs from our configuration, and no other process that has its number now."""
        try:
            pid = int((self.folder / "broker.pid").read_text())
            said = subprocess.run(  # noqa: S603 - a number
                ["ps", "-ww", "-p", str(pid), "-o", "args="],  # noqa: S607 - wherever the system has it
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            if str(self.configuration) in said.stdout:
                os.kill(pid, number)
        except (OSError, ValueError):
            return  # it does not run


def marked(key: str) -> str:
    """A key as bcrypt keeps it; keys are long and made by chance, so that few rounds are enough."""
    return bcrypt.hashpw(key.encode(), bcrypt.gensalt(6, b"2a")).decode()


def free_port(wish: int) -> int:
    """The port that is wished for when nobody has it, else another."""
    for port in (wish, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port")


def _user(guest: dict[str, str]) -> dict[str, object]:
    topics = f"v1.{guest['community']}.{guest['name']}.*.up"
    return {
        "user": guest["name"], "password": guest["mark"],
        "permissions": {"publish": {"allow": [topics]}, "subscribe": {"deny": [">"]}},
    }  # fmt: skip


def _write(file: Path, text: str) -> None:
    """Whole or not at all, and for nobody else's eyes."""
    draft = file.with_suffix(".part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(text)
    draft.replace(file)
