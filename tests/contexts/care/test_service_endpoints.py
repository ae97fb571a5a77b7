"""Help at home for the programs of partners and of our own."""

from datetime import timedelta

import pytest
from tests.builders.brought import TEST, meals, only, ordered, partner, rider
from tests.builders.cared import grandmother
from tests.builders.vouched import gifted

from linli.contexts.care.commands import settlements

API = "/api/v1/care"


@pytest.fixture
def lunch(world, clock):
    clock.forward(timedelta(hours=21))
    return meals(world, weekdays=range(7))


def posted(browser, path: str, **body):
    """A write through the session of the pages, with its CSRF token (the test client sends one)."""
    return browser.post(f"{API}{path}", body, content_type="application/json")


def test_a_partner_reads_its_round_and_says_what_became_of_it(world, clock, lunch) -> None:
    person = grandmother(world)
    gifted(world, person, value_fen=400)
    row = only(ordered(lunch, person, remarks="少盐", with_vouchers=True))
    meals(world, name="别家的", partner_id=partner("别家食堂").pk)
    own = rider(world)
    listed = own.get(f"{API}/services").json()
    assert [(one["name"], one["taken"], one["price_fen"]) for one in listed] == [("午餐", 1, 1500)]
    round_ = own.get(f"{API}/services/{lunch.pk}/round").json()
    assert round_["kitchen"] == [["少盐", 1]]
    [stop] = round_["stops"]
    assert (stop["name"], stop["paid_at_door_fen"], stop["by_voucher_fen"]) == ("李秀英", 1100, 400)
    assert own.get(f"{API}/services/{lunch.pk}/round?on=2026-02-31").status_code == 422
    assert posted(own, f"/services/days/{row.pk}/hand_over").json()["state"] == "done"
    again = posted(own, f"/services/days/{row.pk}/hand_over")
    assert (again.status_code, again.json()["code"]) == (409, "not_allowed_now")
    assert posted(own, f"/services/days/{row.pk}/cancel").status_code == 404
    assert own.get(f"{API}/vouchers").status_code == 403
    other = rider(world, partner("别家食堂"), username="other")
    assert [one["name"] for one in other.get(f"{API}/services").json()] == ["别家的"]
    assert other.get(f"{API}/services/{lunch.pk}/round").status_code == 404
    assert posted(other, f"/services/days/{row.pk}/take_back").status_code == 404
    worker, stranger = world.client("grid_worker", world.grid1), world.client("grid_worker", world.grid2)
    assert [one["left_fen"] for one in worker.get(f"{API}/vouchers").json()] == []
    assert stranger.get(f"{API}/vouchers").json() == []
    assert posted(stranger, f"/services/days/{row.pk}/take_back").status_code == 404
    assert world.client("auditor").get(f"{API}/services").status_code == 403


def test_a_partner_agrees_to_its_month(world, clock, lunch) -> None:
    from linli.contexts.care.commands import orders

    row = only(ordered(lunch, grandmother(world), tariff="over_80"))
    orders.step(TEST, row, verb="hand_over")
    month = clock.today().replace(day=1)
    bill = settlements.draw(TEST, world.community, partner_id=partner().pk, month=month)
    own = rider(world)
    assert [one["owed_fen"] for one in own.get(f"{API}/settlements").json()] == [600]
    agree = f"/settlements/{bill.pk}/agree"
    assert posted(own, agree, signed_by="刘厨").json()["code"] == "bad_input"  # the month is not over
    clock.forward(timedelta(days=31))
    assert posted(own, agree, signed_by="刘厨").json()["state"] == "agreed"
    assert posted(own, agree, signed_by="刘厨").status_code == 409
    whole = own.get(f"{API}/settlements/{bill.pk}").json()
    assert [(one["kind"], one["public_fen"]) for one in whole["lines"]] == [("done", 600)]
    assert "李秀英" not in str(whole)
    other = rider(world, partner("别家食堂"), username="other")
    assert other.get(f"{API}/settlements/{bill.pk}").status_code == 404
    assert other.get(f"{API}/settlements").json() == []
    assert world.client("grid_worker", world.grid1).get(f"{API}/settlements").status_code == 403
