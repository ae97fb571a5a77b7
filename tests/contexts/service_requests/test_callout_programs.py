"""Programs read call-outs and take a unit's steps with the permissions of their account."""

import json

from tests.builders.desk import Desk
from tests.builders.whistle import Whistle
from tests.contexts.service_requests.test_callout_pages import browser

from linli.contexts.service_requests.models import TurnState

ROOT = "/api/v1/service_requests/call-outs"


def test_the_list_and_one_of_them(desk: Desk, whistle: Whistle) -> None:
    blown = whistle.blown()
    found = browser(desk.plumber).get(ROOT).json()
    assert [(row["number"], [u["unit"] for u in row["units"]]) for row in found] == [
        (blown.number, ["临江水务公司", "临江区住建局"])
    ]
    assert browser(desk.plumber).get(f"{ROOT}/{blown.pk}").json()["state"] == "open"
    stranger = browser(desk.of("community_manager", desk.world.other_community, desk.office))
    assert stranger.get(f"{ROOT}/{blown.pk}").status_code == 404
    assert stranger.get(ROOT).json() == []


def test_a_unit_takes_its_steps(desk: Desk, whistle: Whistle) -> None:
    turn, client = whistle.turn(whistle.blown()), browser(desk.plumber)

    def step(verb: str, words: str = "") -> int:
        body = json.dumps({"words": words})
        return client.post(
            f"{ROOT}/units/{turn.pk}/{verb}", body, content_type="application/json"
        ).status_code

    assert [step("sign"), step("sign"), step("contact", "一小时到"), step("report", "修好了")] == [
        200,
        409,
        200,
        200,
    ]
    assert step("nonsense") == 422
    assert whistle.turn(turn.call_out).state == TurnState.REPORTED
    assert (
        browser(desk.builder)
        .post(f"{ROOT}/units/{turn.pk}/sign", json.dumps({}), content_type="application/json")
        .status_code
        == 403
    )
