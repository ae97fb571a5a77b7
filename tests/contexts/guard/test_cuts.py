"""A water cut: one worker lays it for several buildings, whoever else answers there hears of it once."""

import re
from datetime import timedelta

import pytest

from linli.contexts.guard.commands import pauses
from linli.contexts.guard.models import Pause
from linli.kernel import clock
from linli.kernel.accounts.models import Account
from linli.kernel.errors import BadInput, NotAllowed, OutsideYourArea
from linli.kernel.notices.models import Notice


def laid(world, actor, *places, hours: int = 3):
    since = clock.now().replace(minute=0, second=0, microsecond=0)
    return pauses.note_cut(actor, list(places), since=since, until=since + timedelta(hours=hours))


def test_several_buildings_in_one_act_and_everybody_else_hears_once(world) -> None:
    lead = world.actor("community_manager")
    workers = {world.actor("grid_worker", grid).account_id for grid in (world.grid1, world.grid2)}
    world.actor("grid_worker", world.other_community)
    made = laid(world, lead, world.building1, world.building2, world.building3)
    assert {row.area.name for row in made} == {"1号楼", "2号楼", "3号楼"}
    told = Notice.objects.filter(message="guard.cut_told")
    assert sorted(told.values_list("account_id", flat=True)) == sorted(workers)
    assert told[0].values["places"] == "1号楼、2号楼、3号楼"


def test_a_grid_stands_for_its_buildings_and_a_second_click_changes_nothing(world) -> None:
    worker = world.actor("grid_worker", world.grid1)
    world.actor("community_manager")
    first = laid(world, worker, world.grid1, world.building1)
    assert [row.area_id for row in first] == [world.grid1.pk]
    again = laid(world, worker, world.grid1, world.building1)
    assert [row.pk for row in again] == [row.pk for row in first]
    assert Notice.objects.filter(message="guard.cut_told").count() == 1


def test_nobody_lays_a_cut_for_a_place_of_somebody_else_and_then_none_is_laid(world) -> None:
    worker = world.actor("grid_worker", world.grid1)
    for places in ([world.building1, world.building3], []):
        with pytest.raises((NotAllowed, OutsideYourArea)):
            laid(world, worker, *places)
    with pytest.raises(BadInput):
        laid(world, worker, world.building1, hours=24 * 15)
    assert not Pause.objects.exists()


def test_the_page_and_the_printed_sheet_say_where_and_who_laid_it(world) -> None:
    worker = world.actor("grid_worker", world.grid1)
    laid(world, worker, world.building1)
    browser = world.client("grid_worker", world.grid1)
    shown = browser.get("/guard/alarms/").content.decode()
    assert "1号楼" in shown
    assert f"{Account.objects.get(pk=worker.account_id).name} 登记" in shown
    assert "1号楼" in browser.get("/guard/alarms/printed/").content.decode()
    other = world.client("grid_worker", world.grid2)
    assert "1号楼" not in other.get("/guard/alarms/printed/").content.decode()


def test_a_cut_that_has_not_begun_is_called_off_and_leaves_the_list(world) -> None:
    worker = world.actor("grid_worker", world.grid1)
    since = clock.now() + timedelta(hours=5)
    (row,) = pauses.note_cut(worker, [world.building1], since=since, until=since + timedelta(hours=3))
    browser = world.client("grid_worker", world.grid1)
    shown = browser.get("/guard/alarms/").content.decode()
    assert f"/guard/pauses/{row.pk}/end/" in shown
    assert "已来水" not in shown
    browser.post(f"/guard/pauses/{row.pk}/end/")
    assert f"/guard/pauses/{row.pk}/end/" not in browser.get("/guard/alarms/").content.decode()


def test_a_grid_unfolds_to_its_buildings_and_what_was_chosen_stays_open(world) -> None:
    manager = world.client("community_manager", world.community)
    shown = manager.get("/guard/cuts/").content.decode()
    folded = shown.count('<details class="panel">')
    assert folded >= 2
    assert f"整个{world.grid1.name}" in shown
    assert shown.count('name="places"') == len({*re.findall(r'name="places" value="([^"]+)"', shown)})
    refused = manager.post("/guard/cuts/", {"places": [world.building3.code]}).content.decode()
    assert refused.count('<details class="panel">') == folded - 1
    assert refused.count('<details class="panel" open>') == 1
    worker = world.client("grid_worker", world.grid1)
    assert '<details class="panel" open>' in worker.get("/guard/cuts/").content.decode()
