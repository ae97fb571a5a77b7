"""An afternoon in the after-school room: an absent child, the word of the day, who fetched whom."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.builders.cared import TEST

from linli.contexts.care import policies
from linli.contexts.care.commands import rooms
from linli.contexts.care.models import Afternoon, Pupil, Room
from linli.contexts.care.queries import rooms as queries
from linli.contexts.care.tasks import ask_after_children
from linli.kernel import clock as wall
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea
from linli.kernel.notices import post


@pytest.fixture
def room(world, clock):
    """A room that opened just now, with two places; the grid worker of the first grid is on duty."""
    from django.utils import timezone

    while clock.today().weekday() or not 8 <= timezone.localtime(wall.now()).hour <= 18:
        clock.forward(timedelta(hours=1))
    now, duty = timezone.localtime(wall.now()), world.actor("grid_worker", world.grid1)
    opens = now.hour * 60 + now.minute
    told = rooms.Planned(
        "四点半课堂", opens, opens + 120, range(5), 2, clock.today(), clock.today() + timedelta(days=100),
        duty.account_id,
    )  # fmt: skip
    return rooms.open_room(TEST, world.community, told=told)


def child(world, room, name: str, number: str) -> Pupil:
    from linli.contexts.registry import api as registry

    person = world.person(name, date(2017, 5, 4), home=world.home(world.building1, 1, number))
    fetchers = [rooms.Fetcher("张妈", "妈妈", "19900001111"), rooms.Fetcher("张爷爷", "爷爷", "19900002222")]
    told = rooms.Enrolled(range(5), "张妈", fetchers, "花生过敏")
    return rooms.enrol(TEST, room, registry.card(TEST, person.pk), told=told)


def test_an_afternoon_with_an_absent_child(world, room, clock) -> None:
    here, absent = child(world, room, "张小明", "301"), child(world, room, "王小红", "302")
    worker, duty = world.client("grid_worker", world.grid1), world.actor("grid_worker", world.grid1)
    page = reverse("care:room", args=[room.pk])
    assert worker.post(reverse("care:child_tick", args=[room.pk, here.pk, "arrive"])).status_code == 303
    assert ask_after_children() == 0  # it has only just opened
    clock.forward(timedelta(minutes=21))
    assert "该到没到" in worker.get(page).content.decode()
    assert ask_after_children() == 1
    assert ask_after_children() == 0  # told once
    assert post.unread(duty.account_id) == 1
    due = next(queries.desk(duty, clock.today()))
    assert due.priority == 100
    assert "王小红" in due.title
    sheet = reverse("care:room_sheet", args=[room.pk]) + f"?child={absent.pk}"
    assert "19900001111" not in worker.get(sheet).content.decode()
    assert "19900001111" in worker.post(sheet, {"reason": "该到没到"}).content.decode()
    # The next day it still waits for somebody to say where the child was.
    clock.forward(timedelta(days=1))
    assert "还没问到的" in worker.get(page).content.decode()
    say = reverse("care:child_say", args=[room.pk, absent.pk, "account"])
    assert worker.post(say, {"words": ""}).status_code == 422
    assert worker.post(say, {"words": "妈妈说发烧在家"}).status_code == 303
    assert not list(queries.desk(duty, clock.today()))
    assert worker.post(say, {"words": "再说一次"}).status_code == 422
    assert Afternoon.objects.get(pupil=absent, on=clock.today() - timedelta(days=1)).state == "accounted"


def test_who_may_fetch_a_child(world, room) -> None:
    pupil, other = child(world, room, "张小明", "301"), child(world, room, "王小红", "302")
    rooms.step(TEST, room, pupil=pupil, verb="arrive")
    worker = world.client("grid_worker", world.grid1)
    collect = reverse("care:child_collect", args=[room.pk, pupil.pk])
    with pytest.raises(BadInput):
        rooms.collect(TEST, room, pupil=pupil, fetcher=other.pickups.first())
    with pytest.raises(BadInput):
        rooms.collect(TEST, room, pupil=pupil, word="")
    give = reverse("care:child_word", args=[room.pk, pupil.pk])
    assert worker.post(give, {"name": ""}).status_code == 422
    answer = worker.post(give, {"name": "姑姑"}, follow=True).content.decode()
    word = Afternoon.objects.get(pupil=pupil).once_word
    assert word in answer
    assert worker.post(collect, {"fetcher": "word", "word": "不是"}).status_code == 422
    assert worker.post(collect, {"fetcher": "word", "word": word}).status_code == 303
    assert worker.post(collect, {"fetcher": "word", "word": word}).status_code == 422
    row = Afternoon.objects.get(pupil=pupil)
    assert (row.state, row.once_word) == ("collected", "")
    assert "姑姑" in row.fetched_by
    rooms.step(TEST, room, pupil=other, verb="arrive")
    rooms.step(TEST, room, pupil=other, verb="undo")
    rooms.step(TEST, room, pupil=other, verb="excuse", words="妈妈请假，牙疼")
    rooms.step(TEST, room, pupil=other, verb="arrive")
    by = {"fetcher": str(other.pickups.last().pk)}
    assert worker.post(reverse("care:child_collect", args=[room.pk, other.pk]), by).status_code == 303
    with pytest.raises(NotAllowedNow):
        rooms.step(TEST, room, pupil=other, verb="miss")


def test_a_full_room_waits_in_line_and_the_manager_runs_it_by_the_page(world, room, clock) -> None:
    first = child(world, room, "张小明", "301")
    child(world, room, "王小红", "302")
    manager = world.client("community_manager")
    person = world.person("赵小刚", date(2018, 1, 2), home=world.home(world.building1, 1, "303"))
    door = manager.get(reverse("care:door_orders", args=[person.home_id])).content.decode()
    enrol = reverse("care:enrol", args=[room.pk, person.pk])
    assert enrol in door
    told = {
        "weekdays": ["0", "2"], "consent_by": "赵爸", "name1": "赵爸", "relation1": "爸爸",
        "phone1": "19900003333",
    }  # fmt: skip
    assert manager.post(enrol, {**told, "consent_by": ""}).status_code == 422
    assert manager.post(enrol, told).status_code == 303
    assert manager.post(enrol, told).status_code == 422  # the second click
    page = reverse("care:room", args=[room.pk])
    assert "排队第 1 位" in manager.get(page).content.decode()
    waiting = Pupil.objects.get(person=person)
    with pytest.raises(NotAllowedNow):
        rooms.step(TEST, room, pupil=waiting, verb="arrive")
    leaving = reverse("care:pupil_leave", args=[room.pk, first.pk])
    assert "名额马上让给排队的孩子" in manager.get(leaving).content.decode()
    waiting.refresh_from_db()
    assert waiting.is_waiting, "looking at the question gives nothing away"
    assert manager.post(leaving).status_code == 303
    assert manager.post(leaving).status_code == 404  # the second click
    waiting.refresh_from_db()
    assert not waiting.is_waiting
    form = {
        "name": "暑假班", "opens": "09:00", "closes": "11:00", "weekdays": ["0", "1"], "capacity": 20,
        "from_on": clock.today(), "until_on": clock.today() + timedelta(days=30),
        "on_duty": world.actor("grid_worker", world.grid1).account_id,
    }  # fmt: skip
    opening = reverse("care:room_open", args=[world.community.code])
    assert manager.post(opening, {**form, "closes": "08:00"}).status_code == 422
    assert manager.post(opening, {**form, "until_on": "2020-02-30"}).status_code == 422
    assert manager.post(opening, form).status_code == 303
    assert "暑假班" in manager.get(reverse("care:rooms")).content.decode()
    assert Room.objects.count() == 2


ROLES = [
    ("grid_worker", "grid1", True),  # on duty
    ("grid_worker", "grid2", False),
    ("counter_clerk", "community", True),
    ("community_manager", "community", True),
    ("community_manager", "other_community", False),
    ("subdistrict_officer", "subdistrict", False),
    ("auditor", "community", False),
]


@pytest.mark.parametrize(("role", "granted", "may"), ROLES)
def test_who_sees_the_room(world, room, role, granted, may) -> None:
    actor = world.actor(role, getattr(world, granted))
    assert queries.rooms(actor).exists() is may
    if may:
        assert policies.may_keep_room(actor, room)
        return
    with pytest.raises(OutsideYourArea):
        policies.may_keep_room(actor, room)
    answer = world.client(role, getattr(world, granted)).get(reverse("care:room", args=[room.pk]))
    assert answer.status_code in (403, 404)
