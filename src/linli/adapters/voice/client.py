"""Calls through a service that takes JSON by HTTP: POST ``calls`` places one, GET ``calls/<receipt>`` asks.

POST takes ``{"phone", "words", "once"}`` and answers ``{"receipt"}``; GET answers ``{"heard"}``: empty while
it rings, then ``well`` (key 1), ``help`` (key 2), ``no_answer`` or ``failed``.
"""

import json
from http.client import HTTPException
from secrets import token_hex
from typing import Any, cast, get_args
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from linli.kernel.ports.voice import CallNotPlaced, Heard

PATIENCE = 8.0
"""Seconds until a service counts as unreachable."""
LARGEST = 100_000


class HttpVoice:
    """Somebody else's telephone company."""

    def __init__(self, address: str, key: str = "", patience: float = PATIENCE) -> None:
        if not address.startswith(("http://", "https://")):
            raise ValueError(f"LINLI_VOICE is no web address: {address}")
        self._address, self._key, self._patience = address.rstrip("/"), key, patience

    @property
    def where(self) -> str:
        """The service's host; never its key."""
        return urlsplit(self._address).netloc.rpartition("@")[2]

    def call(self, phone: str, words: str) -> str:
        """Place a call."""
        body = json.dumps({"phone": phone, "words": words, "once": token_hex(16)}, ensure_ascii=False)
        try:
            receipt = self._ask("calls", body.encode()).get("receipt")
        except (OSError, HTTPException, ValueError) as trouble:
            raise CallNotPlaced(type(trouble).__name__) from trouble
        if not receipt:
            raise CallNotPlaced("odd")
        return str(receipt)[:80]

    def heard(self, receipt: str) -> Heard:
        """What came of it; nothing yet when the service does not answer now."""
        try:
            said = self._ask(f"calls/{quote(receipt, safe='')}").get("heard", "")
        except (OSError, HTTPException, ValueError):
            return ""
        return cast("Heard", said) if said in get_args(Heard) else ""

    def _ask(self, path: str, body: bytes | None = None) -> dict[str, Any]:
        headers = {"Accept": "application/json", "Content-Type": "application/json; charset=utf-8"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        method = "GET" if body is None else "POST"
        asked = Request(f"{self._address}/{path}", data=body, method=method, headers=headers)  # noqa: S310 - checked
        with urlopen(asked, timeout=self._patience) as answer:  # noqa: S310 - the scheme was checked
            said = json.loads(answer.read(LARGEST) or b"{}")
        return said if isinstance(said, dict) else {}
