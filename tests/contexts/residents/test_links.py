"""Phones tied to homes: by slip, face to face; who it is; and what ends it."""

from datetime import date, timedelta

import pytest
from tests.builders.neighbours import PHONE, neighbour, resident, slip_for, the_link

from linli.contexts.registry import api as registry
from linli.contexts.residents.commands import links
from linli.contexts.residents.commands.links import Met, SlipOver, TooYoung
from linli.contexts.residents.models import Ended, Link, Slip, Tie
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea, ReasonNeeded
from linli.kernel.outbox.models import OutboxFact
from linli.kernel.visitors.models import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(world):
    return world.actor("grid_worker", world.grid1)


def test_the_slip_of_one_person_names_the_person(world, worker) -> None:
    person = world.person("王秀英")
    slip, _code = slip_for(worker, person.home, person=person)
    link = links.join(resident(), slip)
    assert link.person_id == person.pk
    home = resident().homes[0]
    assert (home.dwelling, home.person, home.household) == (person.home_id, person.pk, person.household_id)
    assert OutboxFact.objects.filter(name="residents.HomeLinked").exists()


def test_a_household_slip_finds_who_it_is_by_the_name_said(world, worker) -> None:
    person = world.person("王秀英")
    slip, _code = slip_for(worker, person.home, uses=2)
    assert links.join(resident(), slip, name=" 王秀英 ").person_id == person.pk
    unknown = links.join(resident("13900005678"), slip, name="外来客")
    assert unknown.person_id is None
    assert unknown.said_name.reveal() == "外来客"
    settled = links.settle(worker, unknown, person=person.pk)
    assert (settled.person_id, str(settled.said_name)) == (person.pk, "")
    with pytest.raises(SlipOver):
        links.join(resident("13700000001"), slip, name="第三位")


def test_a_household_slip_without_a_name_says_so(world, worker) -> None:
    slip, _code = slip_for(worker, world.home(world.building1))
    with pytest.raises(BadInput) as refused:
        links.join(resident(), slip)
    assert refused.value.field == "name"
    assert Slip.objects.get().uses == 0


def test_a_used_up_revoked_or_old_slip_ties_nothing(world, worker, clock) -> None:
    slip, _code = slip_for(worker, world.home(world.building1))
    clock.forward(timedelta(days=15))
    with pytest.raises(SlipOver):
        links.join(resident(), slip, name="某人")


def test_children_are_tied_by_their_parents(world, worker) -> None:
    child = world.person("小明", born=date(2016, 1, 1))
    slip, _code = slip_for(worker, child.home, uses=2)
    with pytest.raises(TooYoung):
        links.join(resident(), slip, name="小明")
    with pytest.raises(TooYoung):
        links.confirm(
            worker, registry.door(worker, child.home.pk), met=Met(PHONE, Tie.LIVING, child.pk), reason="看过"
        )


def test_the_same_phone_is_tied_to_a_home_once(world, worker) -> None:
    person = world.person("王秀英")
    slip, _code = slip_for(worker, person.home, uses=3)
    links.join(resident(), slip, name="王秀英")
    links.join(resident(), slip, name="王秀英")
    assert Link.objects.count() == 1
    with pytest.raises(BadInput):
        neighbour(worker, person)


def test_one_phone_may_belong_to_several_homes(world, worker) -> None:
    person = world.person("王秀英")
    other = world.home(world.building2, 1, "302")
    neighbour(worker, person, tie=Tie.OWNER_HERE)
    found = neighbour(worker, person, tie=Tie.OWNER_AWAY, home=other)
    assert {h.dwelling for h in found.homes} == {person.home_id, other.pk}
    away = next(h for h in found.homes if h.dwelling == other.pk)
    assert (away.is_owner, away.lives_there, away.household) == (True, False, None)


def test_at_the_counter_one_says_how_one_knew(world, worker) -> None:
    person = world.person("王秀英")
    door = registry.door(worker, person.home.pk)
    with pytest.raises(ReasonNeeded):
        links.confirm(worker, door, met=Met(PHONE, Tie.LIVING, person.pk), reason="")
    with pytest.raises(BadInput):
        links.confirm(worker, door, met=Met("123", Tie.LIVING, person.pk), reason="看过证件")
    with pytest.raises(BadInput):
        links.confirm(worker, door, met=Met(PHONE, Tie.LIVING, None, " "), reason="看过证件")


def test_a_resident_ends_his_own_link_and_nobody_elses(world, worker) -> None:
    mine = neighbour(worker, world.person("王秀英"))
    with pytest.raises(OutsideYourArea):
        links.leave(resident("13900005678"), the_link())
    links.leave(mine, the_link())
    assert resident().homes == ()
    assert the_link().ended_why == Ended.OWN
    with pytest.raises(NotAllowedNow):
        links.leave(mine, the_link())


def test_one_of_us_ends_a_link_with_a_reason(world, worker) -> None:
    neighbour(worker, world.person("王秀英"))
    with pytest.raises(ReasonNeeded):
        links.end(worker, the_link(), reason="")
    links.end(worker, the_link(), reason="号码换了主人")
    assert resident().homes == ()
    with pytest.raises(NotAllowedNow):
        links.settle(worker, the_link(), person=world.person("李四").pk)


def test_staff_do_not_join_by_slip(world, worker) -> None:
    slip, _code = slip_for(worker, world.home(world.building1))
    with pytest.raises(NotAllowed):
        links.join(worker, slip, name="我自己")


def test_a_number_that_rested_long_says_a_name_first(world, worker, clock) -> None:
    from linli.kernel.visitors import stays

    person = world.person("王秀英")
    neighbour(worker, person)
    clock.forward(timedelta(days=121))
    assert stays.arrive(PHONE).is_doubted
    with pytest.raises(BadInput):
        links.clear_doubt(resident(), name="别人")
    links.clear_doubt(resident(), name="王秀英")
    assert not Visitor.objects.get().is_doubted
