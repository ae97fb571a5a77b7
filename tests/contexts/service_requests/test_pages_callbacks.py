"""Calling back: everybody who reported is asked; what is left out of the rates needs a second person."""

import pytest
from tests.builders.desk import Desk
from tests.contexts.service_requests.test_pages import at, browser, words_of

from linli.contexts.service_requests.commands import reporting
from linli.contexts.service_requests.commands.reporting import Who
from linli.contexts.service_requests.models import State

YES = {"solved": "yes", "satisfied": "yes", "via": "phone", "nonce": "n1"}


def test_everybody_is_asked_and_the_last_answer_closes_it(desk: Desk) -> None:
    request = desk.at(State.CALLBACK)
    reporting.join_for(desk.clerk, request, who=Who("李建国", "19900054321"))
    page = browser(desk.clerk)
    shown = words_of(page.get(at("callbacks")))
    assert "王秀英" in shown
    assert "李建国" in shown
    assert "19900054321" not in shown
    for n, one in enumerate(request.reporters.order_by("joined_at")):
        assert page.get(at("call", one.pk)).status_code == 200
        assert page.post(at("call", one.pk), {**YES, "nonce": str(n)}).status_code == 303
    assert desk.fresh(request).state == State.CLOSED
    assert "王秀英" not in words_of(page.get(at("callbacks")))


def test_not_solved_leads_to_a_decision(desk: Desk) -> None:
    request = desk.at(State.CALLBACK)
    page = browser(desk.clerk)
    answer = page.post(at("call", desk.reporter(request).pk), {**YES, "solved": "no", "satisfied": "no"})
    assert answer["Location"] == at("request", request.pk)
    assert request.number in words_of(page.get(f"{at('callbacks')}?tab=doubt"))
    assert "重新办理" in words_of(page.get(at("request", request.pk)))


def test_nobody_reached_is_counted_once_for_a_double_click_and_ends_after_three(desk: Desk) -> None:
    request = desk.at(State.CALLBACK)
    page, one = browser(desk.clerk), desk.reporter(request)
    for nonce in ("a", "a", "b"):
        page.post(at("not_reached", one.pk), {"nonce": nonce})
    one.refresh_from_db()
    assert one.calls == 2
    page.post(at("not_reached", one.pk), {"nonce": "c"})
    assert desk.fresh(request).state == State.CLOSED


def test_a_choice_is_needed_and_what_was_typed_stays(desk: Desk) -> None:
    one = desk.reporter(desk.at(State.CALLBACK))
    answer = browser(desk.clerk).post(at("call", one.pk), {"remark": "很客气", "via": "phone"})
    assert answer.status_code == 422
    assert "很客气" in words_of(answer)


def test_an_answer_is_left_out_only_when_a_second_person_agrees(desk: Desk) -> None:
    request = desk.at(State.CLOSED)
    one, page = desk.reporter(request), browser(desk.clerk)
    assert page.post(at("leave_out", one.pk), {"reason": "要求送一台新冰箱"}).status_code == 303
    mine = browser(desk.manager)
    assert "要求送一台新冰箱" in words_of(mine.get(f"{at('callbacks')}?tab=left_out"))
    assert page.post(at("decide_left_out", one.pk), {"agrees": "1"}).status_code == 403
    assert mine.post(at("decide_left_out", one.pk), {"agrees": "1"}).status_code == 303
    one.refresh_from_db()
    assert one.left_out_second == desk.manager.account_id


def test_whoever_proposes_does_not_decide(desk: Desk) -> None:
    one, page = desk.reporter(desk.at(State.CLOSED)), browser(desk.manager)
    page.post(at("leave_out", one.pk), {"reason": "要求送一台新冰箱"})
    assert "等另一位同事决定" in words_of(page.get(f"{at('callbacks')}?tab=left_out"))
    assert page.post(at("decide_left_out", one.pk), {"agrees": "1"}).status_code == 409


@pytest.mark.parametrize(
    ("who", "listed", "called"),
    [("clerk", 200, 200), ("manager", 200, 200), ("street", 200, 200), ("worker", 403, 403),
     ("plumber", 403, 403)],
)  # fmt: skip
def test_who_calls_back(desk: Desk, who: str, listed: int, called: int) -> None:
    one, page = desk.reporter(desk.at(State.CALLBACK)), browser(getattr(desk, who))
    assert page.get(at("callbacks")).status_code == listed
    assert page.get(at("call", one.pk)).status_code == called


def test_the_desk_of_another_community_finds_nobody(desk: Desk) -> None:
    one = desk.reporter(desk.at(State.CALLBACK))
    stranger = desk.world.client("counter_clerk", desk.world.other_community)
    for name in ("call", "leave_out"):
        assert stranger.get(at(name, one.pk)).status_code == 404
    assert stranger.post(at("not_reached", one.pk)).status_code == 404
