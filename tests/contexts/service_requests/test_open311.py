"""GeoReport v2 as programs see it: the shapes of the specification, and never a fault of ours."""

import json
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders.world import COMMUNITY

from linli.contexts.service_requests.commands import programs, sorting
from linli.contexts.service_requests.models import Channel, Request, State
from linli.contexts.service_requests.queries import words

V2 = "/service_requests/open311/v2/"
REQUEST = {
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description",
    "agency_responsible", "service_notice", "requested_datetime", "updated_datetime", "expected_datetime",
    "address", "address_id", "zipcode", "lat", "long", "media_url",
}  # fmt: skip
"""The names of the specification's example."""


def read(path: str, **asked) -> list:
    answer = Client().get(V2 + path, asked)
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"].startswith("application/json")
    return answer.json()


def key(world) -> str:
    return programs.add_program(world.actor("community_manager"), world.community, name="物业报修").text


def write(kind: str = "json", **said):
    return Client().post(f"{V2}requests.{kind}", said)


def is_error(answer) -> bool:
    """A list of errors, each with a code and a sentence."""
    if answer.headers["Content-Type"].startswith("application/json"):
        rows = json.loads(answer.content)
        return bool(rows) and all(set(row) == {"code", "description"} and row["description"] for row in rows)
    top = ET.fromstring(answer.content)  # noqa: S314 - our own answer
    return top.tag == "errors" and [child.tag for child in top[0]] == ["code", "description"]


def test_services_in_both_formats(world) -> None:
    told = read("services.json")
    assert {"service_code", "service_name", "description", "metadata", "type", "keywords", "group"} == set(
        told[0]
    )
    answer = Client().get(f"{V2}services.xml")
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    top = ET.fromstring(answer.content)  # noqa: S314 - our own answer
    assert [s.findtext("service_code") for s in top.findall("service")] == list(words.categories())
    assert top.findtext("service/metadata") == "false"


def test_a_definition_without_questions(world) -> None:
    assert Client().get(f"{V2}services/lighting.json").json() == {
        "service_code": "lighting",
        "attributes": [],
    }
    assert Client().get(f"{V2}services/nothing.json").status_code == 404


def test_requests_hold_the_names_of_the_specification_and_nobody(desk) -> None:
    row = desk.at(State.DISPATCHED)
    (told,) = read("requests.json")
    assert set(told) == REQUEST
    assert (told["service_request_id"], told["status"]) == (row.number, "open")
    assert told["requested_datetime"] == "2026-03-11T02:00:00Z"
    assert told["agency_responsible"] == "临江水务公司"
    said = Client().get(f"{V2}requests.xml").content.decode()
    for personal in ("王秀英", "199", "老人摔跤"):
        assert personal not in said
    sorting.show(desk.clerk, row, is_shown=True)
    assert "老人摔跤" in read("requests.json")[0]["description"]


def test_tip_offs_are_not_told(desk) -> None:
    desk.report(kind="tip_off")
    assert read("requests.json") == []


def test_requests_are_chosen_by_state_service_time_and_number(desk, clock) -> None:
    closed = desk.at(State.CLOSED)
    clock.forward(timedelta(days=2))
    fresh = desk.report("车棚充电口坏了两个", category="ebikes")

    def found(**asked) -> list[str]:
        return [row["service_request_id"] for row in read("requests.json", **asked)]

    assert found() == [fresh.number, closed.number]
    assert found(status="closed") == [closed.number]
    assert found(status="open,closed") == [fresh.number, closed.number]
    assert found(service_code="ebikes") == [fresh.number]
    assert found(start_date="2026-03-12T00:00:00+08:00") == [fresh.number]
    assert found(end_date="2026-03-12T00:00:00Z") == [closed.number]
    assert found(service_request_id=f"{closed.number},SR-1") == [closed.number]
    assert found(page_size="1", page="2") == [closed.number]
    assert found(jurisdiction_id=COMMUNITY) == [fresh.number, closed.number]
    assert found(jurisdiction_id="339901001002") == []
    assert found(status="", service_code="", start_date="") == found()


def test_one_request_its_token_and_its_steps(desk) -> None:
    row = desk.at(State.CALLBACK)
    assert read(f"requests/{row.number}.json")[0]["service_request_id"] == row.number
    assert read(f"tokens/{row.number}.json") == [{"token": row.number, "service_request_id": row.number}]
    steps = read("servicerequestupdates.json")
    assert {step["service_request_id"] for step in steps} == {row.number}
    assert "已换新灯" not in str(steps)


