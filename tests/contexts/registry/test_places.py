"""Homes: added below an entrance, amended with sources, never twice behind one door."""

import pytest

from linli.contexts.registry.commands import places
from linli.contexts.registry.models import Dwelling, Premises
from linli.kernel.areas.models import Area
from linli.kernel.errors import BadInput, NotAllowed, OutsideYourArea


def entrance(world, building: Area, number: int = 1) -> Area:
    return Area.objects.select_related("parent__parent__parent", "parent__compound").get(
        code=f"{building.code}E{number}"
    )


def test_a_home_knows_how_people_write_it(world) -> None:
    home = places.add_dwelling(
        world.actor("grid_worker", world.grid2), entrance(world, world.building3, 2), number="501", floor=5
    )
    assert home.key == "3-2-501"
    assert home.short_address == "3号楼2单元501室"
    assert home.address == "学府路88号梧桐苑3号楼2单元501室"
    assert home.community == world.community


def test_one_door_one_home(world) -> None:
    worker = world.actor("grid_worker", world.grid2)
    where = entrance(world, world.building3)
    places.add_dwelling(worker, where, number="101")
    for number in ("101", " 101 ", ""):
        with pytest.raises(BadInput):
            places.add_dwelling(worker, where, number=number)


def test_what_is_known_about_a_home_has_a_source(world, clock) -> None:
    home = world.home(world.building3, 1, "101")
    worker = world.actor("grid_worker", world.grid2)
    places.amend_dwelling(
        worker, home, values={"use": "rented", "owner_phone": "19900000009"}, source="visit"
    )
    home.refresh_from_db()
    assert home.sources["use"][:2] == ["visit", clock.today().isoformat()]
    assert home.owner_phone.reveal() == "19900000009"


@pytest.mark.parametrize("area", ["-1", "0", "20000"])
def test_impossible_areas_are_refused(world, area: str) -> None:
    home = world.home(world.building3, 1, "101")
    with pytest.raises(BadInput):
        places.amend_dwelling(
            world.actor("community_manager"), home, values={"floor_area": area}, source="visit"
        )


def test_only_known_values_of_a_home(world) -> None:
    with pytest.raises(BadInput):
        places.amend_dwelling(
            world.actor("community_manager"),
            world.home(world.building3, 1, "101"),
            values={"key": "x"},
            source="visit",
        )


def test_other_grids_do_not_see_and_officers_do_not_change(world) -> None:
    home = world.home(world.building3, 1, "101")
    with pytest.raises(OutsideYourArea):
        places.amend_dwelling(
            world.actor("grid_worker", world.grid1), home, values={"use": "own"}, source="visit"
        )
    with pytest.raises(NotAllowed):
        places.amend_dwelling(
            world.actor("subdistrict_officer", world.subdistrict), home, values={"use": "own"}, source="visit"
        )
    assert Dwelling.objects.get(pk=home.pk).use == ""


def test_a_shop_opens_and_closes(world, clock) -> None:
    manager = world.actor("community_manager")
    where = entrance(world, world.building1)
    shop = places.add_premises(manager, where, community=world.community, name="梧桐面馆", kind="餐饮")
    places.close_premises(manager, where, shop, on=clock.today())
    assert Premises.objects.get().closed_on == clock.today()


def test_pages_of_a_community_without_anything_say_what_comes_first(world) -> None:
    bare = world.other_community
    browser = world.client("community_manager", bare)
    assert "还没有楼栋" in browser.get("/registry/places/").content.decode()
    assert "先登记楼栋和房屋，再导入一份名册" in browser.get("/registry/people/").content.decode()
    assert "没有符合条件的居民" in browser.get("/registry/people/?words=王").content.decode()
    grids = browser.get("/registry/grids/").content.decode()
    assert "没有可划分的网格" in grids
    assert "map-tall" not in grids
