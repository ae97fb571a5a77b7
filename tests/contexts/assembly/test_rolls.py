"""A roll is put right before voting begins, with a reason that stays."""

from datetime import date
from decimal import Decimal

import pytest
from tests.builders.assembly import fresh, rolled, running, seat_of

from linli.contexts.assembly.commands import rolls as commands
from linli.contexts.assembly.models import About, Kind, Part, RollChange
from linli.contexts.assembly.queries import rolls
from linli.kernel.ballots.models import Seat
from linli.kernel.ballots.refusals import NotOnRoll
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

pytestmark = pytest.mark.django_db


def test_somebody_is_struck_and_put_back(world) -> None:
    person, manager = world.person("王秀英"), world.actor("community_manager")
    row = rolled(world)
    key, door = str(person.pk), person.home.short_address
    with pytest.raises(ReasonNeeded):
        commands.strike(manager, row, key=key, reason="")
    commands.strike(manager, row, key=key, reason="本人说已搬走")
    assert not row.box.seats.exists()
    with pytest.raises(NotOnRoll):
        commands.strike(manager, row, key=key, reason="再来一次")
    assert [one.name for one in rolls.missing_at(manager, row, door)] == ["王秀英"]
    commands.add(manager, row, key=key, door=door, reason="本人来说没有搬")
    assert seat_of(row, person).door == door
    assert [one.what for one in RollChange.objects.order_by("at", "pk")] == ["struck", "added"]


def test_children_and_strangers_are_not_added(world) -> None:
    person, manager = world.person("王秀英"), world.actor("community_manager")
    child = world.person("王小军", born=date(2015, 1, 1), home=person.home, household=person.household)
    row = rolled(world)
    with pytest.raises(NotOnRoll):
        commands.add(manager, row, key=str(child.pk), door=person.home.short_address, reason="孩子也想投")


def test_areas_and_owners_are_corrected(world) -> None:
    manager = world.actor("community_manager")
    for n in (1, 2):
        world.home(world.building1, 1, f"{n}01")
    row = rolled(world, world.building1, kind=Kind.OWNERS, matter=About.USE)
    assert rolls.doubts(row).no_area == 2
    first, second = Seat.objects.filter(box=row.box_id).order_by("door")
    commands.correct(manager, row, key=first.key, holding=commands.Held(Decimal("88.5")), reason="登记簿")
    same = commands.Held(Decimal("90"), first.door, held_by_developer=True)
    commands.correct(manager, row, key=second.key, holding=same, reason="登记簿")
    parts = Part.objects.filter(ballot=row)
    assert len({one.owner for one in parts}) == 1
    assert not rolls.doubts(row).any
    for wrong in (commands.Held(Decimal(0)), commands.Held(Decimal(90), "9号楼9单元999")):
        with pytest.raises(BadInput):
            commands.correct(manager, row, key=first.key, holding=wrong, reason="登记簿")


def test_once_voting_began_the_roll_stands(world, clock) -> None:
    person = world.person("王秀英")
    row = running(world, clock)
    with pytest.raises(NotAllowedNow):
        commands.strike(world.actor("community_manager"), fresh(row), key=str(person.pk), reason="搬走了")
