"""The staff's pages: the list, one request, its steps as people at the desk and in the units take them."""

import io
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image
from tests.builders.desk import WAYS, Desk

from linli.contexts.service_requests.commands import sorting
from linli.contexts.service_requests.commands.reporting import Who
from linli.contexts.service_requests.models import Request, State
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.audit.models import AuditEntry


def browser(actor: Actor) -> Client:
    """A browser in which somebody of the desk has signed in."""
    account, found = Account.objects.get(pk=actor.account_id), Client()
    found.post("/sign-in/", {"username": account.username, "password": "linli-2026"})
    return found


def at(name: str, *keys: Any) -> str:
    return reverse(f"service_requests:{name}", args=keys)


def words_of(answer: Any) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("state", list(WAYS))
def test_a_request_can_be_opened_in_every_state_by_the_desk_and_the_unit(desk: Desk, state: str) -> None:
    request = desk.at(state)
    page = browser(desk.clerk).get(at("request", request.pk))
    assert page.status_code == 200
    assert str(State(state).label) in words_of(page)
    if request.unit_id:
        assert browser(desk.plumber).get(at("request", request.pk)).status_code == 200


@pytest.mark.parametrize("state", list(WAYS))
def test_every_step_on_offer_opens_a_form(desk: Desk, state: str) -> None:
    request = desk.at(state)
    for actor in (desk.clerk, desk.manager, desk.plumber, desk.street):
        if browser(actor).get(at("request", request.pk)).status_code != 200:
            continue
        from linli.contexts.service_requests.queries import detail

        for step in detail.steps(actor, request):
            page = browser(actor).get(at("step", request.pk, step.verb))
            assert page.status_code == 200, step.verb
            assert step.label in words_of(page)


@pytest.mark.parametrize(
    ("who", "listed", "opened"),
    [
        ("clerk", 200, 200),
        ("manager", 200, 200),
        ("worker", 200, 200),
        ("street", 200, 200),
        ("plumber", 200, 200),
        ("builder", 200, 404),
    ],
)
def test_who_may_open_what(desk: Desk, who: str, listed: int, opened: int) -> None:
    request = desk.at(State.DISPATCHED)
    found = browser(getattr(desk, who))
    assert found.get(at("register")).status_code == listed
    assert found.get(at("request", request.pk)).status_code == opened
    assert found.get(at("work_order", request.pk)).status_code == opened
    assert found.get(at("map", request.pk)).status_code == opened


def test_somebody_from_another_grid_finds_nothing(desk: Desk) -> None:
    request = desk.at(State.DISPATCHED)
    stranger = desk.world.client("grid_worker", desk.world.grid2)
    for name in ("request", "work_order", "map", "join"):
        answer = stranger.get(at(name, request.pk))
        assert answer.status_code in (403, 404), name
    assert stranger.get(at("step", request.pk, "sign")).status_code == 404
    assert stranger.get(at("ask_phone", desk.reporter(request).pk)).status_code == 404
    assert stranger.post(at("phone", desk.reporter(request).pk), {"reason": "回访"}).status_code == 404


def test_the_list_is_narrowed_by_tab_filter_number_phone_and_words(desk: Desk) -> None:
    new, given = desk.report("楼下垃圾桶满了三天", category="rubbish"), desk.at(State.DISPATCHED)
    page = browser(desk.clerk)

    def numbers(query: str) -> set[str]:
        found = words_of(page.get(f"{at('register')}?{query}"))
        return {one.number for one in (new, given) if one.number in found}

    assert numbers("") == {new.number, given.number}
    assert numbers("group=to_sort") == {new.number}
    assert numbers("group=with_units") == {given.number}
    assert numbers("group=all&category=rubbish") == {new.number}
    assert numbers(f"q={given.number}") == {given.number}
    assert numbers("q=垃圾桶") == {new.number}
    assert numbers("q=19900012345") == {new.number, given.number}
    assert numbers("q=19900099999") == set()
    assert numbers(f"group=all&unit={desk.water.pk}") == {given.number}
    assert numbers("group=all&since=2026-03-12") == set()
    assert numbers("group=all&since=2026-02-31&state=nonsense") == set()
    assert numbers("group=nonsense&sort=nonsense&page=99999") == {new.number, given.number}


