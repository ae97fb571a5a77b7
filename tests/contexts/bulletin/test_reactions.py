"""Another part of the house asks for a notice: it is written once, read by somebody else, and then hangs."""

import pytest

from linli.contexts.bulletin.commands import notices
from linli.contexts.bulletin.models import Notice
from linli.contexts.bulletin.reactions import hang_wanted
from linli.facts.bulletin import NoticeWanted
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
