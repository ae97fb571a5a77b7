"""A hotline asked by HTTP: GET ``orders`` and PUT ``results/<number>`` below an address, with a key."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from linli.kernel.ports.hotline import Order, Outcome, Unreadable, orders_from

PATIENCE = 20


class HttpHotline:
    """Somebody else's server."""

    def __init__(self, address: str, key: str = "") -> None:
        if not address.startswith(("http://", "https://")):
            raise ValueError(address)
        self._address, self._key = address.rstrip("/"), key

    @property
    def where(self) -> str:
        """The hotline's host."""
        return urlsplit(self._address).netloc.rpartition("@")[2]

    def fetch(self) -> Sequence[Order | Unreadable]:
        """The orders that it has for us."""
        return orders_from(json.loads(self._ask("orders", "GET") or b"[]"))

    def send(self, outcome: Outcome) -> None:
        """Put a result; the same one twice is one."""
        body = json.dumps(asdict(outcome), ensure_ascii=False, default=str).encode()
        self._ask(f"results/{quote(outcome.number, safe='')}", "PUT", body)

    def _ask(self, path: str, method: str, body: bytes | None = None) -> bytes:
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        asked = Request(f"{self._address}/{path}", data=body, method=method, headers=headers)  # noqa: S310 - checked
        with urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310 - the scheme was checked
            return bytes(answer.read())
