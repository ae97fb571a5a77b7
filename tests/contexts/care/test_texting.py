"""Asked by text message: only who agreed and lives here, by day, seldom, once; stopped with one tap."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders.brought import TEST, meals, only, ordered
from tests.builders.cared import grandmother

from linli.adapters.sms.fake import FakeTextMessages
from linli.contexts.care import tasks
from linli.contexts.care.commands import orders, texting
from linli.contexts.care.models import Asking, Offer, Opinion, Texting
from linli.contexts.care.queries import texting as queries
from linli.contexts.care.queries.opinions import key_of
from linli.contexts.registry import api as registry
from linli.contexts.registry.commands import people
from linli.kernel import clock as kernel_clock
from linli.kernel import ports
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea
from linli.kernel.outbox import delivery
from linli.kernel.visitors.phones import NoMobile


@pytest.fixture
def network(settings):
    settings.ADDRESS = "https://linli.example"
    before, fake = ports.ask(ports.TextMessages), FakeTextMessages()
    ports.serve(ports.TextMessages, fake)
    yield fake
    ports.serve(ports.TextMessages, before)


@pytest.fixture
def eaters(world, clock):
    """Three who ate yesterday and were asked this morning; the first two agreed to messages."""
    clock.forward(timedelta(hours=21))
    offer = meals(world, weekdays=range(7))
    found = [grandmother(world, f"李{n}", number=f"10{n + 1}") for n in range(3)]
    for one in found:
        orders.step(TEST, only(ordered(offer, one)), verb="hand_over")
    clock.forward(timedelta(days=1))
    tasks.ask_opinions()
    for number, one in enumerate(found[:2]):
        agree(one, phone=f"1390000000{number}")
    return found


def agree(person, by: str = "本人", phone: str = "") -> Texting:
    return texting.agree(TEST, registry.card(TEST, person.pk), told=texting.Agreed(by, phone))


def at_noon(clock) -> None:
    """The next noon."""
    now = kernel_clock.now()
    clock.forward(timedelta(hours=(12 - 8 - now.hour) % 24, minutes=-now.minute))


def round_of_texts() -> int:
    sent = tasks.text_opinions()
    delivery.drain()
    return sent


def test_one_short_question_to_whoever_agreed_and_the_answer_stands_alone(world, clock, eaters, network):
    at_noon(clock)
    assert round_of_texts() == 2
    assert {phone for phone, _words in network.sent} == {"13900000000", "13900000001"}
    words = dict(network.sent)["13900000000"]
    assert "李0" not in words
    assert "午餐" not in words
    link = words[words.index("https://linli.example") :].split(" ")[0].removeprefix("https://linli.example")
    page = Client()
    assert "以后不用发短信问我" in page.get(link).content.decode()
    assert "谢谢您" in page.post(link, {"mark": "3"}).content.decode()
    assert "谢谢您" in page.post(link, {"mark": "1"}).content.decode()  # the link answers once
    row = Opinion.objects.get()
    assert (row.mark, row.call_id) == (3, None)
    trail = AuditEntry.objects.filter(action__startswith="care.opinion")
    assert not [one for one in trail if str(eaters[0].pk) in str(vars(one))]
    assert round_of_texts() == 0  # nobody twice
    clock.forward(timedelta(days=1))
    assert round_of_texts() == 0


def test_at_night_nobody_is_asked_and_a_message_that_was_late_waits_for_the_morning(
    world, clock, eaters, network
):
    at_noon(clock)
    clock.forward(timedelta(hours=9))
    assert round_of_texts() == 0
    clock.forward(timedelta(hours=15))
    assert tasks.text_opinions() == 2
    clock.forward(timedelta(hours=9))  # the house slept over it
    delivery.drain()
    assert network.sent == []
    clock.forward(timedelta(hours=15))
    assert round_of_texts() == 2
    assert len(network.sent) == 2


def test_never_to_somebody_who_died_left_answered_or_took_it_back(world, clock, eaters, network):
    gone, stays, _silent = eaters
    at_noon(clock)
    assert tasks.text_opinions() == 2
    people.record_death(TEST, gone, on=kernel_clock.today())
    texting.take_back(TEST, registry.card(TEST, stays.pk))
    delivery.drain()
    assert network.sent == []
    assert not Texting.objects.exists()
    with pytest.raises(NotAllowedNow):
        texting.take_back(TEST, registry.card(TEST, stays.pk))


def test_a_number_that_takes_none_and_a_network_that_is_down(world, clock, eaters, network):
    network.refuses = {"13900000000"}
    at_noon(clock)
    assert round_of_texts() == 2
    assert [phone for phone, _words in network.sent] == ["13900000001"]
    assert AuditEntry.objects.filter(action="care.text_unsent").count() == 1
    assert Asking.objects.filter(answered_on=None).count() == 3  # everybody can still be asked by telephone


def test_seldom_even_after_help_of_many_kinds(world, clock, eaters, network):
    at_noon(clock)
    round_of_texts()
    soup = meals(world, name="汤", weekdays=range(7))
    tomorrow = kernel_clock.today() + timedelta(days=1)
    row = only(ordered(soup, eaters[0], from_on=tomorrow, until_on=tomorrow))
    clock.forward(timedelta(days=1))
    orders.step(TEST, row, verb="hand_over")
    clock.forward(timedelta(days=1))
    tasks.ask_opinions()
    assert Asking.objects.filter(person=eaters[0]).count() == 2
    assert round_of_texts() == 0


def test_without_an_address_nothing_leaves(world, clock, eaters, network, settings):
    at_noon(clock)
    settings.ADDRESS = ""
    assert round_of_texts() == 0


def test_stopped_from_the_message_itself(world, clock, eaters, network):
    at_noon(clock)
    round_of_texts()
    asking = Asking.objects.get(person=eaters[0])
    stop = reverse("care:texting_stop", args=[key_of(asking)])
    assert Client().get(stop).status_code == 405
    assert Client().post(reverse("care:texting_stop", args=["nothing-here"])).status_code == 404
    assert Client().post(stop).status_code == 303
    assert not Texting.objects.filter(person=eaters[0]).exists()
    assert Texting.objects.filter(person=eaters[1]).exists()


def test_written_down_at_the_door_and_kept_sealed(world, clock, eaters):
    silent, clerk = eaters[2], world.client("counter_clerk")
    address = reverse("care:texting", args=[silent.pk])
    assert clerk.get(address).status_code == 200
    assert clerk.post(address, {"agreed_by": ""}).status_code == 422
    assert clerk.post(address, {"agreed_by": "本人", "phone": "021-55"}).status_code == 422
    assert clerk.post(address, {"agreed_by": "女儿王芳", "phone": "139 0000 5678"}).status_code == 303
    assert queries.agreed([silent.pk])[silent.pk][1].endswith("5678")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select phone from care_texting")
        assert not [row for row in cursor.fetchall() if "13900005678" in str(row)]
    page = clerk.get(reverse("care:person_orders", args=[silent.pk])).content.decode()
    assert "女儿王芳" in page
    assert "13900005678" not in page
    assert clerk.post(reverse("care:texting_end", args=[silent.pk])).status_code == 303
    tomorrow = kernel_clock.today() + timedelta(days=1)
    ordered(Offer.objects.get(), silent, from_on=tomorrow, until_on=tomorrow)
    assert "记下同意" in clerk.get(reverse("care:person_orders", args=[eaters[2].pk])).content.decode()
    # Without a number that of the register holds.
    agree(silent)
    assert Texting.objects.get(person=silent).phone.reveal() == silent.phone.reveal()
    with pytest.raises(NoMobile):
        agree(silent, phone="12")
    with pytest.raises(BadInput):
        agree(silent, by=" ")


@pytest.mark.parametrize(
    ("role", "place", "status"),
    [
        ("community_manager", "community", 200), ("counter_clerk", "community", 200),
        ("grid_worker", "grid1", 200), ("grid_worker", "grid2", 404), ("partner_staff", "community", 403),
        ("auditor", "community", 403),
    ],
)  # fmt: skip
def test_who_may_write_it_down(world, clock, eaters, role, place, status):
    browser = world.client(role, getattr(world, place))
    assert browser.get(reverse("care:texting", args=[eaters[2].pk])).status_code == status
    assert Client().get(reverse("care:texting", args=[eaters[2].pk])).status_code == 302


def test_asking_many_costs_no_more_questions(world, clock, eaters, django_assert_num_queries):
    with django_assert_num_queries(2):
        queries.agreed([one.pk for one in eaters])
        queries.to_text(world.community)
    held, other = registry.card(TEST, eaters[0].pk), world.actor("grid_worker", world.grid2)
    with pytest.raises(OutsideYourArea):
        texting.agree(other, held, told=texting.Agreed("本人"))
