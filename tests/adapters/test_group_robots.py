"""One contract for every group robot: the fake, and WeCom's webhook by HTTP; the key is never told."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep
from urllib.parse import parse_qs, urlsplit

import pytest

from linli.adapters.wecom.client import MOST_BYTES, WeComRobot
from linli.adapters.wecom.fake import FakeRobot
from linli.kernel.ports.groups import GroupNotTold

KEY, UNKNOWN = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa", "00000000-gone-gone-gone-000000000000"
TEXT = "【公示】楼道不停电动车\n时间：下月 1 日起。"


class Tencent(BaseHTTPRequestHandler):
    """The service as its documentation describes it, or in trouble."""

    heard: list[tuple[str, str]] = []
    status, raw, slow = 200, b"", 0.0

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        sleep(self.slow)
        if self.status != 200 or self.raw:
            return self._answer(self.status, self.raw or b"{}")
        (key,) = parse_qs(urlsplit(self.path).query)["key"]
        if key == UNKNOWN:
            return self._answer(200, b'{"errcode": 93000, "errmsg": "invalid webhook url"}')
        assert sent["msgtype"] == "text"
        assert len(sent["text"]["content"].encode()) <= MOST_BYTES
        self.heard.append((key, sent["text"]["content"]))
        return self._answer(200, b'{"errcode": 0, "errmsg": "ok"}')

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Quietly."""


@pytest.fixture
def served() -> Iterator[str]:
    Tencent.heard, Tencent.status, Tencent.raw, Tencent.slow = [], 200, b"", 0.0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Tencent)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/cgi-bin/webhook/send"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("which", ["fake", "wecom"])
def test_a_group_is_told_and_a_robot_that_is_gone_is_final(served: str, which: str) -> None:
    robot = FakeRobot(gone={UNKNOWN}) if which == "fake" else WeComRobot(served)
    robot.tell(KEY, TEXT)
    assert (robot.told if isinstance(robot, FakeRobot) else Tencent.heard) == [(KEY, TEXT)]
    with pytest.raises(GroupNotTold) as trouble:
        robot.tell(UNKNOWN, TEXT)
    assert trouble.value.is_final
    assert trouble.value.reason == "no_robot"


@pytest.mark.parametrize(
    ("status", "raw", "reason", "final"),
    [
        (200, b'{"errcode": 45009, "errmsg": "api freq out of limit"}', "busy", False),
        (200, b'{"errcode": -1, "errmsg": "system busy"}', "busy", False),
        (200, b'{"errcode": 40058, "errmsg": "content exceed max length"}', "refused", True),
        (503, b"", "busy", False),
        (404, b"", "unreachable", False),
        (200, b"<html>", "odd", False),
        (200, b"[]", "odd", False),
        (200, b'{"errmsg": "?"}', "odd", False),
    ],
)
def test_troubles_are_told_apart(served: str, status: int, raw: bytes, reason: str, *, final: bool) -> None:
    Tencent.status, Tencent.raw = status, raw
    with pytest.raises(GroupNotTold) as trouble:
        WeComRobot(served).tell(KEY, TEXT)
    assert (trouble.value.reason, trouble.value.is_final) == (reason, final)


def test_a_slow_or_absent_service_is_unreachable_and_the_key_is_never_said(
    served: str, caplog: pytest.LogCaptureFixture
) -> None:
    Tencent.slow = 0.6
    for robot in (WeComRobot(served, patience=0.2), WeComRobot("http://127.0.0.1:9/send")):
        with pytest.raises(GroupNotTold) as trouble:
            robot.tell(KEY, TEXT)
        assert trouble.value.reason == "unreachable"
        assert KEY not in repr(trouble.value)
        assert trouble.value.__cause__ is None
    Tencent.slow, Tencent.raw = 0.0, json.dumps({"errcode": 1, "errmsg": f"bad {KEY}"}).encode()
    with pytest.raises(GroupNotTold) as trouble:
        WeComRobot(served).tell(KEY, TEXT)
    assert KEY not in str(trouble.value)
    assert KEY not in caplog.text


def test_an_address_that_is_none_is_found_at_start() -> None:
    with pytest.raises(ValueError, match="LINLI_WECOM"):
        WeComRobot("qyapi.weixin.qq.com")
