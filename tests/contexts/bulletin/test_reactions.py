"""Another part of the house asks for a notice: it is written once, read by somebody else, and then hangs."""

from datetime import timedelta

import pytest

from linli.contexts.bulletin.commands import notices
from linli.contexts.bulletin.models import Notice
from linli.contexts.bulletin.reactions import hang_wanted, reword, take_down
from linli.facts.bulletin import NoticeReworded, NoticeUnwanted, NoticeWanted
from linli.kernel import clock as now
from linli.kernel.errors import NotAllowed
from linli.kernel.outbox.models import OutboxFact

pytestmark = pytest.mark.django_db


def wanted(world, kind: str = "budget", **more) -> NoticeWanted:
    told = {
        "about": "budgeting.round:1#result", "kind": kind, "area_code": world.community.code,
        "title": "投票结果公示", "words": "1. 儿童滑梯",
        "account_id": world.actor("community_manager").account_id,
    }  # fmt: skip
    return NoticeWanted(**{**told, **more})


def test_it_waits_for_somebody_else_and_tells_what_it_was_for(world) -> None:
    for _twice in range(2):
        hang_wanted(wanted(world))
    row = Notice.objects.get()
    assert (row.state, row.signed) == ("in_review", world.community.name)
    with pytest.raises(NotAllowed):
        notices.approve(world.actor("community_manager"), row)
    notices.approve(world.actor("counter_clerk"), row)
    assert OutboxFact.objects.get(name="bulletin.NoticePosted").body["about"] == row.about


def test_a_kind_that_needs_no_reader_hangs_at_once(world) -> None:
    hang_wanted(wanted(world, kind="notice"))
    assert Notice.objects.get().state == "posted"


def test_a_place_or_a_kind_that_is_gone_needs_no_notice(world) -> None:
    hang_wanted(wanted(world, kind="moon"))
    hang_wanted(wanted(world, area_code="000"))
    assert not Notice.objects.exists()


def test_a_day_that_is_over_needs_no_notice_and_one_far_ahead_hangs_until_then(world) -> None:
    hang_wanted(wanted(world, kind="notice", until=now.today() - timedelta(days=1)))
    assert not Notice.objects.exists()
    day = now.today() + timedelta(days=90)
    hang_wanted(wanted(world, kind="notice", until=day))
    assert Notice.objects.get().shown_until == day


def test_what_is_otherwise_now_is_corrected_and_what_is_given_up_taken_down(world) -> None:
    asked = wanted(world, kind="notice")
    hang_wanted(asked)
    said = NoticeReworded(asked.about, asked.title, "2. 秋千", "改了一项", restarts=False)
    for _twice in range(2):
        reword(said)
    row = Notice.objects.get()
    assert (row.version, row.words, row.state) == (2, "2. 秋千", "posted")
    for _twice in range(2):
        take_down(NoticeUnwanted(asked.about, "不办了"))
    assert Notice.objects.get().withdrawn_why == "不办了"
    reword(NoticeReworded(asked.about, asked.title, "3. 沙坑", "又改了", restarts=True))
    assert Notice.objects.get().words == "2. 秋千"


def test_nobody_else_is_told_of_what_never_hung(world) -> None:
    reword(NoticeReworded("assembly.meeting:1#notice", "会", "几点", "改了", restarts=True))
    take_down(NoticeUnwanted("assembly.meeting:1#notice", "不开了"))
    asked = wanted(world)
    hang_wanted(asked)
    take_down(NoticeUnwanted(asked.about, "不办了"))
    assert Notice.objects.get().state == "dropped"
    assert not OutboxFact.objects.filter(name="bulletin.NoticeWithdrawn").exists()
