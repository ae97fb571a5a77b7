"""Meetings: laid out, told in time, held, closed; who may what."""

from datetime import timedelta

import pytest
from tests.builders.meetings import announced, fresh, laid, moved, planned, running

from linli.contexts.assembly import policies
from linli.contexts.assembly.commands import agenda, meetings
from linli.contexts.assembly.models import Meeting
from linli.contexts.assembly.queries import meeting_rules as rules
from linli.contexts.assembly.queries import meetings as queries
from linli.contexts.assembly.queries.meeting_rules import Hands
from linli.contexts.assembly.states import MEETING, MOTION, TURN
from linli.kernel import clock as now
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea, ReasonNeeded

pytestmark = pytest.mark.django_db
TABLE = [
    # role, area, sees a meeting of the community, calls one there, holds it
    ("community_manager", "community", True, True, True),
    ("counter_clerk", "community", True, True, True),
    ("grid_worker", "grid1", True, False, False),
    ("subdistrict_officer", "subdistrict", True, False, False),
    ("department_officer", "subdistrict", True, False, False),
    ("community_manager", "other_community", False, False, False),
    ("auditor", "subdistrict", False, False, False),
]


def allowed(policy, *subjects) -> bool:
    try:
        return bool(policy(*subjects))
    except OutsideYourArea:
        return False


@pytest.mark.parametrize(("role", "place", "sees", "calls", "holds"), TABLE)
def test_roles_and_areas(world, role, place, sees, calls, holds) -> None:
    row, mine = planned(world), policies.meetings
    actor = world.actor(role, getattr(world, place))
    assert Meeting.objects.filter(mine.meetings_seen(actor)).exists() is sees
    assert allowed(mine.may_call, actor, world.community) is calls
    assert allowed(mine.may_hold, actor, row) is holds


def test_a_grid_worker_calls_the_meeting_of_a_building(world) -> None:
    worker = world.actor("grid_worker", world.grid1)
    row = meetings.plan(worker, world.building1, wanted=laid())
    assert policies.meetings.may_hold(worker, row)
    with pytest.raises(OutsideYourArea):
        meetings.plan(worker, world.building3, wanted=laid())


def test_the_notice_is_out_in_time_for_the_kind(world, clock) -> None:
    manager = world.actor("community_manager")
    row = planned(world, kind="owners", starts_at=now.now() + timedelta(days=14))
    with pytest.raises(BadInput, match="提前 15 天") as refused:
        meetings.announce(manager, row)
    assert "2026-03-26" in str(refused.value)
    meetings.change(manager, row, wanted=laid(kind="owners", starts_at=now.now() + timedelta(days=15)))
    assert meetings.announce(manager, fresh(row)).state == "announced"
    with pytest.raises(NotAllowedNow):
        meetings.change(manager, fresh(row), wanted=laid())


def test_nothing_is_added_too_late_where_the_rule_says_so(world, clock) -> None:
    manager, row = world.actor("community_manager"), announced(world, kind="residents", entitled=5)
    clock.forward(timedelta(days=1))
    with pytest.raises(BadInput) as refused:
        agenda.add_item(manager, row, title="临时加一件")
    assert "最早 2026-03-17" in str(refused.value)
    council = announced(world, kind="council")
    clock.forward(timedelta(days=3))
    assert agenda.add_item(manager, council, title="临时加一件").number == 2


def test_what_cannot_be_laid_out(world) -> None:
    manager = world.actor("community_manager")
    for wrong in (
        {"kind": "party"}, {"starts_at": now.now()}, {"chair_name": " "}, {"kind": "residents"},
        {"chair_id": 999},
    ):  # fmt: skip
        with pytest.raises(BadInput):
            meetings.plan(manager, world.community, wanted=laid(**wrong))
    row = meetings.plan(manager, world.community, wanted=laid())
    with pytest.raises(BadInput):
        meetings.announce(manager, row)
    with pytest.raises(NotAllowedNow):
        meetings.open_meeting(manager, row)


def test_it_opens_on_its_day_and_closes_with_nothing_half_decided(world, clock) -> None:
    manager, row = world.actor("community_manager"), announced(world)
    with pytest.raises(NotAllowedNow):
        meetings.open_meeting(manager, row)
    other = running(world, clock)
    moved(world, other)
    with pytest.raises(NotAllowedNow):
        meetings.close(manager, other)
    with pytest.raises(NotAllowed):
        meetings.open_meeting(world.actor("grid_worker", world.grid1), row)
    assert meetings.open_meeting(manager, row).state == "running"
    assert meetings.close(manager, fresh(row)).state == "closed"


def test_giving_it_up_says_why(world) -> None:
    manager, row = world.actor("community_manager"), announced(world)
    with pytest.raises(ReasonNeeded):
        meetings.cancel(manager, row, reason=" ")
    assert meetings.cancel(manager, row, reason="会议室漏水").ended_why == "会议室漏水"
    assert queries.shown_in(world.community.code).get().ended_why == "会议室漏水"


def test_the_decision_follows_the_kind(world) -> None:
    council, residents = planned(world, kind="council"), planned(world, kind="residents", entitled=10)
    reps = planned(world, kind="representatives", entitled=9)
    cases = [
        # meeting, present, hands, valid, passed
        (council, 3, Hands(2, 1, 0), True, True),
        (council, 3, Hands(1, 1, 1), True, False),
        (residents, 6, Hands(4, 2, 0), True, True),
        (residents, 6, Hands(3, 0, 3), True, False),
        (residents, 5, Hands(5, 0, 0), False, False),
        (reps, 6, Hands(4, 2, 0), True, True),
        (reps, 5, Hands(5, 0, 0), False, False),
    ]
    for meeting, present, hands, valid, passed in cases:
        found = rules.decide(meeting, present, hands)
        assert (found.is_valid, found.passed) == (valid, passed), (meeting.kind, present, hands)
        assert found.words


def test_the_tables_have_no_faults() -> None:
    for machine in (MEETING, MOTION, TURN):
        assert list(machine.faults()) == []
    assert {step.verb for step in MEETING.open_from("announced")} == {"open", "cancel"}
    assert MEETING.open_from("published") == []
