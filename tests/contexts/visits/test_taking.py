"""What leaves the house about a grid: the hand-over pack, the list of what is left, each with its trace."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from linli.contexts.registry import api as registry
from linli.contexts.visits import policies
from linli.contexts.visits.commands.plans import work_out_place
from linli.contexts.visits.commands.taking import count_left_export, take_pack
from linli.contexts.visits.commands.telling import Told
from linli.contexts.visits.commands.visits import Found, Promised, Visited, record
from linli.contexts.visits.queries import completeness, handing
from linli.kernel.actor import linli
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import NotAllowed, OutsideYourArea, ReasonNeeded

HIDDEN = "404"


def settle(world, clock, doors: int, first: int = 0) -> None:
    worker = world.actor("grid_worker", world.grid1)
    for n in range(first, first + doors):
        home = world.home(world.building1, 1 + n % 2, f"{1 + n // 2}01")
        person = world.person(f"张{n}", date(1940, 1, 1 + n), "2", home=home)
        told = Visited(
            "visit", "met", clock.now(), {person.pk: Told("seen")},
            findings=(Found("need", "meals", "想订午饭"),),
            promises=(Promised("带助餐菜单来", clock.today() + timedelta(days=3)),),
        )  # fmt: skip
        record(worker, home.area, door=registry.door(worker, home.pk), told=told)
    work_out_place(linli("test"), world.community)


@pytest.mark.parametrize(
    ("role", "place", "allowed"),
    [
        ("grid_worker", "grid1", True),
        ("grid_worker", "grid2", HIDDEN),
        ("counter_clerk", "community", True),
        ("community_manager", "community", True),
        ("community_manager", "other_community", HIDDEN),
        ("auditor", "subdistrict", HIDDEN),
    ],
)
def test_who_may_take_the_pack_of_a_grid(world, role, place, allowed):
    actor = world.actor(role, getattr(world, place))
    try:
        verdict = policies.may_take_pack(actor, world.grid1)
    except OutsideYourArea:
        verdict = HIDDEN
    assert verdict == allowed


def test_the_pack_needs_a_reason_and_leaves_a_trace(world):
    worker = world.actor("grid_worker", world.grid1)
    with pytest.raises(ReasonNeeded):
        take_pack(worker, world.grid1, reason=" ")
    take_pack(worker, world.grid1, reason="调到别的社区")
    entry = AuditEntry.objects.get(action="visits.pack_taken")
    assert entry.reason == "调到别的社区"
    with pytest.raises(NotAllowed):
        count_left_export(world.actor("auditor", world.subdistrict), rows=3)


def test_the_pack_tells_the_next_worker_what_is_open(world, clock):
    settle(world, clock, 2)
    sections = {s.name: s.rows for s in handing.pack(world.actor("grid_worker", world.grid1), world.grid1)}
    assert [row[1] for row in sections["答应的事"]] == ["带助餐菜单来", "带助餐菜单来"]
    assert sections["问题和需求"][0][1:3] == ("助餐", "想订午饭")
    assert "张0" in sections["多留意的户"][0][1]


def test_the_pack_on_paper_and_as_a_file(world, clock):
    settle(world, clock, 2)
    browser = world.client("grid_worker", world.grid1)
    address = reverse("visits:pack")
    assert browser.post(address, {"grid": world.grid1.pk, "reason": "", "form": "paper"}).status_code == 422
    assert not AuditEntry.objects.filter(action="visits.pack_taken").exists()
    sent = {"grid": world.grid1.pk, "reason": "休产假", "form": "paper"}
    assert "带助餐菜单来" in browser.post(address, sent).content.decode()
    book = load_workbook(io.BytesIO(browser.post(address, {**sent, "form": "file"}).content))
    assert book.sheetnames[:2] == ["答应的事", "问题和需求"]
    assert AuditEntry.objects.filter(action="visits.pack_taken").count() == 2
    stranger = world.client("grid_worker", world.grid2)
    assert stranger.post(address, sent).status_code == 422


def test_how_much_is_left_is_counted_per_plan(world, clock):
    settle(world, clock, 3)
    worker = world.actor("grid_worker", world.grid1)
    weekly = {row.key: row for row in completeness.left_in(worker)}["older_high_risk"]
    assert (weekly.concerned, weekly.in_time, weekly.left) == (3, 3, 0)
    clock.forward(timedelta(days=9))
    work_out_place(linli("test"), world.community)
    weekly = {row.key: row for row in completeness.left_in(worker)}["older_high_risk"]
    assert (weekly.in_time, weekly.left, weekly.overdue) == (0, 3, 3)
    assert len(completeness.doors_left(worker, "older_high_risk", world.grid1.code)) == 3
    assert completeness.left_in(world.actor("grid_worker", world.grid2)) == []
    browser = world.client("grid_worker", world.grid1)
    page = browser.get(reverse("visits:left"), {"plan": "older_high_risk", "place": world.grid1.code})
    assert "1号楼1单元101室" in page.content.decode()
    assert browser.get(reverse("visits:left"), {"plan": "nothing", "place": "elsewhere"}).status_code == 200
    file = browser.get(reverse("visits:export_left"), {"plan": "older_high_risk"}).content
    assert load_workbook(io.BytesIO(file)).sheetnames == ["还剩多少", "还要去的户"]


@pytest.mark.parametrize("name", ["left", "register", "findings", "promises", "round_sheet"])
def test_queries_do_not_grow_with_rows(world, clock, name):
    settle(world, clock, 2)
    clock.forward(timedelta(days=9))
    browser = world.client("grid_worker", world.grid1)
    address = reverse(f"visits:{name}") + ("?plan=older_high_risk" if name == "left" else "")
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    settle(world, clock, 8, first=2)
    with CaptureQueriesContext(connection) as many:
        browser.get(address)
    assert len(many) <= len(few)


def test_the_packs_queries_do_not_grow_with_its_rows(world, clock):
    worker = world.actor("grid_worker", world.grid1)
    settle(world, clock, 2)
    handing.pack(worker, world.grid1)
    with CaptureQueriesContext(connection) as few:
        handing.pack(worker, world.grid1)
    settle(world, clock, 6, first=2)
    with CaptureQueriesContext(connection) as many:
        handing.pack(worker, world.grid1)
    assert len(many) <= len(few)
