"""People in an open space: one number each, wishes and dots that count once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.builders.neighbours import neighbour
from tests.builders.spaces import at, card, handed, paper

from linli.contexts.assembly.commands import space_people
from linli.contexts.assembly.models.spaces import Dot
from linli.contexts.assembly.queries import market, spaces
from linli.kernel.actor import linli
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea

DOOR = linli("open_space")


@pytest.mark.django_db
def test_a_phone_is_one_person_and_never_somebody_elses_number(world) -> None:
    me = neighbour(world.actor("community_manager"), world.person("王秀英"))
    space = at(world, "calling")
    handed(world, space, 2)
    assert [space_people.join(me, space).number for _again in range(3)] == [3, 3, 3]
    assert spaces.guest_of(space, me).number == 3
    assert spaces.bearer(space, 3, spaces.secret_of(space, 3)) is None
    with pytest.raises(OutsideYourArea):
        space_people.wish(me, spaces.guest(space, 1), cards=())
    assert handed(world, space, 1)[0].number == 4
    with pytest.raises(NotAllowedNow):
        space_people.join(me, at(world, "draft"))


@pytest.mark.django_db
def test_letters_open_only_their_own_number(world) -> None:
    space = at(world, "calling")
    handed(world, space, 2)
    secret = spaces.secret_of(space, 1)
    assert spaces.bearer(space, 1, f" {secret[:3].lower()}-{secret[3:]}").number == 1
    assert spaces.bearer(space, 2, secret) is None
    assert spaces.bearer(space, 1, "") is None
    with pytest.raises(BadInput):
        space_people.issue(world.actor("counter_clerk"), space, count=9999)


@pytest.mark.django_db
def test_wishes_are_said_anew_and_only_for_cards_that_hang(world) -> None:
    space = at(world, "calling")
    one, two = paper(world, space), paper(world, space, "停车", "何大姐")
    guest = handed(world, space)[0]
    space_people.wish(DOOR, guest, cards=[str(one.pk), str(two.pk)])
    space_people.wish(DOOR, guest, cards=[str(two.pk)])
    assert [w.card_id for w in guest.wishes.all()] == [two.pk]
    with pytest.raises(BadInput):
        space_people.wish(DOOR, guest, cards=["nothing"])
    late = at(world, "talking")
    with pytest.raises(NotAllowedNow):
        space_people.wish(DOOR, handed(world, late)[0], cards=())


@pytest.mark.django_db
def test_dots_are_given_once_however_often_one_clicks(world) -> None:
    space = at(world, "dots")
    guests = handed(world, space, 3)
    one, two = str(card(space, 1).pk), str(card(space, 2).pk)
    for _click in range(3):
        assert space_people.give_dots(DOOR, guests[0], dots={one: 2, two: 1}) == 3
    space_people.give_dots(DOOR, guests[0], dots={one: 3, two: 0})
    space_people.give_dots(world.actor("grid_worker", world.grid1), guests[1], dots={two: 1})
    for wrong in ({one: 4}, {one: 2, two: 2}, {one: -1}, {"nothing": 1}):
        with pytest.raises(BadInput):
            space_people.give_dots(DOOR, guests[2], dots=wrong)
    assert [(bar.card.number, bar.dots) for bar in market.bars(space)] == [(1, 3), (2, 1)]
    assert spaces.people(space)["dotted"] == 2
    with pytest.raises(NotAllowedNow):
        space_people.give_dots(DOOR, handed(world, at(world, "talking"))[0], dots={})


def test_ten_fingers_at_once_are_one_set_of_dots(committed_world) -> None:
    world = committed_world
    space = at(world, "dots")
    guest = handed(world, space, 1)[0]
    keys = [str(card(space, 1).pk), str(card(space, 2).pk)]

    def give(n: int) -> None:
        try:
            space_people.give_dots(DOOR, guest, dots={keys[n % 2]: 3})
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=10) as hands:
        list(hands.map(give, range(10)))
    assert sum(Dot.objects.filter(guest=guest).values_list("count", flat=True)) == 3
