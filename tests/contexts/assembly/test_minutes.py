"""Minutes: drafted from what happened, agreed to by the chair, published; what was resolved is promised."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.builders.meetings import came, fresh, moved, running, voted

from linli.contexts.assembly.commands import agenda, meetings, minutes
from linli.contexts.assembly.models import Meeting, Motion, Participant
from linli.contexts.assembly.queries import desk
from linli.contexts.assembly.queries import minutes as queries
from linli.kernel import clock as now
from linli.kernel.errors import NotAllowed, NotAllowedNow, ReasonNeeded
from linli.kernel.notices import post

pytestmark = pytest.mark.django_db


def closed(world, clock, **more) -> tuple[Meeting, Motion]:
    """A meeting that is over, with one resolution."""
    manager = world.actor("community_manager")
    row = running(world, clock, **more)
    came(world, row, world.person("王秀英"))
    agenda.write_notes(manager, row, row.items.get(), notes="王：楼道太窄\n何：车棚太远")
    motion = voted(world, moved(world, row, item=row.items.get()), (3, 1, 0))
    return fresh(meetings.close(manager, fresh(row))), motion


def lines_of(row: Meeting) -> str:
    return "\n".join(line for part in queries.of(row)["parts"] for line in part["lines"])


def test_they_are_drafted_from_what_happened(world, clock) -> None:
    row, _motion = closed(world, clock)
    minutes.write(world.actor("community_manager"), row, words="会前念了公约。")
    text = lines_of(fresh(row))
    for words in (
        "到会：4 人",
        "王：楼道太窄",
        "动议1：电动车停到北门车棚",
        "赞成 3，反对 1，弃权 0",
        "会前念了公约。",
    ):
        assert words in text
    assert "通过。" in text


def test_a_resolution_becomes_a_promise_of_which_all_hear(world, clock) -> None:
    manager, (row, motion) = world.actor("community_manager"), closed(world, clock)
    with pytest.raises(NotAllowedNow, match="没有落实到人"):
        minutes.submit(manager, row)
    worker = world.actor("grid_worker", world.grid1)
    made = minutes.assign(
        manager, motion, title="车棚加 8 个充电口", who="", account_id=worker.account_id,
        due_on=now.today() + timedelta(days=20),
    )  # fmt: skip
    assert (made.source_kind, made.source_id, made.source_title) == ("meeting", row.pk, row.title)
    assert Participant.objects.filter(source_id=row.pk, account_id=None).count() == 4
    assert "由您负责" in post.of(worker.account_id)[0].words
    row = minutes.submit(manager, fresh(row))
    assert row.minutes["rows"][0][4] == "车棚加 8 个充电口"


def test_the_chair_agrees_and_nobody_to_what_he_wrote_himself(world, clock) -> None:
    manager, clerk = world.actor("community_manager"), world.actor("counter_clerk")
    row, motion = closed(world, clock)
    minutes.assign(manager, motion, title="加充电口", who="物业", due_on=now.today() + timedelta(days=9))
    row = minutes.submit(manager, fresh(row))
    with pytest.raises(NotAllowed):
        minutes.agree(manager, row)
    with pytest.raises(ReasonNeeded):
        minutes.send_back(clerk, row, reason="")
    row = minutes.send_back(clerk, row, reason="何志明说的没记全")
    assert "要改" in post.of(manager.account_id)[0].words
    minutes.write(manager, row, words="何志明还说：晚上没灯。")
    row = minutes.submit(manager, fresh(row))
    row = minutes.agree(clerk, row)
    with pytest.raises(NotAllowedNow):
        minutes.write(manager, row, words="再加一句")
    row = minutes.publish(manager, fresh(row))
    assert row.published_at is not None
    assert "晚上没灯" in lines_of(row)


def test_a_chair_with_an_account_alone_agrees(world, clock) -> None:
    manager, clerk = world.actor("community_manager"), world.actor("counter_clerk")
    row, motion = closed(world, clock, chair_id=clerk.account_id, chair_name="")
    assert row.chair_name == clerk.name
    minutes.assign(manager, motion, title="加充电口", who="物业", due_on=now.today() + timedelta(days=9))
    row = minutes.submit(manager, fresh(row))
    assert "请您看看" in post.of(clerk.account_id)[0].words
    with pytest.raises(NotAllowed):
        minutes.agree(world.actor("subdistrict_officer", world.subdistrict), row)
    assert minutes.agree(clerk, row).state == "agreed"


def test_today_says_what_a_meeting_wants_of_whom(world, clock) -> None:
    manager, clerk = world.actor("community_manager"), world.actor("counter_clerk")

    def wanted(actor) -> list[str]:
        return [one.why for one in desk.due(actor, now.today()) if one.key.startswith("meeting-")]

    row = running(world, clock)
    assert wanted(manager) == [f"今天 {timezone.localtime(row.starts_at):%H:%M} 开会"]
    motion = voted(world, moved(world, row))
    row = fresh(meetings.close(manager, fresh(row)))
    assert (wanted(manager), wanted(clerk)) == (["会开完了，等您写纪要"], [])
    minutes.assign(manager, motion, title="加充电口", who="物业", due_on=now.today() + timedelta(days=9))
    row = minutes.submit(manager, row)
    assert (wanted(manager), wanted(clerk)) == ([], ["纪要写好了，等您看过同意"])
    minutes.agree(clerk, row)
    assert wanted(manager) == ["纪要同意了，等您公布"]
