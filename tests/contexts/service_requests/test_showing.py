"""Sealed numbers are shown for a reason that stays on record, to the desk and to the unit that leads."""

import pytest
from tests.builders.desk import Desk

from linli.contexts.service_requests.commands.showing import count_export, reveal_phone
from linli.contexts.service_requests.models import State
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import NotAllowed, OutsideYourArea, ReasonNeeded


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("clerk", None), ("manager", None), ("street", None), ("plumber", None), ("worker", NotAllowed),
     ("builder", OutsideYourArea)],
)  # fmt: skip
def test_who_may_see_a_number(desk: Desk, who: str, refusal: type[Exception] | None) -> None:
    reporter = desk.reporter(desk.at(State.IN_PROGRESS))
    if refusal is None:
        assert reveal_phone(getattr(desk, who), reporter, reason="约上门时间") == "19900012345"
        return
    with pytest.raises(refusal):
        reveal_phone(getattr(desk, who), reporter, reason="约上门时间")


def test_once_it_is_over_the_unit_asks_the_desk(desk: Desk) -> None:
    reporter = desk.reporter(desk.at(State.CLOSED))
    with pytest.raises(NotAllowed):
        reveal_phone(desk.plumber, reporter, reason="约上门时间")


def test_a_reason_is_needed_and_kept(desk: Desk) -> None:
    reporter = desk.reporter(desk.report())
    with pytest.raises(ReasonNeeded):
        reveal_phone(desk.clerk, reporter, reason=" ")
    reveal_phone(desk.clerk, reporter, reason="核对地址")
    entry = AuditEntry.objects.get(action="service_requests.phone_revealed")
    assert entry.reason == "核对地址"
    assert "19900012345" not in str(entry.detail)


def test_taking_the_list_along_is_on_record(desk: Desk) -> None:
    count_export(desk.clerk, rows=12)
    assert AuditEntry.objects.get(action="service_requests.exported").detail["rows"] == 12
    with pytest.raises(NotAllowed):
        count_export(desk.plumber, rows=12)