def test_a_unit_begins_with_its_own_work(desk: Desk) -> None:
    given = desk.at(State.DISPATCHED)
    other = desk.report("垃圾桶满了三天没人收")
    found = words_of(browser(desk.plumber).get(at("register")))
    assert given.number in found
    assert other.number not in found
    assert 'name="id"' not in found


def test_queries_do_not_grow_with_the_rows(desk: Desk, django_assert_max_num_queries: Any) -> None:
    from django.db import connection

    page = browser(desk.clerk)
    desk.at(State.DISPATCHED)
    with CaptureQueriesContext(
        connection,
    ) as few:
        page.get(at("register"))
    for n in range(6):
        desk.at(State.DISPATCHED, who=Who("李", f"1990005432{n}"))
    with CaptureQueriesContext(connection) as many:
        page.get(at("register"))
    assert len(many) == len(few)


def test_a_number_is_shown_only_with_a_reason_and_that_stays_on_record(desk: Desk) -> None:
    request = desk.at(State.IN_PROGRESS)
    reporter = desk.reporter(request)
    for actor in (desk.clerk, desk.plumber):
        page = browser(actor)
        shown = words_of(page.get(at("request", request.pk)))
        assert "19900012345" not in shown
        assert "199****2345" in shown
        assert page.post(at("phone", reporter.pk), {"reason": ""}).status_code == 422
        assert "19900012345" in words_of(page.post(at("phone", reporter.pk), {"reason": "约上门时间"}))
    entry = AuditEntry.objects.filter(action="service_requests.phone_revealed").last()
    assert entry is not None
    assert entry.reason == "约上门时间"


def test_a_unit_that_no_longer_leads_does_not_see_who_reported(desk: Desk) -> None:
    request = desk.at(State.OBJECTED)
    from linli.contexts.service_requests.commands import disputing

    disputing.redirect(desk.clerk, request, unit=desk.housing, reason="异议成立")
    page = browser(desk.plumber)
    shown = words_of(page.get(at("request", request.pk)))
    assert "王秀英" not in shown
    assert "199****2345" not in shown
    assert page.post(at("phone", desk.reporter(request).pk), {"reason": "约时间"}).status_code == 403


def test_a_grid_worker_sees_the_number_masked_only(desk: Desk) -> None:
    request = desk.at(State.DISPATCHED)
    page = browser(desk.worker)
    assert "199****2345" in words_of(page.get(at("request", request.pk)))
    assert page.post(at("phone", desk.reporter(request).pk), {"reason": "约时间"}).status_code == 403


