"""Hotline and texts: fetched by the clock and by hand, sent back, tried again; the desk hears what failed."""

from datetime import timedelta
from typing import Any

import pytest
from tests.builders.desk import Desk
from tests.contexts.service_requests.test_pages import at, browser, words_of

from linli.adapters.hotline.fake import FakeHotline
from linli.adapters.sms.fake import FakeTextMessages
from linli.contexts.service_requests.commands import outside as commands
from linli.contexts.service_requests.commands import sorting
from linli.contexts.service_requests.models import OrderAnswer, OrderPull, Request, State, Text
from linli.contexts.service_requests.queries import outside as queries
from linli.contexts.service_requests.tasks import outside as tasks
from linli.kernel import clock as house_clock
from linli.kernel import ports
from linli.kernel.errors import NotAllowed, NotAllowedNow, OutsideYourArea
from linli.kernel.notices import post
from linli.kernel.outbox import delivery
from linli.kernel.ports.hotline import Hotline, Order, Unreadable

ORDER = Order("HJ1", "1号楼1单元楼道灯坏了三天", "1号楼1单元", phone="19900077777")


@pytest.fixture
def hotline(world, monkeypatch: pytest.MonkeyPatch) -> FakeHotline:
    """A hotline that is connected."""
    fake = FakeHotline([ORDER], where="hotline.example")
    monkeypatch.setitem(ports._served, Hotline, fake)
    return fake


@pytest.fixture
def network(world, monkeypatch: pytest.MonkeyPatch) -> FakeTextMessages:
    """A phone network."""
    fake = FakeTextMessages(where="sms.example")
    monkeypatch.setitem(ports._served, ports.TextMessages, fake)
    return fake


def answered(desk: Desk, request: Request) -> Request:
    sorting.answer(desk.clerk, request, answer="当天已换新灯。")
    sorting.close(desk.clerk, request)
    delivery.drain()
    return desk.fresh(request)


def notices(actor: Any) -> list[str]:
    return [one.message for one in post.of(actor.account_id)]


def test_without_a_hotline_the_clock_asks_nobody(desk: Desk) -> None:
    assert tasks.pull_by_the_clock() == 0
    assert not OrderPull.objects.exists()
    page = browser(desk.manager)
    assert "还没有接通热线" in words_of(page.get(at("outside")))
    assert page.post(at("pull_orders")).status_code == 409


def test_the_clock_takes_each_order_once_and_says_what_it_could_not_read(desk: Desk, hotline) -> None:
    hotline.orders += [Unreadable("HJ9"), Order("HJ2", "北门垃圾桶满了", phone="1")]
    assert tasks.pull_by_the_clock() == 1
    assert tasks.pull_by_the_clock() == 0
    first, again = OrderPull.objects.order_by("pk")
    assert (first.found, first.new, first.known, len(first.refused)) == (3, 1, 0, 2)
    assert (again.new, again.known, first.account_id) == (0, 1, None)
    assert notices(desk.manager).count("service_requests.orders_refused") == 1
    shown = words_of(browser(desk.manager).get(at("outside")))
    assert "hotline.example" in shown
    assert "HJ9" in shown
    assert "新记下 1 件" in shown


def test_an_order_goes_to_the_community_it_names(desk: Desk, hotline) -> None:
    name = desk.world.other_community.name
    hotline.orders = [Order("HJ3", "路灯不亮，一片黑", f"{name}北门")]
    tasks.pull_by_the_clock()
    assert Request.objects.get().area.code.startswith(desk.world.other_community.code)


def test_a_silent_hotline_is_told_once_until_it_speaks_again(desk: Desk, hotline) -> None:
    for is_down in (True, True, False, True):
        hotline.is_down = is_down
        tasks.pull_by_the_clock()
    assert notices(desk.manager).count("service_requests.hotline_silent") == 2
    assert "对方没有回应" in words_of(browser(desk.manager).get(at("outside")))


def test_the_manager_looks_now_and_reads_what_came(
    desk: Desk, hotline, django_capture_on_commit_callbacks
) -> None:
    page = browser(desk.manager)
    with django_capture_on_commit_callbacks(execute=True):
        answer = page.post(at("pull_orders"))
    assert answer.status_code == 303
    assert OrderPull.objects.get().account_id == desk.manager.account_id
    assert Request.objects.get().origin == "hotline:HJ1"
    assert page.get(answer["Location"]).status_code == 200


def test_a_result_that_did_not_arrive_goes_with_the_next_look(desk: Desk, hotline, clock) -> None:
    tasks.pull_by_the_clock()
    hotline.is_down = True
    answered(desk, Request.objects.get())
    assert OrderAnswer.objects.get().sent_at is None
    assert "还没送到" in words_of(browser(desk.manager).get(at("outside")))
    hotline.is_down = False
    tasks.pull_by_the_clock()
    assert hotline.outcomes["HJ1"].result == "当天已换新灯。"
    assert OrderAnswer.objects.get().sent_at == house_clock.now()
    assert commands.send_what_waits() == 0


