"""An open space from draft to promises: what every step needs, and what is refused."""

from datetime import time, timedelta

import pytest
from tests.builders.spaces import WAYS, at, drafted, paper, wanted

from linli.contexts.assembly.commands import space_notes, spaces
from linli.contexts.assembly.models import Promise
from linli.contexts.assembly.models.spaces import OpenSpace
from linli.contexts.assembly.states.spaces import SPACE
from linli.kernel import clock as now
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

pytestmark = pytest.mark.django_db


def test_rooms_and_rounds_are_laid_out(world) -> None:
    space = drafted(world)
    assert [(p.name, p.seats) for p in space.places.order_by("number")] == [("东角", 12), ("西角", 8)]
    assert [r.begins_at for r in space.rounds.order_by("number")] == [time(14, 40), time(15, 30)]
    assert len(space.code) == 6


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("title", {"title": "灯"}),
        ("dots", {"dots": 0}),
        ("dots", {"dots": 99}),
        ("first_at", {"first_at": time(13, 0)}),
        ("rounds", {"rounds": 0}),
        ("rounds", {"rounds": 6, "minutes": 120}),
        ("minutes", {"minutes": 5}),
        ("places", {"places": ()}),
        ("places", {"places": (("东角", 1), ("东角", 2))}),
        ("places", {"places": (("东角", 0),)}),
        ("on", {"on": now.today() - timedelta(days=9999)}),
    ],
)
def test_nonsense_is_refused_with_its_field(world, field, more) -> None:
    with pytest.raises(BadInput) as refused:
        drafted(world, **more)
    assert refused.value.field == field
    assert not OpenSpace.objects.exists()


def test_every_state_is_reached_on_the_way(world) -> None:
    for state in WAYS:
        assert at(world, state).state == state
    assert {*WAYS, "cancelled"} == set(SPACE.states)


def test_a_step_needs_what_it_needs(world) -> None:
    manager, space = world.actor("community_manager"), drafted(world)
    spaces.lead_on(manager, space, verb="call")
    with pytest.raises(NotAllowedNow):
        spaces.lead_on(manager, space, verb="hold_market")
    paper(world, space)
    spaces.lead_on(manager, space, verb="hold_market")
    with pytest.raises(NotAllowedNow):
        spaces.lead_on(manager, space, verb="talk")
    with pytest.raises(NotAllowedNow):
        spaces.lead_on(manager, space, verb="close")
    with pytest.raises(ReasonNeeded):
        spaces.lead_on(manager, space, verb="cancel")
    assert spaces.lead_on(manager, space, verb="call_again").state == "calling"


def test_the_round_on_the_screen_is_one_that_there_is(world) -> None:
    manager, space = world.actor("community_manager"), at(world, "talking")
    assert spaces.call_round(manager, space, number=2).round_now == 2
    with pytest.raises(NotAllowedNow):
        spaces.call_round(manager, space, number=3)
    spaces.lead_on(manager, space, verb="market_again")
    assert spaces.lead_on(manager, space, verb="talk").round_now == 1


def test_giving_up_says_why_and_is_too_late_once_groups_talk(world) -> None:
    manager = world.actor("community_manager")
    with pytest.raises(ReasonNeeded):
        spaces.cancel(manager, drafted(world), reason=" ")
    assert spaces.cancel(manager, at(world, "market"), reason="暴雨").ended_why == "暴雨"
    with pytest.raises(NotAllowedNow):
        spaces.cancel(manager, at(world, "talking"), reason="暴雨")


def test_a_place_less_takes_its_card_off_the_market(world) -> None:
    manager, space = world.actor("community_manager"), at(world, "talking")
    with pytest.raises(NotAllowedNow):
        spaces.change(manager, space, wanted=wanted())
    spaces.lead_on(manager, space, verb="market_again")
    spaces.change(manager, space, wanted=wanted(places=(("东角", 12),), rounds=1))
    standing = space.cards.exclude(place=None)
    assert standing.count() == 1
    assert space.cards.filter(place=None, round=None).count() == 1


def test_what_was_agreed_becomes_a_promise_once(world) -> None:
    space = at(world, "closed")
    made = Promise.objects.get(source_kind="open_space", source_id=space.pk)
    assert (made.title, made.who, made.means) == ("换三盏路灯", "江畔物业", "公共收益 900 元")
    assert space.actions.get().promise == made.pk
    with pytest.raises(NotAllowedNow):
        space_notes.drop(world.actor("community_manager"), space.actions.get())
