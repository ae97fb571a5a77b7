"""A WeCom group robot, as its documentation describes the webhook (群机器人配置说明).

``POST …/cgi-bin/webhook/send?key=KEY`` with ``{"msgtype": "text", "text": {"content": …}}``, at most 2,048
bytes of UTF-8 and 20 messages a minute for each robot; the answer is ``{"errcode": 0, "errmsg": "ok"}``.
Text and not markdown, because those who follow a group from WeChat see no markdown.  The key opens the group:
it stands in the address and therefore in no log and no error of ours.
"""

import json
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from linli.kernel.ports.groups import GroupNotTold

PATIENCE = 8.0
"""Seconds until the service counts as unreachable."""
MOST_BYTES = 2048
OK = 0
AGAIN = {-1: "busy", 45009: "busy"}
"""System busy; too many messages in a minute."""
NO_ROBOT = {93000, 93004, 93005, 93017}
"""The key is wrong, or the robot was taken out of its group."""


class WeComRobot:
    """The robots of Tencent's server, or of one that speaks like it."""

    most_bytes = MOST_BYTES

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        if not address.startswith(("http://", "https://")):
            raise ValueError(f"LINLI_WECOM is no web address: {address}")
        self._address, self._patience = address, patience

    @property
    def where(self) -> str:
        """The service's host."""
        return urlsplit(self._address).netloc.rpartition("@")[2]

    def tell(self, key: str, text: str) -> None:
        """Write a text into a group; GroupNotTold when it did not arrive."""
        body = json.dumps({"msgtype": "text", "text": {"content": text}}, ensure_ascii=False).encode()
        code, said = self._answer(key, body)
        if code == OK:
            return
        if code in AGAIN:
            raise GroupNotTold(AGAIN[code], str(code))
        if code in NO_ROBOT:
            raise GroupNotTold("no_robot", str(code), is_final=True)
        raise GroupNotTold("refused", f"{code} {said}".replace(key, "…"), is_final=True)

    def _answer(self, key: str, body: bytes) -> tuple[int, str]:
        asked = Request(  # noqa: S310 - the scheme was checked
            f"{self._address}?key={quote(key, safe='')}", data=body, method="POST",
            headers={"Content-Type": "application/json; charset=utf-8"},
        )  # fmt: skip
        try:
            with urlopen(asked, timeout=self._patience) as answer:  # noqa: S310 - the scheme was checked
                said = json.loads(answer.read(20_000))
            return int(said["errcode"]), str(said.get("errmsg", ""))
        except HTTPError as trouble:
            code = trouble.code
            raise GroupNotTold("busy" if code >= 500 or code == 429 else "unreachable", str(code)) from None  # noqa: PLR2004
        except (OSError, HTTPException):
            raise GroupNotTold("unreachable") from None
        except (ValueError, KeyError, TypeError):
            raise GroupNotTold("odd") from None
