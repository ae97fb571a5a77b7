"""What every life shares: numbers given once, and one step for one click."""

import pytest
from tests.contexts.duties.desk import Desk

from linli.contexts.duties.commands import admissions as commands
from linli.contexts.duties.models import Admission
from linli.kernel.errors import NotAllowedNow


@pytest.fixture
def desk(world):
    return Desk(world)


def test_a_double_click_acts_once(desk) -> None:
    row = desk.submitted()
    stale = Admission.objects.get(pk=row.pk)
    commands.take_up(desk.street, row)
    with pytest.raises(NotAllowedNow):
        commands.take_up(desk.street, stale)


def test_numbers_are_counted_within_the_year(desk) -> None:
    assert [desk.drafted(title=str(n)).number for n in range(3)] == [
        "准入-2026-001", "准入-2026-002", "准入-2026-003",
    ]  # fmt: skip
