"""What is noticed at a door becomes a request, once, and both places hear how the other one ended it."""

import pytest
from tests.builders.desk import STEPS, WORKING, Desk

from linli.contexts.registry import api as registry
from linli.contexts.service_requests.commands import disputing, finishing, handling, sorting
from linli.contexts.service_requests.commands.finishing import Judged
from linli.contexts.service_requests.models import Request, State
from linli.contexts.service_requests.reactions import visits as reactions
from linli.contexts.visits import reactions as from_requests
from linli.contexts.visits.commands import decisions
from linli.contexts.visits.commands.visits import Found, Visited, record, withdraw
from linli.contexts.visits.models import Finding
from linli.facts.service_requests import RequestReopened
from linli.facts.visits import ProblemNoticed
from linli.kernel import clock
from linli.kernel.outbox import wire
from linli.kernel.outbox.delivery import drain


@pytest.fixture
def visit(desk: Desk):
    home = desk.world.home(desk.world.building1, 1, "501")
    door = registry.door(desk.worker, home.pk)
    seen = (Found("problem", "ebike_indoors", "充电器就在门后"), Found("need", next(iter(_needs()))))
    told = Visited("visit", "looked_after_empty", clock.now(), findings=seen)
    row = record(desk.worker, door.area, door=door, told=told)
    drain()
    return row


def _needs():
    from linli.contexts.visits.queries.words import categories

    return categories("need")


def problem() -> Finding:
    return Finding.objects.get(kind="problem")


def test_a_problem_opens_one_request_at_that_door_without_the_words(desk: Desk, visit) -> None:
    request = Request.objects.get()
    assert (request.category, request.channel, request.state) == ("ebikes", "visit", State.NEW)
    assert (request.dwelling_id, request.area) == (visit.dwelling_id, visit.area)
    assert request.place == "梧桐苑 1号楼 1单元"
    assert "充电器" not in request.words
    reactions.open_for(
        ProblemNoticed(problem().pk, visit.pk, visit.dwelling_id, visit.area.code, "ebike_indoors")
    )
    assert Request.objects.count() == 1


def test_the_visit_leads_to_the_request(desk: Desk, visit) -> None:
    request = Request.objects.get()
    assert (problem().request_id, problem().request_number) == (request.pk, request.number)


def test_the_end_of_the_request_answers_the_finding(desk: Desk, visit) -> None:
    request = Request.objects.get()
    sorting.answer(desk.clerk, request, answer="已劝离，车推到充电棚。")
    sorting.close(desk.clerk, request)
    drain()
    assert problem().answer.reveal() == f"诉求 {request.number} 已办结。"
    assert desk.fresh(request).state == State.CLOSED


def test_a_merged_one_hears_when_the_other_is_done(desk: Desk, visit) -> None:
    request, lead = Request.objects.get(), desk.report("一单元门后有人充电")
    sorting.merge(desk.clerk, request, lead)
    drain()
    assert problem().closed_on is None
    sorting.answer(desk.clerk, lead, answer="已劝离")
    sorting.close(desk.clerk, lead)
    drain()
    assert problem().answer.reveal() == f"诉求 {lead.number} 已办结。"


def _closed(desk: Desk, request: Request) -> Request:
    for verb in (*WORKING, "report", "accept", "close"):
        WALK[verb](desk, request)
    drain()
    return desk.fresh(request)


WALK = {**STEPS, "close": lambda d, r: finishing.judge_for(
    d.clerk, d.reporter(r), judged=Judged("yes", "yes"), via="phone"
)}  # fmt: skip


def test_not_solved_opens_the_finding_again_and_closing_again_tells_again(desk: Desk, visit) -> None:
    request = _closed(desk, Request.objects.get())
    assert problem().closed_on is not None
    finishing.reopen(desk.clerk, request, reason="又停回来了")
    drain()
    assert (problem().closed_on, problem().answer.reveal()) == (None, "")
    for verb in ("sign", "contact", "report", "accept", "close"):
        WALK[verb](desk, request)
    drain()
    assert problem().answer.reveal() == f"诉求 {request.number} 已办结。"


def test_heard_twice_it_is_opened_once(desk: Desk, visit) -> None:
    request = _closed(desk, Request.objects.get())
    finishing.reopen(desk.clerk, request, reason="又停回来了")
    drain()
    fact = RequestReopened(request.pk, request.area.code, request.origin, request.number)
    from_requests.note_request_open_again(fact)
    assert problem().closed_on is None
    decisions.close_finding(desk.worker, problem(), answer="当场推下楼了")
    from_requests.note_request_open_again(fact)
    assert problem().answer.reveal() == "当场推下楼了"


def test_opened_again_after_a_merge_the_finding_of_the_merged_one_opens_too(desk: Desk, visit) -> None:
    request, lead = Request.objects.get(), desk.report("一单元门后有人充电")
    sorting.merge(desk.clerk, request, lead)
    sorting.answer(desk.clerk, lead, answer="已劝离")
    sorting.close(desk.clerk, lead)
    drain()
    assert problem().closed_on is not None
    finishing.reconsider(desk.clerk, lead, reason="答复没有说到点子上")
    drain()
    assert problem().closed_on is None


def test_a_fact_from_elsewhere_opens_nothing(desk: Desk, visit) -> None:
    from_requests.note_request_open_again(RequestReopened(visit.pk, visit.area.code, "hotline:1", "SR-1"))
    assert problem().closed_on is None


def test_settled_at_the_door_before_it_is_given_out_it_is_taken_back(desk: Desk, visit) -> None:
    decisions.close_finding(desk.worker, problem(), answer="当场推下楼了")
    drain()
    assert Request.objects.get().state == State.WITHDRAWN
    assert problem().answer.reveal() == "当场推下楼了"


def test_settled_later_whoever_handles_it_reads_so(desk: Desk, visit) -> None:
    request = Request.objects.get()
    sorting.classify(desk.clerk, request, category="ebikes", kind="complaint", urgency="general")
    sorting.dispatch(desk.clerk, request, unit=desk.water)
    decisions.close_finding(desk.worker, problem(), answer="已劝离")
    drain()
    assert (desk.fresh(request).state, request.hops.last().verb) == (State.DISPATCHED, "noted")
    disputing.sign(desk.plumber, request)
    handling.contact(desk.plumber, request, words_said="已电话联系")
    assert problem().answer.reveal() == "已劝离"


def test_a_visit_that_was_a_mistake_takes_its_request_back(desk: Desk, visit) -> None:
    withdraw(desk.worker, visit, reason="记错了门牌")
    drain()
    assert Request.objects.get().state == State.WITHDRAWN


def test_reactions_are_named_by_their_context() -> None:
    assert wire.reaction_name(reactions.open_for) == "service_requests.open_for"


def test_the_pages_lead_to_each_other(desk: Desk, visit) -> None:
    from tests.contexts.service_requests.test_callout_pages import browser

    client = browser(desk.worker)
    answer = client.get(f"/visits/findings/{problem().pk}/visit/")
    assert answer["Location"] == f"/visits/{visit.pk}/"
    assert Request.objects.get().number in client.get(answer["Location"]).content.decode()
    stranger = browser(desk.of("grid_worker", desk.world.grid2, desk.committee, "stranger"))
    assert stranger.get(f"/visits/findings/{problem().pk}/visit/").status_code == 404
