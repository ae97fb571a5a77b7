"""Residents' groups hear what is posted, corrected and taken down; again and again until it arrives."""

from datetime import timedelta

import pytest
from tests.builders.board import posted, publicity

from linli.adapters.wecom.fake import FakeRobot
from linli.contexts.bulletin import tasks
from linli.contexts.bulletin.commands import groups, notices
from linli.contexts.bulletin.models import Group, Sending
from linli.contexts.bulletin.queries import desk
from linli.contexts.bulletin.queries import groups as queries
from linli.kernel import clock as now
from linli.kernel import ports
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea
from linli.kernel.outbox import delivery
from linli.kernel.ports.groups import GroupRobot

pytestmark = pytest.mark.django_db
KEYS = ("693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa", "5b1c91f6-7bbb-4bc4-97a0-0ec2sifa5bbb")
ADDRESS = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key="


@pytest.fixture
def robot():
    before, fake = ports.ask(GroupRobot), FakeRobot()
    ports.serve(GroupRobot, fake)
    yield fake
    ports.serve(GroupRobot, before)


@pytest.fixture
def manager(world):
    return world.actor("community_manager")


@pytest.fixture
def both(world, manager) -> list[Group]:
    """The community's group, and one of the first grid."""
    return [
        groups.join(manager, place, name=name, address=f"{ADDRESS}{key}")
        for place, name, key in zip((world.community, world.grid1), ("大群", "一网格群"), KEYS, strict=True)
    ]


def go() -> int:
    delivery.deliver()
    return tasks.tell_groups()


def test_each_group_hears_what_concerns_it_once(world, clock, manager, both, robot) -> None:
    posted(manager, world.community, title="全社区停水")
    posted(world.actor("grid_worker", world.grid2), world.grid2, title="二网格修路")
    assert go() == 3
    assert go() == 0
    heard = {
        key: [text.partition("】")[2].partition("\n")[0] for k, text in robot.told if k == key]
        for key in KEYS
    }
    assert heard == {KEYS[0]: ["全社区停水", "二网格修路"], KEYS[1]: ["全社区停水"]}
    assert robot.told[0][1].startswith("【通知】")
    assert "咨询电话 0579-12345678" in robot.told[0][1]


def test_it_is_sent_again_until_it_arrives(world, clock, manager, both, robot) -> None:
    row = posted(manager, world.community)
    robot.is_down = True
    assert go() == 0
    assert go() == 0, "not at once again"
    one = Sending.objects.filter(notice=row).first()
    assert (one.state, one.tries, one.trouble) == ("waiting", 1, "unreachable")
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        clock.forward(timedelta(minutes=minutes))
        assert go() == 0
    assert Sending.objects.filter(notice=row).first().tries == 9
    robot.is_down = False
    clock.forward(timedelta(minutes=60))
    assert go() == 2
    assert len(robot.told) == 2
    assert not list(desk.due(manager, now.today()))


def test_a_correction_is_told_as_one_and_in_its_order(world, clock, manager, both, robot) -> None:
    row = posted(manager, world.community)
    robot.is_down = True
    go()
    told = {"title": "停水通知", "words": "改到 3 月 19 日停水。"}
    notices.correct(manager, row, told=told, reason="日期写错了")
    robot.is_down = False
    go()
    assert robot.told == [], "the correction does not overtake what it corrects"
    clock.forward(timedelta(minutes=2))
    go()
    go()
    mine = [text for key, text in robot.told if key == KEYS[0]]
    assert [text.split("】")[0] for text in mine] == ["【通知", "【更正"]
    assert "3月18日" in mine[0]
    assert "更正原因：日期写错了" in mine[1]
    assert "3 月 19 日" in mine[1]


def test_what_was_taken_down_before_it_arrived_is_not_sent(world, clock, manager, both, robot) -> None:
    first, late = posted(manager, world.community, title="先到的"), None
    go()
    robot.is_down = True
    late = posted(manager, world.community, title="没到的")
    go()
    for row in (first, late):
        notices.withdraw(manager, row, reason="停水取消了")
    robot.is_down = False
    clock.forward(timedelta(minutes=5))
    go()
    texts = [text for key, text in robot.told if key == KEYS[0]]
    assert [text.split("\n")[0] for text in texts] == ["【通知】先到的", "【撤下】先到的"]
    assert "停水取消了" in texts[1]


