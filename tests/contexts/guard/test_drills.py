"""Exercises: nobody is in need, no phone rings unless asked, no figure counts them, every part is timed."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from tests.builders.guarded import device
from tests.contexts.guard.test_calls import REASON, rung

from linli.config.commands import guard_alarms  # noqa: F401 - hangs its commands below guard
from linli.config.commands.guard import guard
from linli.contexts.guard import tasks
from linli.contexts.guard.commands import alarms, calls, drills
from linli.contexts.guard.models import Alarm, Drill
from linli.contexts.guard.queries import drills as queries
from linli.contexts.guard.queries import ladder, weeks
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea
from linli.kernel.notices.models import Notice


@pytest.fixture
def li(world):
    person = world.person("李奶奶", home=world.home(world.building1, 1, "301"))
    device(person.home)
    return person


@pytest.fixture
def manager(world):
    return world.actor("community_manager")


def begin(world, manager, **more) -> Drill:
    return drills.start(manager, world.community, planned=drills.Planned("三月演练", **more))


def test_an_exercise_from_the_ring_to_what_was_learned(world, manager, li, clock) -> None:
    worker = world.actor("grid_worker", world.grid1)
    made = begin(world, manager)
    row = Alarm.objects.get()
    assert (row.drill, row.dwelling_id) == (made, li.home_id)
    assert Notice.objects.get(account_id=worker.account_id).message == "guard.alarm_drill"
    clock.forward(timedelta(minutes=2))
    shown = calls.call(worker, row, whom=li.pk)
    assert shown.number == ""
    calls.end(worker, shown.call, result="no_answer")
    clock.forward(timedelta(minutes=3))
    row = alarms.step(worker, row, verb="go")
    clock.forward(timedelta(minutes=7))
    alarms.step(worker, row, verb="arrive")
    drills.end(manager, made, words="电话本要更新")
    with pytest.raises(NotAllowedNow):
        drills.end(manager, made)
    assert queries.medians(queries.timed(made)) == [2.0, 2.0, 5.0, 12.0, 12.0]
    assert weeks.weeks(manager)[0].closed == 0
    assert Alarm.objects.get().cause == "drill"


def test_a_real_alarm_rings_beside_an_exercise(world, manager, li) -> None:
    begin(world, manager)
    told = alarms.Ring(li.home_id, world.community.pk, "x", "silence", Alarm.objects.get().at, REASON)
    assert alarms.ring(li.home.area, told) is not None
    assert Alarm.objects.filter(drill=None).count() == 1


def test_phones_ring_only_when_asked(world, manager, li) -> None:
    begin(world, manager, rings=True)
    assert calls.call(manager, Alarm.objects.get(), whom=li.pk).number == li.phone.reveal()


def test_a_real_alarm_is_never_closed_as_an_exercise(world, manager, li) -> None:
    row = rung(li)
    with pytest.raises(BadInput):
        alarms.close(manager, row, cause="drill")


@pytest.mark.parametrize("more", [{"kind": "nonsense"}, {"homes": 0}, {"homes": 99}])
def test_what_cannot_be_exercised(world, manager, li, more) -> None:
    with pytest.raises(BadInput):
        begin(world, manager, **more)


def test_one_at_a_time_and_only_where_somebody_is_guarded(world, manager, li) -> None:
    begin(world, manager)
    with pytest.raises(BadInput):
        begin(world, manager)
    drills.end(manager, Drill.objects.get())
    with pytest.raises(BadInput):
        drills.start(manager, world.grid2, planned=drills.Planned("二网格"))


def test_what_nobody_ended_is_over_after_some_hours(world, manager, li, clock) -> None:
    begin(world, manager)
    clock.forward(timedelta(hours=5))
    tasks.climb()
    assert Drill.objects.get().ended_at
    assert Alarm.objects.get().closed_at


WHO = [
    ("community_manager", "community", True),
    ("grid_worker", "grid1", False),
    ("community_manager", "other_community", None),
    ("counter_clerk", "community", False),
]


@pytest.mark.parametrize(("role", "granted", "may"), WHO)
def test_who_holds_exercises(world, li, role, granted, may) -> None:
    actor = world.actor(role, getattr(world, granted))
    if may:
        assert begin(world, actor)
    else:
        with pytest.raises((NotAllowed, OutsideYourArea)):
            begin(world, actor)


def test_as_pages(world, li) -> None:
    lead = world.client("community_manager")
    told = {"name": "三月演练", "place": world.grid1.code, "kind": "sos", "homes": "1"}
    assert "还没有演练过" in lead.get("/guard/drills/").content.decode()
    assert lead.get("/guard/drills/begin/").status_code == 200
    assert lead.post("/guard/drills/begin/", {**told, "homes": "99"}).status_code == 422
    assert lead.post("/guard/drills/begin/", told).status_code == 303
    made = Drill.objects.get()
    here = f"/guard/drills/{made.pk}/"
    assert "正在演练" in lead.get(here).content.decode()
    row = Alarm.objects.get()
    worker = world.client("grid_worker", world.grid1)
    page = worker.get(f"/guard/alarms/{row.pk}/").content.decode()
    assert "演练" in page
    key = ladder.lines(row)[0].key
    shown = worker.post(f"/guard/alarms/{row.pk}/call/{key}/").content.decode()
    assert "不拨真的电话" in shown
    printed = worker.get("/guard/alarms/printed/").content.decode()
    assert "演练结束" in printed
    assert "跌倒" not in printed
    assert lead.post(f"{here}end/", {"words": "下次带钥匙"}).status_code == 303
    assert "下次带钥匙" in lead.get(here).content.decode()
    stranger = world.client("community_manager", world.other_community)
    assert stranger.get(here).status_code == 404
    assert worker.get(here).status_code == 403


def run(*words: str):
    return CliRunner().invoke(guard, list(words))


def test_from_the_command_line(world, li) -> None:
    begun = json.loads(run("drill", "--community", world.community.code, "--json").stdout)
    assert [home["place"] for home in begun["homes"]] == [li.home.short_address]
    listed = json.loads(run("alarms", "--json").stdout)
    assert [(one["kind"], one["drill"], one["acknowledged"]) for one in listed] == [("silence", True, False)]
    ended = json.loads(run("drill", "--community", world.community.code, "--end", "--json").stdout)
    assert ended["ended_at"]
    assert json.loads(run("alarms", "--json").stdout) == []
    assert len(json.loads(run("alarms", "--all", "--json").stdout)) == 1
    for words in (
        ("drill", "--community", world.community.code, "--end"), ("drill", "--homes", "99"),
        ("drill", "--area", "x"), ("alarms", "--community", "x"),
    ):  # fmt: skip
        refused = run(*words)
        assert refused.exit_code == 2, words
        assert refused.stderr.count("\n") == 1
