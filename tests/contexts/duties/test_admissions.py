"""An application to its end: late, heard, decided in time, begun and ended by the clock."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.contexts.duties.desk import WHOLE_YEAR, Desk, officer

from linli.contexts.duties import tasks
from linli.contexts.duties.commands import admissions as commands
from linli.contexts.duties.commands import running
from linli.contexts.duties.queries import admissions as queries
from linli.contexts.duties.states import ADMISSION
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea, ReasonNeeded
from linli.kernel.workdays.models import SpecialDay

REASON = {"reason": "没有法律依据"}


@pytest.fixture
def desk(world):
    return Desk(world)


def test_handed_in_late_it_needs_a_reason(desk) -> None:
    row = desk.drafted(starts_on=date(2026, 4, 1))
    with pytest.raises(ReasonNeeded) as refused:
        commands.submit(desk.civil, row)
    assert "15" in str(refused.value)
    assert refused.value.field == "exception"
    row = commands.revise(desk.civil, row, told={"exception": "汛期提前"})
    assert commands.submit(desk.civil, row).lead_days == 15
    assert queries.is_late(row)


def test_thirty_working_days_ahead_is_in_time(desk) -> None:
    row = desk.submitted(starts_on=date(2026, 4, 22))
    assert row.lead_days == 30
    assert not queries.is_late(row)


def test_holidays_and_make_up_days_move_the_deadline(desk) -> None:
    assert desk.submitted().decide_by == date(2026, 4, 1)
    SpecialDay.objects.create(day=date(2026, 3, 16), kind="holiday", name="试")
    SpecialDay.objects.create(day=date(2026, 3, 17), kind="holiday", name="试")
    SpecialDay.objects.create(day=date(2026, 3, 14), kind="makeup", name="试")
    row = desk.submitted(title="另一件")
    assert row.decide_by == date(2026, 4, 2)
    assert queries.days_left(row) == 15


def test_every_community_is_heard_or_the_street_says_why_not(desk) -> None:
    row = desk.examined()
    commands.speak(desk.manager, row, desk.world.community, stance="supports", words="")
    with pytest.raises(ReasonNeeded) as refused:
        commands.approve(desk.street, row, days=WHOLE_YEAR)
    assert "1 个社区" in str(refused.value)
    commands.approve(desk.street, row, days=WHOLE_YEAR, unheard="已催两次")
    assert [h.opinion is not None for h in queries.heard(row)] == [True, False]


def test_a_community_that_says_no_to_what_runs_asks_to_end_it(desk, clock) -> None:
    row = desk.approved()
    with clock.standing_at(datetime(2026, 6, 1, 8, tzinfo=ZoneInfo("Asia/Shanghai"))):
        tasks.turn_the_page()
        row.refresh_from_db()
        with pytest.raises(ReasonNeeded):
            commands.speak(desk.manager, row, desk.world.community, stance="opposes", words="")
        commands.speak(
            desk.manager, row, desk.world.community, stance="opposes", words="居民会议不同意重复入户"
        )
        assert [h.opinion.wants_withdrawal for h in queries.heard(row)] == [True, False]
        with pytest.raises(ReasonNeeded):
            commands.withdraw(desk.street, row, reason="")
        commands.withdraw(desk.street, row, reason="居民会议不同意")
        assert (row.state, row.valid_to) == ("withdrawn", date(2026, 6, 1))
        assert not queries.in_effect(desk.world.community.code).exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"starts_on": date(2026, 3, 10)}, "starts_on"),
        ({"ends_on": date(2026, 5, 1)}, "ends_on"),
        ({"funds": -1}, "funds"),
        ({"funds_source": " "}, "funds_source"),
        ({"people": " "}, "people"),
        ({"training": ""}, "training"),
        ({"basis": ""}, "basis"),
    ],
)
def test_what_cannot_be_right_is_refused(desk, told, field) -> None:
    with pytest.raises(BadInput) as refused:
        desk.drafted(**told)
    assert refused.value.field == field


WHO = ("civil", "other_civil", "street", "other_street", "manager", "neighbour", "grid", "auditor")
MAY = {
    "submit": {"civil"}, "retract": {"civil"}, "take_up": {"street"}, "send_back": {"street"},
    "approve": {"street"}, "reject": {"street"}, "take_effect": {"street"}, "withdraw": {"street"},
    "end": {"street"},
}  # fmt: skip
ACTS = {
    "submit": (commands.submit, {}), "retract": (commands.retract, REASON), "take_up": (commands.take_up, {}),
    "send_back": (commands.send_back, REASON),
    "approve": (commands.approve, {"days": WHOLE_YEAR, "unheard": "x"}),
    "reject": (commands.reject, REASON), "take_effect": (running.take_effect, {}),
    "withdraw": (commands.withdraw, REASON), "end": (running.end, {}),
}  # fmt: skip


def test_the_table_and_the_commands_name_the_same_steps() -> None:
    assert {s.verb for s in ADMISSION.steps} == set(ACTS) == set(MAY)


@pytest.mark.parametrize("who", WHO)
def test_every_step_by_role_area_and_state(desk, who, clock) -> None:
    world = desk.world
    far = world._area("339902001", "subdistrict", "别处街道", None)
    actor = {
        "civil": desk.civil, "other_civil": officer(world, "别的局"), "street": desk.street,
        "other_street": world.actor("subdistrict_officer", far), "manager": desk.manager,
        "neighbour": desk.neighbour, "grid": world.actor("grid_worker", world.grid1),
        "auditor": world.actor("auditor", world.subdistrict),
    }[who]  # fmt: skip
    for state in ADMISSION.states:
        for verb, (act, values) in ACTS.items():
            row = desk.drafted(starts_on=WHOLE_YEAR[0])
            row.state, row.valid_from, row.valid_to = state, date(2026, 3, 1), date(2026, 12, 31)
            row.save()
            expected = None
            if who not in MAY[verb]:
                expected = (NotAllowed, OutsideYourArea)
            elif state not in next(s for s in ADMISSION.steps if s.verb == verb).from_:
                expected = (NotAllowedNow,)
            if expected is None:
                assert act(actor, row, **values).state == ADMISSION.after(verb, state)
                continue
            if who == "street" and state == "draft":
                expected = (OutsideYourArea,)
            with pytest.raises(expected):
                act(actor, row, **values)
