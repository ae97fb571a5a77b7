"""Grids: looked at on a map and in a list, redrawn in a plan, handed over all at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.contexts.registry.commands import grids as commands
from linli.contexts.registry.commands.grids import Wish
from linli.contexts.registry.models import GridPlan, Person
from linli.contexts.registry.queries import gridmap, grids, people, plans
from linli.kernel.access.queries import actor_for
from linli.kernel.areas.models import Area, AreaSpell, Footpath, Kind
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea
from linli.kernel.notices.models import Notice
from linli.kernel.outbox.models import OutboxFact

PAGE = "/registry/grids/"
WEST, SOUTH, STEP = 119.82, 29.41, 0.0005


def square(x: float, y: float, size: float) -> dict:
    corners = [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]
    return {"type": "Polygon", "coordinates": [[list(c) for c in corners]]}


@pytest.fixture
def town(world):
    """Three buildings in a row with footprints: 1 and 2 in grid 1, 3 in grid 2; people in each."""
    for place, building in enumerate((world.building1, world.building2, world.building3)):
        x = WEST + STEP * (1 + 2 * place)
        building.longitude, building.latitude = x + STEP / 4, SOUTH + STEP
        building.outline = square(x, SOUTH + STEP * 0.75, STEP / 2)
        building.save()
    world.community.outline = square(WEST, SOUTH - STEP * 2, STEP * 7)
    world.community.save()
    Footpath.objects.create(community=world.community, line=[[WEST, SOUTH], [WEST + STEP, SOUTH]], metres=48)
    world.person("张国英", home=world.home(world.building1, 1, "101"))
    world.person("李文", home=world.home(world.building2, 1, "101"), groups={"disability": {}})
    world.person("李小文", home=world.home(world.building2, 1, "102"))
    world.person("王秀珍", home=world.home(world.building3, 1, "101"))
    return world


@pytest.fixture
def manager(town):
    return town.actor("community_manager")


def today(world):
    return grids.today(grids.houses(world.community))


def plan_with(world, manager, **moved):
    """A draft of today's grids with some buildings elsewhere."""
    return commands.save_plan(manager, world.community, name="方案", assignment={**today(world), **moved})


def names_seen_by(world, grid):
    account = world.accounts[f"grid_worker-{grid.code}"]
    return set(people.visible(actor_for(account.pk, account.name, None)).values_list("name", flat=True))


# ── figures and map ─────────────────────────────────────────────────────────────────────────────────────
def test_grids_are_counted_with_their_workers(town, manager):
    town.actor("grid_worker", town.grid1)
    first, second = grids.seen(manager, town.community)
    assert (first.number, first.buildings, first.households, first.people) == (1, 2, 3, 3)
    assert (second.number, second.buildings, second.households, second.people) == (2, 1, 1, 1)
    assert [w.name for w in first.workers] == [town.accounts[f"grid_worker-{town.grid1.code}"].name]
    assert first.is_small


def test_a_grid_worker_sees_the_own_grid_in_list_and_map(town):
    worker = town.actor("grid_worker", town.grid2)
    assert [line.name for line in grids.seen(worker, town.community)] == ["第二网格"]
    drawn = town.client("grid_worker", town.grid2).get(f"{PAGE}map/").json()
    codes = {f["properties"]["code"] for f in drawn["features"] if f["properties"]["what"] == "building"}
    assert codes == {"B003"}


def test_the_map_says_grids_by_colour_and_by_number(town, manager):
    drawn = town.client("community_manager").get(f"{PAGE}map/?place={town.community.code}").json()
    by_what: dict[str, list] = {}
    for feature in drawn["features"]:
        by_what.setdefault(feature["properties"]["what"], []).append(feature["properties"])
    assert {f["name"] for f in by_what["label"]} == {"1号楼 ①", "2号楼 ①", "3号楼 ②"}
    assert len({f["colour"] for f in by_what["building"]}) == 2
    assert by_what["building"][0]["address"] == f"/registry/places/{town.building1.pk}/"
    assert by_what["path"]
    west, _south, east, _north = drawn["bounds"]
    assert west < east


def test_the_ground_of_a_plan_follows_its_buildings(town, manager):
    found = grids.houses(town.community)
    moved = {**today(town), "B002": town.grid2.code}
    shapes = gridmap.divided(town.community, found, moved)
    assert set(shapes) == {town.grid1.code, town.grid2.code}
    assert all(shape["type"] == "MultiPolygon" for shape in shapes.values())


