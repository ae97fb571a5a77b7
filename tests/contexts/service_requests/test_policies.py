"""Who sees and who may do what with requests: role by role, place by place, unit by unit."""

from datetime import timedelta

import pytest
from tests.builders.desk import Desk

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands import disputing, handling, sorting
from linli.contexts.service_requests.models import Request, State
from linli.kernel import clock
from linli.kernel.errors import OutsideYourArea

HIDDEN = "404"


def verdict(ask, *subjects) -> object:
    try:
        return ask(*subjects)
    except OutsideYourArea:
        return HIDDEN


@pytest.mark.parametrize(
    ("role", "place", "enter", "dispatch", "approve"),
    [
        ("grid_worker", "grid1", True, False, False),
        ("grid_worker", "grid2", HIDDEN, HIDDEN, HIDDEN),
        ("counter_clerk", "community", True, True, False),
        ("counter_clerk", "other_community", HIDDEN, HIDDEN, HIDDEN),
        ("community_manager", "community", True, True, True),
        ("community_manager", "other_community", HIDDEN, HIDDEN, HIDDEN),
        ("subdistrict_officer", "subdistrict", False, True, True),
        ("department_officer", "subdistrict", HIDDEN, HIDDEN, HIDDEN),
        ("auditor", "subdistrict", HIDDEN, HIDDEN, HIDDEN),
        ("administrator", "subdistrict", HIDDEN, HIDDEN, HIDDEN),
    ],
)
def test_role_by_place(desk: Desk, role: str, place: str, enter, dispatch, approve) -> None:
    request, actor = desk.report(), desk.world.actor(role, getattr(desk.world, place))
    assert verdict(policies.may_enter, actor, request.area) == enter
    assert verdict(policies.may_dispatch, actor, request) == dispatch
    assert verdict(policies.may_approve, actor, request) == approve


def seen(actor) -> set[str]:
    return set(Request.objects.filter(policies.visible_to(actor)).values_list("number", flat=True))


def test_a_body_sees_what_it_was_given_and_keeps_seeing_what_it_handled(desk: Desk) -> None:
    request = desk.at(State.DISPATCHED)
    desk.report("别的事情，与水务无关")
    assert seen(desk.plumber) == {request.number}
    assert seen(desk.builder) == set()
    assert len(seen(desk.manager)) == 2
    disputing.object_to(
        desk.plumber,
        request,
        why="wrong_unit",
        words_of_unit="归住建",
        clause="第 12 项",
        proposed=desk.housing,
    )
    disputing.redirect(desk.clerk, request, unit=desk.housing, reason="异议成立")
    assert seen(desk.builder) == {request.number}
    assert seen(desk.plumber) == {request.number}


def test_a_body_asked_for_a_part_sees_the_whole(desk: Desk) -> None:
    request = desk.at(State.IN_PROGRESS)
    later = clock.now() + timedelta(days=2)
    handling.share(desk.plumber, request, unit=desk.housing, task="开楼顶门", due_at=later)
    assert seen(desk.builder) == {request.number}
    assert policies.may_do_part(desk.builder, request.parts.get())
    assert not policies.may_do_part(desk.plumber, request.parts.get())


def test_the_desk_acts_for_a_unit_that_has_nobody_who_signs_in(desk: Desk) -> None:
    request = desk.at(State.CLASSIFIED)
    request = sorting.dispatch(desk.clerk, request, unit=desk.property)
    assert policies.may_handle(desk.clerk, request)
    assert not policies.may_handle(desk.worker, request)
    disputing.sign(desk.clerk, request)
    assert request.hops.get(verb="sign").unit == desk.property


def test_the_committees_own_work_is_done_by_its_people(desk: Desk) -> None:
    request = sorting.dispatch(desk.clerk, desk.at(State.CLASSIFIED), unit=desk.committee)
    assert policies.may_handle(desk.worker, request)
    assert verdict(policies.may_handle, desk.plumber, request) == HIDDEN
