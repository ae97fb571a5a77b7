"""More time is agreed to by somebody else, and the clock moves by exactly what was agreed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.builders.desk import Desk

from linli.contexts.service_requests.commands import granting, handling
from linli.contexts.service_requests.models import State
from linli.kernel import clock
from linli.kernel.errors import NotAllowed, NotAllowedNow, ReasonNeeded


def on(moment) -> str:
    return f"{timezone.localtime(moment):%m-%d %H:%M}"


def test_an_extension_adds_working_days_once(desk: Desk) -> None:
    request = desk.at(State.EXTENSION_ASKED)
    assert on(request.due_at) == "03-20 17:30"
    granted = granting.grant_extension(desk.manager, request)
    assert on(granted.due_at) == "03-27 17:30"
    with pytest.raises(NotAllowedNow):
        handling.ask_extension(desk.plumber, request, days=2, reason="还要等")


def test_a_refused_extension_leaves_the_clock(desk: Desk) -> None:
    request = desk.at(State.EXTENSION_ASKED)
    with pytest.raises(ReasonNeeded):
        granting.refuse_extension(desk.manager, request, reason="")
    refused = granting.refuse_extension(desk.manager, request, reason="配件本地有货")
    assert (refused.state, on(refused.due_at)) == (State.IN_PROGRESS, "03-20 17:30")


def test_nobody_agrees_to_his_own_wish(desk: Desk) -> None:
    request = desk.at(State.CLASSIFIED)
    from linli.contexts.service_requests.commands import disputing, sorting

    sorting.dispatch(desk.clerk, request, unit=desk.committee)
    disputing.sign(desk.manager, request)
    handling.contact(desk.manager, request, words_said="已电话联系")
    handling.ask_extension(desk.manager, request, days=3, reason="等师傅")
    with pytest.raises(NotAllowedNow):
        granting.grant_extension(desk.manager, request)
    assert granting.grant_extension(desk.street, request).extended_days == 3


def test_while_suspended_nothing_is_due_and_afterwards_the_days_are_given_back(desk: Desk) -> None:
    request = desk.at(State.SUSPENDED)
    assert request.due_at is None
    clock.forward(timedelta(days=7))
    back = handling.resume(desk.plumber, request, words_said="工程完工，恢复办理")
    assert on(back.due_at) == "03-27 17:30"
    assert back.pauses.get().until == clock.now()


def test_a_clerk_cannot_agree(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        granting.grant_suspension(desk.clerk, desk.at(State.SUSPENSION_ASKED))


def test_a_refused_suspension_leaves_the_clock(desk: Desk) -> None:
    refused = granting.refuse_suspension(desk.manager, desk.at(State.SUSPENSION_ASKED), reason="可以先换灯泡")
    assert (refused.state, on(refused.due_at)) == (State.IN_PROGRESS, "03-20 17:30")


def test_what_was_not_asked_cannot_be_granted(desk: Desk) -> None:
    with pytest.raises(NotAllowedNow):
        granting.grant_suspension(desk.manager, desk.at(State.EXTENSION_ASKED))