def picture(colour: str) -> io.BytesIO:
    box = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(box, "JPEG", exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00")
    box.name = f"{colour}.jpg"
    box.seek(0)
    return box


def test_a_result_comes_with_pictures_before_and_after_seen_only_by_those_concerned(desk: Desk) -> None:
    request = desk.at(State.IN_PROGRESS)
    told = {"answer": "已换新灯，试亮正常。", "before": picture("grey"), "after": picture("white")}
    answer = browser(desk.plumber).post(at("step", request.pk, "report"), told)
    assert answer.status_code == 303, words_of(answer)
    assert desk.fresh(request).state == State.REPORTED
    shot = request.photos.get(stage="after")
    seen = browser(desk.clerk).get(at("photo", request.pk, shot.file_id))
    assert seen["Content-Type"] == "image/jpeg"
    assert b"Exif" not in b"".join(seen) if seen.streaming else b"Exif" not in seen.content
    assert browser(desk.builder).get(at("photo", request.pk, shot.file_id)).status_code == 404


def test_what_is_no_picture_is_said_and_what_was_typed_stays(desk: Desk) -> None:
    request = desk.at(State.IN_PROGRESS)
    bad = io.BytesIO(b"%PDF-1.4 not a picture")
    bad.name = "scan.pdf"
    answer = browser(desk.plumber).post(
        at("step", request.pk, "report"), {"answer": "已换新灯，试亮正常。", "after": bad}
    )
    assert answer.status_code == 422
    assert "已换新灯，试亮正常。" in words_of(answer)
    assert desk.fresh(request).state == State.IN_PROGRESS


def test_impossible_days_and_times_are_said(desk: Desk) -> None:
    request = desk.at(State.IN_PROGRESS)
    page = browser(desk.plumber)
    share = {"unit": desk.housing.pk, "task": "开楼顶门", "due_at": "2026-02-31T10:00"}
    assert "没有这个时间" in words_of(page.post(at("step", request.pk, "share"), share))
    wait = {"why": "waiting_for_works", "reason": "列入改造", "review_on": "2026-02-31"}
    assert "没有这一天" in words_of(page.post(at("step", request.pk, "ask_suspension"), wait))
    wait["review_on"] = "2025-01-01"
    assert page.post(at("step", request.pk, "ask_suspension"), wait).status_code == 422


def test_a_double_click_writes_once(desk: Desk) -> None:
    request = desk.at(State.IN_PROGRESS)
    page = browser(desk.plumber)
    told = {"words_said": "配件已到，明天安装", "nonce": "k1"}
    assert page.post(at("step", request.pk, "tell"), told).status_code == 303
    assert page.post(at("step", request.pk, "tell"), told).status_code == 303
    assert request.hops.filter(verb="tell").count() == 1


def test_a_part_is_finished_by_the_unit_that_was_asked(desk: Desk) -> None:
    request = desk.at(State.IN_PROGRESS)
    share = {"unit": desk.housing.pk, "task": "开楼顶门", "due_at": "2026-03-13T17:00"}
    assert browser(desk.plumber).post(at("step", request.pk, "share"), share).status_code == 303
    part = request.parts.get()
    assert browser(desk.plumber).post(at("finish_part", part.pk), {"result": "开了门"}).status_code == 422
    assert browser(desk.builder).post(at("finish_part", part.pk), {"result": "开了门"}).status_code == 303
    part.refresh_from_db()
    assert part.state == "done"


def test_the_work_order_prints_the_time_limit(desk: Desk) -> None:
    from linli.contexts.service_requests.exports import requests as exports
    from linli.contexts.service_requests.queries import trace

    request = desk.at(State.IN_PROGRESS)
    made = browser(desk.plumber).get(at("work_order", request.pk))
    assert made.content.startswith(b"%PDF")
    values = exports.work_order(desk.fresh(request), trace.history(request))
    assert values["allowed"] == "7 个工作日"
    assert values["due"] == "2026-03-20 17:30"
    assert "王秀英" not in str(values)
    assert "19900012345" not in str(values)


def test_the_list_is_taken_along_without_names_and_numbers_and_that_is_on_record(desk: Desk) -> None:
    request = desk.at(State.DISPATCHED)
    book = load_workbook(io.BytesIO(browser(desk.clerk).get(at("export")).content))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row]
    assert request.number in cells
    assert not any("王秀英" in cell or "19900012345" in cell for cell in cells)
    assert AuditEntry.objects.filter(action="service_requests.exported").exists()
    assert browser(desk.plumber).get(at("export")).status_code == 403


def test_the_second_of_two_dispatchers_reads_who_was_first_and_loses_nothing(desk: Desk) -> None:
    request = desk.at(State.CLASSIFIED)
    first, second = browser(desk.clerk), browser(desk.manager)
    form = second.get(at("step", request.pk, "dispatch")).context["form"]
    first.post(at("step", request.pk, "dispatch"), {"unit": desk.water.pk})
    late = {"unit": desk.housing.pk, "words_to_unit": "请带梯子", "seen": form.initial["seen"]}
    answer = second.post(at("step", request.pk, "dispatch"), late)
    assert answer.status_code == 422
    assert "派单" in words_of(answer)
    assert "counter_clerk" in words_of(answer)
    assert "请带梯子" in words_of(answer)
    assert desk.fresh(request).unit == desk.water
    opened = second.get(at("step", request.pk, "dispatch"), follow=True)
    assert "这一步不能做了" in words_of(opened)


def test_whoever_sorts_what_somebody_else_just_sorted_is_asked_again(desk: Desk) -> None:
    request = desk.report()
    page = browser(desk.manager)
    seen = page.get(at("step", request.pk, "classify")).context["form"].initial["seen"]
    sorting.classify(desk.clerk, request, category="power", kind="help", urgency="general")
    mine = {"category": "lighting", "kind": "help", "urgency": "general", "seen": seen}
    answer = page.post(at("step", request.pk, "classify"), mine)
    assert answer.status_code == 422
    assert Request.objects.get(pk=request.pk).category == "power"
    again = {**mine, "seen": answer.context["form"].data["seen"]}
    assert page.post(at("step", request.pk, "classify"), again).status_code == 303
    assert Request.objects.get(pk=request.pk).category == "lighting"
