"""Text messages through a gateway that takes JSON by HTTP, as most carriers and clouds offer it.

The body is a template of ours with ``{phone}``, ``{text}``, ``{time}`` and ``{once}``.  Each request is
signed: ``X-Signature`` is HMAC-SHA256, in hex, of time, once and body, each on a line, with the secret.
"""

import hmac
import json
import re
import time
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPException
from secrets import token_hex
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from linli.kernel.ports import TextNotSent

PATIENCE = 8.0
"""Seconds until a gateway counts as unreachable."""
USUAL_BODY = '{"phone": "{phone}", "text": "{text}"}'
RECEIPTS = ("receipt", "id", "message_id", "messageId", "msgid", "sid", "BizId")
AGAIN = {408, 425, 429}
DENIED = {401, 403}
LONG_NUMBER = re.compile(r"\d{5,}")


@dataclass(frozen=True, slots=True)
class Gateway:
    """Where it is, who we are, and how it wants to be spoken to."""

    address: str
    key: str = ""
    secret: str = ""
    body: str = USUAL_BODY
    accepted: str = ""
    """What its answer holds when it took a message, ``code=0`` or ``code=OK,200``; empty: any 2xx will do."""


class HttpTextMessages:
    """Somebody else's phone network."""

    def __init__(self, gateway: Gateway, patience: float = PATIENCE) -> None:
        if not gateway.address.startswith(("http://", "https://")):
            raise ValueError(f"LINLI_SMS is no web address: {gateway.address}")
        try:
            self._body = json.loads(gateway.body)
        except ValueError as trouble:
            raise ValueError("LINLI_SMS_BODY is no JSON") from trouble
        if "{phone}" not in gateway.body or "{text}" not in gateway.body:
            raise ValueError("LINLI_SMS_BODY needs {phone} and {text}")
        self._gateway, self._patience = gateway, patience

    @property
    def where(self) -> str:
        """The gateway's host; never its key."""
        return urlsplit(self._gateway.address).netloc.rpartition("@")[2]

    def send(self, phone: str, text: str) -> str:
        """Hand a message over; TextNotSent when the gateway did not take it."""
        said = self._answer(self._request(phone, text))
        if not self._is_accepted(said):
            raise TextNotSent("refused", _without_numbers(_words_of(said)), is_final=True)
        return next((str(said[name]) for name in RECEIPTS if said.get(name)), "")[:80]

    def _request(self, phone: str, text: str) -> Request:
        moment, once = str(int(time.time())), token_hex(16)
        values = {"{phone}": phone, "{text}": text, "{time}": moment, "{once}": once}
        body = json.dumps(_filled(self._body, values), ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8", "Accept": "application/json"}
        if self._gateway.key:
            headers["X-Key"] = self._gateway.key
        if self._gateway.secret:
            signed = b"\n".join((moment.encode(), once.encode(), body))
            headers |= {
                "X-Time": moment, "X-Once": once,
                "X-Signature": hmac.new(self._gateway.secret.encode(), signed, sha256).hexdigest(),
            }  # fmt: skip
        return Request(self._gateway.address, data=body, method="POST", headers=headers)  # noqa: S310 - checked

    def _answer(self, request: Request) -> dict[str, Any]:
        try:
            with urlopen(request, timeout=self._patience) as answer:  # noqa: S310 - the scheme was checked
                raw = answer.read(100_000)
        except HTTPError as trouble:
            raise _because(trouble) from trouble
        except (OSError, HTTPException) as trouble:
            raise TextNotSent("unreachable") from trouble
        if not raw.strip() and not self._gateway.accepted:
            return {}
        try:
            said = json.loads(raw)
        except ValueError as trouble:
            raise TextNotSent("odd") from trouble
        return said if isinstance(said, dict) else {}

    def _is_accepted(self, said: dict[str, Any]) -> bool:
        name, _sign, values = self._gateway.accepted.partition("=")
        return not name or str(said.get(name)) in values.split(",")


def _because(trouble: HTTPError) -> TextNotSent:
    if trouble.code in DENIED:
        return TextNotSent("denied", str(trouble.code))
    if trouble.code in AGAIN or trouble.code >= 500:
        return TextNotSent("busy", str(trouble.code))
    return TextNotSent("refused", str(trouble.code), is_final=True)


def _filled(body: Any, values: dict[str, str]) -> Any:
    """The template with values put into its strings only, so that no text can break out of them."""
    if isinstance(body, dict):
        return {key: _filled(value, values) for key, value in body.items()}
    if isinstance(body, list):
        return [_filled(value, values) for value in body]
    if isinstance(body, str):
        return re.sub(r"\{(?:phone|text|time|once)\}", lambda found: values[found.group()], body)
    return body


def _words_of(said: dict[str, Any]) -> str:
    return " ".join(str(said[name]) for name in ("code", "message", "msg", "error") if said.get(name))


def _without_numbers(words: str) -> str:
    """What a gateway says may repeat the number, which is nobody's to read here."""
    return LONG_NUMBER.sub("…", words)
