"""By hand, on paper, by a call: one vote each; two people, two readings; many at once."""

from datetime import timedelta

import pytest
from tests.builders.assembly import fresh, over, running, seat_of, voter

from linli.contexts.assembly.commands import ballots, casting
from linli.contexts.assembly.queries import results, walking
from linli.kernel.ballots.models import HandIn, Slip
from linli.kernel.ballots.publishing import own_ballot
from linli.kernel.ballots.refusals import AlreadyVoted, BoxShut, NotOnRoll, PapersOpen, WrongBallot
from linli.kernel.errors import NotAllowedNow, OutsideYourArea, ReasonNeeded, Refusal

pytestmark = pytest.mark.django_db


def two(world):
    return world.actor("grid_worker", world.grid1), world.actor("counter_clerk")


def test_a_phone_a_paper_and_a_call_in_one_vote(world, clock) -> None:
    own, resident = voter(world, "王秀英", "13800000001")
    paper, caller, quiet = world.person("李大爷"), world.person("赵奶奶"), world.person("周先生")
    row = running(world, clock)
    worker, clerk = two(world)
    code = casting.vote(resident, row, key=str(own.pk), choices=["1"])
    for person, channel in ((paper, "paper"), (caller, "phone")):
        taken = casting.take_in(worker, seat_of(row, person), ballot=row, channel=channel)
        casting.confirm(clerk, taken)
    assert [d.names for d in walking.doors_left(worker, row)] == [("周先生",)]
    for number, choice in ((1, "1"), (2, "3")):
        casting.read_paper(worker, row, number=number, choices=[choice])
        casting.read_paper(clerk, row, number=number, choices=[choice])
    row = over(world, clock, row)
    found = results.result_of(row)
    assert {bar.key: bar.votes for bar in found.bars} == {"1": 2, "2": 0, "3": 1}
    assert dict(found.by_channel) == {"手机": 1, "纸票": 1, "电话": 1}
    assert own_ballot(row.box, code).choices == ("1",)
    assert not seat_of(row, quiet).voted


def test_nobody_votes_twice_whatever_the_channel(world, clock) -> None:
    own, resident = voter(world, "王秀英", "13800000001")
    row = running(world, clock)
    worker, clerk = two(world)
    taken = casting.take_in(worker, seat_of(row, own), ballot=row, channel="paper")
    with pytest.raises(AlreadyVoted):
        casting.take_in(clerk, seat_of(row, own), ballot=row, channel="phone")
    casting.vote(resident, row, key=str(own.pk), choices=["1"])
    with pytest.raises(AlreadyVoted):
        casting.confirm(clerk, taken)
    with pytest.raises(AlreadyVoted):
        casting.vote(resident, row, key=str(own.pk), choices=["2"])
    casting.withdraw(clerk, taken, reason="本人已用手机投了")
    assert Slip.objects.count() == 1


def test_one_person_is_not_two(world, clock) -> None:
    person = world.person("李大爷")
    row = running(world, clock)
    worker, clerk = two(world)
    taken = casting.take_in(worker, seat_of(row, person), ballot=row, channel="door")
    with pytest.raises(Refusal):
        casting.confirm(worker, taken)
    with pytest.raises(ReasonNeeded):
        casting.withdraw(worker, taken, reason="")
    casting.confirm(clerk, taken)
    with pytest.raises(NotAllowedNow):
        casting.confirm(clerk, HandIn.objects.get())
    casting.read_paper(worker, row, number=1, choices=["1"])
    with pytest.raises(Refusal):
        casting.read_paper(worker, row, number=1, choices=["1"])


def test_a_paper_without_its_second_person_is_never_dropped_silently(world, clock) -> None:
    first, late = world.person("李大爷"), world.person("赵奶奶")
    row = running(world, clock)
    worker, clerk = two(world)
    taken = [casting.take_in(worker, seat_of(row, one), ballot=row, channel="paper") for one in (first, late)]
    manager = world.actor("community_manager")
    with pytest.raises(NotAllowedNow):
        casting.set_aside(manager, row, taken[0], reason="还没到时间")
    clock.forward(timedelta(days=20))
    with pytest.raises(NotAllowedNow) as refusal:
        ballots.close(manager, row)
    assert "2 张" in str(refusal.value)
    casting.confirm(clerk, taken[0])
    with pytest.raises(BoxShut):
        casting.take_in(worker, seat_of(row, late), ballot=row, channel="paper")
    with pytest.raises(OutsideYourArea):
        casting.set_aside(clerk, row, taken[1], reason="我看不算")
    with pytest.raises(ReasonNeeded):
        casting.set_aside(manager, row, taken[1], reason=" ")
    casting.set_aside(manager, row, taken[1], reason="收票那天只有一个人在场")
    assert [one.why for one in walking.taken_in(worker, row, "aside")] == ["收票那天只有一个人在场"]
    for reader in (worker, clerk):
        casting.read_paper(reader, row, number=1, choices=["1"])
    found = results.result_of(fresh(ballots.close(manager, row)))
    assert (found.voted, found.counted, found.aside) == (1, 1, 1)


def test_papers_that_nobody_read_keep_the_box_open(world, clock) -> None:
    person = world.person("李大爷")
    row = running(world, clock)
    worker, clerk = two(world)
    casting.confirm(clerk, casting.take_in(worker, seat_of(row, person), ballot=row, channel="paper"))
    clock.forward(timedelta(days=20))
    with pytest.raises(PapersOpen):
        ballots.close(world.actor("community_manager"), row)
    casting.read_paper(worker, row, number=1, choices=[])
    casting.read_paper(clerk, row, number=1, choices=[])
    row = fresh(ballots.close(world.actor("community_manager"), row))
    assert results.result_of(row).invalid == 1


def test_what_a_resident_cannot_do(world, clock) -> None:
    own, resident = voter(world, "王秀英", "13800000001")
    other, _phone = voter(world, "李大爷", "13800000002")
    row = running(world, clock)
    with pytest.raises(NotOnRoll):
        casting.vote(resident, row, key=str(other.pk), choices=["1"])
    with pytest.raises(WrongBallot):
        casting.vote(resident, row, key=str(own.pk), choices=["1", "2"])
    with pytest.raises(WrongBallot):
        casting.vote(resident, row, key=str(own.pk), choices=["99"])
    clock.forward(timedelta(days=30))
    with pytest.raises(BoxShut):
        casting.vote(resident, row, key=str(own.pk), choices=["1"])


def test_doors_of_another_grid_are_not_taken_in(world, clock) -> None:
    person = world.person("李大爷")
    row = running(world, clock)
    with pytest.raises(OutsideYourArea):
        casting.take_in(
            world.actor("grid_worker", world.grid2), seat_of(row, person), ballot=row, channel="paper"
        )
