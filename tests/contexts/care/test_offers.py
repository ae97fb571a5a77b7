"""What partners offer: opened, changed, closed."""

import pytest
from django.urls import reverse
from tests.builders.brought import meals, partner
from tests.builders.cared import TEST

from linli.contexts.care.commands import offers
from linli.contexts.care.models import Offer
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea


def test_the_manager_opens_changes_and_closes_what_a_partner_offers(world, clock) -> None:
    body, manager = partner(), world.client("community_manager")
    address = reverse("care:offer_open", args=[world.community.code])
    told = {
        "kind": "meals", "name": "午餐", "partner": body.pk, "area": world.community.pk, "price": "15.50",
        "capacity": 40, "weekdays": ["0", "1", "2", "3", "4"],
    }  # fmt: skip
    assert "还没有登记" in manager.get(reverse("care:services")).content.decode()
    assert manager.post(address, {**told, "price": "-3"}).status_code == 422
    assert manager.post(address, {**told, "weekdays": []}).status_code == 422
    assert manager.post(address, told).status_code == 303
    assert manager.post(address, told).status_code == 422  # the second click
    row = Offer.objects.get()
    assert (row.price_fen, row.weekdays, row.on_holidays) == (1550, [0, 1, 2, 3, 4], False)
    change = reverse("care:offer_change", args=[row.pk])
    assert "15.5" in manager.get(change).content.decode()
    assert manager.post(change, {**told, "capacity": 50, "area": world.grid1.pk}).status_code == 303
    assert "还有 50，共 50" in manager.get(reverse("care:services"), {"on": "2026-05-12"}).content.decode()
    assert manager.post(reverse("care:offer_close", args=[row.pk])).status_code == 303
    row.refresh_from_db()
    assert row.closed_on == clock.today()
    with pytest.raises(NotAllowedNow):
        offers.close_offer(TEST, row)
    with pytest.raises(NotAllowedNow):
        offers.change_offer(TEST, row, told=offers.Offered(body.pk, world.grid1.pk, "meals", "午餐", 1, 1))


def test_who_may_not(world) -> None:
    row = meals(world)
    worker = world.client("grid_worker", world.grid1)
    assert worker.get(reverse("care:offer_change", args=[row.pk])).status_code == 403
    stranger = world.client("community_manager", world.other_community)
    assert stranger.get(reverse("care:offer_change", args=[row.pk])).status_code == 404
    assert stranger.get(reverse("care:offer_open", args=[world.community.code])).status_code == 404
    with pytest.raises(OutsideYourArea):
        offers.close_offer(world.actor("community_manager", world.other_community), row)


def test_what_cannot_be(world) -> None:
    body = partner()
    good = {"partner_id": body.pk, "area_id": world.community.pk, "kind": "meals", "name": "x"}
    for bad in (
        {"kind": "gold"}, {"weekdays": [9]}, {"capacity": 0}, {"price_fen": 200_001},
        {"area_id": world.other_community.pk}, {"partner_id": 0},
    ):  # fmt: skip
        told = offers.Offered(**{"price_fen": 100, "capacity": 3, **good, **bad})
        with pytest.raises(BadInput):
            offers.open_offer(TEST, world.community, told=told)
