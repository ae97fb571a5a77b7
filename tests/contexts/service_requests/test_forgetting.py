"""Who reported is forgotten when the time is over, or when somebody asks; the rates stay as they were."""

from datetime import date, timedelta

import pytest
from tests.builders.desk import Desk
from tests.contexts.service_requests.test_callout_pages import browser

from linli.contexts.service_requests.commands import forgetting
from linli.contexts.service_requests.models import Reporter, State
from linli.contexts.service_requests.queries import rates
from linli.contexts.service_requests.queries.rate_counts import Asked
from linli.kernel import clock
from linli.kernel.audit.models import AuditEntry
from linli.kernel.catalogue import shelf
from linli.kernel.errors import NotAllowed, ReasonNeeded
from linli.kernel.upkeep.round import purge_rows

MARCH = Asked(date(2026, 3, 1), date(2026, 3, 31))


def is_known(reporter: Reporter) -> bool:
    row = Reporter.objects.get(pk=reporter.pk)
    known = [bool(row.name), bool(row.phone), bool(row.phone_hash), bool(row.tracking)]
    assert known in ([True] * 4, [False] * 4)
    return known[0]


def test_two_years_after_the_end_reporters_are_forgotten_and_their_answers_stay(desk: Desk) -> None:
    closed, running = desk.at(State.CLOSED), desk.at(State.IN_PROGRESS)
    for _n in range(5):
        desk.at(State.CLOSED)
    before = rates.count(desk.manager, MARCH).total()
    clock.forward(timedelta(days=729))
    purge_rows()
    assert is_known(desk.reporter(closed))
    clock.forward(timedelta(days=3))
    assert forgetting.purge_reporters(clock.today() - timedelta(days=730)) == 6
    assert not is_known(desk.reporter(closed))
    assert is_known(desk.reporter(running))
    assert rates.count(desk.manager, MARCH).total().solved == before.solved
    assert forgetting.purge_reporters(clock.today() - timedelta(days=730)) == 0


def test_the_house_knows_the_rule() -> None:
    assert 730 in [keep.days for keep in shelf.retention()]


def test_somebody_asks_to_be_forgotten(desk: Desk) -> None:
    reporter = desk.reporter(desk.at(State.CLOSED))
    with pytest.raises(NotAllowed):
        forgetting.forget_reporter(desk.clerk, reporter, reason="本人要求")
    with pytest.raises(ReasonNeeded):
        forgetting.forget_reporter(desk.manager, reporter, reason=" ")
    forgotten = forgetting.forget_reporter(desk.manager, reporter, reason="本人来电要求")
    assert (is_known(reporter), forgotten.solved) == (False, "yes")
    entry = AuditEntry.objects.get(action="service_requests.reporter_forgotten")
    assert "王" not in str(entry.detail)


def test_on_the_page(desk: Desk) -> None:
    request = desk.at(State.CLOSED)
    reporter = desk.reporter(request)
    address = f"/service_requests/reporters/{reporter.pk}/forget/"
    assert address not in browser(desk.clerk).get(f"/service_requests/{request.pk}/").content.decode()
    client = browser(desk.manager)
    assert address in client.get(f"/service_requests/{request.pk}/").content.decode()
    assert client.post(address, {"reason": "本人来电要求"}).status_code == 303
    assert not is_known(reporter)
    assert address not in client.get(f"/service_requests/{request.pk}/").content.decode()
    stranger = browser(desk.of("community_manager", desk.world.other_community, desk.office))
    assert stranger.post(address, {"reason": "好奇"}).status_code == 404
