"""One contract for every voice service: the fake, and one asked by HTTP."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from linli.adapters.voice.client import HttpVoice
from linli.adapters.voice.fake import FakeVoice
from linli.kernel.ports.voice import CallNotPlaced, Voice

ANSWERED, SILENT = "19900000001", "19900000002"


class Company(BaseHTTPRequestHandler):
    """A telephone company."""

    placed: list[dict[str, Any]] = []
    status = 200
    raw: bytes | None = None

    def do_POST(self) -> None:
        self.placed.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self._answer({"receipt": f"c/{len(self.placed)}"})

    def do_GET(self) -> None:
        number = int(self.path.rpartition("%2F")[2])
        self._answer({"heard": "well" if self.placed[number - 1]["phone"] == ANSWERED else "no_answer"})

    def _answer(self, said: dict[str, Any]) -> None:
        is_known = self.headers["Authorization"] == "Bearer k"
        body = self.raw if self.raw is not None else json.dumps(said).encode()
        self.send_response(self.status if is_known else 403)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Quietly."""


@pytest.fixture
def served() -> Iterator[str]:
    Company.placed, Company.status, Company.raw = [], 200, None
    server = ThreadingHTTPServer(("127.0.0.1", 0), Company)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["fake", "http"])
def voice(request: pytest.FixtureRequest, served: str) -> Voice:
    if request.param == "fake":
        return FakeVoice("演示电话", {ANSWERED: "well"})
    return HttpVoice(served, "k")


def test_a_call_is_placed_and_heard_of(voice: Voice) -> None:
    assert voice.where
    first, second = voice.call(ANSWERED, "您好"), voice.call(SILENT, "您好")
    assert first != second
    assert (voice.heard(first), voice.heard(second), voice.heard(first)) == ("well", "no_answer", "well")


def test_the_words_arrive_whole(served: str) -> None:
    HttpVoice(served, "k").call(ANSWERED, '您好，"平安"请按 1')
    assert Company.placed[0]["words"] == '您好，"平安"请按 1'


@pytest.mark.parametrize(
    ("status", "raw"), [(500, None), (403, None), (200, b"no json"), (200, b"[]"), (200, b"{}")]
)
def test_what_was_not_taken_is_said(served: str, status: int, raw: bytes | None) -> None:
    Company.status, Company.raw = status, raw
    with pytest.raises(CallNotPlaced):
        HttpVoice(served, "k").call(ANSWERED, "您好")
    assert HttpVoice(served, "k").heard("c/1") == ""


def test_nobody_there_and_no_address() -> None:
    gone = HttpVoice("http://127.0.0.1:9/", patience=0.5)
    with pytest.raises(CallNotPlaced):
        gone.call(ANSWERED, "您好")
    assert gone.heard("x") == ""
    with pytest.raises(ValueError, match="LINLI_VOICE"):
        HttpVoice("ftp://x")
    down = FakeVoice("演示电话", is_down=True)
    with pytest.raises(CallNotPlaced):
        down.call(ANSWERED, "您好")
