"""Monthly settlement: drawn up, agreed, approved, unchanged for ever; differences come next month."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from tests.builders.brought import TEST, meals, only, ordered, partner, rider
from tests.builders.cared import grandmother
from tests.builders.vouched import gifted

from linli.contexts.care import policies
from linli.contexts.care.commands import orders, settlements
from linli.contexts.care.commands import vouchers as paying
from linli.contexts.care.models import Occasion, Settlement
from linli.contexts.care.queries import settlements as queries
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea, ReasonNeeded
from linli.kernel.notices import post

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def drawn(world, month=MARCH, body=None) -> Settlement:
    body = body or partner()
    return settlements.draw(TEST, world.community, partner_id=body.pk, month=month)


@pytest.fixture
def month(world, clock):
    """The end of March: three meals handed over (one paid by voucher), one door closed, one to come."""
    clock.forward(timedelta(hours=21))
    offer = meals(world, weekdays=range(7), price_fen=1500)
    gifted(world, grandmother(world), value_fen=600)
    first = ordered(offer, grandmother(world, "王强", number="302"), tariff="over_80", until_on=clock.today())
    row = ordered(
        offer, grandmother(world, "赵兰", number="303"), tariff="over_80", rhythm="daily", with_vouchers=True,
        until_on=clock.today() + timedelta(days=40),
    )  # fmt: skip
    gifted(world, row.person, value_fen=600)
    orders.step(TEST, only(first), verb="hand_over")
    orders.step(TEST, only(row), verb="hand_over")
    clock.forward(timedelta(days=1))
    orders.step(TEST, only(row, clock.today()), verb="hand_over")
    clock.forward(timedelta(days=1))
    orders.step(TEST, only(row, clock.today()), verb="miss")
    return row


def to_april(clock) -> None:
    while clock.today() < APRIL:
        clock.forward(timedelta(days=1))


def test_a_month_from_the_draft_to_the_signature(world, clock, month) -> None:
    counter, manager = world.client("counter_clerk"), world.client("community_manager")
    form = reverse("care:settlement_draw", args=[world.community.code])
    told = {"partner": partner().pk, "month": "2026-03"}
    assert counter.post(form, {**told, "month": "2026-13"}).status_code == 422
    assert counter.post(form, {**told, "month": "2026-04"}).status_code == 422  # it has not come yet
    assert counter.post(form, told).status_code == 303
    row = Settlement.objects.get()
    # Three meals of 15 yuan, 9 of them one's own: 27, of which a voucher paid 6; the door that stayed closed
    # costs the public share alone.
    assert (row.own_fen, row.voucher_fen, row.public_fen) == (2100, 600, 2400)
    page = reverse("care:settlement", args=[row.pk])
    seen = counter.get(page).content.decode()
    assert "叁拾元整" in seen
    assert "这个月还没有过完" in seen
    browser = rider(world)
    agree = reverse("care:settlement_agree", args=[row.pk])
    assert browser.post(agree, {"signed_by": "刘厨"}).status_code == 422  # the month is not over
    to_april(clock)
    late = only(month, clock.today() - timedelta(days=1))
    orders.step(TEST, late, verb="hand_over")
    assert "请重新核算" in counter.get(page).content.decode()
    assert browser.post(agree, {"signed_by": "刘厨"}).status_code == 422  # something came since
    assert counter.post(reverse("care:settlement_redraw", args=[row.pk])).status_code == 303
    row.refresh_from_db()
    assert row.public_fen == 3000
    assert browser.get(page).status_code == 200
    assert browser.post(agree, {"signed_by": ""}).status_code == 422
    assert browser.post(agree, {"signed_by": "刘厨"}).status_code == 303
    assert browser.post(agree, {"signed_by": "刘厨"}).status_code == 422  # a double click
    assert queries.count_waiting(world.actor("community_manager")) == 1
    assert counter.post(reverse("care:settlement_approve", args=[row.pk])).status_code == 403
    assert manager.post(reverse("care:settlement_approve", args=[row.pk])).status_code == 303
    row.refresh_from_db()
    assert row.state == "approved"
    rider_account = world.accounts["rider"].pk
    assert post.unread(rider_account) == 1
    for kind, head in (("xlsx", b"PK"), ("pdf", b"%PDF")):
        file = browser.post(reverse("care:settlement_take", args=[row.pk, kind]))
        assert file.content.startswith(head)
        if kind == "xlsx":
            book = load_workbook(io.BytesIO(file.content))
            assert book.sheetnames == ["结算单", "明细"]
            cells = {str(c.value) for line in book["结算单"].iter_rows() for c in line if c.value is not None}
            assert {"合计", "叁拾陆元整"} <= cells
            names = {str(c.value) for line in book["明细"].iter_rows() for c in line}
            assert "赵兰" not in names
    assert browser.post(reverse("care:settlement_take", args=[row.pk, "docx"])).status_code == 404


def test_once_approved_nothing_changes_and_the_difference_comes_next_month(world, clock, month) -> None:
    row = drawn(world)
    to_april(clock)
    row = settlements.agree(TEST, drawn(world), signed_by="刘厨")
    row = settlements.approve(TEST, row)
    sums = (row.own_fen, row.voucher_fen, row.public_fen)
    for deed in (
        lambda: drawn(world),
        lambda: settlements.correct(TEST, row, fen=100, words="少算一份"),
        lambda: settlements.send_back(TEST, row, reason="再看看"),
        lambda: settlements.agree(TEST, row, signed_by="刘厨"),
    ):
        with pytest.raises(NotAllowedNow):
            deed()
    # The meal nobody opened for was handed over later after all; another one was never ticked in its month.
    closed = Occasion.objects.get(state="missed")
    orders.step(TEST, closed, verb="hand_over")
    with pytest.raises(NotAllowedNow):
        paying.pay(TEST, closed)
    forgotten = only(month, date(2026, 3, 20))
    orders.step(TEST, forgotten, verb="hand_over")
    row.refresh_from_db()
    assert sums == (row.own_fen, row.voucher_fen, row.public_fen)
    nxt = drawn(world, APRIL)
    assert [(one.kind, one.n, one.own_fen, one.public_fen) for one in queries.groups(nxt)] == [
        ("late", 1, 900, 600),
        ("changed", 1, 900, 0),
    ]
    line = settlements.correct(TEST, nxt, fen=-250, words="3 月 20 日少一个鸡蛋")
    nxt.refresh_from_db()
    assert nxt.owed_fen == 350
    assert drawn(world, APRIL).owed_fen == 350  # drawn anew, what was written by hand stays
    settlements.drop_correction(TEST, nxt, line=line)
    with pytest.raises(NotAllowedNow):
        settlements.drop_correction(TEST, nxt, line=line)
    # All lines of a day add up to what it is worth.
    for one in Occasion.objects.filter(state="done"):
        lines = [n for s in (row, nxt) for n in s.lines.filter(occasion=one)]
        assert queries.sums(lines) == queries.worth(one)


def test_months_in_their_order_and_between_different_people(world, clock, month) -> None:
    to_april(clock)
    manager = world.actor("community_manager")
    march = settlements.draw(manager, world.community, partner_id=partner().pk, month=MARCH)
    with pytest.raises(BadInput):
        drawn(world, APRIL)
    with pytest.raises(BadInput):
        drawn(world, MARCH, body=partner("没有服务的单位"))
    march = settlements.agree(manager, march, signed_by="刘厨（纸上签字）")
    with pytest.raises(BadInput):
        settlements.approve(manager, march)  # the same person
    officer = world.actor("subdistrict_officer", world.subdistrict)
    march = settlements.send_back(officer, march, reason="3 月 5 日多算一份")
    assert (march.state, march.agreed_name) == ("draft", "")
    with pytest.raises(ReasonNeeded):
        settlements.send_back(officer, march, reason=" ")
    march = settlements.agree(manager, march, signed_by="刘厨")
    settlements.approve(officer, march)
    drawn(world, APRIL)
    with pytest.raises(BadInput):
        drawn(world, MARCH)
    for wrong in (0, 20_000_000):
        with pytest.raises(BadInput):
            settlements.correct(TEST, Settlement.objects.get(month=APRIL), fen=wrong, words="错")
    with pytest.raises(ReasonNeeded):
        settlements.correct(TEST, Settlement.objects.get(month=APRIL), fen=5, words=" ")


ROLES = [
    ("community_manager", "community", 200, True, True),
    ("counter_clerk", "community", 200, True, False),
    ("subdistrict_officer", "subdistrict", 200, False, True),
    ("grid_worker", "grid1", 403, False, False),
    ("community_manager", "other_community", 404, False, False),
    ("auditor", "community", 403, False, False),
]


@pytest.mark.parametrize(("role", "place", "look", "draws", "approves"), ROLES)
def test_who_may(world, clock, month, role, place, look, draws, approves) -> None:
    row = drawn(world)
    area = getattr(world, place)
    assert world.client(role, area).get(reverse("care:settlement", args=[row.pk])).status_code == look
    actor = world.actor(role, area)

    def may(policy) -> bool:
        try:
            return policy(actor, row)
        except OutsideYourArea:
            return False

    assert (may(policies.may_draw), may(policies.may_approve)) == (draws, approves)


def test_a_partner_sees_its_own_alone(world, clock, month) -> None:
    row = drawn(world)
    other = rider(world, partner("别家食堂"), username="other")
    assert other.get(reverse("care:settlement", args=[row.pk])).status_code == 404
    assert "梧桐社区食堂" not in other.get(reverse("care:settlements")).content.decode()
    own = rider(world)
    assert "梧桐社区食堂" in own.get(reverse("care:settlements")).content.decode()
    assert own.post(reverse("care:settlement_redraw", args=[row.pk])).status_code == 403
    assert own.get(reverse("care:settlement_correct", args=[row.pk])).status_code == 403
    assert own.post(reverse("care:settlement_approve", args=[row.pk])).status_code == 403


def test_pages_cost_the_same_with_more_days(world, clock, month) -> None:
    browser, row = world.client("community_manager"), drawn(world)

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            assert browser.get(reverse("care:settlement", args=[row.pk])).status_code == 200
            assert browser.get(reverse("care:settlements")).status_code == 200
        return len(found)

    few = cost()
    for _ in range(5):
        clock.forward(timedelta(days=1))
        orders.step(TEST, only(month, clock.today()), verb="hand_over")
    drawn(world)
    assert cost() == few


def test_a_worker_cannot_draw(world, clock, month) -> None:
    with pytest.raises((NotAllowed, OutsideYourArea)):
        settlements.draw(
            world.actor("grid_worker", world.grid1), world.community, partner_id=partner().pk, month=MARCH
        )
