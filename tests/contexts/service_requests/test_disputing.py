"""Whose is it?  One objection for each unit, with a clause; the second goes to an arbiter, who binds."""

from datetime import timedelta

import pytest
from tests.builders.desk import STEPS, Desk

from linli.contexts.service_requests.commands import disputing
from linli.contexts.service_requests.models import State
from linli.kernel import clock
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow


def objection(desk: Desk, **changed) -> dict:
    return {
        "why": "wrong_unit", "words_of_unit": "不归水务", "clause": "职责清单第 12 项",
        "proposed": desk.housing, **changed,
    }  # fmt: skip


@pytest.mark.parametrize("wrong", [{"why": "nonsense"}, {"clause": " "}])
def test_an_objection_names_its_kind_and_clause(desk: Desk, wrong) -> None:
    with pytest.raises(BadInput):
        disputing.object_to(desk.plumber, desk.at(State.DISPATCHED), **objection(desk, **wrong))


def test_one_cannot_propose_oneself(desk: Desk) -> None:
    with pytest.raises(BadInput) as refused:
        disputing.object_to(desk.plumber, desk.at(State.DISPATCHED), **objection(desk, proposed=desk.water))
    assert refused.value.field == "proposed"


def test_after_two_working_hours_it_is_too_late_to_object(desk: Desk) -> None:
    request = desk.at(State.DISPATCHED)
    clock.forward(timedelta(hours=2, minutes=1))
    with pytest.raises(NotAllowedNow):
        disputing.object_to(desk.plumber, request, **objection(desk))


def test_the_clock_runs_on_through_a_change_of_unit_and_the_whole_way_is_kept(desk: Desk) -> None:
    request = desk.at(State.OBJECTED)
    due = request.due_at
    clock.forward(timedelta(hours=1))
    moved = disputing.redirect(desk.clerk, request, unit=desk.housing, reason="异议成立")
    assert (moved.unit, moved.due_at) == (desk.housing, due)
    assert moved.sign_by > request.sign_by
    ways = [(h.verb, h.unit and h.unit.name, h.to_unit and h.to_unit.name) for h in request.hops.all()]
    assert ways[-2:] == [
        ("object", desk.water.name, desk.housing.name), ("redirect", desk.committee.name, desk.housing.name),
    ]  # fmt: skip


def test_a_person_may_begin_the_clock_anew_for_the_next_unit(desk: Desk) -> None:
    request = desk.at(State.OBJECTED)
    clock.forward(timedelta(days=1))
    moved = disputing.redirect(desk.clerk, request, unit=desk.housing, reason="异议成立", is_fresh=True)
    assert moved.due_at > request.due_at


def test_an_objection_that_does_not_hold_leaves_it_signed(desk: Desk) -> None:
    request = desk.at(State.OBJECTED)
    kept = disputing.uphold(desk.clerk, request, reason="楼道灯由水务代管", clause="备忘录第 3 条")
    assert (kept.state, kept.unit) == (State.SIGNED, desk.water)
    with pytest.raises(NotAllowedNow):
        disputing.object_to(desk.plumber, request, **objection(desk))


def test_the_second_objection_goes_to_somebody_who_did_not_give_it_out(desk: Desk) -> None:
    request = desk.at(State.DISPUTED)
    with pytest.raises(NotAllowed):
        disputing.arbitrate(desk.clerk, request, unit=desk.water, reason="共用设施", clause="第 8 条")
    decided = disputing.arbitrate(desk.street, request, unit=desk.water, reason="共用设施", clause="第 8 条")
    assert (decided.unit, decided.is_bound) == (desk.water, True)
    with pytest.raises(NotAllowedNow):
        disputing.object_to(desk.plumber, request, **objection(desk))


def test_a_manager_who_gave_it_out_does_not_arbitrate(desk: Desk) -> None:
    request = desk.at(State.OBJECTED)
    disputing.redirect(desk.manager, request, unit=desk.housing, reason="异议成立")
    STEPS["object_again"](desk, request)
    with pytest.raises(NotAllowedNow):
        disputing.arbitrate(desk.manager, request, unit=desk.water, reason="共用设施", clause="第 8 条")


def test_another_unit_cannot_sign(desk: Desk) -> None:
    request = desk.at(State.DISPATCHED)
    with pytest.raises(NotAllowed):
        disputing.sign(desk.worker, request)
    assert disputing.sign(desk.plumber, request).signed_at == clock.now()
