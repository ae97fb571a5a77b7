"""Links end when the register says that people moved or died; an owner who moves out stays the owner."""

from datetime import date

import pytest
from tests.builders.neighbours import PHONE, neighbour, resident, slip_for

from linli.contexts.registry.commands import people, stays
from linli.contexts.residents import reactions
from linli.contexts.residents.commands import links
from linli.contexts.residents.models import Ended, Link, Tie
from linli.facts.registry import PeopleMerged, PersonErased, ResidentDied, ResidentMoved
from linli.kernel.outbox.models import OutboxFact
from linli.kernel.visitors.models import Visitor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 11)


@pytest.fixture
def worker(world):
    return world.actor("grid_worker", world.grid1)


def moved(person, home, code: str) -> ResidentMoved:
    return ResidentMoved(person.pk, home.pk, None, TODAY, code)


def test_who_moves_out_no_longer_belongs(world, worker) -> None:
    person = world.person("王秀英")
    home = person.home
    neighbour(worker, person)
    stays.move_out(worker, person, on=TODAY)
    fact = OutboxFact.objects.get(name="registry.ResidentMoved")
    assert fact.body["from_dwelling"] == str(home.pk)
    reactions.follow_move(moved(person, home, home.area.code))
    reactions.follow_move(moved(person, home, home.area.code))
    assert Link.objects.get().ended_why == Ended.MOVED
    assert resident().homes == ()


def test_an_owner_who_moves_out_stays_the_owner(world, worker) -> None:
    person = world.person("王秀英")
    neighbour(worker, person, tie=Tie.OWNER_HERE)
    reactions.follow_move(moved(person, person.home, person.home.area.code))
    link = Link.objects.get()
    assert (link.ended_at, link.tie) == (None, Tie.OWNER_AWAY)


def test_phones_that_nobody_named_end_when_the_home_is_empty(world, worker) -> None:
    person = world.person("王秀英")
    home = person.home
    slip, _code = slip_for(worker, home)
    links.join(resident(), slip, name="租客")
    reactions.follow_move(moved(person, home, home.area.code))
    assert Link.objects.get().ended_at is None
    stays.move_out(worker, person, on=TODAY)
    reactions.follow_move(moved(person, home, home.area.code))
    assert Link.objects.get().ended_why == Ended.MOVED


def test_death_ends_every_link_of_the_person(world, worker) -> None:
    person = world.person("王秀英")
    neighbour(worker, person, tie=Tie.OWNER_HERE)
    reactions.follow_death(ResidentDied(person.pk, person.home.area.code, TODAY))
    assert Link.objects.get().ended_why == Ended.DIED


def test_two_records_of_one_person_share_their_phones(world, worker) -> None:
    kept, gone = world.person("王秀英"), world.person("王秀英")
    neighbour(worker, gone)
    reactions.follow_merge(PeopleMerged(kept.pk, gone.pk, kept.home.area.code))
    assert Link.objects.get().person_id == kept.pk


def test_an_erased_record_takes_its_phone_with_it(world, worker) -> None:
    person, other = world.person("王秀英"), world.person("李国强")
    neighbour(worker, person)
    neighbour(worker, other, phone="13900005678")
    manager = world.actor("community_manager")
    people.erase(manager, person, reason="本人要求")
    reactions.forget_person(PersonErased(person.pk, person.home.area.code))
    assert not Visitor.objects.filter(phone_hash=resident_hash(PHONE)).exists()
    assert Link.objects.count() == 1


def resident_hash(phone: str) -> str:
    from linli.kernel.privacy import cipher

    return cipher.lookup(phone, "phone")
