"""Time-based one-time passwords (RFC 6238: SHA-1, 30 seconds, 6 digits), as authenticator apps make them."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote

SECONDS = 30
DIGITS = 6
DRIFT = 1
"""Steps of clock difference that are forgiven, before and after."""


def new_secret() -> str:
    """160 bits in base32."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_at(secret: str, step: int) -> str:
    """The code of one time step (RFC 4226 §5.3: dynamic truncation)."""
    digest = hmac.new(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 0xF
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def matching_step(secret: str, code: str, moment: datetime, *, after: int) -> int | None:
    """The time step whose code this is, when it is later than ``after``; else None."""
    present = int(moment.timestamp()) // SECONDS
    for step in range(present - DRIFT, present + DRIFT + 1):
        if step > after and hmac.compare_digest(code_at(secret, step), code):
            return step
    return None


def address(secret: str, username: str) -> str:
    """What the QR code for an authenticator app says."""
    return f"otpauth://totp/{quote('邻里')}:{quote(username)}?secret={secret}&issuer={quote('邻里')}"
