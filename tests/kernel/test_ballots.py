"""Ballot boxes: one vote for each seat by any channel, two readers for every paper, a count for anybody."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from linli.engines.tally.ballots import Channel, Form, OptionsVote, Per, recount, result
from linli.kernel.ballots import boxes, casting, handing, publishing
from linli.kernel.ballots.forgetting import digest, forget
from linli.kernel.ballots.models import Box, Entry, Erasure, HandIn, Slip
from linli.kernel.ballots.refusals import (
    AlreadyVoted,
    BoxOpen,
    BoxShut,
    NotHandedIn,
    NotOnRoll,
    OnePerson,
    PapersOpen,
    SecondMissing,
    WrongBallot,
)
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

FORM = Form(("yes", "no"), least=1, most=1)
YES, NO = (("yes",), ()), (("no",), ())
WANG, CHEN, ZHOU = "王芳", "陈静", "周敏"


def laid(world, people: int = 4, *, secret: bool = True, form: Form = FORM) -> Box:
    """An open box with so many adults on its roll."""
    box = boxes.lay(world.community, "assembly.vote/1", form, per=Per.ADULT, secret=secret)
    boxes.enrol(box, [boxes.Line(f"p{n}", world.grid1, f"1-1-{n}01") for n in range(1, people + 1)])
    boxes.open_box(box)
    return box


def on_paper(box: Box, key: str, number: int, said=YES, *, whose: str = "") -> Entry:
    """A vote on paper, taken in and read by two people."""
    casting.hand_in(box, key, Channel.PAPER, first=WANG, second=CHEN)
    casting.enter(box, number, said, by=WANG, key=whose)
    return casting.enter(box, number, said, by=CHEN, key=whose)


def test_a_vote_by_phone_screen_paper_and_call_is_counted_once_each(world) -> None:
    box = laid(world)
    receipt = casting.cast(box, "p1", YES)
    assert on_paper(box, "p2", 1).state == Entry.State.AGREED
    casting.hand_in(box, "p3", Channel.PHONE, first=WANG, second=CHEN)
    casting.enter(box, 2, NO, by=CHEN)
    casting.enter(box, 2, NO, by=WANG)
    turnout = boxes.turnout(box)
    assert (turnout.entitled, turnout.voted) == (4, 3)
    assert turnout.by_channel == {"online": 1, "paper": 1, "phone": 1}
    boxes.close_box(box)
    vote = OptionsVote(box_options := ("yes", "no"))
    assert result(vote, publishing.slips_of(box))["votes"] == {"yes": 2, "no": 1}
    assert box_options == tuple(box.options)
    publishing.publish(box, vote, title="装不装车棚")
    again = recount(box.published)
    assert again.same
    assert again.ballots == 3
    mine = publishing.own_ballot(box, receipt)
    assert mine is not None
    assert mine.choices == ("yes",)


@pytest.mark.parametrize("first", ["online", "paper"])
def test_who_voted_by_one_channel_cannot_vote_by_another(world, first: str) -> None:
    box = laid(world)
    if first == "online":
        casting.cast(box, "p1", YES)
    else:
        on_paper(box, "p1", 1)
    with pytest.raises(AlreadyVoted) as refusal:
        casting.cast(box, "p1", NO)
    assert ("手机" if first == "online" else "纸票") in str(refusal.value)
    with pytest.raises(AlreadyVoted):
        casting.hand_in(box, "p1", Channel.PHONE, first=WANG, second=CHEN)
    assert Slip.objects.filter(box=box).count() == 1


def test_two_people_read_every_paper(world) -> None:
    box = laid(world)
    with pytest.raises(OnePerson):
        casting.hand_in(box, "p1", Channel.PAPER, first=WANG, second=WANG)
    with pytest.raises(NotHandedIn):
        casting.enter(box, 1, YES, by=WANG)
    casting.hand_in(box, "p1", Channel.PAPER, first=WANG, second=CHEN)
    entry = casting.enter(box, 1, YES, by=WANG)
    assert "yes" not in str(Entry.objects.get(pk=entry.pk).said)
    with pytest.raises(OnePerson):
        casting.enter(box, 1, YES, by=WANG)
    assert not Slip.objects.exists()
    entry = casting.enter(box, 1, NO, by=CHEN)
    assert entry.state == Entry.State.DIFFERENT
    with pytest.raises(PapersOpen):
        boxes.close_box(box)
    casting.enter(box, 1, NO, by=CHEN)
    assert casting.enter(box, 1, NO, by=ZHOU).state == Entry.State.AGREED
    assert not Entry.objects.get().said, "what was read is kept in the box only"
    with pytest.raises(AlreadyVoted):
        casting.enter(box, 1, NO, by=WANG)
    boxes.close_box(box)
    assert publishing.slips_of(box)[0].choices == ("no",)


def test_a_paper_that_nobody_can_read_is_kept_and_not_counted(world) -> None:
    box = laid(world)
    casting.hand_in(box, "p1", Channel.PAPER, first=WANG, second=CHEN)
    casting.enter(box, 1, YES, by=WANG, spoiled=True)
    casting.enter(box, 1, NO, by=CHEN, spoiled=True)
    boxes.close_box(box)
    assert Slip.objects.get().spoiled
    assert publishing.slips_of(box) == ()


def test_a_secret_box_says_neither_who_nor_when(world) -> None:
    box = laid(world, people=30)
    for n in range(1, 31):
        casting.cast(box, f"p{n}", YES if n % 3 else NO)
    arrived = list(Slip.objects.filter(box=box).values_list("tag", flat=True))
    boxes.close_box(box)
    assert not Slip.objects.filter(box=box, seat__isnull=False).exists()
    table = connection.ops.quote_name(Slip._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT tag FROM {table}")  # noqa: S608 - in the order in which the rows lie
        lying = [tag for (tag,) in cursor.fetchall()]
    assert lying == sorted(arrived)


def test_an_open_box_says_whose_ballot_it_is(world) -> None:
    box = laid(world, secret=False)
    casting.cast(box, "p1", YES)
    on_paper(box, "p2", 1, NO, whose="p2")
    boxes.close_box(box)
    tags = publishing.tags_by_seat(box)
    said = {one.tag: one.choices for one in publishing.slips_of(box)}
    assert {key: said[tag] for key, tag in tags.items()} == {"p1": ("yes",), "p2": ("no",)}


def test_an_open_paper_belongs_to_somebody_who_handed_it_in(world) -> None:
    box = laid(world, secret=False)
    casting.hand_in(box, "p1", Channel.PAPER, first=WANG, second=CHEN)
    casting.hand_in(box, "p2", Channel.PAPER, first=WANG, second=CHEN)
    with pytest.raises(NotOnRoll):
        casting.enter(box, 1, YES, by=WANG, key="p3")
    casting.enter(box, 1, YES, by=WANG, key="p1")
    with pytest.raises(AlreadyVoted):
        casting.enter(box, 2, YES, by=WANG, key="p1")


@pytest.mark.parametrize(
    ("said", "why"),
    [((("maybe",), ()), "没有的一项"), (((), ()), "至少"), ((("yes", "no"), ()), "最多")],
)
def test_a_wrong_ballot_is_told_why_and_costs_no_vote(world, said, why: str) -> None:
    box = laid(world)
    with pytest.raises(WrongBallot) as refusal:
        casting.cast(box, "p1", said)
    assert why in str(refusal.value)
    assert casting.cast(box, "p1", YES)


def test_points_stay_within_the_purse(world) -> None:
    box = laid(world, form=Form(("a", "b"), least=0, most=2, purse=5))
    with pytest.raises(WrongBallot) as refusal:
        casting.cast(box, "p1", (("a", "b"), (4, 2)))
    assert "5" in str(refusal.value)
    casting.cast(box, "p1", (("a", "b"), (3, 2)))


def test_a_box_takes_ballots_only_while_it_is_open(world) -> None:
    box = boxes.lay(world.community, "assembly.vote/2", FORM, per=Per.HOUSEHOLD, secret=True)
    boxes.enrol(box, [boxes.Line("h1", world.grid1), boxes.Line("h1", world.grid1)])
    with pytest.raises(BoxShut):
        casting.cast(box, "h1", YES)
    boxes.open_box(box)
    with pytest.raises(BoxOpen):
        boxes.enrol(box, [boxes.Line("h2", world.grid1)])
    with pytest.raises(BoxOpen):
        boxes.strike(box, "h1")
    with pytest.raises(BoxOpen):
        boxes.open_box(box)
    with pytest.raises(BoxOpen):
        publishing.slips_of(box)
    with pytest.raises(NotOnRoll):
        casting.cast(box, "h9", YES)
    boxes.close_box(box)
    with pytest.raises(BoxShut):
        casting.cast(box, "h1", YES)
    with pytest.raises(BoxShut):
        boxes.close_box(box)


def test_the_roll_keeps_a_day_and_never_an_hour(world, clock) -> None:
    box = laid(world)
    casting.cast(box, "p1", YES)
    clock.forward(timedelta(hours=3))
    casting.cast(box, "p2", NO)
    kept = box.seats.filter(voted=True).values()
    assert len({row["voted_on"] for row in kept}) == 1
    assert not any("at" in name.split("_") for row in kept for name in row)


def test_the_published_file_is_written_once(world) -> None:
    box = laid(world)
    casting.cast(box, "p1", YES)
    boxes.close_box(box)
    vote = OptionsVote(("yes", "no"))
    mark = publishing.publish(box, vote, title="第一次")
    assert publishing.publish(box, vote, title="第二次") == mark
    assert "第二次" not in Box.objects.get(pk=box.pk).published


def test_what_was_taken_in_is_confirmed_by_another_or_left_out_with_a_reason(world) -> None:
    box = laid(world)
    taken = [handing.take_in(seat, "paper", by=WANG) for seat in box.seats.order_by("key")[:3]]
    with pytest.raises(AlreadyVoted, match="第二人"):
        handing.take_in(box.seats.get(key="p1"), "phone", by=CHEN)
    with pytest.raises(BadInput):
        handing.take_in(box.seats.get(key="p4"), "online", by=WANG)
    with pytest.raises(OnePerson):
        handing.confirm(taken[0], by=WANG)
    handing.confirm(taken[0], by=CHEN)
    with pytest.raises(NotAllowedNow):
        handing.confirm(taken[0], by=CHEN)
    with pytest.raises(ReasonNeeded):
        handing.withdraw(taken[1], reason=" ")
    handing.withdraw(taken[1], reason="拿错了")
    assert handing.take_in(box.seats.get(key="p2"), "door", by=CHEN, voter="proxy:1").voter == "proxy:1"
    for number, reader in ((1, WANG), (1, CHEN)):
        casting.enter(box, number, YES, by=reader)
    with pytest.raises(SecondMissing, match="2 张"):
        boxes.close_box(box)
    for row in HandIn.objects.filter(state="waiting"):
        handing.set_aside(row, reason="没有第二个人")
    boxes.close_box(box)
    assert (handing.aside(box), boxes.turnout(box).voted) == (2, 1)


def test_the_pile_says_what_is_left_for_each_reader(world) -> None:
    box = laid(world)
    assert handing.pile(None, WANG).mine_next is None
    for key in ("p1", "p2", "p3"):
        casting.hand_in(box, key, Channel.PAPER, first=WANG, second=CHEN)
    casting.enter(box, 1, YES, by=WANG)
    casting.enter(box, 2, YES, by=WANG)
    casting.enter(box, 2, NO, by=CHEN)
    mine, other = handing.pile(box, WANG), handing.pile(box, CHEN)
    assert (mine.handed, mine.agreed, mine.left, mine.different) == (3, 0, (1, 2, 3), (2,))
    assert (mine.mine_next, mine.by_others, other.mine_next) == (2, 1, 1)
    casting.enter(box, 1, YES, by=CHEN)
    assert handing.pile(box, CHEN).agreed == 1


def test_a_roll_is_forgotten_once_with_a_proof(world) -> None:
    box = laid(world)
    on_paper(box, "p1", 1)
    left = handing.take_in(box.seats.get(key="p2"), "phone", by=WANG)
    with pytest.raises(BoxOpen):
        forget(box)
    handing.set_aside(left, reason="没有第二个人")
    boxes.close_box(box)
    seal = digest(box)
    made, keys = forget(box)
    assert (made.lines, made.papers, made.aside, made.digest) == (4, 2, 1, seal)
    assert set(keys) == {"p1", "p2", "p3", "p4"}
    assert not box.seats.filter(key__in=keys).exists()
    assert handing.aside(box) == 1
    with pytest.raises(NotAllowedNow):
        forget(box)
    assert Erasure.objects.count() == 1


def test_a_vote_that_is_given_up_takes_no_more_and_can_be_forgotten(world) -> None:
    box = laid(world)
    handing.take_in(box.seats.get(key="p1"), "paper", by=WANG)
    boxes.give_up(box)
    with pytest.raises(BoxShut):
        casting.cast(box, "p2", YES)
    assert forget(box)[0].papers == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_each_seat_has_one_vote(committed_world) -> None:
    box = laid(committed_world, people=12)
    outcomes: list[str] = []

    def vote(key: str) -> None:
        try:
            casting.cast(box, key, YES)
            outcomes.append("cast")
        except AlreadyVoted:
            outcomes.append("again")
        finally:
            connection.close()

    hands = [threading.Thread(target=vote, args=(f"p{n}",)) for n in range(1, 13) for _twice in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert outcomes.count("cast") == 12
    assert outcomes.count("again") == 12
    assert Slip.objects.filter(box=box).count() == 12
    assert boxes.turnout(box).voted == 12
