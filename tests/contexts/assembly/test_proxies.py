"""Written authorisations: from the paper, by two people, for one more vote, void at a word."""

import pytest
from tests.builders.assembly import fresh, running, voter
from tests.builders.neighbours import browser, neighbour

from linli.contexts.assembly.commands import casting, proxies
from linli.contexts.assembly.commands.proxies import Paper
from linli.contexts.assembly.models import About, Ballot, Kind, Proxy
from linli.contexts.assembly.queries.ballots import own_seats
from linli.contexts.residents.models import Tie
from linli.kernel.ballots.models import HandIn, Seat
from linli.kernel.ballots.refusals import AlreadyVoted, NotOnRoll
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea, ReasonNeeded

pytestmark = pytest.mark.django_db


class Owners:
    """Three homes of owners; the second owner has a phone."""

    def __init__(self, world, clock) -> None:
        self.world = world
        self.homes = [world.home(world.building1, 1, f"{n}01", floor_area=80) for n in (1, 2, 3)]
        person = world.person("李建国", home=self.homes[1])
        self.manager = world.actor("community_manager")
        self.delegate = neighbour(self.manager, person, phone="13800000002", tie=Tie.OWNER_HERE)
        self.row = running(world, clock, world.building1, kind=Kind.OWNERS, matter=About.USE)
        self.worker, self.clerk = world.actor("grid_worker", world.grid1), world.actor("counter_clerk")

    def seat(self, n: int) -> Seat:
        rows = Seat.objects.select_related("area")
        return rows.get(box=self.row.box_id, key=str(self.homes[n - 1].pk))

    def entered(self, principal: int = 1, delegate: int = 2) -> Proxy:
        paper = Paper(self.seat(delegate).door, "王秀英", "李建国", "2 号文件盒第 7 份")
        return proxies.enter(self.worker, self.seat(principal), ballot=self.row, paper=paper)


@pytest.fixture
def owners(world, clock) -> Owners:
    return Owners(world, clock)


def test_the_delegate_votes_for_one_more_seat_by_phone(owners) -> None:
    row = owners.entered()
    own = [one.key for one in own_seats(owners.delegate, owners.row)]
    assert own == [owners.seat(2).key], "nothing holds before the second person"
    with pytest.raises(NotOnRoll):
        casting.vote(owners.delegate, owners.row, key=owners.seat(1).key, choices=["for"])
    proxies.confirm(owners.clerk, row)
    assert [(s.key, s.is_proxy) for s in own_seats(owners.delegate, owners.row)] == [
        (owners.seat(2).key, False), (owners.seat(1).key, True),
    ]  # fmt: skip
    for n in (2, 1):
        casting.vote(owners.delegate, owners.row, key=owners.seat(n).key, choices=["for"])
    assert owners.seat(1).voter == owners.delegate.label
    assert (
        "受书面委托"
        not in browser("13800000002").get(f"/assembly/votes/{owners.row.pk}/vote/").content.decode()
    )


def test_the_delegate_brings_a_paper(owners) -> None:
    row = proxies.confirm(owners.clerk, owners.entered())
    with pytest.raises(BadInput):
        casting.take_in(owners.worker, owners.seat(3), ballot=owners.row, channel="paper", by_proxy=True)
    casting.take_in(owners.worker, owners.seat(1), ballot=owners.row, channel="paper", by_proxy=True)
    casting.confirm(owners.clerk, HandIn.objects.get())
    assert owners.seat(1).voter == f"proxy:{row.pk}"


def test_nobody_collects_votes(owners) -> None:
    owners.entered(1, 2)
    for principal, delegate in ((1, 3), (3, 2), (2, 3), (3, 1), (3, 3)):
        with pytest.raises(BadInput):
            owners.entered(principal, delegate)
    assert Proxy.objects.count() == 1


def test_whose_vote_is_cast_hands_on_none(owners) -> None:
    casting.vote(owners.delegate, owners.row, key=owners.seat(2).key, choices=["for"])
    with pytest.raises(AlreadyVoted):
        owners.entered(2, 1)


