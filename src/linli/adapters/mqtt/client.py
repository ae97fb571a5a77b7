"""A subscriber with a session that the broker keeps: what it did not acknowledge comes again."""

import socket
import ssl
import time
from collections.abc import Iterable
from itertools import islice

from linli.adapters.mqtt import wire
from linli.adapters.mqtt.settings import TOPICS, Address
from linli.adapters.mqtt.wire import Other, Published, WireTrouble

KEEP_ALIVE = 30
"""Seconds after which the broker counts as gone when it says nothing, not even to a question."""
PATIENCE = 10.0
CHUNK = 256 * 1024
REASONS = {1: "protocol", 2: "session", 3: "unavailable", 4: "credentials", 5: "credentials"}


class Unreachable(Exception):
    """There is no connection; ``code`` says why: unreachable, credentials, protocol, lost …"""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Subscriber:
    """One connection; used by one thread."""

    def __init__(self, address: Address, session: str) -> None:
        self._rest = b""
        self._early: list[Published] = []
        try:
            self._socket = _connected(address)
        except (OSError, ValueError) as trouble:
            raise Unreachable("tls" if isinstance(trouble, ssl.SSLError) else "unreachable") from trouble
        self._heard = self._sent = time.monotonic()
        try:
            self._begin(address, session)
        except Unreachable:
            self._socket.close()
            raise

    def _begin(self, address: Address, session: str) -> None:
        """Go on with the session, and ask for the topics: a new one begins here."""
        self._write(wire.connect(session, address.user, address.password, KEEP_ALIVE))
        answer = self._answer(wire.CONNACK)
        if len(answer) > 1 and answer[1]:
            raise Unreachable(REASONS.get(answer[1], "protocol"))
        self._write(wire.subscribe(1, TOPICS))
        if self._answer(wire.SUBACK)[-1:] == bytes([wire.REFUSED_SUBSCRIPTION]):
            raise Unreachable("credentials")

    def receive(self, patience: float) -> list[Published]:
        """What came; waits so many seconds at most for the first of it."""
        if self._early:
            early, self._early = self._early, []
            return early
        published, _others = self._read(patience)
        self.keep_alive()
        return published

    def acknowledge(self, packet_ids: Iterable[int]) -> None:
        """Let the broker forget messages of this connection."""
        numbers = iter([number for number in packet_ids if number])
        while some := list(islice(numbers, 5000)):
            self._write(wire.acknowledgements(some))

    def keep_alive(self) -> None:
        """Ask whether the broker is there when nothing was said for a while."""
        now = time.monotonic()
        if now - self._heard > KEEP_ALIVE * 1.5:
            raise Unreachable("lost")
        if now - max(self._sent, self._heard) > KEEP_ALIVE / 3 or now - self._sent > KEEP_ALIVE / 2:
            self._write(wire.PING)

    def close(self) -> None:
        """Say goodbye; the session stays with the broker."""
        try:
            self._write(wire.BYE)
        except Unreachable:
            pass  # it is gone already
        finally:
            self._socket.close()

    def _read(self, patience: float) -> tuple[list[Published], list[Other]]:
        try:
            self._socket.settimeout(max(patience, 0.001))
            data = self._socket.recv(CHUNK)
        except TimeoutError:
            return [], []
        except OSError as trouble:
            raise Unreachable("lost") from trouble
        if not data:
            raise Unreachable("lost")
        self._heard = time.monotonic()
        try:
            found = wire.read(self._rest + data if self._rest else data)
        except WireTrouble as trouble:
            raise Unreachable("protocol") from trouble
        self._rest = found.rest
        return found.published, found.others

    def _answer(self, kind: int) -> bytes:
        """The answer to a question; messages that come before it are kept."""
        until = time.monotonic() + PATIENCE
        while (left := until - time.monotonic()) > 0:
            published, others = self._read(left)
            self._early += published
            for other in others:
                if other.kind == kind:
                    return other.body
        raise Unreachable("silent")

    def _write(self, data: bytes) -> None:
        try:
            self._socket.settimeout(PATIENCE)
            self._socket.sendall(data)
        except OSError as trouble:
            raise Unreachable("lost") from trouble
        self._sent = time.monotonic()


def _connected(address: Address) -> socket.socket:
    plain = socket.create_connection((address.host, address.port), timeout=PATIENCE)
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if not address.tls:
        return plain
    return _context(address).wrap_socket(plain, server_hostname=address.host)


def _context(address: Address) -> ssl.SSLContext:
    if address.is_pinned:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    else:
        context = ssl.create_default_context()
    if address.authority:
        context.load_verify_locations(address.authority)
    return context
