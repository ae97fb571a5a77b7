"""One contract for every hotline: the fake, the folder and HTTP."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from linli.adapters.hotline.client import HttpHotline
from linli.adapters.hotline.fake import FakeHotline
from linli.adapters.hotline.folder import FolderHotline
from linli.kernel.ports.hotline import Order, Outcome, Unreadable, order_from, orders_from

ROWS = [{"工单编号": "A-1/2", "诉求内容": "楼道灯坏了", "办理时限": "2026-03-15 18:00"}]
OUTCOME = Outcome("A-1/2", "已换新灯", datetime(2026, 3, 14, tzinfo=UTC), "yes", "yes")


class Exchange(BaseHTTPRequestHandler):
    """A hotline's server."""

    results: dict[str, Any] = {}

    def do_GET(self) -> None:
        self._answer(200 if self.headers["Authorization"] == "Bearer k" else 403, json.dumps(ROWS).encode())

    def do_PUT(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.results[self.path] = body
        self._answer(200, b"{}")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Quietly."""


@pytest.fixture
def served() -> Iterator[str]:
    Exchange.results = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Exchange)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["fake", "folder", "http"])
def hotline(request: pytest.FixtureRequest, tmp_path: Path, served: str) -> tuple[Any, Any]:
    """A hotline, and what reads the results that reached it."""
    if request.param == "fake":
        fake = FakeHotline([order_from(row) for row in ROWS])
        return fake, lambda: [o.result for o in fake.outcomes.values()]
    if request.param == "folder":
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "1.json").write_text(json.dumps(ROWS), encoding="utf-8")
        found = lambda: [json.loads(f.read_text())["result"] for f in (tmp_path / "out").glob("*.json")]  # noqa: E731
        return FolderHotline(tmp_path), found
    return HttpHotline(served, "k"), lambda: [row["result"] for row in Exchange.results.values()]


def test_orders_come_in(hotline) -> None:
    port, _results = hotline
    assert port.fetch() == [Order("A-1/2", "楼道灯坏了", due_at=datetime(2026, 3, 15, 18, 0))]


def test_it_says_where_it_is_and_never_its_key(hotline) -> None:
    port, _results = hotline
    assert "k@" not in port.where


def test_an_order_that_cannot_be_read_holds_up_no_other(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    rows = [*ROWS, {"工单编号": "A-2"}, {"工单编号": "A-3", "内容": "灯坏了", "办理时限": "2026-02-30"}, 7]
    (tmp_path / "in" / "1.json").write_text(json.dumps(rows), encoding="utf-8")
    (tmp_path / "in" / "2.json").write_text("{", encoding="utf-8")
    found = FolderHotline(tmp_path).fetch()
    assert found[1:] == [Unreadable("A-2"), Unreadable("A-3"), Unreadable(""), Unreadable("2.json")]
    assert orders_from(rows) == found[:-1]


def test_what_is_not_there_is_an_error_and_not_an_empty_list(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="gone"):
        FolderHotline(tmp_path / "gone").fetch()
    with pytest.raises(OSError, match="refused"):
        HttpHotline("http://127.0.0.1:9").fetch()
    with pytest.raises(ValueError, match="list"):
        orders_from({"error": "no"})


def test_a_result_sent_twice_is_there_once(hotline) -> None:
    port, results = hotline
    port.send(OUTCOME)
    port.send(OUTCOME)
    assert results() == ["已换新灯"]


def test_a_wrong_key_is_an_error_and_not_an_empty_list(served: str) -> None:
    with pytest.raises(OSError, match="403"):
        HttpHotline(served, "wrong").fetch()


def test_only_web_addresses_are_asked() -> None:
    with pytest.raises(ValueError, match="file"):
        HttpHotline("file:///etc/passwd")
