"""The programming interface of visits: the same permissions and commands as the pages."""

import json
from datetime import date, timedelta

import pytest
from django.test import Client

from linli.contexts.visits.models import Finding, Promise, Visit
from linli.kernel.accounts import commands as accounts
from linli.kernel.accounts.models import Account


@pytest.fixture
def home(world):
    return world.home(world.building1, 1, "501")


@pytest.fixture
def person(world, home):
    return world.person("张国英", date(1943, 3, 20), "2", home=home)


def knocking(world, role, area):
    """A program that acts as somebody of that role."""
    actor = world.actor(role, area)
    key = accounts.make_key(actor, Account.objects.get(pk=actor.account_id), name="数据中枢").text
    browser = Client(headers={"authorization": f"Bearer {key}"})

    def call(path, body=None):
        address = f"/api/v1/visits{path}"
        if body is None:
            return browser.get(address)
        return browser.post(address, json.dumps(body), content_type="application/json")

    return call


def said(person, **more):
    return {
        "outcome": "met", "people": {str(person.pk): {"state": "seen", "values": {"emergency_name": "李明"}}},
        "problems": [{"category": "gas", "words": "软管裂了"}],
        "promises": [{"words": "带助餐菜单来", "due_on": "2026-03-20"}], **more,
    }  # fmt: skip


def test_a_visit_is_recorded_once_for_one_key_and_read_back(world, home, person):
    call = knocking(world, "grid_worker", world.grid1)
    first = call(f"/doors/{home.pk}/visits", said(person, key="hub-1"))
    again = call(f"/doors/{home.pk}/visits", said(person, key="hub-1"))
    assert first.status_code == 200
    assert again.json() == {**first.json(), "repeated": True}
    visit = Visit.objects.get()
    assert visit.came_by == "program"
    assert Finding.objects.get().category == "gas"
    assert Promise.objects.get().due_on == date(2026, 3, 20)
    person.refresh_from_db()
    assert person.details["emergency_name"] == "李明"
    [row] = call(f"/doors/{home.pk}/visits").json()
    assert row["seen"] == [str(person.pk)]


def test_what_is_due_is_listed_for_ones_own_doors(world, home, person, clock):
    call = knocking(world, "grid_worker", world.grid1)
    call(f"/doors/{home.pk}/visits", said(person))
    clock.forward(timedelta(days=8))
    due = call("/due").json()
    assert {row["door"] for row in due} == {str(home.pk)}
    assert any("张国英" in row["why"] for row in due)
    assert call(f"/due?door={home.pk}").json() == due
    assert knocking(world, "grid_worker", world.grid2)("/due").json() == []


@pytest.mark.parametrize(
    ("role", "place", "read", "write"),
    [
        ("grid_worker", "grid1", 200, 200),
        ("grid_worker", "grid2", 404, 404),
        ("community_manager", "community", 200, 200),
        ("community_manager", "other_community", 404, 404),
        ("auditor", "subdistrict", 403, 403),
    ],
)
def test_who_may_read_and_write(world, home, person, role, place, read, write):
    call = knocking(world, role, getattr(world, place))
    assert call(f"/doors/{home.pk}/visits").status_code == read
    assert call(f"/doors/{home.pk}/visits", said(person)).status_code == write


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "flew"},
        {"problems": [{"category": "dragons"}]},
        {"at": "2030-01-01T10:00:00"},
        {"people": {"x": {}}},
        {"promises": [{"words": "带菜单", "due_on": "2020-01-01"}]},
    ],
)
def test_what_cannot_be_is_refused(world, home, person, wrong):
    call = knocking(world, "grid_worker", world.grid1)
    assert call(f"/doors/{home.pk}/visits", said(person, **wrong)).status_code in (400, 409, 422)
    assert not Visit.objects.exists()
