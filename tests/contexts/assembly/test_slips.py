"""A vote without names in the room: one vote for each who is there, figures only when the chair ends it."""

import pytest
from tests.builders.assembly import voter
from tests.builders.meetings import PHONE, announced, called, came, fresh, moved, running, two

from linli.contexts.assembly.commands import attendance, meetings, motions, slips
from linli.contexts.assembly.commands.attendance import Written
from linli.contexts.assembly.commands.forgetting import forget_attendance
from linli.contexts.assembly.commands.motions import NotEnoughHere
from linli.contexts.assembly.models import Attendee, Motion
from linli.contexts.assembly.policies import meetings as policies
from linli.contexts.assembly.queries import minutes
from linli.contexts.assembly.queries import slips as queries
from linli.contexts.assembly.queries.meeting_rules import Hands
from linli.engines.tally.ballots import recount
from linli.kernel.actor import linli
from linli.kernel.audit.models import AuditEntry
from linli.kernel.ballots.models import Erasure, Slip
from linli.kernel.ballots.publishing import own_ballot
from linli.kernel.ballots.refusals import (
    AlreadyVoted,
    BoxShut,
    NotOnRoll,
    OnePerson,
    PapersOpen,
    SecondMissing,
    WrongBallot,
    WrongPile,
)
from linli.kernel.errors import NotAllowed, NotAllowedNow, OutsideYourArea

pytestmark = pytest.mark.django_db


def again(motion: Motion) -> Motion:
    return Motion.objects.select_related("meeting__area", "box").get(pk=motion.pk)


def slip_keys(motion: Motion) -> list[str]:
    return list(
        motion.box.seats.filter(key__startswith="name:").order_by("key").values_list("key", flat=True)
    )


def on_paper(world, motion: Motion, keys: list[str]) -> None:
    manager, clerk = two(world)
    for key in keys:
        slips.take_in(manager, motion, key=key)
    assert slips.confirm(clerk, motion) == len(keys)


def test_a_phone_and_two_slips_and_nobody_sees_who_chose_what(world, clock) -> None:
    motion, resident = called(world, clock)
    manager, clerk = two(world)
    code = slips.cast(resident, motion, choice="for")
    keys = slip_keys(motion)
    on_paper(world, motion, keys)
    done = queries.progress(motion, manager.label)
    assert (done.voted, done.entitled, done.to_count) == (3, 3, 2)
    assert not again(motion).votes_for
    slips.count(manager, motion, hands=Hands(1, 1, 0), spoiled=0)
    with pytest.raises(OnePerson):
        slips.count(manager, motion, hands=Hands(1, 1, 0), spoiled=0)
    with pytest.raises(PapersOpen):
        slips.close(manager, motion)
    slips.count(clerk, motion, hands=Hands(1, 1, 0), spoiled=0)
    assert not Slip.objects.exclude(seat=None).exists()
    row = slips.close(manager, motion)
    assert (row.state, row.present, row.votes_for, row.votes_against) == ("passed", 3, 2, 1)
    box = again(row).box
    assert recount(box.published).same
    assert own_ballot(box, code).choices == ("for",)
    words = minutes.outcome(row.meeting, row)
    assert words.startswith("无记名投票，应投 3，实投 3：赞成 2，反对 1，弃权 0")
    said = str(list(AuditEntry.objects.filter(action__contains="slip").values_list("detail", "reason")))
    assert "for" not in said


def test_two_counts_that_differ_begin_again(world, clock) -> None:
    motion, _resident = called(world, clock, guests=3)
    manager, clerk = two(world)
    on_paper(world, motion, slip_keys(motion))
    with pytest.raises(WrongPile):
        slips.count(manager, motion, hands=Hands(1, 1, 0), spoiled=0)
    assert slips.count(manager, motion, hands=Hands(2, 1, 0), spoiled=0) == "waiting"
    assert slips.count(clerk, motion, hands=Hands(1, 2, 0), spoiled=0) == "different"
    assert not Slip.objects.exists()
    assert queries.progress(motion, manager.label).differed
    assert slips.count(clerk, motion, hands=Hands(1, 1, 0), spoiled=1) == "waiting"
    assert slips.count(manager, motion, hands=Hands(1, 1, 0), spoiled=1) == "agreed"
    with pytest.raises(WrongPile):
        slips.count(manager, motion, hands=Hands(0, 0, 0), spoiled=0)
    row = slips.close(manager, motion)
    assert (row.state, row.votes_for, row.spoiled) == ("failed", 1, 1)


def test_a_resident_who_is_there_may_be_the_second(world, clock) -> None:
    motion, resident = called(world, clock)
    manager, _clerk = two(world)
    slips.take_in(manager, motion, key=slip_keys(motion)[0])
    slips.cast(resident, motion, choice="for")
    with pytest.raises(SecondMissing):
        slips.close(manager, motion)
    assert slips.confirm(manager, motion) == 0, "one person is not two"
    assert slips.confirm(resident, motion) == 1
    slips.count(manager, motion, hands=Hands(0, 1, 0), spoiled=0)
    assert slips.count(resident, motion, hands=Hands(0, 1, 0), spoiled=0) == "agreed"