def test_colours_of_the_page_and_of_the_map_are_the_same(town):
    from tests.conftest import ROOT

    styles = (ROOT / "frontend/styles/parts.css").read_text(encoding="utf-8")
    for number, colour in enumerate(grids.COLOURS):
        assert f".swatch-{number} {{ background: {colour}; }}" in styles


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (1, "第一网格"),
        (9, "第九网格"),
        (10, "第十网格"),
        (12, "第十二网格"),
        (20, "第二十网格"),
        (34, "第三十四网格"),
    ],
)
def test_new_grids_are_named_as_people_count(number, name):
    assert grids.grid_name(number) == name


def test_pages_take_as_many_queries_for_many_buildings(town):
    browser = town.client("community_manager")

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as ran:
            assert browser.get(address).status_code == 200
        return len(ran)

    plan = plan_with(town, town.actor("community_manager"))
    addresses = (PAGE, f"{PAGE}map/", f"{PAGE}plans/{plan.pk}/hand-over/", f"{PAGE}plans/{plan.pk}/map/")
    before = [queries(address) for address in addresses]
    for number in range(4, 12):
        place = town.building(town.grid1 if number % 2 else town.grid2, str(number))
        town.person("赵明", home=town.home(place, 1, "101"))
    assert [queries(address) for address in addresses] == before


# ── plans ───────────────────────────────────────────────────────────────────────────────────────────────
def test_a_proposal_puts_every_building_into_one_grid(town, manager):
    for number in range(4, 13):
        place = town.building(town.grid1, str(number))
        place.longitude, place.latitude = WEST + STEP * number, SOUTH + STEP * (number % 3)
        place.save()
        for door in range(1, 4):
            town.person("赵明", home=town.home(place, 1, f"{door}01"))
    plan = commands.propose_plan(manager, town.community, wish=Wish(grids=2))
    assert set(plan.assignment) == set(today(town))
    sizes = [after.households for _before, after in plans.hand_over(plan).grids]
    assert max(sizes) - min(sizes) <= 6
    three = commands.propose_plan(manager, town.community, wish=Wish(grids=3))
    assert f"{town.community.code}003" in set(three.assignment.values())


@pytest.mark.parametrize("number", [0, -1, 61, 4])
def test_an_impossible_number_of_grids_is_refused(town, manager, number):
    with pytest.raises(BadInput):
        commands.propose_plan(manager, town.community, wish=Wish(grids=number))


@pytest.mark.parametrize(
    "bent",
    [
        {"B001": "339901001001001"},
        {"B001": "339901001001001", "B002": "339901001001001", "B003": "339901001002001"},
        {"B001": "339901001001001", "B002": "339901001001001", "B003": "339901001001B003"},
        {"B001": "339901001001001", "B002": "339901001001001", "B009": "339901001001002"},
        {},
    ],
)
def test_a_plan_has_no_holes_and_stays_in_its_community(town, manager, bent):
    with pytest.raises(BadInput):
        commands.save_plan(manager, town.community, name="方案", assignment=bent)


@pytest.mark.parametrize(
    ("role", "area", "may"),
    [
        ("community_manager", "community", True), ("community_manager", "other_community", False),
        ("grid_worker", "grid1", False), ("counter_clerk", "community", False),
        ("subdistrict_officer", "subdistrict", False), ("administrator", "subdistrict", False),
    ],
)  # fmt: skip
def test_who_may_plan(town, manager, role, area, may):
    actor = town.actor(role, getattr(town, area))
    plan = plan_with(town, manager)
    if may:
        assert commands.move_building(actor, plan, building="B002", grid=town.grid2.code)
        assert plans.plan(actor, plan.pk)
        return
    with pytest.raises(NotAllowed):
        commands.propose_plan(actor, town.community, wish=Wish(grids=2))
    with pytest.raises(NotAllowed):
        commands.switch(actor, plan, seen="")
    with pytest.raises(OutsideYourArea):
        plans.plan(actor, plan.pk)


def test_two_people_move_buildings_of_one_plan_without_undoing_each_other(town, manager):
    plan = plan_with(town, manager)
    mine, theirs = GridPlan.objects.get(pk=plan.pk), GridPlan.objects.get(pk=plan.pk)
    commands.move_building(manager, mine, building="B001", grid=town.grid2.code)
    commands.move_building(manager, theirs, building="B002", grid=town.grid2.code)
    plan.refresh_from_db()
    assert set(plan.assignment.values()) == {town.grid2.code}


