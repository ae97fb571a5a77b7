"""Today as its worker meets it: why at every door, in an order to walk, and a week ahead."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.contexts.today.commands import keep_route
from linli.contexts.today.models import Leave, Postponement, Route
from linli.contexts.today.queries import day, walk
from linli.contexts.today.queries.stairs import Walk, stairways
from linli.contexts.visits.commands.plans import work_out_place
from linli.kernel.actor import linli


def settle(world, doors: int) -> list:
    homes = []
    for n in range(doors):
        building = world.building1 if n % 2 else world.building2
        home = world.home(building, 1 + n % 2, f"{2 + n // 2}01")
        world.person(f"张{n}", date(1940, 1, 1 + n), "2", home=home)
        homes.append(home)
    work_out_place(linli("test"), world.community)
    return homes


@pytest.fixture
def browser(world):
    return world.client("grid_worker", world.grid1)


def test_every_door_says_why_and_the_week_shows_what_comes(world, browser, clock):
    settle(world, 3)
    clock.forward(timedelta(days=8))
    page = browser.get(reverse("today:today")).content.decode()
    assert "每周至少探访一次" in page
    assert page.count("去走访") == 3
    week = browser.get(reverse("today:week")).content.decode()
    assert "日常走访" in week or "每周探访" in week


def test_a_reason_that_names_nobody_stands_behind_what_is_to_be_done(world, browser, clock):
    home = world.home(world.building1, 1, "301")
    world.person("张国英", date(1950, 1, 1), "2", home=home, groups={"subsistence_allowance": {}})
    clock.forward(timedelta(days=150))
    page = browser.get(reverse("today:today")).content.decode()
    assert "<strong>核实张国英的" in page
    assert page.index("<strong>核实张国英的") < page.index("已到核实日期")


def test_every_reason_leads_to_the_visit_page_of_its_door(world, browser, clock):
    home = world.home(world.building1, 1, "501")
    world.person("张一", date(1970, 1, 1), home=home, groups={"subsistence_allowance": {}})
    clock.forward(timedelta(days=200))
    work_out_place(linli("test"), world.community)
    worker = world.actor("grid_worker", world.grid1)
    [door] = day.day_of(worker, clock.today()).now
    assert any(entry.address != door.address for entry in door.entries)
    assert door.address == reverse("visits:door", args=[home.pk])
    assert f'doorline-name" href="{door.address}"' in browser.get(reverse("today:today")).content.decode()
    assert day.following(worker, uuid4()).address == door.address


def test_putting_off_from_the_page(world, browser, clock):
    [home] = settle(world, 1)
    clock.forward(timedelta(days=8))
    worker = world.actor("grid_worker", world.grid1)
    entry = day.day_of(worker, clock.today()).now[0].lead
    address = f"{reverse('today:postpone', args=[home.pk])}?key={entry.key}"
    assert browser.post(address, {"until": "2026-03-20", "why": "other", "more": ""}).status_code == 422
    answer = browser.post(address, {"until": "2026-03-20", "why": "away", "more": ""})
    assert answer.status_code == 302 or answer.status_code == 303
    row = Postponement.objects.get()
    assert "住院或外出" in row.reason
    browser.post(reverse("today:take_back", args=[row.pk]))
    assert not Postponement.objects.exists()
    assert browser.get(f"{reverse('today:postpone', args=[home.pk])}?key=nothing").status_code == 404


def test_doors_are_put_in_walking_order(world, browser, clock):
    homes = settle(world, 6)
    for n, area in enumerate({home.area_id: home.area for home in homes}.values()):
        area.longitude, area.latitude = 120.001 + 0.0005 * (n % 2), 30.001 + 0.0005 * n
        area.save()
    clock.forward(timedelta(days=8))
    browser.post(reverse("today:order"))
    worker = world.actor("grid_worker", world.grid1)
    found = day.day_of(worker, clock.today())
    assert found.is_ordered
    stairs = [d.stairs for d in found.now]
    assert stairs == sorted(stairs, key=stairs.index)
    assert len(found.now) == 6


def test_doors_stand_under_the_stairways_that_one_comes_past(world, browser, clock):
    settle(world, 6)
    clock.forward(timedelta(days=8))
    worker = world.actor("grid_worker", world.grid1)
    found = stairways(day.day_of(worker, clock.today()).now)
    assert [len(stairway.doors) for stairway in found] == [3, 3]
    page = browser.get(reverse("today:today")).content.decode()
    for stairway in found:
        assert stairway.name.startswith(world.building1.compound.name)
        assert f"{stairway.name} <span" in page
    assert reverse("visits:pocket") in page


def test_what_comes_due_later_stands_by_its_stairway(world):
    orders = {"a": "B1E1003000301", "b": "B2E1003000301", "new": "B1E1001000101", "far": "B9E1001000101"}
    walk_today = Walk(["b", "a"], orders)
    assert sorted(orders, key=lambda key: walk_today.place(key, orders[key])) == ["b", "a", "new", "far"]
    unplanned = Walk([], orders)
    assert sorted(orders, key=lambda key: unplanned.place(key, orders[key])) == ["new", "a", "b", "far"]


def test_a_walk_may_end_at_its_last_door_and_is_remembered_so(world, browser, clock):
    settle(world, 4)
    clock.forward(timedelta(days=8))
    browser.post(reverse("today:order"), {"ends": "last"})
    assert Route.objects.get().comes_back is False
    assert '"last" selected' in browser.get(reverse("today:today")).content.decode()
    browser.post(reverse("today:order"), {"ends": "anything else"})
    assert Route.objects.get().comes_back is True


def test_the_sheet_on_paper_is_in_walking_order_too(world, browser, clock):
    settle(world, 4)
    clock.forward(timedelta(days=8))
    worker = world.actor("grid_worker", world.grid1)
    found = day.day_of(worker, clock.today()).now
    keep_route(worker, doors=[door.key for door in reversed(found)])
    sheet = browser.get(reverse("visits:round_sheet")).content.decode()
    at = [sheet.index(f">{door.name}<") for door in found]
    assert at == sorted(at, reverse=True)


def test_without_a_map_doors_stay_in_the_order_of_their_numbers(world, clock):
    settle(world, 4)
    clock.forward(timedelta(days=8))
    found = day.day_of(world.actor("grid_worker", world.grid1), clock.today())
    assert walk.order(found.now) == [d.key for d in found.now]


def test_todays_queries_do_not_grow_with_its_doors(world, browser, clock):
    settle(world, 2)
    clock.forward(timedelta(days=8))
    browser.get(reverse("today:today"))
    with CaptureQueriesContext(connection) as few:
        browser.get(reverse("today:today"))
    settle(world, 9)
    with CaptureQueriesContext(connection) as many:
        browser.get(reverse("today:today"))
    assert len(many) <= len(few)


def test_the_manager_arranges_cover(world, clock):
    settle(world, 1)
    worker = world.actor("grid_worker", world.grid1)
    manager = world.client("community_manager")
    assert "今天没有人" in manager.get(reverse("today:covers")).content.decode()
    address = reverse("today:plan_leave", args=[world.grid1.pk])
    sent = {"account": worker.account_id, "cover": "", "from_on": "2026-03-11", "until_on": "2026-03-12"}
    assert manager.post(address, sent).status_code == 303
    leave = Leave.objects.get()
    assert manager.post(reverse("today:end_leave", args=[leave.pk])).status_code == 303
    stranger = world.client("community_manager", world.other_community)
    assert stranger.get(address).status_code == 404
    assert stranger.post(reverse("today:end_leave", args=[leave.pk])).status_code == 404
    assert world.client("grid_worker", world.grid1).get(reverse("today:covers")).status_code == 403
    assert manager.post(reverse("today:end_leave", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("role", ["subdistrict_officer", "department_officer"])
def test_who_has_no_doors_still_finds_what_waits_at_the_desk(world, role) -> None:
    browser = world.client(role, world.subdistrict)
    page = browser.get("/today/")
    assert page.status_code == 200
    assert "今天没有到期的事" in page.content.decode()
    assert browser.get("/today/week/").status_code == 403
    assert world.client("auditor", world.subdistrict).get("/today/").status_code == 403
