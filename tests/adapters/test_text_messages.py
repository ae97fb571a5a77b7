"""One contract for every phone network: the fake, and a gateway by HTTP that checks our signature."""

import hmac
import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep
from typing import Any

import pytest

from linli.adapters.sms.client import Gateway, HttpTextMessages
from linli.adapters.sms.fake import FakeTextMessages
from linli.kernel.ports import TextNotSent

PHONE, UNKNOWN = "19900012345", "19900000000"
TEXT = '【邻里】您报的事"办好了"{phone}\n看进展'
SECRET = "only-for-tests"
BODY = '{"to": ["{phone}"], "message": {"content": "{text}"}, "sentAt": "{time}", "retries": 0}'


class Network(BaseHTTPRequestHandler):
    """A carrier: takes what is signed, refuses a number it does not know, and may be in trouble."""

    sent: list[tuple[str, str]] = []
    status = 200
    raw: bytes | None = None
    slow = 0.0

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        sleep(self.slow)
        if self.status != 200:
            return self._answer(self.status, b"{}")
        if self.raw is not None:
            return self._answer(200, self.raw)
        if not self._is_signed(body):
            return self._answer(401, b"{}")
        said = json.loads(body)
        (phone,) = said["to"]
        if phone == UNKNOWN:
            return self._answer(200, json.dumps({"code": "NO", "msg": f"no such number {phone}"}).encode())
        self.sent.append((phone, said["message"]["content"]))
        return self._answer(200, b'{"code": "OK", "id": "m-1"}')

    def _is_signed(self, body: bytes) -> bool:
        signed = b"\n".join((self.headers["X-Time"].encode(), self.headers["X-Once"].encode(), body))
        mark = hmac.new(SECRET.encode(), signed, sha256).hexdigest()
        return self.headers["X-Key"] == "linli" and hmac.compare_digest(mark, self.headers["X-Signature"])

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Quietly."""


@pytest.fixture
def served() -> Iterator[str]:
    Network.sent, Network.status, Network.raw, Network.slow = [], 200, None, 0.0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Network)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/send"
    server.shutdown()
    server.server_close()


def gateway(address: str, patience: float = 8, **more: str) -> HttpTextMessages:
    values = {"key": "linli", "secret": SECRET, "body": BODY, "accepted": "code=OK,0", **more}
    return HttpTextMessages(Gateway(address, **values), patience)


@pytest.fixture(params=["fake", "http"])
def network(request: pytest.FixtureRequest, served: str) -> tuple[Any, Callable[[], Any], Callable[[], None]]:
    """A network, what reached it, and what brings it down."""
    if request.param == "fake":
        fake = FakeTextMessages(refuses={UNKNOWN})
        return fake, lambda: fake.sent, lambda: setattr(fake, "is_down", True)
    return gateway(served), lambda: Network.sent, lambda: setattr(Network, "status", 503)


def test_a_text_arrives_as_it_was_written_and_there_is_a_receipt(network) -> None:
    port, sent, _down = network
    assert port.send(PHONE, TEXT)
    assert sent() == [(PHONE, TEXT)]


def test_an_unknown_number_is_refused_for_good(network) -> None:
    port, sent, _down = network
    with pytest.raises(TextNotSent) as refused:
        port.send(UNKNOWN, TEXT)
    assert (refused.value.is_final, refused.value.reason, sent()) == (True, "refused", [])
    assert UNKNOWN not in str(refused.value)


def test_a_network_that_is_down_may_be_asked_again(network) -> None:
    port, sent, bring_down = network
    bring_down()
    with pytest.raises(TextNotSent) as trouble:
        port.send(PHONE, TEXT)
    assert (trouble.value.is_final, sent()) == (False, [])


@pytest.mark.parametrize(
    ("status", "reason", "is_final"),
    [(401, "denied", False), (429, "busy", False), (500, "busy", False), (400, "refused", True)],
)
def test_what_a_gateway_answers_says_whether_to_try_again(served, status, reason, is_final) -> None:
    Network.status = status
    with pytest.raises(TextNotSent) as trouble:
        gateway(served).send(PHONE, TEXT)
    assert (trouble.value.reason, trouble.value.is_final) == (reason, is_final)


@pytest.mark.parametrize("raw", [b"<html>busy</html>", b""])
def test_an_answer_nobody_can_read_is_no_receipt(served, raw: bytes) -> None:
    Network.raw = raw
    with pytest.raises(TextNotSent, match="odd"):
        gateway(served).send(PHONE, TEXT)


def test_a_wrong_secret_is_denied(served) -> None:
    with pytest.raises(TextNotSent, match="denied"):
        gateway(served, secret="another").send(PHONE, TEXT)


def test_nobody_there_and_nobody_answering_in_time(served) -> None:
    with pytest.raises(TextNotSent, match="unreachable"):
        gateway("http://127.0.0.1:9/").send(PHONE, TEXT)
    Network.slow = 0.6
    with pytest.raises(TextNotSent, match="unreachable"):
        gateway(served, patience=0.2).send(PHONE, TEXT)


def test_the_usual_body_and_any_good_answer_will_do(served) -> None:
    Network.raw = b""
    assert HttpTextMessages(Gateway(served)).send(PHONE, TEXT) == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "ftp://sms"},
        {"address": "http://sms", "body": "{phone}"},
        {"address": "http://sms", "body": '{"to": "{phone}"}'},
    ],
)
def test_a_wrong_setting_is_said_at_the_start(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="LINLI_SMS"):
        HttpTextMessages(Gateway(**wrong))


def test_it_names_the_host_and_never_the_key() -> None:
    assert HttpTextMessages(Gateway("https://user:key@sms.example:8443/send")).where == "sms.example:8443"
    assert FakeTextMessages().where == ""