def test_closed_again_it_is_told_again_and_only_then(desk: Desk, hotline, clock) -> None:
    tasks.pull_by_the_clock()
    row = answered(desk, Request.objects.get())
    commands.send_result(row)
    assert OrderAnswer.objects.get().tries == 1
    from linli.contexts.service_requests.commands import finishing

    clock.forward(timedelta(hours=1))
    finishing.reconsider(desk.clerk, row, reason="又不亮了")
    delivery.drain()
    assert commands.send_what_waits() == 0
    answered(desk, desk.fresh(row))
    assert OrderAnswer.objects.get().tries == 2
    assert hotline.outcomes["HJ1"].closed_at == house_clock.now()


def test_a_text_that_left_is_counted_without_number_or_words(desk: Desk, network) -> None:
    desk.at(State.DISPATCHED)
    delivery.drain()
    row = Text.objects.get()
    assert (row.outcome, row.verb, row.receipt) == (Text.Outcome.SENT, "dispatch", "1")
    assert "19900012345" not in str(Text.objects.values())
    assert queries.texts(desk.manager).sent == 1


def test_an_unknown_number_is_told_to_the_desk_once_and_can_be_tried_again(desk: Desk, network) -> None:
    network.refuses.add("19900012345")
    row = desk.at(State.DISPATCHED)
    delivery.drain()
    assert tasks.tell_of_unsent() == 1
    assert tasks.tell_of_unsent() == 0
    assert notices(desk.manager).count("service_requests.texts_unsent") == 1
    page = browser(desk.manager)
    shown = words_of(page.get(at("outside")))
    assert row.number in shown
    assert "对方不收这个号码" in shown
    network.refuses.clear()
    again = at("text_again", Text.objects.get().pk)
    assert page.post(again).status_code == 303
    assert page.post(again).status_code == 404
    delivery.drain()
    assert len(network.sent) == 1
    assert row.number not in words_of(page.get(at("outside")))


def test_a_network_that_stays_down_is_given_up_and_told(desk: Desk, network, clock) -> None:
    network.is_down = True
    desk.at(State.DISPATCHED)
    delivery.drain()
    assert (queries.texts(desk.manager).retrying, tasks.tell_of_unsent()) == (1, 0)
    for _n in range(delivery.MOST_TRIES):
        clock.forward(timedelta(hours=1))
        delivery.drain()
    assert tasks.tell_of_unsent() == 1
    assert tasks.tell_of_unsent() == 0
    assert Text.objects.get().reason == "unreachable"
    assert queries.texts(desk.manager).retrying == 0


def test_who_may_look_and_send_again(desk: Desk, network, hotline) -> None:
    network.refuses.add("19900012345")
    desk.at(State.DISPATCHED)
    delivery.drain()
    text = Text.objects.get()
    for actor, status in (
        (desk.manager, 200), (desk.street, 200), (desk.clerk, 403), (desk.worker, 403), (desk.plumber, 403),
    ):  # fmt: skip
        assert browser(actor).get(at("outside")).status_code == status
    stranger = desk.of("community_manager", desk.world.other_community, desk.committee, "other")
    assert browser(stranger).post(at("text_again", text.pk)).status_code == 404
    with pytest.raises(OutsideYourArea):
        commands.send_again(stranger, text)
    with pytest.raises(NotAllowed):
        commands.send_again(desk.clerk, text)
    with pytest.raises(OutsideYourArea):
        commands.ask_for_orders(stranger, desk.world.community)
    commands.send_again(desk.manager, text)
    with pytest.raises(NotAllowedNow):
        commands.send_again(desk.manager, text)


def test_old_records_go_and_what_waits_stays(desk: Desk, network, hotline, clock) -> None:
    tasks.pull_by_the_clock()
    hotline.is_down = True
    answered(desk, Request.objects.get())
    clock.forward(timedelta(days=100))
    assert commands.purge_outside(house_clock.today() - timedelta(days=90)) == 2
    assert OrderAnswer.objects.count() == 1


def test_the_page_asks_the_same_few_questions_however_much_failed(desk: Desk, network) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    network.refuses.add("19900012345")
    page, counts = browser(desk.manager), []
    for _n in range(3):
        for _m in range(3):
            desk.at(State.DISPATCHED)
        delivery.drain()
        with CaptureQueriesContext(connection) as seen:
            page.get(at("outside"))
        counts.append(len(seen))
    assert counts[1] == counts[2]
