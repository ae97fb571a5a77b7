"""A meeting on the board: hung when announced, put right when it moves, taken down when it is called off."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.builders.meetings import announced, fresh, moved, planned, running, voted

from linli.contexts.assembly.commands import agenda, meeting_notices, meetings, minutes, motions
from linli.contexts.assembly.queries.meeting_board import hung
from linli.contexts.bulletin.commands import notices
from linli.contexts.bulletin.models import Notice
from linli.kernel import clock as now
from linli.kernel.actor import linli
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea, ReasonNeeded
from linli.kernel.outbox.delivery import drain

pytestmark = pytest.mark.django_db
WHY = "那天物业来不了"


def on_the_board(row) -> Notice:
    drain()
    return Notice.objects.get(about=f"assembly.meeting:{row.pk}#notice")


def later(row, **more):
    said = {"starts_at": row.starts_at + timedelta(days=3), "place": row.place, "reason": WHY}
    return {**said, **more}


def text(answer) -> str:
    return answer.content.decode()


def test_the_notice_hangs_at_once_and_leads_to_the_meeting(world) -> None:
    row = announced(world, kind="council", words="电动车进楼不安全")
    assert hung(fresh(row), now.today()).notice is None
    notice = on_the_board(row)
    assert (notice.state, notice.kind, notice.area) == ("posted", "notice", world.community)
    for words in (row.title, "电动车进楼不安全", "1. 楼道里的电动车", row.place, "星期"):
        assert words in notice.title + notice.words, words
    assert "周桂兰" not in notice.words
    assert hung(fresh(row), now.today()).notice.page == f"/bulletin/read/{notice.pk}/"
    read = text(Client().get(f"/bulletin/read/{notice.pk}/"))
    assert f"/assembly/meetings/read/{row.pk}/" in read
    desk = world.client("community_manager")
    assert "贴出" in text(desk.get(f"/assembly/meetings/{row.pk}/"))
    assert f"/assembly/meetings/read/{row.pk}/" in text(desk.get(f"/bulletin/notices/{notice.pk}/"))


def test_a_meeting_that_moves_is_put_right_there_with_what_it_was_and_why(world) -> None:
    manager, row = world.actor("community_manager"), announced(world, kind="council")
    was = on_the_board(row).words
    meetings.move(manager, row, **later(row, place="小广场"))
    notice = on_the_board(row)
    assert (notice.state, notice.version) == ("posted", 2)
    assert list(notice.versions.order_by("number").values_list("words", flat=True)) == [was, notice.words]
    assert notice.versions.get(number=2).reason == WHY
    assert "小广场" in notice.words
    assert "原定" in notice.words
    for page in (f"/assembly/meetings/read/{row.pk}/", f"/bulletin/read/{notice.pk}/"):
        assert WHY in text(Client().get(page)), page
    meetings.move(manager, row, **later(fresh(row), reason="场地有别的用"))
    assert on_the_board(row).words.count("原定") == 1
    assert len(fresh(row).moves) == 2


def test_a_meeting_that_is_called_off_is_taken_down_and_everybody_reads_why(world) -> None:
    manager, row = world.actor("community_manager"), announced(world)
    on_the_board(row)
    meetings.cancel(manager, row, reason="台风，另外再约")
    notice = on_the_board(row)
    assert (notice.state, notice.withdrawn_why) == ("withdrawn", "台风，另外再约")
    for page in (f"/assembly/meetings/read/{row.pk}/", f"/bulletin/read/{notice.pk}/"):
        assert "台风，另外再约" in text(Client().get(page)), page
    assert row.title in text(Client().get(f"/assembly/meetings/open/{world.community.code}/"))
    draft = planned(world)
    meetings.cancel(manager, draft, reason="不用开了")
    assert Client().get(f"/assembly/meetings/read/{draft.pk}/").status_code == 404
    drain()
    assert Notice.objects.count() == 1


def test_owners_read_it_fifteen_days_ahead_or_it_is_moved(world, clock) -> None:
    manager, clerk = world.actor("community_manager"), world.actor("counter_clerk")
    row = announced(world, kind="owners", starts_at=now.now() + timedelta(days=15))
    notice = on_the_board(row)
    assert (notice.kind, notice.state) == ("owners", "in_review")
    clock.forward(timedelta(days=2))
    assert hung(fresh(row), now.today()).is_late
    desk = world.client("community_manager")
    assert "贴出得晚了" in text(desk.get(f"/assembly/meetings/{row.pk}/"))
    notices.approve(clerk, notice)
    drain()
    assert hung(fresh(row), now.today()).is_late
    with pytest.raises(BadInput, match="提前 15 天"):
        meetings.move(manager, row, **later(row, starts_at=row.starts_at + timedelta(days=1)))
    meetings.move(manager, row, **later(row))
    notice = on_the_board(row)
    assert notice.versions.get(number=2).restarted
    assert notice.counted_from == now.today()
    assert notice.ends_on == now.today() + timedelta(days=15)


def test_one_that_was_not_read_yet_says_the_new_day_at_once_or_is_dropped(world) -> None:
    manager, begins = world.actor("community_manager"), now.now() + timedelta(days=16)
    row = announced(world, kind="owners", starts_at=begins)
    assert on_the_board(row).state == "in_review"
    meetings.move(manager, row, **later(row, place="小广场"))
    notice = on_the_board(row)
    assert (notice.state, notice.version) == ("in_review", 1)
    assert "小广场" in notice.words
    meetings.cancel(manager, fresh(row), reason="材料没备齐")
    assert on_the_board(row).state == "dropped"


def test_one_whose_days_are_full_is_corrected_and_counts_anew(world, clock) -> None:
    manager = world.actor("community_manager")
    row = announced(world, kind="owners", starts_at=now.now() + timedelta(days=40))
    notices.approve(world.actor("counter_clerk"), on_the_board(row))
    clock.forward(timedelta(days=16))
    notices.fulfil(linli("bulletin"), on_the_board(row))
    meetings.move(manager, fresh(row), **later(row, starts_at=row.starts_at + timedelta(hours=1)))
    notice = on_the_board(row)
    assert (notice.state, notice.fulfilled_at) == ("posted", None)
    assert notice.versions.get(number=2).restarted


def test_what_cannot_be_moved(world, clock) -> None:
    manager, row = world.actor("community_manager"), announced(world)
    for wrong in (
        {"starts_at": row.starts_at},
        {"starts_at": now.now() - timedelta(days=1)},
        {"starts_at": now.now() + timedelta(days=1)},
    ):
        with pytest.raises(BadInput):
            meetings.move(manager, row, **later(row, **wrong))
    with pytest.raises(ReasonNeeded):
        meetings.move(manager, row, **later(row, reason=" "))
    with pytest.raises(NotAllowedNow):
        meetings.move(manager, planned(world), **later(row))
    with pytest.raises(OutsideYourArea):
        meetings.move(world.actor("community_manager", world.other_community), row, **later(row))
    with pytest.raises(NotAllowed):
        meetings.move(world.actor("grid_worker", world.grid1), row, **later(row))
    clock.forward(row.starts_at - now.now() - timedelta(hours=2))
    assert meetings.move(manager, row, **later(row, starts_at=row.starts_at + timedelta(hours=1))).moves


def test_what_is_added_to_the_agenda_is_added_on_the_board(world) -> None:
    manager, row = world.actor("community_manager"), announced(world, kind="council")
    on_the_board(row)
    agenda.add_item(manager, row, title="北门早上堵车")
    notice = on_the_board(row)
    assert "2. 北门早上堵车" in notice.words
    assert notice.versions.get(number=2).reason == "加了一项议程"


def test_what_was_decided_hangs_with_its_numbers_and_without_names(world, clock) -> None:
    manager, row = world.actor("community_manager"), running(world, clock, kind="council")
    drain()
    assert not Notice.objects.exclude(about__endswith="#notice").exists()
    motion = voted(world, moved(world, row, who="何志明"))
    voted(world, moved(world, row, what="北门早上只出不进"), hands=(0, 3, 0))
    motions.withdraw(manager, moved(world, row, what="再加两个摄像头"), reason="先不提")
    meetings.close(manager, fresh(row))
    day = now.today() + timedelta(days=9)
    minutes.assign(manager, motion, title="装好充电口", who="梧桐物业", due_on=day)
    minutes.submit(manager, fresh(row))
    minutes.agree(world.actor("counter_clerk"), fresh(row))
    minutes.publish(manager, fresh(row))
    drain()
    notice = Notice.objects.get(about=f"assembly.meeting:{row.pk}#results")
    assert (notice.kind, notice.state) == ("affairs", "in_review")
    for words in ("电动车停到北门车棚", "赞成 2", "通过", "北门早上只出不进", "没有通过"):
        assert words in notice.words, words
    for words in ("何志明", "摄像头"):
        assert words not in notice.words, words
    notices.approve(world.actor("counter_clerk"), notice)
    drain()
    assert hung(fresh(row), now.today()).results.page == f"/bulletin/read/{notice.pk}/"


def test_a_meeting_called_off_before_its_notice_hung_is_taken_down_when_it_does(world) -> None:
    row = announced(world)
    meetings.cancel(world.actor("community_manager"), row, reason="台风，另外再约")
    Notice.objects.all().delete()
    with pytest.raises(NotAllowed):
        meeting_notices.hangs(world.actor("community_manager"), row, part="notice", page="/")
    meeting_notices.hangs(linli("assembly"), fresh(row), part="notice", page="/bulletin/read/1/")
    notice = on_the_board(row)
    assert notice.state == "withdrawn"


def test_the_desk_moves_a_meeting(world) -> None:
    row = announced(world)
    desk, page = world.client("community_manager"), f"/assembly/meetings/{row.pk}/move/"
    assert row.place in text(desk.get(page))
    sent = {
        "starts_at": f"{row.starts_at + timedelta(days=1):%Y-%m-%dT%H:%M}",
        "place": "小广场",
        "reason": WHY,
    }
    for wrong in ({"reason": ""}, {"starts_at": "2026-02-30T19:00"}, {"starts_at": "2020-01-01T19:00"}):
        assert desk.post(page, {**sent, **wrong}).status_code == 422, wrong
    assert desk.post(page, sent).status_code == 303
    assert "小广场" in text(desk.get(f"/assembly/meetings/{row.pk}/"))
    assert world.client("community_manager", world.other_community).get(page).status_code == 404
    other_day = {**sent, "place": "别处"}
    assert world.client("grid_worker", world.grid1).post(page, other_day).status_code == 422
    assert fresh(row).place == "小广场"
