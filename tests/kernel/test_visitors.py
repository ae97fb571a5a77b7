"""Doors without an account: how often they open, and whose phone it is."""

from datetime import timedelta

import pytest
from django.test import RequestFactory, override_settings

from linli.adapters.sms.fake import FakeTextMessages
from linli.kernel import ports
from linli.kernel.errors import TooMuchAtOnce
from linli.kernel.visitors import limits, phones
from linli.kernel.visitors.limits import Limit
from linli.kernel.visitors.models import PhoneCode, Spent

pytestmark = pytest.mark.django_db
PHONE = "19900012345"


def code_sent() -> str:
    text = ports.ask(ports.TextMessages).sent[-1][1]  # type: ignore[attr-defined]
    return "".join(c for c in text.partition("是")[2] if c.isdigit())[:6]


def test_a_door_opens_so_often_and_again_later(clock) -> None:
    door = Limit("report", 3, timedelta(hours=1))
    for _n in range(3):
        limits.spend(door, "10.0.0.1")
    with pytest.raises(TooMuchAtOnce):
        limits.spend(door, "10.0.0.1")
    limits.spend(door, "10.0.0.2")
    clock.forward(timedelta(hours=1))
    limits.spend(door, "10.0.0.1")


def test_nothing_kept_says_who_it_was_and_old_counts_go(clock) -> None:
    door = Limit("report", 3, timedelta(hours=1))
    limits.spend(door, "10.0.0.1")
    assert "10.0.0.1" not in str(list(Spent.objects.values()))
    clock.forward(timedelta(days=3))
    limits.spend(door, "10.0.0.9")
    assert Spent.objects.count() == 1


@pytest.mark.parametrize(
    ("proxies", "said", "hand"),
    [
        (0, "1.2.3.4", "127.0.0.1"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.1", "1.2.3.4"),
        (1, "2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        (1, "nonsense", "unknown"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(proxies: int, said: str, hand: str) -> None:
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=said)
    with override_settings(PROXIES=proxies):
        assert limits.hand_of(request) == hand


def test_the_code_of_a_text_message_proves_a_phone_once(clock) -> None:
    assert phones.send_code("+86 199 0001 2345", "hand") == code_sent()
    assert phones.prove(PHONE, code_sent()) == PHONE
    with pytest.raises(phones.WrongCode):
        phones.prove(PHONE, code_sent())
    assert PHONE not in str(list(PhoneCode.objects.values()))


def test_a_code_is_over_after_ten_minutes(clock) -> None:
    phones.send_code(PHONE, "hand")
    clock.forward(timedelta(minutes=11))
    with pytest.raises(phones.WrongCode):
        phones.prove(PHONE, code_sent())


def test_five_wrong_codes_and_one_has_to_wait(clock) -> None:
    code = phones.send_code(PHONE, "hand")
    for _n in range(5):
        with pytest.raises(phones.WrongCode):
            phones.prove(PHONE, "000000" if code != "000000" else "111111")
    with pytest.raises(phones.PhoneLocked, match="分钟后"):
        phones.prove(PHONE, code)
    with pytest.raises(phones.PhoneLocked):
        phones.send_code(PHONE, "hand")
    clock.forward(timedelta(minutes=16))
    phones.send_code(PHONE, "hand")
    assert phones.prove(PHONE, code_sent()) == PHONE


def test_a_second_code_has_to_wait_a_minute_and_a_day_has_six(clock) -> None:
    phones.send_code(PHONE, "hand")
    with pytest.raises(TooMuchAtOnce, match="一分钟"):
        phones.send_code(PHONE, "hand")
    for _n in range(5):
        clock.forward(timedelta(minutes=1))
        phones.send_code(PHONE, "hand")
    clock.forward(timedelta(minutes=1))
    with pytest.raises(TooMuchAtOnce):
        phones.send_code(PHONE, "hand")


@pytest.mark.parametrize(
    "typed", ["", "12345", "029900012345", "0571-87654321", "１９９０００１２３４５", "x" * 500]
)
def test_no_mobile_number_is_said_so(typed: str) -> None:
    with pytest.raises(phones.NoMobile):
        phones.mobile(typed)


def test_a_network_that_is_down_says_so_to_the_person(clock, monkeypatch) -> None:
    network = FakeTextMessages(is_down=True)
    monkeypatch.setitem(ports._served, ports.TextMessages, network)
    with pytest.raises(phones.CodeNotSent):
        phones.send_code(PHONE, "hand")
    network.is_down = False
    clock.forward(timedelta(minutes=2))
    assert phones.prove(PHONE, phones.send_code(PHONE, "hand")) == PHONE
