"""A real broker, devices with another library, a sink that sometimes cannot: nothing acknowledged is lost."""

import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.builders.brokers import GUEST, NAME, PLACE, Device, Running, running

from linli.adapters.mqtt.broker import Broker, Door, binary, free_port
from linli.adapters.mqtt.client import Subscriber, Unreachable
from linli.adapters.mqtt.listening import Helpers, Listener, is_full
from linli.adapters.mqtt.settings import Address, address_of
from linli.kernel.ports.readings import Delivery, Guest, NotStored

pytestmark = pytest.mark.skipif(binary() is None, reason="no nats-server for this machine")


class Sink:
    """Keeps what it takes; cannot as often as it is told."""

    def __init__(self, failures: int = 0) -> None:
        self.taken: Counter[bytes] = Counter()
        self.failures, self.rested = failures, 0
        self.devices: set[str] = set()

    def take(self, deliveries: Sequence[Delivery]) -> None:
        if self.failures:
            self.failures -= 1
            raise NotStored("disk full")
        self.taken.update(one.body for one in deliveries)
        self.devices |= {one.device for one in deliveries}

    def rest(self) -> bool:
        self.rested += 1
        return False

    def guests(self) -> Sequence[Guest]:
        return [GUEST]


class Ear:
    """A listener in a thread."""

    def __init__(self, address: Address, sink: Sink, session: str = "linli-test") -> None:
        self.ended, self.told = Event(), []
        helpers = Helpers(self.told.append)
        self.listener = Listener(address, session, sink, helpers, self.ended)
        self.thread = Thread(target=self.listener.run, daemon=True)
        self.thread.start()

    def end(self) -> None:
        self.ended.set()
        self.thread.join()


def until(true: object, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "it never became so"
        time.sleep(0.02)


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path) as made:
        yield made


@pytest.fixture
def device(broker: Running) -> Iterator[Device]:
    """After a listener's session is there, as in an installation."""
    Subscriber(broker.broker.address, "linli-test").close()
    made = Device(broker.port)
    yield made
    made.close()


def test_what_is_published_while_nobody_listens_waits(broker, device) -> None:
    device.wait({device.publish("W1", {"n": n}) for n in range(200)})
    assert broker.broker.waiting() == 200
    sink = Sink()
    ear = Ear(broker.broker.address, sink)
    until(lambda: len(sink.taken) == 200 and broker.broker.waiting() == 0)
    ear.end()
    assert sink.devices == {"W1"}
    assert (ear.told[-1]["connected"], ear.told[-1]["messages"]) == (False, 200)
    assert sink.rested


def test_nothing_is_acknowledged_before_it_is_stored(broker, device) -> None:
    device.wait({device.publish("W1", {"n": n}) for n in range(50)})
    full = Sink(failures=1000)
    ear = Ear(broker.broker.address, full)
    until(lambda: any(told["trouble"] == "store" for told in ear.told))
    ear.end()
    assert (len(full.taken), broker.broker.waiting()) == (0, 50)
    sink = Sink(failures=2)
    ear = Ear(broker.broker.address, sink)
    until(lambda: len(sink.taken) == 50)
    ear.end()


def test_a_broker_killed_under_load_loses_nothing_that_it_acknowledged(broker, device) -> None:
    sink = Sink()
    ear = Ear(broker.broker.address, sink)
    numbers = set()
    for n in range(6000):
        numbers.add(device.publish("W1", {"n": n}))
        if n in (2000, 4000):
            broker.end(signal.SIGKILL)
            broker.start()
    device.wait(numbers, 60)
    until(lambda: len(sink.taken) == 6000)
    ear.end()
    assert ear.listener.health.reconnects >= 1


def test_a_guest_speaks_for_itself_only(broker, device) -> None:
    sink = Sink()
    ear = Ear(broker.broker.address, sink)
    device.publish("W1", {"n": 1}, source="source-b")
    device.publish("W1", {"n": 2}, place="339901001002")
    device.publish("W1", {"n": 3})
    until(lambda: b'{"n": 3}' in sink.taken)
    ear.end()
    assert len(sink.taken) == 1


@pytest.mark.parametrize(("user", "key"), [(NAME, "wrong"), ("nobody", "x"), ("", "")])
def test_nobody_comes_in_without_a_key(broker, user, key) -> None:
    stranger = Device(broker.port, user, key)
    assert stranger.refused.wait(10)
    stranger.close()