def test_a_robot_that_is_gone_is_told_in_today_and_tried_again_by_hand(
    world, clock, manager, both, robot
) -> None:
    robot.gone.add(KEYS[0])
    publicity(world.actor("counter_clerk"), manager, world.community)
    assert go() == 1
    assert any("没能发到居民群" in one.why for one in desk.due(manager, now.today()))
    page = world.client("community_manager").get("/bulletin/groups/").content.decode()
    assert "机器人不在了" in page
    assert KEYS[0] not in page
    robot.gone.clear()
    one = Sending.objects.get(state="stopped")
    assert (
        world.client("community_manager").post(f"/bulletin/groups/sendings/{one.pk}/again/").status_code
        == 303
    )
    assert go() == 1
    with pytest.raises(NotAllowedNow):
        groups.again(manager, one)


def test_the_key_is_kept_sealed_and_in_no_trail(world, manager, both, robot) -> None:
    posted(manager, world.community)
    go()
    assert KEYS[0] not in str(Group.objects.get(name="大群").key)
    assert not any(KEYS[0] in str(entry.detail) + entry.target for entry in AuditEntry.objects.all())
    groups.leave(manager, both[0])
    assert not Group.objects.get(name="大群").key
    with pytest.raises(NotAllowedNow):
        groups.leave(manager, both[0])


@pytest.mark.parametrize("address", ["", "https://example.com/send", "短", f"{ADDRESS}", f"{ADDRESS}a b"])
def test_an_address_that_is_no_robot_is_refused(world, manager, address) -> None:
    with pytest.raises(BadInput):
        groups.join(manager, world.community, name="群", address=address)
    assert not Group.objects.exists()


def test_one_robot_is_one_group(world, manager, both) -> None:
    with pytest.raises(BadInput):
        groups.join(manager, world.community, name="又一个", address=KEYS[0])


def test_the_pages_of_a_manager(world, robot) -> None:
    desk_, page = world.client("community_manager"), "/bulletin/groups/"
    assert "还没有登记群" in desk_.get(page).content.decode()
    sent = {"area": world.community.code, "name": "大群", "address": "x"}
    form = desk_.get(f"{page}join/")
    assert form.status_code == 200
    assert ">梧桐苑 3号楼<" in form.content.decode()
    assert desk_.post(f"{page}join/", sent).status_code == 422
    assert desk_.post(f"{page}join/", {**sent, "address": f"{ADDRESS}{KEYS[0]}"}).status_code == 303
    found = Group.objects.get()
    assert desk_.post(f"{page}{found.pk}/try/", follow=True).status_code == 200
    assert robot.told[0][0] == KEYS[0]
    robot.is_down = True
    assert "连不上" in desk_.post(f"{page}{found.pk}/try/", follow=True).content.decode()
    assert desk_.post(f"{page}{found.pk}/leave/").status_code == 303
    assert desk_.post(f"{page}{found.pk}/try/").status_code == 404


@pytest.mark.parametrize(
    ("role", "place", "status"),
    [
        ("community_manager", "community", 200), ("counter_clerk", "community", 403),
        ("grid_worker", "grid1", 403),
        ("subdistrict_officer", "subdistrict", 403), ("auditor", "subdistrict", 403),
    ],
)  # fmt: skip
def test_who_looks_after_groups(world, role, place, status) -> None:
    assert world.client(role, getattr(world, place)).get("/bulletin/groups/").status_code == status


def test_another_community_is_not_there(world, both, robot) -> None:
    other = world.actor("community_manager", world.other_community)
    assert not queries.cards(other)
    with pytest.raises(OutsideYourArea):
        groups.leave(other, both[0])
    client = world.client("community_manager", world.other_community)
    for path in (f"{both[0].pk}/leave/", f"{both[0].pk}/try/"):
        assert client.post(f"/bulletin/groups/{path}").status_code == 404


def test_a_long_notice_is_cut_at_a_whole_character(world, manager, both, robot, settings) -> None:
    settings.ADDRESS = "https://linli.example"
    row = posted(manager, world.community, words="通知内容很长。" * 400)
    go()
    text = robot.told[0][1]
    assert len(text.encode()) <= robot.most_bytes
    assert "…\n——" in text
    assert text.endswith(f"https://linli.example/bulletin/read/{row.pk}/")
