"""Acting for somebody without a phone: who, for whom, how asked; a vote holds once a second person agreed."""

from datetime import timedelta

import pytest

from linli.contexts.registry import api as registry
from linli.contexts.residents import api
from linli.contexts.residents.commands import behalf
from linli.contexts.residents.commands.behalf import Asked
from linli.contexts.residents.models import Behalf
from linli.contexts.residents.queries.behalf import waiting
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea, ReasonNeeded
from linli.kernel.outbox.models import OutboxFact

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(world):
    return world.actor("grid_worker", world.grid1)


@pytest.fixture
def person(world):
    return world.person("王秀英")


def vote(person) -> Asked:
    return Asked("assembly.ballot:1", "替一位居民投票", "door", person.pk, needs_second=True)


def test_what_needs_no_second_person_holds_at_once(world, worker, person) -> None:
    key = api.act_for(
        worker, person.home.pk, asked=Asked("bulletin.notice:1", "替一户回执", "phone", person.pk)
    )
    card = api.behalf_cards([key])[key]
    assert (card.holds, card.waits, card.by) == (True, False, worker.name)


def test_a_vote_holds_once_somebody_else_agreed(world, worker, person) -> None:
    key = api.act_for(worker, person.home.pk, asked=vote(person))
    manager = world.actor("community_manager")
    assert (waiting(worker), waiting(manager)) == (0, 1)
    with pytest.raises(NotAllowed):
        api.second(worker, key)
    assert not api.behalf_cards([key])[key].holds
    api.second(manager, key)
    card = api.behalf_cards([key])[key]
    assert (card.holds, card.second) == (True, manager.name)
    with pytest.raises(NotAllowedNow):
        api.second(manager, key)
    told = list(OutboxFact.objects.order_by("pk").values_list("name", flat=True))
    assert told[-2:] == ["residents.ActedFor", "residents.BehalfHolds"]


def test_it_is_taken_back_with_a_reason_and_then_stays_so(world, worker, person) -> None:
    key = api.act_for(worker, person.home.pk, asked=vote(person))
    with pytest.raises(ReasonNeeded):
        api.withdraw(worker, key, reason=" ")
    api.withdraw(worker, key, reason="老人改了主意")
    with pytest.raises(NotAllowedNow):
        api.second(world.actor("community_manager"), key)


def test_bad_input_is_refused_in_words(world, worker, person, clock) -> None:
    door = registry.door(worker, person.home.pk)
    later = clock.now() + timedelta(hours=1)
    for asked in (
        Asked("a:1", "办事", "telepathy", person.pk),
        Asked("a:1", "办事", "door"),
        Asked("a:1", "办事", "door", person.pk, at=later),
    ):
        with pytest.raises(BadInput):
            behalf.act_for(worker, door, asked=asked)
    assert not Behalf.objects.exists()


def test_another_grid_neither_sees_nor_seconds_it(world, worker, person) -> None:
    key = api.act_for(worker, person.home.pk, asked=vote(person))
    stranger = world.actor("grid_worker", world.grid2)
    with pytest.raises(Behalf.DoesNotExist):
        api.second(stranger, key)
    with pytest.raises(OutsideYourArea):
        behalf.second(stranger, Behalf.objects.select_related("dwelling__area").get(pk=key))
