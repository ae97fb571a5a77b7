"""From the draft to the published result, step by step; and what each step refuses."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.builders.assembly import fresh, over, rolled, running, seat_of, voter, wanted

from linli.contexts.assembly.commands import ballots, casting
from linli.contexts.assembly.models import About, Ballot, Kind, Part, State, Unit
from linli.contexts.assembly.queries import results
from linli.contexts.registry.models import Dwelling
from linli.engines.tally.ballots import recount
from linli.kernel.ballots import casting as box
from linli.kernel.ballots.models import Seat
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

pytestmark = pytest.mark.django_db


def test_the_roll_is_made_from_the_register_adults_only(world) -> None:
    world.person("王秀英")
    world.person("王小军", born=date(2015, 1, 1))
    world.person("刚满十八", born=date(2008, 3, 12))
    row = rolled(world)
    assert row.state == State.REVIEW
    assert row.box.seats.count() == 2


def test_one_vote_for_each_household(world) -> None:
    first = world.person("王秀英")
    world.person("王建国", home=first.home, household=first.household)
    world.person("李梅")
    assert rolled(world, per=Unit.HOUSEHOLD).box.seats.count() == 2


def test_a_vote_of_a_compound_counts_its_buildings(world) -> None:
    world.person("王秀英")
    assert rolled(world, world.compound).box.seats.count() == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"options": ("花园",)}, "options"),
        ({"options": ("花园", "花园")}, "options"),
        ({"most": 9}, "most"),
        ({"places": 3}, "places"),
        ({"closes_on": date(2026, 3, 1)}, "closes_on"),
        ({"opens_on": date(2026, 3, 1)}, "opens_on"),
        ({"kind": Kind.OWNERS}, "matter"),
        ({"kind": Kind.MOTION, "per": Unit.PART}, "per"),
    ],
)
def test_a_draft_that_cannot_be_is_refused(world, more, field) -> None:
    with pytest.raises(BadInput) as refusal:
        ballots.draft(world.actor("community_manager"), world.community, wanted=wanted(**more))
    assert refusal.value.field == field


def test_an_empty_roll_is_not_shown_and_an_early_vote_not_opened(world, clock) -> None:
    manager, row = world.actor("community_manager"), rolled(world)
    with pytest.raises(BadInput):
        ballots.announce(manager, row)
    ballots.redraft(manager, row)
    world.person("王秀英")
    row = fresh(ballots.announce(manager, ballots.make_roll(manager, fresh(row))))
    with pytest.raises(NotAllowedNow):
        ballots.open_ballot(manager, row)
    clock.forward(timedelta(days=2))
    row = fresh(ballots.open_ballot(manager, row))
    with pytest.raises(NotAllowedNow):
        ballots.close(manager, row)
    with pytest.raises(NotAllowedNow):
        ballots.change(manager, row, wanted=wanted())


def test_a_vote_can_be_given_up_with_a_reason(world, clock) -> None:
    world.person("王秀英")
    manager, row = world.actor("community_manager"), running(world, clock)
    with pytest.raises(ReasonNeeded):
        ballots.cancel(manager, row, reason=" ")
    assert ballots.cancel(manager, row, reason="方案要重做").state == State.CANCELLED


def test_a_published_file_gives_the_same_result_to_everybody(world, clock) -> None:
    people = [voter(world, f"居民{n}", f"1380000000{n}") for n in range(5)]
    row = running(world, clock)
    for n, (person, resident) in enumerate(people):
        casting.vote(resident, row, key=str(person.pk), choices=["1" if n < 3 else "2"])
    row = over(world, clock, row)
    again = recount(row.box.published)
    assert again.same
    assert again.ballots == 5
    assert again.result["votes"] == {"1": 3, "2": 2, "3": 0}
    for person, _resident in people:
        assert str(person.pk) not in row.box.published
    found = results.result_of(row)
    assert "花园" in found.verdict
    assert (found.entitled, found.voted, found.counted, found.invalid) == (5, 5, 5, 0)


def test_a_motion_needs_more_than_half_there_and_more_than_half_of_them(world, clock) -> None:
    people = [world.person(f"居民{n}") for n in range(4)]
    row = running(world, clock, kind=Kind.MOTION)
    for person in people[:2]:
        box.cast(row.box, seat_of(row, person).key, (("for",), ()))
    found = results.result_of(over(world, clock, row))
    assert found.passed is False
    assert "没有形成决定" in found.verdict
    assert found.to_check


def homes(world, areas: list[str]) -> list[Dwelling]:
    return [
        world.home(world.building1, 1, f"{n}01", floor_area=Decimal(area)) for n, area in enumerate(areas, 1)
    ]


@pytest.mark.parametrize(
    ("about", "yes", "passed"),
    [
        (About.USE, 2, True),  # 200 of 300 m², 2 of 3 people
        (About.RAISING, 2, False),  # three quarters are asked for
        (About.RAISING, 3, True),
        (About.USE, 1, False),
    ],
)
def test_owners_decide_by_area_and_people(world, clock, about, yes, passed) -> None:
    homes(world, ["100", "100", "100"])
    row = running(world, clock, world.building1, kind=Kind.OWNERS, matter=about)
    assert not row.secret
    for n, seat in enumerate(Seat.objects.filter(box=row.box_id).order_by("door")):
        box.cast(row.box, seat.key, (("for" if n < yes else "against",), ()))
    row = over(world, clock, row)
    assert results.result_of(row).passed is passed
    assert recount(row.box.published).same
    assert recount(row.box.published).result["passed"] is passed


def test_one_buyer_of_several_homes_is_one_person(world, clock) -> None:
    homes(world, ["100", "100", "100", "100"])
    row = running(world, clock, world.building1, kind=Kind.OWNERS, matter=About.USE)
    seats = list(Seat.objects.filter(box=row.box_id).order_by("door"))
    Part.objects.filter(ballot=row, key__in=[s.key for s in seats[:3]]).update(owner="one")
    for seat in seats:
        box.cast(row.box, seat.key, (("for" if seat in seats[:3] else "against",), ()))
    found = results.result_of(over(world, clock, row))
    assert found.passed is False  # three quarters of the area, one of two people
    assert [one.met for one in found.tests] == [True, True, True, False]


def test_a_home_without_area_is_put_right_first(world) -> None:
    world.home(world.building1, 1, "101")
    row = rolled(world, world.building1, kind=Kind.OWNERS, matter=About.USE)
    with pytest.raises(BadInput):
        ballots.announce(world.actor("community_manager"), row)


def test_every_state_is_reached(world, clock) -> None:
    world.person("王秀英")
    row = over(world, clock, running(world, clock))
    assert Ballot.objects.get(pk=row.pk).state == State.PUBLISHED