# ── the switch ──────────────────────────────────────────────────────────────────────────────────────────
def test_the_hand_over_says_what_goes_from_whom_to_whom(town, manager):
    town.actor("grid_worker", town.grid1)
    town.actor("grid_worker", town.grid2)
    over = plans.hand_over(plan_with(town, manager, B002=town.grid2.code))
    (move,) = over.moves
    assert (move.before.name, move.after.name) == ("第一网格", "第二网格")
    assert dict(over.moved) == {"buildings": 1, "households": 2, "people": 2, "cared_for": 1}
    assert over.totals["before"] == over.totals["after"] == {"buildings": 3, "households": 4, "people": 4}


def test_after_the_switch_each_worker_sees_exactly_the_new_area(town, manager, clock):
    first, second = town.client("grid_worker", town.grid1), town.client("grid_worker", town.grid2)
    moved = Person.objects.get(name="李文")
    page = f"/registry/people/{moved.pk}/"
    assert (first.get(page).status_code, second.get(page).status_code) == (200, 404)
    assert names_seen_by(town, town.grid1) == {"张国英", "李文", "李小文"}
    plan = plan_with(town, manager, B002=town.grid2.code)
    commands.switch(manager, plan, seen=plans.hand_over(plan).seen)
    assert (first.get(page).status_code, second.get(page).status_code) == (404, 200)
    assert names_seen_by(town, town.grid1) == {"张国英"}
    assert names_seen_by(town, town.grid2) == {"李文", "李小文", "王秀珍"}
    home = f"/registry/dwellings/{moved.home_id}/"
    assert (first.get(home).status_code, second.get(home).status_code) == (404, 200)
    codes = set(Area.objects.filter(kind=Kind.ENTRANCE).values_list("code", flat=True))
    assert {f"{town.grid2.code}B002E1", f"{town.grid2.code}B002E2"} <= codes
    assert Person.objects.filter(home__isnull=False).count() == 4


def test_the_switch_is_told_remembered_and_on_record(town, manager, clock):
    town.actor("grid_worker", town.grid1)
    town.actor("grid_worker", town.grid2)
    plan = plan_with(town, manager, B002=town.grid2.code)
    commands.switch(manager, plan, seen=plans.hand_over(plan).seen)
    assert OutboxFact.objects.get(name="registry.GridsRedrawn").body["plan_id"] == str(plan.pk)
    assert AuditEntry.objects.get(action="registry.grids_switched").detail["moved"] == 1
    told = {n.account_id: n.values["households"] for n in Notice.objects.all()}
    assert sorted(told.values()) == [1, 3]
    spells = AreaSpell.objects.filter(area=town.building2)
    assert {s.code[-7:-4] for s in spells} == {"001", "002"}
    plan.refresh_from_db()
    clock.forward(timedelta(days=2))
    (move,) = plans.hand_over(plan).moves
    assert (move.before.name, move.after.name) == ("第一网格", "第二网格")
    town.grid2.refresh_from_db()
    assert town.grid2.outline["type"] == "MultiPolygon"


def test_where_a_building_hung_before_stays_known(town, manager, clock):
    """The second switch ends what the first one began."""
    for grid in (town.grid2, town.grid1):
        plan = plan_with(town, manager, B002=grid.code)
        commands.switch(manager, plan, seen=plans.hand_over(plan).seen)
        clock.forward(timedelta(days=30))
    codes = AreaSpell.objects.filter(area=town.building2, superseded_at=None).order_by("valid_from")
    told = [(s.code[-7:-4], s.valid_to is None) for s in codes]
    assert told == [("001", False), ("002", False), ("001", True)]


def test_a_plan_may_add_a_grid(town, manager):
    new = f"{town.community.code}003"
    plan = plan_with(town, manager, B002=new)
    commands.switch(manager, plan, seen=plans.hand_over(plan).seen)
    added = Area.objects.get(code=new)
    assert (added.name, added.kind, added.parent_id) == ("第三网格", Kind.GRID, town.community.pk)


def test_what_changed_since_the_preview_must_be_looked_at_again(town, manager):
    plan, other = (
        plan_with(town, manager, B002=town.grid2.code),
        plan_with(town, manager, B001=town.grid2.code),
    )
    seen, seen_other = plans.hand_over(plan).seen, plans.hand_over(other).seen
    commands.move_building(manager, plan, building="B003", grid=town.grid1.code)
    with pytest.raises(NotAllowedNow):
        commands.switch(manager, plan, seen=seen)
    commands.switch(manager, other, seen=seen_other)
    with pytest.raises(NotAllowedNow):
        commands.switch(manager, other, seen=seen_other)
    with pytest.raises(NotAllowedNow):
        commands.switch(manager, plan, seen=seen)


