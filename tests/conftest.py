"""What every test can ask for: a small world, a held clock, people who act, no way to the network."""

import socket
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

from linli.kernel.db import APPEND_ONLY

ROOT = Path(__file__).resolve().parent.parent
TRAIL = "audit_auditentry"
WEDNESDAY = datetime(2026, 3, 11, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

# Machines under load take their time: a single example may take as long as it needs.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


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


@pytest.fixture(autouse=True)
def counted_anew(settings: Any) -> None:
    """Tests put rows where no command does: the numbers of the navigation are not remembered."""
    settings.WAITING_REMEMBERED = 0


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


@pytest.fixture
def _guards_back(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Afterwards the audit trail is append only again."""
    yield
    from django.db import connection

    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(APPEND_ONLY["sqlite"].format(table=TRAIL, verb=verb))


@pytest.fixture
def committed_world(_guards_back: None, transactional_db: None, clock: Any) -> Iterator[Any]:
    """A world whose writes are really committed, for several processes or threads at once."""
    from django.db import connection

    from tests.builders.world import World

    yield World()
    if connection.vendor == "sqlite":
        # Emptying tables after the test is a DELETE on SQLite, which the trail rightly refuses.
        with connection.cursor() as cursor:
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(f"DROP TRIGGER {TRAIL}_no_{verb}")
