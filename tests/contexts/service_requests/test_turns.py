"""What the units do that were called, what they are answered, and how each side found the other."""

import pytest
from django.utils import timezone
from tests.builders.desk import Desk
from tests.builders.whistle import TURN_STEPS, TURN_WAYS, Whistle

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands import callouts, turns
from linli.contexts.service_requests.commands.callouts import Called
from linli.contexts.service_requests.models import CallOut, CallState, TurnState
from linli.contexts.service_requests.states import CALLS, TURNS
from linli.kernel import clock
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea, ReasonNeeded


@pytest.mark.parametrize("state", list(TurnState))
def test_every_state_of_a_turn_is_reached(whistle: Whistle, state: str) -> None:
    assert whistle.turn_at(state).state == state


@pytest.mark.parametrize("state", list(CallState))
def test_every_state_of_a_call_out_is_reached(whistle: Whistle, state: str) -> None:
    assert whistle.at(state).state == state


@pytest.mark.parametrize("table", [CALLS, TURNS], ids=lambda t: t.name)
def test_the_tables_have_no_faults(table) -> None:
    assert list(table.faults()) == []


@pytest.mark.parametrize("verb", sorted({s.verb for s in TURNS.steps}))
@pytest.mark.parametrize("state", list(TurnState))
def test_a_step_is_taken_exactly_where_the_table_says(desk: Desk, whistle: Whistle, state, verb) -> None:
    turn = whistle.turn_at(state)
    step = next((s for s in TURNS.steps if s.verb == verb and state in s.from_), None)
    if step is None:
        with pytest.raises(NotAllowedNow):
            TURN_STEPS[verb](desk, turn)
    else:
        assert TURN_STEPS[verb](desk, turn).state == step.to


def test_whoever_comes_at_once_has_also_spoken(desk: Desk, whistle: Whistle) -> None:
    turn = turns.arrive(desk.plumber, whistle.turn_at(TurnState.SIGNED))
    assert turn.contacted_at == turn.arrived_at == clock.now()


def test_not_ours_is_for_those_who_called_to_decide(desk: Desk, whistle: Whistle) -> None:
    turn = whistle.turn_at(TurnState.OBJECTED)
    with pytest.raises(NotAllowed):
        turns.release(desk.plumber, turn, reason="不归我们")
    with pytest.raises(ReasonNeeded):
        turns.insist(desk.manager, turn, reason="")
    assert turns.insist(desk.manager, turn, reason="先来看一眼").signed_at == clock.now()


def test_more_time_is_working_days_with_an_end(desk: Desk, whistle: Whistle) -> None:
    turn = whistle.turn_at(TurnState.CONTACTED)
    later = turns.give_more_time(desk.manager, turn, days=2, reason="等管件")
    assert f"{timezone.localtime(later.due_at):%m-%d %H:%M}" == "03-18 17:30"
    with pytest.raises(BadInput):
        turns.give_more_time(desk.manager, turn, days=6, reason="再等等")


def test_a_result_that_does_not_hold_opens_the_call_again(desk: Desk, whistle: Whistle) -> None:
    answered = whistle.at(CallState.ANSWERED)
    turns.send_back(desk.manager, whistle.turn(answered), reason="路面还在渗水")
    assert whistle.fresh(answered).state == CallState.OPEN
    turns.report(desk.plumber, whistle.turn(answered), result="换了整段管子")
    assert whistle.fresh(answered).state == CallState.ANSWERED


def test_a_released_unit_keeps_nobody_waiting(desk: Desk, whistle: Whistle) -> None:
    blown = whistle.blown()
    whistle.answer(blown)
    turns.release(desk.manager, whistle.turn(blown, is_lead=False), reason="路基没事")
    assert whistle.fresh(blown).state == CallState.ANSWERED


