"""Topic cards: by phone and on paper, put up without clashes, moved and exchanged by people."""

import pytest
from tests.builders.spaces import at, card, handed, paper, spot

from linli.contexts.assembly.commands import space_cards, spaces
from linli.contexts.assembly.commands.space_cards import MarketClash, Told
from linli.contexts.assembly.queries import market
from linli.kernel.actor import linli
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea, ReasonNeeded

pytestmark = pytest.mark.django_db
DOOR = linli("open_space")


def test_a_double_click_is_one_card_and_nobody_convenes_everything(world) -> None:
    space = at(world, "calling")
    guest = handed(world, space)[0]
    for _twice in range(2):
        space_cards.write_card(DOOR, guest, told=Told("养狗", "3号楼小李"))
    assert space.cards.count() == 1
    for title in ("停车", "路灯"):
        space_cards.write_card(DOOR, guest, told=Told(title, "3号楼小李"))
    with pytest.raises(NotAllowedNow):
        space_cards.write_card(DOOR, guest, told=Told("花园", "3号楼小李"))
    space_cards.take_back(DOOR, guest, number=1)
    space_cards.write_card(DOOR, guest, told=Told("花园", "3号楼小李"))
    with pytest.raises(NotAllowedNow):
        space_cards.take_back(DOOR, handed(world, space)[0], number=2)


def test_paper_names_a_card_that_was_handed_out(world) -> None:
    space = at(world, "calling")
    with pytest.raises(BadInput) as refused:
        paper(world, space, number=9)
    assert refused.value.field == "number"
    handed(world, space)
    assert paper(world, space, number=2).guest.number == 2
    for told, field in ((Told("", "周"), "title"), (Told("路灯", " "), "convenor")):
        with pytest.raises(BadInput) as refused:
            space_cards.write_down(world.actor("counter_clerk"), space, told=told)
        assert refused.value.field == field


def test_no_cards_before_the_invitation_and_after_the_market(world) -> None:
    for state in ("draft", "talking", "closed"):
        with pytest.raises(NotAllowedNow):
            paper(world, at(world, state), "又一张")


def test_two_cards_of_one_convenor_are_never_at_the_same_time(world) -> None:
    clerk, space = world.actor("counter_clerk"), at(world, "market")
    third = paper(world, space, "花坛", "周 老师")
    space_cards.put_up(clerk, card(space, 1), spot=spot(space, 1, 1))
    with pytest.raises(MarketClash) as refused:
        space_cards.put_up(clerk, third, spot=spot(space, 1, 2))
    assert "1 号和 3 号" in str(refused.value)
    told = {(o.round.number, o.place.number): o.clash for o in market.options(space, card(space, 3))}
    assert told[1, 2].number == 1
    assert told[2, 1] is None
    space_cards.put_up(clerk, third, spot=spot(space, 2, 1))
    assert space_cards.arrange_all(clerk, space) == (3, 0)
    with pytest.raises(MarketClash):
        space_cards.change_card(clerk, _beside(space), told=Told("广场舞", "周老师"))


def _beside(space):
    first = card(space, 1)
    return next(c for c in (card(space, 2),) if c.round_id in (first.round_id, card(space, 3).round_id))


def test_a_card_changes_places_with_the_one_that_stands_there(world) -> None:
    clerk, space = world.actor("counter_clerk"), at(world, "market")
    space_cards.put_up(clerk, card(space, 1), spot=spot(space, 1, 1))
    space_cards.put_up(clerk, card(space, 2), spot=spot(space, 2, 2))
    space_cards.put_up(clerk, card(space, 1), spot=spot(space, 2, 2))
    assert (card(space, 1).round.number, card(space, 2).round.number) == (2, 1)
    space_cards.put_up(clerk, card(space, 2), spot=None)
    space_cards.put_up(clerk, card(space, 2), spot=spot(space, 2, 2))
    assert card(space, 1).round is None
    assert card(space, 2).place.name == "西角"


def test_the_proposal_leaves_alone_what_somebody_put_up(world) -> None:
    manager, space = world.actor("community_manager"), at(world, "market")
    space_cards.put_up(manager, card(space, 2), spot=spot(space, 2, 2))
    space_cards.arrange_all(manager, space)
    assert card(space, 2).place.name == "西角"
    assert space_cards.arrange_all(manager, space, anew=True) == (2, 0)
    for n in range(4):
        paper(world, space, f"第{n}件事", f"某{n}")
    assert space_cards.arrange_all(manager, space) == (4, 2)


def test_cards_come_down_with_a_reason_and_free_their_place(world) -> None:
    manager, space = world.actor("community_manager"), at(world, "market")
    space_cards.arrange_all(manager, space)
    with pytest.raises(ReasonNeeded):
        space_cards.withdraw_card(manager, card(space), reason="")
    gone = space_cards.withdraw_card(manager, card(space), reason="和 2 号合并")
    assert (gone.place, gone.round, gone.withdrawn_why) == (None, None, "和 2 号合并")
    with pytest.raises(NotAllowedNow):
        space_cards.put_up(manager, gone, spot=spot(space, 1, 1))
    with pytest.raises(NotAllowedNow):
        spaces.lead_on(manager, at(world, "calling"), verb="talk")


def test_the_market_opens_before_cards_are_put_up(world) -> None:
    space = at(world, "calling")
    one = paper(world, space)
    with pytest.raises(NotAllowedNow):
        space_cards.put_up(world.actor("counter_clerk"), one, spot=spot(space, 1, 1))
    with pytest.raises(NotAllowedNow):
        space_cards.arrange_all(world.actor("counter_clerk"), space)
    with pytest.raises(OutsideYourArea):
        space_cards.arrange_all(world.actor("community_manager", world.other_community), space)
