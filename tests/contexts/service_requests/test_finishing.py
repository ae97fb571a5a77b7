"""Each reporter judges the result for himself; "not solved" goes back once, then to the supervisor."""

from datetime import timedelta

import pytest
from tests.builders.desk import REPORTER, Desk

from linli.contexts.service_requests.commands import finishing, reporting
from linli.contexts.service_requests.commands.finishing import Judged
from linli.contexts.service_requests.commands.reporting import Who
from linli.contexts.service_requests.models import State
from linli.kernel import clock
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, ReasonNeeded


def test_when_the_last_one_is_content_it_is_closed(desk: Desk) -> None:
    request = desk.at(State.CALLBACK)
    other = reporting.join_for(desk.clerk, request, who=Who("李", "19900054321"))
    finishing.judge(REPORTER, desk.reporter(request), judged=Judged("yes", "fairly"))
    assert desk.fresh(request).state == State.CALLBACK
    finishing.judge_for(desk.clerk, other, judged=Judged("partly", "yes", "灯有点暗"), via="phone")
    assert desk.fresh(request).state == State.CLOSED


def test_not_solved_waits_for_a_person_and_goes_back_once(desk: Desk) -> None:
    request = desk.at(State.CALLBACK)
    finishing.judge(REPORTER, desk.reporter(request), judged=Judged("no", "no", "还是不亮"))
    assert desk.fresh(request).state == State.CALLBACK
    again = finishing.reopen(desk.clerk, request, reason="诉求人说还是不亮")
    assert (again.state, again.unit, again.reopened) == (State.DISPATCHED, desk.water, 1)
    assert again.dispatched_at == clock.now()
    assert desk.reporter(request).answered_at is None


def test_the_second_time_it_goes_to_the_supervisor_who_binds_or_explains(desk: Desk) -> None:
    request = desk.at(State.SUPERVISED)
    with pytest.raises(NotAllowed):
        finishing.order(desk.clerk, request, unit=desk.housing, reason="限期整改")
    ordered = finishing.order(desk.street, request, unit=desk.housing, reason="限期整改")
    assert (ordered.state, ordered.unit, ordered.is_bound) == (State.DISPATCHED, desk.housing, True)


def test_the_supervisor_may_explain_why_no_more_can_be_done(desk: Desk) -> None:
    settled = finishing.settle(desk.manager, desk.at(State.SUPERVISED), reason="整栋楼电路明年改造")
    assert (settled.state, settled.answer) == (State.CLOSED, "整栋楼电路明年改造")


def test_after_some_days_one_reports_anew(desk: Desk) -> None:
    request = desk.at(State.CLOSED)
    clock.forward(timedelta(days=16))
    with pytest.raises(NotAllowedNow):
        finishing.reopen(desk.clerk, request, reason="又不亮了")


def test_what_was_answered_can_be_sorted_anew(desk: Desk) -> None:
    request = desk.at(State.ANSWERED)
    assert finishing.reconsider(desk.clerk, request, reason="答非所问").state == State.CLASSIFIED


def test_a_result_that_does_not_hold_goes_back_with_a_reason(desk: Desk) -> None:
    request = desk.at(State.REPORTED)
    with pytest.raises(ReasonNeeded):
        finishing.send_back(desk.clerk, request, reason="")
    assert finishing.send_back(desk.clerk, request, reason="照片看不清").state == State.IN_PROGRESS


@pytest.mark.parametrize("judged", [Judged("", "yes"), Judged("yes", ""), Judged("maybe", "yes")])
def test_an_answer_says_both(desk: Desk, judged: Judged) -> None:
    with pytest.raises(BadInput):
        finishing.judge(REPORTER, desk.reporter(desk.at(State.CALLBACK)), judged=judged)


def test_one_does_not_judge_what_is_still_being_done(desk: Desk) -> None:
    with pytest.raises(NotAllowedNow):
        finishing.judge(REPORTER, desk.reporter(desk.at(State.IN_PROGRESS)), judged=Judged("yes", "yes"))


def test_an_answer_is_left_out_only_when_two_agree(desk: Desk) -> None:
    request = desk.at(State.CALLBACK)
    mine = finishing.judge(REPORTER, desk.reporter(request), judged=Judged("no", "no"))
    proposed = finishing.leave_out(desk.manager, mine, reason="要求超出法律规定，已当面说明")
    with pytest.raises(NotAllowedNow):
        finishing.agree_leave_out(desk.manager, proposed, agrees=True)
    with pytest.raises(NotAllowed):
        finishing.agree_leave_out(desk.clerk, proposed, agrees=True)
    assert finishing.agree_leave_out(desk.street, proposed, agrees=True).left_out_second
    with pytest.raises(NotAllowedNow):
        finishing.agree_leave_out(desk.street, proposed, agrees=False)


def test_a_proposal_may_be_turned_down(desk: Desk) -> None:
    mine = finishing.judge(REPORTER, desk.reporter(desk.at(State.CALLBACK)), judged=Judged("no", "no"))
    proposed = finishing.leave_out(desk.manager, mine, reason="已当面说明")
    assert finishing.agree_leave_out(desk.street, proposed, agrees=False).left_out == ""