def test_both_sides_judge_each_other_and_read_it(desk: Desk, whistle: Whistle) -> None:
    blown = whistle.blown()
    with pytest.raises(NotAllowedNow):
        turns.mark_unit(desk.manager, whistle.turn(blown), mark="good")
    whistle.answer(blown)
    marked = turns.mark_unit(desk.manager, whistle.turn(blown), mark="good", words="来得快")
    assert (marked.mark_of_unit, marked.words_of_caller) == ("good", "来得快")
    back = turns.mark_caller(desk.plumber, whistle.turn(blown), mark="fair", words="没有准备图纸")
    assert (back.mark_of_caller, back.words_of_unit, back.mark_of_unit) == ("fair", "没有准备图纸", "good")
    with pytest.raises(NotAllowed):
        turns.mark_unit(desk.plumber, whistle.turn(blown), mark="poor")
    with pytest.raises(BadInput):
        turns.mark_unit(desk.manager, whistle.turn(blown), mark="five stars")


def test_nothing_is_done_with_what_was_not_blown_or_is_over(desk: Desk, whistle: Whistle) -> None:
    with pytest.raises(OutsideYourArea):
        turns.sign(desk.plumber, whistle.turn(whistle.proposed()))
    with pytest.raises(NotAllowedNow):
        turns.sign(desk.plumber, whistle.turn(whistle.at(CallState.WITHDRAWN)))


def seen(actor) -> int:
    return CallOut.objects.filter(policies.calls_visible_to(actor)).count()


@pytest.mark.parametrize(
    ("role", "place", "sees", "leads", "takes"),
    [
        ("grid_worker", "grid1", 1, False, False),
        ("grid_worker", "grid2", 0, OutsideYourArea, OutsideYourArea),
        ("counter_clerk", "community", 1, False, False),
        ("community_manager", "community", 1, True, False),
        ("community_manager", "other_community", 0, OutsideYourArea, OutsideYourArea),
        ("subdistrict_officer", "subdistrict", 1, True, False),
        ("department_officer", "subdistrict", 0, OutsideYourArea, OutsideYourArea),
        ("auditor", "subdistrict", 0, OutsideYourArea, OutsideYourArea),
    ],
)
def test_role_by_place(desk: Desk, whistle: Whistle, role, place, sees, leads, takes) -> None:
    turn = whistle.turn(whistle.blown())
    actor = desk.world.actor(role, getattr(desk.world, place))
    assert seen(actor) == sees
    for policy, expected in ((policies.may_lead_turn, leads), (policies.may_take_turn, takes)):
        if expected is OutsideYourArea:
            with pytest.raises(OutsideYourArea):
                policy(actor, turn)
        else:
            assert policy(actor, turn) is expected


def test_a_unit_sees_what_it_was_called_to_and_acts_for_itself_only(desk: Desk, whistle: Whistle) -> None:
    proposed = whistle.proposed()
    assert seen(desk.plumber) == 0
    blown = callouts.blow(desk.manager, proposed)
    assert seen(desk.plumber) == seen(desk.builder) == 1
    assert policies.may_take_turn(desk.plumber, whistle.turn(blown))
    assert not policies.may_take_turn(desk.builder, whistle.turn(blown))
    assert not policies.may_take_turn(desk.manager, whistle.turn(blown))


def test_the_desk_answers_for_a_unit_that_has_nobody_who_signs_in(desk: Desk, whistle: Whistle) -> None:
    blown = whistle.blown(units=(Called(desk.property, "关阀"),))
    assert turns.sign(desk.clerk, whistle.turn(blown)).state == TurnState.SIGNED
    assert not policies.may_take_turn(desk.worker, whistle.turn(blown))


def test_two_at_once_sign_once(desk: Desk, whistle: Whistle) -> None:
    turn = whistle.turn(whistle.blown())
    turns.sign(desk.plumber, turn)
    with pytest.raises(NotAllowedNow):
        turns.sign(desk.plumber, turn)


def test_there_is_a_way_to_every_state() -> None:
    assert set(TURN_WAYS) == set(TURNS.states)
