"""What open spaces and contests want at the desk today, of whom, and when they want nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders.contests import drafted as contest_drafted
from tests.builders.contests import fresh, judging, mark, marked, nominating, put_forward, voted
from tests.builders.spaces import at, paper

from linli.contexts.assembly.commands import contest_entries, contests, space_cards
from linli.contexts.assembly.queries.space_due import due
from linli.kernel import clock as now

pytestmark = pytest.mark.django_db


def told(world, role: str = "community_manager", place=None) -> list[str]:
    return [one.why for one in due(world.actor(role, place), now.today())]


def test_an_open_space_wants_each_step_in_its_time(world, clock) -> None:
    at(world, "draft")
    assert told(world) == ["邀请还没有发出去，题卡还收不了"]
    assert told(world, "grid_worker", world.grid1) == []
    assert next(due(world.actor("community_manager"), now.today())).due_on == now.today() + timedelta(days=3)
    clock.forward(timedelta(days=4))
    assert told(world) == ["定的日子过了，改个日子或取消"]
    assert told(world, "community_manager", world.other_community) == []


@pytest.mark.parametrize(
    ("state", "before", "on_the_day", "after"),
    [
        ("calling", "", "到日子了", "到日子了"),
        ("market", "", "集市排好了", "集市排好了"),
        ("talking", "", "", "请大家点选"),
        ("dots", "", "", "点选可以结束"),
        ("planning", "", "转为承诺", "转为承诺"),
        ("closed", "", "", ""),
    ],
)
def test_every_state(world, clock, state, before, on_the_day, after) -> None:
    space = at(world, state)
    if state == "market":
        space_cards.arrange_all(world.actor("community_manager"), space)
    for words, days in ((before, 0), (on_the_day, 3), (after, 1)):
        clock.forward(timedelta(days=days))
        said = "".join(told(world))
        assert words in said
        assert bool(words) is bool(said)


def test_cards_that_hang_nowhere_wait_for_whoever_helps(world) -> None:
    space = at(world, "market")
    assert told(world, "grid_worker", world.grid1) == ["还有 2 张题卡没排上时间地点"]
    paper(world, space, "楼道灯", "老刘")
    assert told(world) == ["还有 3 张题卡没排上时间地点"]


def test_a_contest_wants_each_step_in_its_time(world, clock) -> None:
    manager = world.actor("community_manager")
    contest = contest_drafted(world, percent=20)
    assert told(world) == ["标准定好了就可以开始推荐"]
    contests.call(manager, contest)
    assert told(world) == []
    for building in (world.building1, world.building2):
        put_forward(world, contest, building)
    assert told(world, "grid_worker", world.grid1) == ["有 2 处推荐等核对"]
    for entry in contest.entries.all():
        contest_entries.accept(manager, entry)
    clock.forward(timedelta(days=8))
    assert told(world) == ["推荐截止了，请评委看现场"]
    assert told(world, "counter_clerk") == []
    contests.judge(manager, fresh(contest))
    assert told(world) == ["评委还不够，至少要请 2 位"]


def test_marks_the_vote_and_the_results(world, clock) -> None:
    for n in range(2):
        world.person(f"居民{n}", home=world.home(world.building1, 1, f"{n + 1}01"))
    contest = judging(world, percent=20)
    assert told(world) == ["还有 3 处评委没打够分"]
    for juror in (1, 2):
        for entry in (1, 2, 3):
            mark(world, contest, juror, entry)
    assert told(world) == ["评委打好分了，可以发起居民投票"]
    contest = voted(world, clock, fresh(contest), [("2",)])
    assert told(world) == ["居民投票公布了，可以合计得分"]
    contests.count(world.actor("community_manager"), contest)
    assert told(world) == ["合计好了，等您公布获评的楼道"]
    contests.publish(world.actor("community_manager"), fresh(contest))
    assert told(world) == []
    marked(world)
    assert told(world) == ["评委打好分了，可以合计得分"]


def test_today_does_not_ask_more_for_more(world) -> None:
    counts = []
    for size in (1, 4):
        for _n in range(size):
            at(world, "calling")
            put_forward(world, nominating(world), world.building1)
            judging(world)
        with CaptureQueriesContext(connection) as asked:
            list(due(world.actor("community_manager"), now.today()))
        counts.append(len(asked))
    assert counts[0] == counts[1]