def test_a_finished_plan_does_not_move_any_more(town, manager):
    plan = plan_with(town, manager)
    commands.drop_plan(manager, plan)
    for deed in (
        lambda: commands.move_building(manager, plan, building="B001", grid=town.grid2.code),
        lambda: commands.name_plan(manager, plan, name="新名", note_text=""),
        lambda: commands.drop_plan(manager, plan),
        lambda: commands.switch(manager, plan, seen=""),
    ):
        with pytest.raises(NotAllowedNow):
            deed()
    assert plan not in plans.plans(manager, town.community)


def test_a_building_added_after_the_plan_must_be_placed_first(town, manager):
    plan = plan_with(town, manager, B002=town.grid2.code)
    town.building(town.grid1, "4")
    with pytest.raises(BadInput):
        commands.switch(manager, plan, seen=plans.hand_over(plan).seen)


# ── the pages ───────────────────────────────────────────────────────────────────────────────────────────
def test_a_manager_redraws_the_grids(town):
    browser = town.client("community_manager")
    here = f"?place={town.community.code}"
    assert "调整网格" in browser.get(f"{PAGE}{here}").content.decode()
    made = browser.post(f"{PAGE}propose/{here}", {"from": "today"})
    plan = GridPlan.objects.get()
    page = f"{PAGE}plans/{plan.pk}/"
    assert made["Location"] == page
    assert "看交接清单" in browser.get(page).content.decode()
    sent = {"building": "B002", "grid": town.grid2.code}
    part = browser.post(f"{page}move/", sent, headers={"HX-Request": "true"})
    assert part.headers["HX-Trigger"] == "linli:redraw"
    assert "原属第一网格" in part.content.decode()
    assert browser.post(f"{page}move/", sent)["Location"] == page
    assert browser.get(f"{page}map/").json()["features"]
    browser.post(f"{page}name/", {"name": "秋季调整", "note_text": "二号楼并入"})
    over = browser.get(f"{page}hand-over/").content.decode()
    assert "总数一致" in over
    mark = plans.hand_over(plans.GridPlan.objects.get()).seen
    assert browser.post(f"{page}switch/", {"seen": "stale"}).status_code == 409
    assert browser.post(f"{page}switch/", {"seen": mark})["Location"] == f"{page}hand-over/"
    assert browser.post(f"{page}switch/", {"seen": mark}).status_code == 409
    assert "秋季调整" in browser.get(f"{PAGE}{here}").content.decode()


def test_bent_answers_are_refused(town):
    browser = town.client("community_manager")
    here = f"{PAGE}propose/?place={town.community.code}"
    assert browser.post(here, {"grids": "viele", "keep": "80"}).status_code == 422
    assert browser.post(here, {"grids": "9", "keep": "80"}).status_code == 422
    assert browser.get(here).status_code == 405
    browser.post(here, {"from": "today"})
    page = f"{PAGE}plans/{GridPlan.objects.get().pk}/"
    for sent in ({}, {"building": "B999", "grid": town.grid1.code}, {"building": "B001", "grid": "1"}):
        assert browser.post(f"{page}move/", sent).status_code == 422


def test_workers_read_the_hand_over_of_their_grid_once_it_is_done(town, manager):
    plan = plan_with(town, manager, B002=town.grid2.code)
    page = f"{PAGE}plans/{plan.pk}/hand-over/"
    worker = town.client("grid_worker", town.grid1)
    assert worker.get(page).status_code == 404
    commands.switch(manager, plan, seen=plans.hand_over(plan).seen)
    shown = worker.get(page).content.decode()
    assert "2号楼" in shown
    assert "确认切换" not in shown
    assert town.client("grid_worker", town.other_community).get(page).status_code == 404


def test_strangers_find_no_plan(town, manager):
    plan = plan_with(town, manager)
    stranger = town.client("community_manager", town.other_community)
    for tail in ("", "map/", "name/", "drop/", "hand-over/"):
        assert stranger.get(f"{PAGE}plans/{plan.pk}/{tail}").status_code == 404
    for tail in ("move/", "switch/"):
        assert stranger.post(f"{PAGE}plans/{plan.pk}/{tail}", {}).status_code == 404
    assert stranger.get(f"{PAGE}?place={town.community.code}").status_code == 404
