"""Promises: written down, worked on, put off, handed on, given up, kept once somebody else says so."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from tests.builders.promises import finished, fresh, promise, wanted

from linli.contexts.assembly import policies
from linli.contexts.assembly.commands import promises as commands
from linli.contexts.assembly.models import Promise, PromiseStep
from linli.contexts.assembly.queries import desk, promises, responsible
from linli.contexts.assembly.states import PROMISE_LIFE
from linli.kernel import clock as now
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea, ReasonNeeded
from linli.kernel.files import store
from linli.kernel.files.models import StoredFile
from linli.kernel.notices import post

pytestmark = pytest.mark.django_db
TABLE = [
    # role, area, sees, writes down, works on the promise of another, confirms
    ("community_manager", "community", True, True, True, True),
    ("counter_clerk", "community", True, False, False, False),
    ("grid_worker", "grid1", True, False, False, False),
    ("subdistrict_officer", "subdistrict", True, False, False, True),
    ("department_officer", "subdistrict", True, False, False, False),
    ("community_manager", "other_community", False, False, False, False),
    ("auditor", "subdistrict", False, False, False, False),
]


def allowed(policy, *subjects) -> bool:
    try:
        return bool(policy(*subjects))
    except OutsideYourArea:
        return False


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(("role", "place", "sees", "writes", "works", "confirms"), TABLE)
def test_roles_and_areas(world, role, place, sees, writes, works, confirms) -> None:
    row, rules = finished(world), policies.promises
    actor = world.actor(role, getattr(world, place))
    assert Promise.objects.filter(rules.promises_seen(actor)).exists() is sees
    assert allowed(rules.may_promise, actor, world.community) is writes
    assert allowed(rules.may_work_on, actor, row) is works
    assert allowed(rules.may_confirm_kept, actor, row) is confirms


def test_a_promise_is_kept_once_somebody_else_says_so(world, clock) -> None:
    worker = world.actor("grid_worker", world.grid1)
    row = promise(world, account_id=worker.account_id, who="第一网格 小李")
    assert "由您负责" in post.of(worker.account_id)[0].words
    row = commands.begin(worker, row)
    row = commands.report_progress(worker, row, words="换了两盏", photo=picture())
    kept = StoredFile.objects.get(pk=row.steps.get(what="progress").photo)
    assert store.content(kept).startswith(b"\xff\xd8")
    row = commands.finish(worker, row, words="六盏都亮了")
    with pytest.raises(NotAllowed):
        commands.confirm(worker, row, words="我自己看过")
    manager = world.actor("community_manager")
    assert [d.why for d in desk.due(manager, now.today())] == ["说做完了，等您看过确认"]
    row = commands.confirm(manager, row, words="晚上去看过，都亮")
    assert (row.state, row.ended_on) == ("kept", now.today())
    assert list(desk.due(manager, now.today())) == []
    with pytest.raises(NotAllowedNow):
        commands.confirm(manager, row, words="再来一次")


def test_nobody_confirms_a_promise_of_ones_own(world) -> None:
    manager = world.actor("community_manager")
    row = finished(world, account_id=manager.account_id)
    with pytest.raises(NotAllowed):
        commands.confirm(manager, row, words="做好了")
    street = world.actor("subdistrict_officer", world.subdistrict)
    assert commands.send_back(street, row, reason="还有一盏不亮").state == "under_way"
    row = commands.finish(manager, fresh(row), words="这次都亮了")
    assert commands.confirm(street, row, words="现场看过").state == "kept"


def test_a_promise_is_put_off_handed_on_given_up_and_taken_up_again(world, clock) -> None:
    manager, worker = world.actor("community_manager"), world.actor("grid_worker", world.grid1)
    row, first = promise(world), now.today() + timedelta(days=10)
    with pytest.raises(ReasonNeeded):
        commands.postpone(manager, row, due_on=first + timedelta(days=5), reason=" ")
    with pytest.raises(BadInput):
        commands.postpone(manager, row, due_on=first, reason="灯没到货")
    row = commands.postpone(manager, row, due_on=first + timedelta(days=5), reason="灯没到货")
    assert (row.first_due_on, row.due_on) == (first, first + timedelta(days=5))
    row = commands.hand_on(manager, row, who="", account_id=worker.account_id, reason="他管这一片")
    assert (row.state, row.account_id, row.who) == ("handed_on", worker.account_id, worker.name)
    with pytest.raises(BadInput):
        commands.hand_on(manager, row, who="同一个人", account_id=worker.account_id, reason="再转")
    row = commands.give_up(worker, row, reason="厂家停产，没有这种灯")
    assert row.state == "not_kept"
    with pytest.raises(NotAllowed):
        commands.take_up_again(worker, row, due_on=first + timedelta(days=30), reason="找到了")
    with pytest.raises(BadInput):
        commands.take_up_again(manager, row, due_on=now.today(), reason="找到了")
    row = commands.take_up_again(manager, row, due_on=first + timedelta(days=30), reason="找到了替代的灯")
    assert (row.state, row.ended_on) == ("under_way", None)
    said = list(row.steps.order_by("at", "pk").values_list("what", flat=True))
    assert said == ["made", "postponed", "handed_on", "not_kept", "begun"]


def test_what_cannot_be_promised(world) -> None:
    manager, far = world.actor("community_manager"), now.today() + timedelta(days=5000)
    outside = world.actor("grid_worker", world.other_community)
    for wrong in (
        {"title": " "}, {"who": ""}, {"due_on": now.today() - timedelta(days=1)}, {"due_on": far},
        {"account_id": outside.account_id}, {"account_id": 999},
    ):  # fmt: skip
        with pytest.raises(BadInput):
            commands.make_promise(manager, world.community, wanted=wanted(**wrong))
    with pytest.raises(OutsideYourArea):
        commands.make_promise(manager, world.other_community, wanted=wanted())
    assert not Promise.objects.exists()
    with pytest.raises(BadInput):
        commands.report_progress(manager, promise(world), words=" ")


def test_today_shows_what_is_due_to_whom(world, clock) -> None:
    worker, manager = world.actor("grid_worker", world.grid1), world.actor("community_manager")
    row = promise(world, account_id=worker.account_id)
    promise(world, who="物业", title="换掉单元门的锁")
    assert list(desk.due(worker, now.today())) == []
    clock.forward(timedelta(days=4))
    assert [d.why for d in desk.due(worker, now.today())] == ["还有 6 天到答应的日子"]
    assert [d.title for d in desk.due(manager, now.today())] == ["换掉单元门的锁"]
    clock.forward(timedelta(days=8))
    assert [d.why for d in desk.due(worker, now.today())] == ["答应的日子过了 2 天"]
    assert fresh(row).is_overdue
    assert desk.waiting(worker) == 1
    numbers = {key: n for key, _words, n in promises.numbers(promises.seen(manager))}
    assert numbers == {"open": 2, "overdue": 2, "done": 0, "kept": 0, "not_kept": 0}


def test_who_can_be_responsible(world) -> None:
    for role, place in (("grid_worker", "grid1"), ("counter_clerk", "community"), ("auditor", "subdistrict")):
        world.actor(role, getattr(world, place))
    world.actor("subdistrict_officer", world.subdistrict)
    names = [words for _key, words in responsible.choices(world.community)]
    assert len(names) == 3
    assert any("街道工作人员" in words for words in names)


def test_the_table_has_no_faults_and_every_state_is_reached() -> None:
    assert list(PROMISE_LIFE.faults()) == []
    assert [step.verb for step in PROMISE_LIFE.open_from("done")] == ["confirm", "send_back"]
    assert set(PromiseStep.What.values) >= {"made", "kept", "not_kept", "postponed", "handed_on"}