def test_a_guest_may_not_listen(broker, device) -> None:
    heard = []
    device.client.on_message = lambda *told: heard.append(told)
    device.client.subscribe(f"v1/{PLACE}/#", 1)
    device.wait({device.publish("W1", {"n": 1})})
    time.sleep(0.3)
    assert heard == []


def test_a_source_that_was_stopped_is_shown_the_door_at_once(broker, device) -> None:
    assert device.there.wait(10)
    assert broker.broker.admit([]) is True
    assert broker.broker.admit([]) is False
    assert device.lost.wait(10)
    assert device.refused.wait(10)


def test_a_topic_of_somebody_else_is_left_alone(broker) -> None:
    with pytest.raises(Unreachable) as refused:
        Subscriber(Address("127.0.0.1", broker.port, NAME, "wrong"), "x")
    assert refused.value.code == "credentials"
    with pytest.raises(Unreachable) as nowhere:
        Subscriber(Address("127.0.0.1", free_port(0)), "x")
    assert nowhere.value.code == "unreachable"


def test_a_broker_left_over_from_before_is_ended_and_its_port_stays(tmp_path) -> None:
    first = Broker(tmp_path / "broker")
    process = subprocess.Popen(first.command())
    until(lambda: (tmp_path / "broker/broker.pid").exists() and first.waiting() is not None)
    again = Broker(tmp_path / "broker")
    again.end_left_over()
    assert process.wait(10) == 0
    assert again.address == first.address
    assert (tmp_path / "broker/broker.json").stat().st_mode & 0o077 == 0
    assert again.address.password not in (tmp_path / "broker/broker.conf").read_text()


def test_our_own_broker_with_a_certificate_for_its_public_name(tmp_path) -> None:
    certificate, key = self_signed(tmp_path)
    port = free_port(0)
    broker = Broker(tmp_path / "broker", Door("127.0.0.1", port, str(certificate), str(key)))
    process = subprocess.Popen(broker.command())
    try:
        until(lambda: broker.waiting() is not None)
        Subscriber(broker.address, "linli").close()
        with pytest.raises(Unreachable) as stranger:
            Subscriber(address_of(f"mqtts://x:y@127.0.0.1:{port}", {}), "x")
        assert stranger.value.code == "tls"
        with pytest.raises(Unreachable):
            Subscriber(address_of(f"mqtt://x:y@127.0.0.1:{port}", {}), "x")
    finally:
        process.kill()
        process.wait()


def self_signed(folder: Path) -> tuple[Path, Path]:
    """As an operator would make one with openssl."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mqtt.example.cn")])
    since = datetime(2026, 1, 1, tzinfo=UTC)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = built.serial_number(7).not_valid_before(since).not_valid_after(since + timedelta(days=9000))
    signed = built.sign(key, hashes.SHA256())
    told = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(told)
    (folder / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    return folder / "cert.pem", folder / "key.pem"


def test_addresses_of_other_brokers() -> None:
    assert address_of("mqtts://u:p%40@example.cn", {"LINLI_MQTT_CA": "/ca"}) == Address(
        "example.cn", 8883, "u", "p@", tls=True, authority="/ca"
    )
    assert str(address_of("mqtt://u:p@10.0.0.1:1884", {})) == "mqtt://10.0.0.1:1884"
    for odd in ("http://x", "mqtt://", "x"):
        with pytest.raises(ValueError, match=odd):
            address_of(odd, {})


def test_a_door_opened_to_the_world_says_that_it_is_not_guarded(tmp_path) -> None:
    assert not Broker(tmp_path, Door("192.0.2.1")).is_guarded
    assert Broker(tmp_path, Door("192.0.2.1", certificate="c")).is_guarded
    assert Broker(tmp_path).is_guarded


def test_what_follows_from_messages_is_done_although_more_keep_coming(broker, device) -> None:
    """A message every five milliseconds: there is never a quiet moment."""
    sink, over = Sink(), Event()
    ear = Ear(broker.broker.address, sink)
    until(lambda: sink.rested)

    def speak() -> None:
        n = 0
        while not over.wait(0.005):
            device.publish("W1", {"n": n})
            n += 1

    voice = Thread(target=speak)
    voice.start()
    until(lambda: sink.taken)
    before = sink.rested
    until(lambda: sink.rested >= before + 5, 10)
    over.set()
    voice.join()
    ear.end()


@pytest.mark.parametrize(
    ("count", "seconds", "full"),
    [(1, 0.1, False), (199, 0.2, True), (200, 0.2, False), (200, 0.3, True), (4000, 0.0, True)],
)
def test_a_batch_that_fills_slowly_does_not_wait_for_more(count, seconds, full) -> None:
    assert is_full(count, seconds) is full
