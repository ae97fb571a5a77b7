"""What was let in begins on its first day and ends after its last."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.contexts.duties.desk import Desk

from linli.contexts.duties import tasks
from linli.contexts.duties.commands import running
from linli.contexts.duties.queries import admissions as queries
from linli.kernel.errors import NotAllowedNow


@pytest.fixture
def desk(world):
    return Desk(world)


def test_the_clock_begins_it_and_ends_it(desk, clock) -> None:
    row = desk.approved()
    assert tasks.turn_the_page() == (0, 0)
    with clock.standing_at(datetime(2026, 5, 6, 8, tzinfo=ZoneInfo("Asia/Shanghai"))):
        assert tasks.turn_the_page() == (1, 0)
        assert tasks.turn_the_page() == (0, 0)
        assert list(queries.in_effect(desk.world.community.code)) == [row]
    with clock.standing_at(datetime(2027, 1, 1, 8, tzinfo=ZoneInfo("Asia/Shanghai"))):
        assert tasks.turn_the_page() == (0, 1)
    row.refresh_from_db()
    assert row.state == "ended"
    assert [s.led_to for s, _who in queries.history(row)] == [
        "submitted", "under_review", "approved", "in_effect", "ended",
    ]  # fmt: skip


def test_before_its_first_day_nobody_begins_it(desk) -> None:
    row = desk.approved()
    with pytest.raises(NotAllowedNow):
        running.take_effect(desk.street, row)
