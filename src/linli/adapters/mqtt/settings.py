"""Which broker: the one that comes with Linli, or the one that ``LINLI_MQTT_URL`` names."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

PLAIN_PORT, TLS_PORT = 1883, 8883
SCHEMES = {"mqtt": False, "tcp": False, "mqtts": True, "ssl": True}
TOPICS = "v1/+/+/+/up"
"""Community, source, device."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a broker is and who knocks."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False
    authority: str = ""
    """A file of certificates to trust beside those of the system."""
    is_pinned: bool = False
    """True when only that file is trusted, whatever name it bears: our own broker on this machine."""

    def __str__(self) -> str:
        return f"{'mqtts' if self.tls else 'mqtt'}://{self.host}:{self.port}"


def address_of(url: str, environment: Mapping[str, str] | None = None) -> Address:
    """``mqtt://user:password@host:1883`` or ``mqtts://…``; ValueError when it is neither."""
    said = os.environ if environment is None else environment
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ValueError(url)
    tls = SCHEMES[parts.scheme]
    return Address(
        parts.hostname, parts.port or (TLS_PORT if tls else PLAIN_PORT), unquote(parts.username or ""),
        unquote(parts.password or ""), tls, said.get("LINLI_MQTT_CA", ""),
    )  # fmt: skip
