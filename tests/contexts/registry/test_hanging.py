"""Buildings hung into another grid take everything below along, and where they hung stays known."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.contexts.registry.commands.hanging import BEFORE_RECORDS, hang
from linli.kernel import clock as hours
from linli.kernel.areas.models import Area, AreaSpell, Kind


def codes(world) -> list[str]:
    """Codes of all buildings and entrances, without the community they share."""
    below = Area.objects.filter(kind__in=(Kind.BUILDING, Kind.ENTRANCE)).order_by("code")
    return [place.code.removeprefix(world.community.code) for place in below]


def into(world, grid, *buildings) -> None:
    hang(world.community, {place.pk: grid for place in buildings}, hours.now())


def test_a_building_takes_its_entrances_along_and_leaves_the_others(world):
    into(world, world.grid2, world.building2)
    assert codes(world) == [
        "001B001", "001B001E1", "001B001E2",
        "002B002", "002B002E1", "002B002E2", "002B003", "002B003E1", "002B003E2",
    ]  # fmt: skip
    world.building2.refresh_from_db()
    assert world.building2.parent_id == world.grid2.pk
    entrance = Area.objects.get(code=f"{world.grid2.code}B002E1")
    assert entrance.parent_id == world.building2.pk


def test_two_buildings_change_places_at_once(world):
    moved = {world.building1.pk: world.grid2, world.building3.pk: world.grid1}
    hang(world.community, moved, hours.now())
    assert codes(world) == [
        "001B002", "001B002E1", "001B002E2", "001B003", "001B003E1", "001B003E2",
        "002B001", "002B001E1", "002B001E2",
    ]  # fmt: skip


def test_a_building_with_the_same_number_next_door_stays(world):
    """Codes of another community may end alike; only this community's buildings move."""
    next_door = world._area(f"{world.other_community.code}001", Kind.GRID, "第一网格", world.other_community)
    theirs = world.building(next_door, "2")
    into(world, world.grid2, world.building2)
    theirs.refresh_from_db()
    assert (theirs.code, theirs.parent_id) == (f"{next_door.code}B002", next_door.pk)


def test_what_nobody_wrote_down_held_from_before_the_records_until_today(world, clock):
    into(world, world.grid2, world.building2)
    began, now_there = AreaSpell.objects.filter(area=world.building2).order_by("valid_from")
    today = hours.today()
    assert (began.valid_from, began.valid_to, began.code) == (
        BEFORE_RECORDS, today, f"{world.grid1.code}B002",
    )  # fmt: skip
    assert (now_there.valid_from, now_there.valid_to, now_there.code) == (
        today, None, f"{world.grid2.code}B002",
    )  # fmt: skip
    assert (began.parent_id, now_there.parent_id) == (world.grid1.pk, world.grid2.pk)


def test_moved_twice_in_a_day_leaves_no_spell_that_ends_before_it_began(world, clock):
    into(world, world.grid2, world.building2)
    clock.forward(timedelta(hours=2))
    world.building2.refresh_from_db()
    into(world, world.grid1, world.building2)
    held = AreaSpell.objects.filter(area=world.building2, superseded_at=None).order_by("recorded_at", "pk")
    assert all(spell.valid_to is None or spell.valid_to >= spell.valid_from for spell in held)
    (open_one,) = [spell for spell in held if spell.valid_to is None]
    assert open_one.code == f"{world.grid1.code}B002"


def test_the_day_is_the_day_here_not_at_greenwich(world, clock):
    """At two in the morning in Shanghai it is still yesterday in London."""
    clock.forward(timedelta(hours=16))
    into(world, world.grid2, world.building2)
    assert AreaSpell.objects.get(area=world.building2, valid_to=None).valid_from == date(2026, 3, 12)


def test_eight_buildings_cost_as_many_queries_as_one(world):
    more = [world.building(world.grid1, str(number)) for number in range(4, 12)]
    with CaptureQueriesContext(connection) as few:
        into(world, world.grid2, world.building2)
    with CaptureQueriesContext(connection) as many:
        hang(world.community, {place.pk: world.grid2 for place in more}, hours.now())
    assert len(many) == len(few)
    assert sum(code.startswith("002B") for code in codes(world)) == 3 * (2 + len(more))
