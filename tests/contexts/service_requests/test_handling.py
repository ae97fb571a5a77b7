"""The unit speaks with the reporter, asks others for a part, and says what was done."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.builders.desk import Desk

from linli.contexts.service_requests.commands import handling
from linli.contexts.service_requests.commands.handling import Result
from linli.contexts.service_requests.models import PartState, State
from linli.kernel import clock
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow


def test_the_first_word_starts_the_work_and_the_reporter_reads_it(desk: Desk) -> None:
    request = handling.contact(desk.plumber, desk.at(State.SIGNED), words_said="约好明早八点上门")
    assert (request.state, request.contacted_at) == (State.IN_PROGRESS, clock.now())
    assert request.hops.get(verb="contact").is_shown


def shared(desk: Desk):
    request = desk.at(State.IN_PROGRESS)
    handling.share(
        desk.plumber, request, unit=desk.housing, task="请打开楼顶门", due_at=clock.now() + timedelta(days=2)
    )
    return request, request.parts.get()


def test_who_received_it_first_keeps_the_lead_while_others_help(desk: Desk) -> None:
    request, part = shared(desk)
    assert desk.fresh(request).unit == desk.water
    with pytest.raises(NotAllowedNow):
        handling.report_result(desk.plumber, request, result=Result("灯修好了，试亮正常", without="太黑"))
    with pytest.raises(NotAllowed):
        handling.finish_part(desk.plumber, part, result="我替他说")
    assert handling.finish_part(desk.builder, part, result="门已打开").state == PartState.DONE
    with pytest.raises(NotAllowedNow):
        handling.finish_part(desk.builder, part, result="又开了一次")
    assert request.hops.get(verb="finish_part").unit == desk.housing


def test_the_lead_can_take_a_part_back(desk: Desk) -> None:
    _request, part = shared(desk)
    with pytest.raises(NotAllowed):
        handling.take_back_part(desk.builder, part, reason="不做了")
    assert handling.take_back_part(desk.plumber, part, reason="已自行解决").state == PartState.TAKEN_BACK


@pytest.mark.parametrize(
    "wrong",
    [{"task": ""}, {"unit": "water"}, {"due_at": timedelta(hours=-1)}],
    ids=["task", "unit", "due_at"],
)
def test_a_part_needs_another_unit_a_task_and_a_time_to_come(desk: Desk, wrong) -> None:
    values = {"unit": "housing", "task": "开门", "due_at": timedelta(days=1), **wrong}
    with pytest.raises(BadInput):
        handling.share(
            desk.plumber, desk.at(State.IN_PROGRESS), unit=getattr(desk, values["unit"]), task=values["task"],
            due_at=clock.now() + values["due_at"],
        )  # fmt: skip


def test_a_result_has_a_picture_or_says_why_not(desk: Desk) -> None:
    request = desk.at(State.IN_PROGRESS)
    with pytest.raises(BadInput) as refused:
        handling.report_result(desk.plumber, request, result=Result("灯修好了，试亮正常"))
    assert refused.value.field == "without"
    pictures = ((uuid4(), "a" * 64),)
    done = handling.report_result(desk.plumber, request, result=Result("灯修好了，试亮正常", after=pictures))
    assert (done.state, done.photos.get().stage) == (State.REPORTED, "after")


def test_progress_is_shown_to_reporters_only_when_said_so(desk: Desk) -> None:
    request = desk.at(State.IN_PROGRESS)
    handling.tell(desk.plumber, request, words_said="内部：等配件报价", is_shown=False)
    handling.tell(desk.plumber, request, words_said="配件明天到", is_shown=True)
    assert [h.words for h in request.hops.filter(verb="tell", is_shown=True)] == ["配件明天到"]


@pytest.mark.parametrize("days", [0, 16])
def test_an_extension_has_bounds(desk: Desk, days: int) -> None:
    with pytest.raises(BadInput):
        handling.ask_extension(desk.plumber, desk.at(State.IN_PROGRESS), days=days, reason="等配件")


@pytest.mark.parametrize("ahead", [0, 181])
def test_a_suspension_has_a_day_to_look_again(desk: Desk, ahead: int) -> None:
    with pytest.raises(BadInput):
        handling.ask_suspension(
            desk.plumber, desk.at(State.IN_PROGRESS), why="waiting_for_works", reason="列入改造",
            review_on=clock.today() + timedelta(days=ahead),
        )  # fmt: skip
