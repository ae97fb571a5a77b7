"""Facts: told after commit, each reaction exactly once in effect, again later when it fails."""

import contextlib
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from linli.facts.registry import PersonAmended, ResidentMoved
from linli.kernel import db
from linli.kernel.commands import publish
from linli.kernel.outbox import delivery, wire
from linli.kernel.outbox.models import OutboxFact, Telling
from linli.kernel.ports import TextNotSent
from linli.kernel.workdays.models import SpecialDay

HEARD: list[PersonAmended] = []
ANGRY = {"now": False}


def note_down(fact: PersonAmended) -> None:
    SpecialDay.objects.get_or_create(
        day=date(2030, 1, len(HEARD) + 1), defaults={"kind": "holiday", "name": "x"}
    )
    HEARD.append(fact)
    if ANGRY["now"]:
        raise RuntimeError("not today")


@pytest.fixture(autouse=True)
def reactions(monkeypatch: pytest.MonkeyPatch) -> None:
    HEARD.clear()
    ANGRY["now"] = False
    monkeypatch.setitem(wire._reactions, wire.name_of(PersonAmended), [note_down])


def amended() -> PersonAmended:
    return PersonAmended(uuid4(), "339901001001001", ("phone", "health"))


def test_a_fact_survives_the_wire() -> None:
    fact = ResidentMoved(uuid4(), None, uuid4(), date(2026, 3, 1), "33")
    wire.react(ResidentMoved, [])
    back = wire.from_body(wire.name_of(ResidentMoved), wire.to_body(fact))
    assert back == fact
    assert isinstance(back.person_id, UUID)


def test_a_fact_of_a_rolled_back_write_was_never_there(world) -> None:
    with contextlib.suppress(RuntimeError), db.write():
        publish(amended())
        raise RuntimeError
    assert OutboxFact.objects.filter(name="registry.PersonAmended").count() == 0


def test_told_once_and_not_again(world) -> None:
    fact = amended()
    publish(fact)
    delivery.drain()
    delivery.drain()
    assert [fact] == [f for f in HEARD if f == fact]
    assert delivery.waiting() == 0


def test_what_a_failing_reaction_did_is_undone_and_tried_again_later(world, clock) -> None:
    publish(amended())
    ANGRY["now"] = True
    delivery.deliver()
    assert SpecialDay.objects.filter(day__year=2030).count() == 0
    assert len(delivery.troubled()) == 1
    ANGRY["now"] = False
    assert delivery.deliver() == 0  # not yet: it waits a little longer each time
    clock.forward(timedelta(minutes=1))
    HEARD.clear()
    assert delivery.deliver() == 1
    assert SpecialDay.objects.filter(day__year=2030).count() == 1
    assert delivery.troubled() == []


def test_a_reaction_that_never_works_does_not_hold_the_others_up(world, clock) -> None:
    publish(amended())
    ANGRY["now"] = True
    for _ in range(delivery.MOST_TRIES + 2):
        delivery.deliver()
        clock.forward(timedelta(days=1))
    assert delivery.waiting() == 0
    assert Telling.objects.get().tries == delivery.MOST_TRIES
    from linli.kernel.upkeep.commands import tell_again

    ANGRY["now"] = False
    tell_again(world.actor("administrator"), OutboxFact.objects.get())
    assert delivery.drain() == 1


@dataclass(frozen=True)
class Unheard:
    """A fact nobody reacts to."""

    person_id: UUID


def test_a_fact_nobody_wants_is_done_at_once(world) -> None:
    publish(Unheard(uuid4()))
    delivery.deliver()
    assert delivery.waiting() == 0


@wire.outside
def ask_somebody_else(fact: PersonAmended) -> None:
    HEARD.append(fact)
    if ANGRY["now"]:
        raise TextNotSent("busy")


def test_what_waits_for_its_next_try_does_not_stand_before_the_others(world) -> None:
    ANGRY["now"] = True
    publish(*(amended() for _n in range(3)))
    delivery.deliver()
    ANGRY["now"] = False
    publish(amended())
    assert delivery.deliver(most=1) == 1


def test_what_goes_outside_is_claimed_told_once_and_tried_again(world, clock, monkeypatch) -> None:
    monkeypatch.setitem(wire._reactions, wire.name_of(PersonAmended), [ask_somebody_else])
    ANGRY["now"] = True
    publish(amended())
    delivery.drain()
    telling = Telling.objects.get(done_at=None)
    assert (telling.tries, telling.trouble) == (1, "TextNotSent busy")
    assert delivery.not_done(telling.reaction) == [telling]
    ANGRY["now"] = False
    clock.forward(timedelta(minutes=1))
    assert delivery.drain() == 1
    delivery.drain()
    assert len(HEARD) == 2


def test_a_claim_that_nobody_came_back_to_runs_out(world, clock, monkeypatch) -> None:
    monkeypatch.setitem(wire._reactions, wire.name_of(PersonAmended), [ask_somebody_else])
    publish(amended())
    fact = OutboxFact.objects.get(name="registry.PersonAmended")
    name = wire.reaction_name(ask_somebody_else)
    Telling.objects.create(fact=fact, reaction=name, next_try_at=clock.now() + delivery.CLAIM)
    delivery.drain()
    assert HEARD == []
    clock.forward(delivery.CLAIM)
    delivery.drain()
    assert len(HEARD) == 1


def test_what_failed_often_enough_is_given_up_and_can_be_found(world, clock, monkeypatch) -> None:
    monkeypatch.setitem(wire._reactions, wire.name_of(PersonAmended), [ask_somebody_else])
    ANGRY["now"] = True
    publish(amended())
    for _n in range(delivery.MOST_TRIES):
        delivery.drain()
        clock.forward(timedelta(hours=1))
    (telling,) = delivery.given_up(wire.reaction_name(ask_somebody_else))
    assert telling.tries == delivery.MOST_TRIES
    delivery.drain()
    assert len(HEARD) == delivery.MOST_TRIES
