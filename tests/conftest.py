"""What every test can ask for: a small world, a held clock, people who act, no way to the network."""

import socket
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

ROOT = Path(__file__).resolve().parent.parent
WEDNESDAY = datetime(2026, 3, 11, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Tests stay on this machine: a connection to anywhere else is an error that says so."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family != socket.AF_UNIX and host not in ("127.0.0.1", "::1", "localhost"):
            raise RuntimeError(f"a test wants to reach {host}; put a port and a fake between")
        return real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture
def clock() -> Iterator[Any]:
    """The clock, held at ten o'clock on Wednesday, 11 March 2026."""
    from linli.kernel import clock

    with clock.standing_at(WEDNESDAY):
        yield clock


@pytest.fixture
def world(db: None, clock: Any) -> Any:
    """A small community with people in it."""
    from tests.builders.world import World

    return World()
