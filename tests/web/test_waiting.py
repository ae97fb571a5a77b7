"""The numbers of the navigation are counted again when something was done in one's areas, and not before."""

import pytest

from linli.kernel.actor import linli
from linli.kernel.audit import trail
from linli.kernel.catalogue.manifest import Entry
from linli.kernel.commands import command, note
from linli.kernel.db import write
from linli.web import waiting


@pytest.fixture(autouse=True)
def _remembered(settings) -> None:
    settings.WAITING_REMEMBERED = 20
    waiting._counted.clear()


@pytest.fixture
def asked() -> list[str]:
    """Whom the entry was counted for."""
    return []


@pytest.fixture
def entries(asked) -> list[Entry]:
    """One entry that counts how often it is asked."""

    def how_many(actor) -> int:
        asked.append(actor.name)
        return len(asked)

    return [Entry("web:me", "我", "user", "registry.view", 1, waiting=how_many)]


def happens(area_code: str) -> None:
    """Somebody does something there."""

    @command("areas.community_founded", lambda actor: True)
    def act(actor, /) -> None:
        note(target="areas.area:1", area=area_code)

    act(linli("a test"))


def test_nobody_did_anything_so_nothing_is_counted_again(world, entries, asked) -> None:
    actor = world.actor("grid_worker", world.grid1)
    assert waiting.counts(actor, entries) == {"web:me": 1}
    assert waiting.counts(actor, entries) == {"web:me": 1}
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("role", "held", "where", "again"),
    [
        ("grid_worker", "grid1", "grid1", True), ("grid_worker", "grid1", "community", True),
        ("grid_worker", "grid1", "subdistrict", True), ("grid_worker", "grid1", "other_community", False),
        ("community_manager", "community", "building1", True),
        ("community_manager", "community", "other_community", False),
        ("subdistrict_officer", "subdistrict", "grid1", True),
        ("subdistrict_officer", "subdistrict", "other_community", True),
    ],
)  # fmt: skip
def test_an_act_in_ones_areas_counts_again(world, entries, asked, role, held, where, again) -> None:
    actor = world.actor(role, getattr(world, held))
    waiting.counts(actor, entries)
    happens(getattr(world, where).code)
    waiting.counts(actor, entries)
    assert (len(asked) == 2) is again


def test_an_act_about_the_house_counts_again(world, entries, asked) -> None:
    actor = world.actor("grid_worker", world.grid1)
    waiting.counts(actor, entries)
    happens("")
    waiting.counts(actor, entries)
    assert len(asked) == 2


def test_two_people_and_two_sets_of_grants_are_kept_apart(world, entries, asked) -> None:
    waiting.counts(world.actor("grid_worker", world.grid1), entries)
    waiting.counts(world.actor("grid_worker", world.grid2), entries)
    assert len(asked) == 2


def test_after_its_time_it_is_counted_again(world, entries, asked, settings) -> None:
    actor = world.actor("grid_worker", world.grid1)
    waiting.counts(actor, entries)
    settings.WAITING_REMEMBERED = 1e-9
    waiting.counts(actor, entries)
    assert len(asked) == 2


def test_only_so_many_people_are_remembered(world, entries, monkeypatch) -> None:
    monkeypatch.setattr(waiting, "MOST", 2)
    for grid in (world.grid1, world.grid2, world.community):
        waiting.counts(world.actor("grid_worker", grid), entries)
    assert len(waiting._counted) == 2


def test_what_was_rolled_back_does_not_add_to_the_height(world) -> None:
    def happens_in_vain() -> None:
        with write():
            happens(world.community.code)
            raise ZeroDivisionError

    before = trail.height({world.community.code})
    with pytest.raises(ZeroDivisionError):
        happens_in_vain()
    assert trail.height({world.community.code}) == before
