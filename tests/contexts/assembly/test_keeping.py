"""A door is told once; a roll forgets who was on it when its time is over, with a proof."""

from datetime import timedelta

import pytest
from tests.builders.assembly import fresh, over, running, seat_of, voter

from linli.contexts.assembly.commands import ballots, casting, keeping
from linli.contexts.assembly.models import About, Brought, Kind
from linli.contexts.assembly.queries import results, rolls, walking
from linli.contexts.assembly.tasks.ballots import forget_rolls
from linli.kernel import clock as now
from linli.kernel.audit.models import AuditEntry
from linli.kernel.ballots import casting as box
from linli.kernel.ballots.forgetting import digest
from linli.kernel.ballots.models import Entry, Erasure, HandIn, Seat
from linli.kernel.errors import NotAllowed, NotAllowedNow, OutsideYourArea
from linli.kernel.upkeep.round import purge_rows

pytestmark = pytest.mark.django_db


def test_a_door_is_told_once_and_left_in_peace(world, clock) -> None:
    person = world.person("李大爷")
    row, worker = running(world, clock), world.actor("grid_worker", world.grid1)
    desk, seat = world.client("grid_worker", world.grid1), seat_of(row, person)
    page = f"/assembly/ballots/{row.pk}/left/"
    assert "送过了" in desk.get(page).content.decode()
    for _twice in range(2):
        assert desk.post(f"{page}told/", {"door": seat.door}).status_code == 303
    assert walking.doors_left(worker, row) == []
    assert "已经送过的 1 户" in desk.get(page).content.decode()
    assert desk.post(f"{page}told/", {"door": seat.door, "undo": "1"}).status_code == 303
    assert len(walking.doors_left(worker, row)) == 1
    assert desk.post(f"{page}told/", {"door": "没有"}).status_code == 404
    assert (
        world.client("grid_worker", world.grid2).post(f"{page}told/", {"door": seat.door}).status_code == 404
    )
    with pytest.raises(OutsideYourArea):
        keeping.tell(world.actor("grid_worker", world.grid2), row, seat.area, door=seat.door)
    over(world, clock, row)
    with pytest.raises(NotAllowedNow):
        keeping.tell(worker, fresh(row), seat.area, door=seat.door)
    assert not Brought.objects.exists()


def decided(world, clock):
    """A vote of adults with a phone, a paper and somebody who stayed away."""
    own, resident = voter(world, "王秀英", "13800000001")
    paper, _quiet = world.person("李大爷"), world.person("周先生")
    row = running(world, clock)
    worker, clerk = world.actor("grid_worker", world.grid1), world.actor("counter_clerk")
    casting.vote(resident, row, key=str(own.pk), choices=["1"])
    casting.confirm(clerk, casting.take_in(worker, seat_of(row, paper), ballot=row, channel="paper"))
    for reader in (worker, clerk):
        casting.read_paper(reader, row, number=1, choices=["2"])
    return over(world, clock, row)


def test_a_roll_is_forgotten_and_the_result_stays(world, clock) -> None:
    row = decided(world, clock)
    before, stairs, seal = results.result_of(row), rolls.by_building(row), digest(row.box)
    assert purge_rows() == 0 or not Erasure.objects.exists(), "not before its time"
    clock.forward(timedelta(days=420))
    assert forget_rolls(now.today() - timedelta(days=400)) == 3 + 2
    row = fresh(row)
    assert results.result_of(row) == before
    assert rolls.by_building(row) == stairs
    kept = list(Seat.objects.filter(box=row.box_id).values("key", "door", "voter", "first", "second"))
    assert all(one["door"] == one["voter"] == one["first"] == one["second"] == "" for one in kept)
    assert not HandIn.objects.exists()
    assert not Entry.objects.exists()
    proof = Erasure.objects.get()
    assert (proof.lines, proof.digest) == (3, seal)
    entry = AuditEntry.objects.get(action="assembly.roll_erased")
    assert entry.detail["digest"] == seal
    assert forget_rolls(now.today()) == 0
    page = world.client("community_manager").get(f"/assembly/ballots/{row.pk}/").content.decode()
    assert seal[:12] in page
    assert "到期清除" in page


def test_owners_are_still_counted_after_their_roll_is_gone(world, clock) -> None:
    for n in (1, 2, 3):
        world.home(world.building1, 1, f"{n}01", floor_area=80)
    row = running(world, clock, world.building1, kind=Kind.OWNERS, matter=About.USE)
    for seat in Seat.objects.filter(box=row.box_id)[:2]:
        box.cast(row.box, seat.key, (("for",), ()))
    row = over(world, clock, row)
    before = results.result_of(row)
    keys = set(row.parts.values_list("key", flat=True))
    clock.forward(timedelta(days=420))
    forget_rolls(now.today() - timedelta(days=400))
    assert results.result_of(fresh(row)) == before
    assert not keys & set(row.parts.values_list("key", flat=True))


def test_nobody_erases_by_hand(world, clock) -> None:
    with pytest.raises(NotAllowed):
        keeping.erase(world.actor("community_manager"), decided(world, clock))


def test_the_roll_of_a_vote_that_was_cancelled_is_forgotten_too(world, clock) -> None:
    world.person("李大爷")
    row = running(world, clock)
    ballots.cancel(world.actor("community_manager"), row, reason="题目写错了")
    clock.forward(timedelta(days=420))
    assert forget_rolls(now.today() - timedelta(days=400)) == 1
    assert not Seat.objects.exclude(door="").exists()