def test_one_person_is_not_two_and_a_reason_is_given(owners) -> None:
    row = owners.entered()
    with pytest.raises(NotAllowed):
        proxies.confirm(owners.worker, row)
    with pytest.raises(ReasonNeeded):
        proxies.withdraw(owners.worker, row, reason="")
    proxies.confirm(owners.clerk, row)
    proxies.withdraw(owners.worker, row, reason="业主说自己来投")
    assert [one.key for one in own_seats(owners.delegate, owners.row)] == [owners.seat(2).key]
    assert owners.entered().state == Proxy.State.WAITING, "a new paper may follow"


def test_names_are_covered_until_somebody_says_what_for(owners) -> None:
    row = Proxy.objects.get(pk=owners.entered().pk)
    desk = owners.world.client("grid_worker", owners.world.grid1)
    page = f"/assembly/ballots/{owners.row.pk}/proxies/"
    assert "王秀英" not in desk.get(page).content.decode()
    address = f"/assembly/proxies/{row.pk}/names/"
    assert desk.post(address, {"reason": ""}).status_code == 422
    assert "王秀英" in desk.post(address, {"reason": "业主来问"}, follow=True).content.decode()


def test_the_pages_from_the_paper_to_the_second_look(owners) -> None:
    desk = owners.world.client("grid_worker", owners.world.grid1)
    second = owners.world.client("counter_clerk")
    page = f"/assembly/ballots/{owners.row.pk}/proxies/"
    sent = {
        "door": owners.seat(1).door, "principal_name": "王秀英", "delegate_door": "没有这一户",
        "delegate_name": "李建国", "kept": "2 号盒",
    }  # fmt: skip
    assert desk.post(page, sent).status_code == 422
    assert desk.post(page, {**sent, "door": "没有"}).status_code == 422
    assert desk.post(page, {**sent, "delegate_door": owners.seat(2).door}).status_code == 303
    assert desk.post(page, {**sent, "door": "没有这户"}).status_code == 422
    row = Proxy.objects.get()
    assert "要另一个人确认" in desk.get(page).content.decode()
    assert second.post(f"/assembly/proxies/{row.pk}/confirm/").status_code == 303
    assert (
        "受托人来投的"
        in desk.get(f"/assembly/ballots/{owners.row.pk}/take/?q={owners.seat(1).door}").content.decode()
    )
    assert (
        "受书面委托" in browser("13800000002").get(f"/assembly/votes/{owners.row.pk}/vote/").content.decode()
    )
    assert desk.get(f"/assembly/proxies/{row.pk}/withdraw/").status_code == 200
    other = owners.world.client("grid_worker", owners.world.grid2)
    for verb in ("confirm", "withdraw", "names"):
        assert other.post(f"/assembly/proxies/{row.pk}/{verb}/", {"reason": "看看"}).status_code == 404, verb


def test_only_owners_votes_know_authorisations(world, clock) -> None:
    person, _resident = voter(world, "王秀英", "13800000001")
    row = running(world, clock)
    seat = Seat.objects.select_related("area").get(box=row.box_id, key=str(person.pk))
    with pytest.raises(NotAllowedNow):
        proxies.enter(
            world.actor("counter_clerk"), seat, ballot=row, paper=Paper(seat.door, "甲", "乙", "盒")
        )
    assert world.client("counter_clerk").get(f"/assembly/ballots/{row.pk}/proxies/").status_code == 404
    with pytest.raises(OutsideYourArea):
        proxies.enter(
            world.actor("grid_worker", world.grid2),
            seat,
            ballot=row,
            paper=Paper(seat.door, "甲", "乙", "盒"),
        )
    assert Ballot.objects.get(pk=row.pk).kind == fresh(row).kind


def test_a_door_is_found_with_and_without_its_last_sign(owners) -> None:
    bare = owners.seat(2).door.removesuffix("室")
    for typed in (bare, f"{bare}室", f" {bare} "):
        row = proxies.enter(
            owners.worker, owners.seat(1), ballot=owners.row, paper=Paper(typed, "甲", "乙", "盒")
        )
        assert row.delegate_door == owners.seat(2).door
        proxies.withdraw(owners.worker, row, reason="试一下门牌")
