"""Which broker an installation listens to, and everything a listener needs."""

import fcntl
import hashlib
import logging
import os
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.urls import reverse

from linli.adapters.mqtt.broker import Broker, Door, binary
from linli.adapters.mqtt.listening import Helpers, Listener
from linli.adapters.mqtt.settings import Address, address_of

log = logging.getLogger("linli.mqtt")
PULSE = "guard.listener"


class AnotherListens(Exception):
    """Two listeners with one session would take it from each other again and again."""


def own_broker() -> Broker:
    """The broker in the data folder, with the door that the environment asks for."""
    said = os.environ.get
    door = Door(
        said("LINLI_MQTT_HOST", "127.0.0.1"), int(said("LINLI_MQTT_PORT", "0")),
        said("LINLI_MQTT_CERT", ""), said("LINLI_MQTT_KEY", ""),
    )  # fmt: skip
    return Broker(Path(settings.DATA) / "broker", door, said("LINLI_MQTT_SYNC", "1s"))


def named_broker() -> Address | None:
    """Somebody else's broker, when one is named; ValueError when the address makes no sense."""
    url = os.environ.get("LINLI_MQTT_URL", "")
    return address_of(url) if url else None


def has_own_broker() -> bool:
    """True when the server is there for this machine."""
    return binary() is not None


def listen(ended: Event) -> None:
    """Listen until the end; ``AnotherListens`` when somebody does already."""
    from linli.contexts.guard.imports.deliveries import Deliveries
    from linli.kernel.ports.readings import NotStored

    sink = Deliveries()
    reverse("guard:alarms")  # all addresses are read once: the first alarm would wait seconds for it
    named, own = named_broker(), own_broker()
    address = named or own.address
    parent = os.getppid() if os.environ.get("LINLI_SUPERVISED") else None

    def admit() -> None:
        with suppress(NotStored):
            own.admit(sink.guests())

    def tell(health: dict[str, Any]) -> None:
        if parent is not None and os.getppid() != parent:
            ended.set()  # whoever started us is gone, and would start another
        _beat({**health, "strangers": sink.strangers})

    helpers = Helpers(tell) if named else Helpers(tell, admit, own.waiting)
    with Alone(own.folder):
        Listener(address, _session() if named else "linli", sink, helpers, ended).run()


def _session() -> str:
    """With somebody else's broker: the same at every start, and another for every other installation."""
    return "linli-" + hashlib.sha256(f"mqtt {settings.SECRET_KEY}".encode()).hexdigest()[:12]


def _beat(told: dict[str, Any]) -> None:
    from linli.kernel.jobs import pulses

    try:
        pulses.beat(PULSE, told)
    except DatabaseError:
        connection.close()
        log.warning("the database does not take a sign of life")


class Alone:
    """Held by one listener on this machine."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = (folder / "listening.lock").open("w")

    def __enter__(self) -> None:
        """``AnotherListens`` when it is held."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as trouble:
            raise AnotherListens from trouble

    def __exit__(self, *_: object) -> None:
        """Let another hold it."""
        self._file.close()
