"""The demonstration has a past: requests in every state, each of which really could have come to pass."""

from datetime import date

import pytest
from tests.builders.desk import Desk

from linli.contexts.service_requests import seeds
from linli.contexts.service_requests.models import CallOut, Hop, Reporter, Request, State
from linli.contexts.service_requests.queries import rates
from linli.contexts.service_requests.queries.rate_counts import Asked
from linli.contexts.service_requests.states import LIFE
from linli.contexts.service_requests.tasks.reminding import remind_all
from linli.kernel import clock
from linli.kernel.notices.models import Notice


@pytest.fixture
def past(desk: Desk) -> Desk:
    """A year of requests."""
    desk.world.home(desk.world.building1, 1, "501")
    told: list[tuple[str, int, int]] = []
    seeds.lived_in([desk.world.community.code], lambda *step: told.append(step))
    assert told[-1][1] == told[-1][2]
    return desk


def test_every_state_is_there_and_nothing_lies_ahead(past: Desk) -> None:
    rows = list(Request.objects.order_by("at", "number"))
    assert {row.state for row in rows} == set(State)
    assert 250 <= len(rows) <= 290
    assert max(row.at for row in rows) <= clock.now()
    assert not Hop.objects.filter(at__gt=clock.now()).exists()
    numbers = [row.number for row in rows if row.at.year == 2026]
    assert numbers == sorted(numbers)


def test_each_way_follows_the_table(past: Desk) -> None:
    for row in Request.objects.prefetch_related("hops"):
        state = LIFE.start
        for hop in row.hops.all():
            assert (hop.from_state, LIFE.after(hop.verb, state)) == (state, hop.to_state), row.number
            state = hop.to_state
        assert state == row.state


def test_what_is_given_out_has_its_times_and_its_unit(past: Desk) -> None:
    for row in Request.objects.exclude(dispatched_at=None):
        assert row.unit_id
        assert row.limit
        assert row.due_at or row.state == State.SUSPENDED
        assert row.sign_by
        assert row.contact_by


def test_the_next_one_gets_the_next_number_and_no_old_reminder_is_sent(past: Desk) -> None:
    last = Request.objects.filter(number__startswith="SR-2026").order_by("-number")[0].number
    assert past.report().number == f"SR-2026-{int(last[-5:]) + 1:05d}"
    remind_all()
    assert not Notice.objects.exists()


def test_reporters_judged_and_the_rates_can_be_told(past: Desk) -> None:
    asked = Asked(date(2025, 3, 1), date(2026, 3, 31))
    total = rates.count(past.manager, asked).total()
    assert total.solved.whole > 100
    assert 75 < (total.solved.percent or 0) < 99
    assert not Reporter.objects.exclude(solved="").filter(answered_at=None).exists()
    assert rates.count(past.manager, asked).left_out().counts[1][1] > 0


def test_call_outs_need_units_that_are_there(past: Desk) -> None:
    assert not CallOut.objects.exists()
