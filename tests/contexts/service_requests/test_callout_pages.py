"""The pages of call-outs: who sees which, calling, stepping, taking the list along."""

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.builders.desk import Desk
from tests.builders.whistle import Whistle

from linli.contexts.service_requests.models import CallOut, CallState, TurnState
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor


def browser(actor: Actor) -> Client:
    client = Client()
    client.post(
        "/sign-in/", {"username": Account.objects.get(pk=actor.account_id).username, "password": "linli-2026"}
    )
    return client


def sent(desk: Desk, **more):
    return {
        "kind": "routine", "area": desk.world.building1.pk, "place": "东侧", "words": "地下管道漏水",
        "tried": "物业关阀三次没有用", "lead": desk.water.pk, "lead_task": "抢修",
        "others": [desk.housing.pk], "key": "k1", **more,
    }  # fmt: skip


def test_a_manager_calls_two_units_and_a_double_click_calls_once(desk: Desk) -> None:
    client = browser(desk.manager)
    assert "综合执法哨" in client.get("/service_requests/call-outs/new/").content.decode()
    for _click in range(2):
        answer = client.post("/service_requests/call-outs/new/", sent(desk))
        assert answer.status_code == 303
    row = CallOut.objects.get()
    assert (row.state, row.turns.count()) == (CallState.OPEN, 2)
    page = client.get(answer["Location"]).content.decode()
    assert "临江水务公司" in page
    assert "已吹哨" in page


def test_a_grid_workers_call_is_a_proposal_and_a_heavy_one_of_a_manager_too(desk: Desk) -> None:
    browser(desk.worker).post("/service_requests/call-outs/new/", sent(desk))
    browser(desk.manager).post("/service_requests/call-outs/new/", sent(desk, kind="joint"))
    assert set(CallOut.objects.values_list("kind", "state")) == {
        ("routine", "proposed"),
        ("joint", "proposed"),
    }


def test_what_is_missing_is_said_beside_it(desk: Desk) -> None:
    answer = browser(desk.manager).post("/service_requests/call-outs/new/", sent(desk, tried="没", lead=""))
    assert answer.status_code == 422
    assert not CallOut.objects.exists()


def test_a_place_of_another_grid_is_not_offered(desk: Desk) -> None:
    answer = browser(desk.worker).post(
        "/service_requests/call-outs/new/", sent(desk, area=desk.world.building3.pk)
    )
    assert answer.status_code == 422


def test_a_request_leads_to_a_call_and_is_named_there(desk: Desk) -> None:
    request, client = desk.report(), browser(desk.manager)
    page = client.get(f"/service_requests/call-outs/new/?request={request.pk}").content.decode()
    assert request.number in page
    answer = client.post(f"/service_requests/call-outs/new/?request={request.pk}", sent(desk))
    assert request.number in client.get(answer["Location"]).content.decode()
    stranger = browser(desk.of("community_manager", desk.world.other_community, desk.office))
    assert stranger.get(f"/service_requests/call-outs/new/?request={request.pk}").status_code == 404


def test_the_unit_goes_through_its_steps_and_both_judge(desk: Desk, whistle: Whistle) -> None:
    blown = whistle.blown()
    client, turn = browser(desk.plumber), whistle.turn(blown)
    for verb, said in (
        ("sign", ""),
        ("contact", "一小时内到"),
        ("plan", "换管"),
        ("arrive", ""),
        ("report", "已修好"),
    ):
        page = client.get(f"/service_requests/call-outs/{blown.pk}/").content.decode()
        assert f"/units/{turn.pk}/{verb}/" in page
        answer = client.post(f"/service_requests/call-outs/units/{turn.pk}/{verb}/", {"said": said})
        assert answer.status_code == 303
    assert whistle.turn(blown).state == TurnState.REPORTED
    marked = client.post(
        f"/service_requests/call-outs/units/{turn.pk}/mark_caller/", {"mark": "good", "said": "有人带路"}
    )
    assert marked.status_code == 303
    assert (
        "有人带路" in browser(desk.manager).get(f"/service_requests/call-outs/{blown.pk}/").content.decode()
    )


def test_a_step_out_of_turn_says_why(desk: Desk, whistle: Whistle) -> None:
    turn = whistle.turn(whistle.blown())
    answer = browser(desk.plumber).post(
        f"/service_requests/call-outs/units/{turn.pk}/report/", {"said": "修好"}
    )
    assert answer.status_code == 422
    assert "当前状态" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("manager", 200),
        ("worker", 200),
        ("street", 200),
        ("plumber", 200),
        ("stranger", 404),
        ("unasked", 404),
    ],
)
def test_who_opens_it(desk: Desk, whistle: Whistle, who: str, status: int) -> None:
    blown = whistle.blown()
    others = {
        "stranger": lambda: desk.of("community_manager", desk.world.other_community, desk.office),
        "unasked": lambda: desk.of("department_officer", desk.world.subdistrict, desk.property),
    }
    client = browser(others[who]() if who in others else getattr(desk, who))
    assert client.get(f"/service_requests/call-outs/{blown.pk}/").status_code == status
    assert client.get(f"/service_requests/call-outs/{blown.pk}/nonsense/").status_code == 404


def test_the_list_is_found_by_tab_kind_and_words(desk: Desk, whistle: Whistle) -> None:
    whistle.blown()
    whistle.proposed(kind="emergency", words="楼道冒烟，有烧焦味")
    client = browser(desk.manager)

    def shown(query: str) -> list[bool]:
        page = client.get(f"/service_requests/call-outs/?{query}").content.decode()
        return ["地下管道漏水" in page, "楼道冒烟" in page]

    assert shown("") == [True, True]
    assert shown("tab=proposed") == [False, True]
    assert shown("kind=routine") == [True, False]
    assert shown("q=烧焦") == [False, True]
    assert shown("tab=late") == [False, False]
    assert shown("tab=over") == [False, False]


def test_the_list_takes_as_many_queries_for_many(desk: Desk, whistle: Whistle) -> None:
    client = browser(desk.manager)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get("/service_requests/call-outs/")
        return len(caught)

    whistle.blown()
    few = queries()
    for _n in range(12):
        whistle.blown()
    assert queries() == few


def test_the_workbook_has_a_line_for_each_unit(desk: Desk, whistle: Whistle) -> None:
    blown = whistle.blown()
    answer = browser(desk.manager).get("/service_requests/call-outs/export/")
    rows = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    assert sum(row[0] == blown.number for row in rows) == 2