def test_the_discovery_document_has_the_shape_that_clients_read(db) -> None:
    (endpoint,) = Client().get(f"{V2}discovery.json").json()["endpoints"]
    assert endpoint["specification"].endswith("GeoReport_v2")
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert Client().get(f"{endpoint['url']}/services.json").status_code == 200
    told = ET.fromstring(Client().get(f"{V2}discovery.xml").content)  # noqa: S314 - our own answer
    assert told.findtext("endpoints/endpoint/url") == endpoint["url"]
    assert [one.text for one in told.findall("endpoints/endpoint/formats/format")] == endpoint["formats"]


def test_a_program_reports_with_its_key(world) -> None:
    answer = write(
        api_key=key(world), service_code="lighting", description="楼道灯不亮",
        address_id=world.building2.code,
        first_name="梅", last_name="李", phone="19900012345", email="x@example.com",
    )  # fmt: skip
    assert answer.status_code == 200
    (made,) = answer.json()
    row = Request.objects.get(number=made["service_request_id"])
    assert (row.area, row.channel, row.category) == (world.building2, Channel.PROGRAM, "lighting")
    assert row.reporters.get().tracking.reveal() in made["service_notice"]
    assert not row.reporters.get().is_told


def test_a_point_becomes_the_building_it_lies_in(world) -> None:
    world.building2.longitude, world.building2.latitude = 120.1, 30.2
    world.building2.save()
    write(
        "xml", api_key=key(world), service_code="road", description="井盖松动",
        lat="30.20001", long="120.10001",
    )  # fmt: skip
    assert Request.objects.get().area == world.building2


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"api_key": ""}, 403), ({"api_key": "wrong"}, 403), ({"service_code": ""}, 400),
        ({"service_code": "x"}, 404), ({"address_string": ""}, 400), ({"lat": "nan", "long": "1"}, 400),
        ({"lat": "1"}, 400), ({"lat": "91", "long": "1"}, 400), ({"description": ""}, 400),
        ({"address_id": "339901001002"}, 404), ({"jurisdiction_id": "339901001002"}, 403),
        ({"jurisdiction_id": "city.gov"}, 404), ({"phone": "1"}, 400), ({"description": "长" * 3000}, 400),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["json", "xml"])
def test_what_is_wrong_is_said_in_the_shape_of_the_specification(world, said, status, kind) -> None:
    usual = {"service_code": "road", "description": "井盖松动", "address_string": "北门"}
    answer = write(kind, **{"api_key": key(world), **usual, **said})
    assert answer.status_code == status
    assert is_error(answer)
    assert not Request.objects.exists()


TEXTS = st.text(max_size=30) | st.sampled_from(
    ["open", "2026-03-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "9" * 40]
)
NAMES = st.sampled_from(
    ["jurisdiction_id", "service_request_id", "service_code", "start_date", "end_date", "status", "page",
     "page_size", "lat", "long", "api_key", "nonsense"]
)  # fmt: skip
PATHS = st.sampled_from(
    ["requests", "services", "servicerequestupdates", "discovery", "services/road", "tokens/a"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=PATHS, kind=st.sampled_from(["json", "xml", "csv"]), asked=st.dictionaries(NAMES, TEXTS, max_size=5)
)
def test_whatever_is_asked_the_answer_is_whole(desk, path: str, kind: str, asked: dict[str, str]) -> None:
    answer = Client().get(f"{V2}{path}.{kind}", asked)
    assert answer.status_code in (200, 400, 404)
    if answer.status_code != 200:
        assert is_error(answer)
    elif kind == "xml":
        ET.fromstring(answer.content)  # noqa: S314 - our own answer


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.dictionaries(NAMES | st.just("description"), TEXTS, max_size=8))
def test_whatever_is_sent_the_answer_is_whole(desk, said: dict[str, str]) -> None:
    answer = Client().post(f"{V2}requests.json", said)
    assert answer.status_code in (400, 403, 404)
    assert is_error(answer)


def test_other_methods_and_odd_addresses_are_refused_in_shape(desk) -> None:
    for answer in (
        Client().delete(f"{V2}requests.json"),
        Client().get(f"{V2}requests/SR-0000-1.json"),
        Client().get(f"{V2}requests/%00.xml"),
    ):
        assert answer.status_code in (400, 404)
        assert is_error(answer)


def test_many_cost_no_more_questions_than_one(desk) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as said:
            read("requests.json")
        return len(said)

    desk.report()
    asked()
    few = asked()
    for n in range(5):
        desk.report(f"楼道灯不亮第{n}次")
    assert asked() == few