def test_who_votes_has_one_vote(world, clock) -> None:
    motion, resident = called(world, clock)
    manager, _clerk = two(world)
    key = queries.own_key(resident, motion)
    with pytest.raises(WrongBallot):
        slips.cast(resident, motion, choice="maybe")
    slips.take_in(manager, motion, key=key)
    assert queries.own_slip(resident, motion) == "handed"
    with pytest.raises(AlreadyVoted):
        slips.cast(resident, motion, choice="for")
    slips.take_back(manager, motion, key=key)
    with pytest.raises(NotAllowedNow):
        slips.take_back(manager, motion, key=key)
    slips.cast(resident, motion, choice="for")
    assert queries.own_slip(resident, motion) == "voted"
    with pytest.raises(AlreadyVoted):
        slips.cast(resident, motion, choice="for")
    with pytest.raises(AlreadyVoted):
        slips.take_in(manager, motion, key=key)
    with pytest.raises(NotOnRoll):
        slips.take_in(manager, motion, key="nobody")


def test_late_ones_are_written_on_the_roll_and_early_leavers_taken_off(world, clock) -> None:
    motion, resident = called(world, clock, guests=2)
    manager, meeting = world.actor("community_manager"), motion.meeting
    late = came(world, fresh(meeting), world.person("李大爷"))
    assert queries.progress(motion, "").entitled == 4
    attendance.check_in_guest(manager, meeting, written=Written("街道 小周"))
    assert queries.progress(motion, "").entitled == 4, "who sits in has no vote"
    attendance.leave(manager, meeting, late)
    assert queries.progress(motion, "").entitled == 3
    attendance.leave(manager, meeting, late)
    assert queries.progress(motion, "").entitled == 4
    slips.cast(resident, motion, choice="against")
    mine = Attendee.objects.get(channel="phone")
    with pytest.raises(NotAllowedNow):
        attendance.remove(manager, meeting, mine)
    attendance.leave(manager, meeting, mine)
    done = queries.progress(motion, "")
    assert (done.voted, done.entitled) == (1, 4), "a vote once cast stays"
    with pytest.raises(OutsideYourArea):
        slips.cast(resident, motion, choice="for")
    row = slips.close(manager, motion)
    assert (row.votes_against, row.present) == (1, 4)
    with pytest.raises(BoxShut):
        slips.take_in(manager, again(row), key=late.unit_key)


def test_a_household_votes_once_however_many_came(world, clock) -> None:
    first, resident = voter(world, "王秀英", PHONE)
    second = world.person("李明", home=first.home, household=first.household)
    manager = world.actor("community_manager")
    row = running(world, clock, guests=2, kind="households", entitled=3)
    came(world, row, second)
    attendance.attend(resident, row, code=row.code)
    motion = slips.call(manager, moved(world, row))
    assert (motion.box.per, motion.box.seats.count()) == ("household", 3)
    attendance.leave(manager, row, Attendee.objects.get(person=second.pk))
    assert motion.box.seats.count() == 3, "one of them is still there"


def test_when_it_can_begin_and_when_it_goes_back(world, clock) -> None:
    manager, _clerk = two(world)
    motion, resident = called(world, clock)
    with pytest.raises(NotAllowedNow):
        slips.close(manager, motion)
    with pytest.raises(NotAllowedNow):
        meetings.close(manager, motion.meeting)
    motion = motions.reopen(manager, motion)
    assert (motion.state, motion.box) == ("debated", None)
    motion = slips.call(manager, motion)
    slips.cast(resident, motion, choice="for")
    with pytest.raises(NotAllowedNow):
        motions.reopen(manager, motion)
    slips.close(manager, motion)
    with pytest.raises(BoxShut):
        slips.close(manager, again(motion))


def test_nobody_votes_where_nobody_came_or_before_it_is_put(world, clock) -> None:
    manager = world.actor("community_manager")
    with pytest.raises(NotEnoughHere):
        slips.call(manager, moved(world, running(world, clock, guests=0)))
    motion = motions.write(manager, announced(world), said={"what": "换门锁"})
    with pytest.raises(NotAllowedNow):
        slips.call(manager, motion)


def test_the_roll_goes_with_the_list_and_the_figures_stay(world, clock) -> None:
    motion, resident = called(world, clock)
    code = slips.cast(resident, motion, choice="for")
    row = slips.close(world.actor("community_manager"), motion)
    meeting = meetings.close(world.actor("community_manager"), row.meeting)
    said = minutes.outcome(meeting, row)
    forget_attendance(linli("retention"), meeting)
    box = again(row).box
    assert Erasure.objects.get(box=box).lines == 3
    assert not box.seats.exclude(door="").exists()
    assert minutes.outcome(meeting, again(row)) == said
    assert own_ballot(box, code).choices == ("for",)


WHO = [
    # role, area, leads it (calls, notes slips, ends it), is the second person
    ("community_manager", "community", True, True),
    ("counter_clerk", "community", True, True),
    ("grid_worker", "grid1", False, False),
    ("community_manager", "other_community", False, False),
    ("subdistrict_officer", "subdistrict", False, False),
    ("auditor", "subdistrict", False, False),
]


@pytest.mark.parametrize(("role", "place", "leads", "counts"), WHO)
def test_who_may_what(world, clock, role, place, leads, counts) -> None:
    motion, resident = called(world, clock)
    actor = world.actor(role, getattr(world, place))

    def may(policy, who) -> bool:
        try:
            return policy(who, motion)
        except (NotAllowed, OutsideYourArea):
            return False

    assert may(policies.may_move, actor) is leads
    assert may(policies.may_count, actor) is counts
    assert not may(policies.may_cast, actor), "nobody votes for anybody else"
    assert may(policies.may_cast, resident)
    assert may(policies.may_count, resident)
    assert not may(policies.may_move, resident)
    _person, away = voter(world, "周先生", "13800000002")
    assert not may(policies.may_cast, away), "only who is there"
    assert not may(policies.may_count, away)
