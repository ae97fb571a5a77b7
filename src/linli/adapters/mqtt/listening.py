"""Listening: batches by number and time, stored by the sink, and only then acknowledged.

One thread does it all, so that an acknowledgement never reaches another connection than the one on which its
message came: what was not acknowledged comes again.  While a batch cannot be stored nothing more is read, and
the broker holds the rest back.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from threading import Event
from typing import Any

from linli.adapters.mqtt.client import Subscriber, Unreachable
from linli.adapters.mqtt.settings import Address
from linli.adapters.mqtt.wire import Published
from linli.kernel.ports.readings import Delivery, NotStored, ReadingSink

log = logging.getLogger("linli.mqtt")

MOST = 4000
"""Messages in a batch."""
LONGEST, SHORT = 0.3, 0.2
"""Seconds that the first message of a batch waits for others; the short time while few come."""
MANY = 200
"""Messages in the short time for which it is worth while to wait longer: a thousand in a second."""
STARVING = 1.0
"""Seconds after which what follows from messages is done even while very many come."""
GAP = 0.03
"""Seconds without another message after which a batch is closed: a broker may wait for acknowledgements."""
IDLE = 0.5
FIRST_PAUSE, LAST_PAUSE = 0.2, 15.0
LEVELS = 5
"""Words of a topic: v1, community, source, device, up."""


@dataclass
class Health:
    """How the listener is, as it tells it; moments in seconds since 1970."""

    broker: str
    connected: bool = False
    since: float | None = None
    """Since when it is connected, or not."""
    last_message: float | None = None
    messages: int = 0
    """Since it began."""
    a_minute: int = 0
    in_hand: int = 0
    waiting: int | None = None
    """With the broker, not acknowledged; None when it does not say."""
    trouble: str = ""
    """unreachable, credentials, tls, protocol, lost, silent: of the connection; store: of the database."""
    reconnects: int = 0


@dataclass
class Pace:
    """Messages of the last minute, counted by the second."""

    seconds: deque[tuple[int, int]] = field(default_factory=deque)

    def add(self, count: int, now: float) -> None:
        """So many came."""
        self.seconds.append((int(now), count))

    def a_minute(self, now: float) -> int:
        """How many in the last sixty seconds."""
        while self.seconds and self.seconds[0][0] < now - 60:
            self.seconds.popleft()
        return sum(count for _second, count in self.seconds)


@dataclass
class Helpers:
    """What the listener asks of others, each a few seconds apart."""

    tell: Callable[[dict[str, Any]], None] = lambda _health: None
    """Say how it is."""
    admit: Callable[[], object] = lambda: None
    """Let the broker know who may deliver."""
    waiting: Callable[[], int | None] = lambda: None
    """Ask the broker how much waits."""


class Listener:
    """Takes what a broker has until it is told to end."""

    def __init__(
        self, address: Address, session: str, sink: ReadingSink, helpers: Helpers, ended: Event
    ) -> None:
        self._address, self._session, self._sink = address, session, sink
        self._helpers, self._ended = helpers, ended
        self._pace, self._told_at, self._asked_at = Pace(), 0.0, 0.0
        self.health = Health(str(address))

    def run(self) -> None:
        """Connect, listen, and connect again, with pauses that grow."""
        pause = FIRST_PAUSE
        self._tell(now_at_once=True)
        while not self._ended.is_set():
            began = time.monotonic()
            try:
                self._connection()
            except Unreachable as trouble:
                if self.health.connected:
                    self.health.reconnects += 1
                self._is_connected(connected=False, trouble=trouble.code)
                pause = FIRST_PAUSE if time.monotonic() - began > LAST_PAUSE else pause
                log.warning("broker %s: %s, again in %.1f s", self._address, trouble.code, pause)
                self._ended.wait(pause)
                pause = min(pause * 2, LAST_PAUSE)
        self._is_connected(connected=False, trouble="")

    def _connection(self) -> None:
        subscriber = Subscriber(self._address, self._session)
        try:
            self._is_connected(connected=True, trouble="")
            self._hear(subscriber)
        finally:
            self.health.in_hand = 0
            subscriber.close()

    def _hear(self, subscriber: Subscriber) -> None:
        """Messages become batches; quiet moments are used for what follows from them."""
        batch: list[Published] = []
        first = rested = 0.0
        more = False
        while not self._ended.is_set():
            now = time.monotonic()
            patience = min(GAP, max(first + LONGEST - now, 0.0)) if batch else 0.001 if more else IDLE
            came = subscriber.receive(patience)
            if came:
                first = first if batch else time.monotonic()
                batch += came
                self._came(len(came), len(batch))
            if batch and (not came or is_full(len(batch), time.monotonic() - first)):
                self._store(subscriber, batch)
                came = came if len(batch) >= MANY else []
                batch, more = [], True
            if not batch and (not came or (more and time.monotonic() > rested + STARVING)):
                more, rested = self._rest(), time.monotonic()
            self._tell()
        if batch:
            self._store(subscriber, batch)

    def _store(self, subscriber: Subscriber, batch: Sequence[Published]) -> None:
        """Until it is stored or the end comes; without an acknowledgement it comes again."""
        for start in range(0, len(batch), MOST):
            part = batch[start : start + MOST]
            deliveries = [delivery for one in part if (delivery := _delivery(one)) is not None]
            if not self._is_taken(subscriber, deliveries):
                return
            subscriber.acknowledge(one.packet_id for one in part)
        self.health.in_hand = 0

    def _is_taken(self, subscriber: Subscriber, deliveries: Sequence[Delivery]) -> bool:
        pause = FIRST_PAUSE
        while True:
            try:
                self._sink.take(deliveries)
            except NotStored as trouble:
                self.health.trouble = "store"
                log.warning("a batch of %s waits: %s", len(deliveries), trouble)
                self._tell()
                if self._ended.wait(pause):
                    return False
                pause = min(pause * 2, LAST_PAUSE / 2)
                subscriber.keep_alive()
            else:
                self.health.trouble = ""
                return True

    def _rest(self) -> bool:
        try:
            return self._sink.rest()
        except NotStored:
            return False

    def _came(self, count: int, in_hand: int) -> None:
        self.health.last_message = time.time()
        self.health.messages += count
        self.health.in_hand = in_hand
        self._pace.add(count, time.time())

    def _is_connected(self, *, connected: bool, trouble: str) -> None:
        if connected != self.health.connected or self.health.since is None:
            self.health.since = time.time()
        self.health.connected, self.health.trouble = connected, trouble
        self._tell(now_at_once=True)

    def _tell(self, *, now_at_once: bool = False) -> None:
        """Every few seconds: who may deliver, how much waits, how it is."""
        now = time.monotonic()
        if now - self._asked_at > 2 and self.health.connected:
            self._asked_at = now
            self._helpers.admit()
        if now_at_once or now - self._told_at > 5:  # noqa: PLR2004 - seconds
            self._told_at = now
            self.health.waiting = self._helpers.waiting()
            self.health.a_minute = self._pace.a_minute(time.time())
            self._helpers.tell(asdict(self.health))


def is_full(count: int, seconds: float) -> bool:
    """Whether a batch is stored now: large, or begun long enough ago."""
    return count >= MOST or seconds >= (LONGEST if count >= MANY else SHORT)


def _delivery(one: Published) -> Delivery | None:
    """None for a topic that is not ours: a broker of somebody else may have been asked for too much."""
    words = one.topic.split("/")
    return Delivery(words[1], words[2], words[3], one.body) if len(words) == LEVELS else None
