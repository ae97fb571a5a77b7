"""Devices that want a repairer: never an alarm about a person; opened once, looked at, closed with a word."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders.guarded import TEST, device

from linli.contexts.guard import tasks
from linli.contexts.guard.commands import devices, tickets
from linli.contexts.guard.models import Alarm, Ticket, Trouble
from linli.contexts.guard.queries import tickets as queries
from linli.contexts.guard.states import TICKET
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea, ReasonNeeded
from linli.kernel.notices.models import Notice


@pytest.fixture
def meter(world, clock):
    row = device(world.home(world.building1))
    row.last_at = clock.now() - timedelta(days=2)
    row.battery = 3.0
    row.save()
    return row


def causes() -> set[str]:
    return set(Ticket.objects.filter(closed_at=None).values_list("why", flat=True))


def test_the_table_is_sound() -> None:
    assert list(TICKET.faults()) == []
    assert Ticket._meta.get_field("state").max_length >= max(map(len, TICKET.states))


def test_a_silent_device_wants_a_repairer_and_nobody_worries(world, meter, clock) -> None:
    manager = world.actor("community_manager")
    assert tasks.look_at_devices() == 2
    assert causes() == {"stale", "low"}
    assert tasks.look_at_devices() == 0
    assert not Alarm.objects.exists()
    assert [n.message for n in Notice.objects.filter(account_id=manager.account_id)] == [
        "guard.tickets_opened"
    ]
    meter.last_at, meter.battery = clock.now(), 3.6
    meter.save()
    tasks.look_at_devices()
    assert causes() == set()
    assert set(Ticket.objects.values_list("state", "closed_by_id")) == {("done", None)}


def test_one_just_fitted_is_given_some_days(world, clock) -> None:
    device(world.home(world.building1), installed_on=clock.today())
    assert tasks.look_at_devices() == 0
    clock.forward(timedelta(days=4))
    assert tasks.look_at_devices() == 1
    assert causes() == {"never"}


def test_what_could_not_be_read_all_day_is_the_device(world, meter, clock) -> None:
    Trouble.objects.create(
        community=world.community, number=meter.number, why="frame", points=40, day=clock.today(),
        first_at=clock.now(), last_at=clock.now(),
    )  # fmt: skip
    tasks.look_at_devices()
    assert "odd" in causes()


def test_from_the_ticket_to_the_mended_device(world, meter) -> None:
    worker = world.actor("grid_worker", world.grid1)
    row = tickets.report(worker, meter, words="指示灯不亮")
    with pytest.raises(BadInput):
        tickets.report(worker, meter, words="又看见了")
    with pytest.raises(BadInput):
        tickets.report(worker, meter, words=" ")
    row = tickets.take(worker, row)
    assert (row.state, row.taken_id) == ("taken", worker.account_id)
    with pytest.raises(ReasonNeeded):
        tickets.mend(worker, row, done="")
    row = tickets.mend(worker, row, done="换了电池")
    with pytest.raises(NotAllowedNow):
        tickets.drop(worker, row, reason="不用了")
    row = tickets.reopen(worker, row)
    assert (row.state, row.closed_at) == ("open", None)
    assert tickets.drop(worker, row, reason="住户准备拆掉").state == "dropped"
    assert len(queries.of_device(meter)) == 1


def test_what_was_wrong_goes_with_the_device(world, meter, clock) -> None:
    tasks.look_at_devices()
    devices.swap(TEST, meter, number="WM-2", on=clock.today())
    assert causes() == set()
    with pytest.raises(NotAllowedNow):
        tickets.report(TEST, meter, words="松了")


WHO = [
    ("grid_worker", "grid1", True, True),
    ("grid_worker", "grid2", False, None),
    ("counter_clerk", "community", True, False),
    ("community_manager", "community", True, True),
    ("community_manager", "other_community", False, None),
]


@pytest.mark.parametrize(("role", "granted", "sees", "may"), WHO)
def test_who_repairs(world, meter, role, granted, sees, may) -> None:
    row = tickets.report(TEST, meter, words="松了")
    actor = world.actor(role, getattr(world, granted))
    assert queries.seen(actor).exists() is sees
    if may:
        assert tickets.take(actor, row).state == "taken"
    else:
        with pytest.raises(OutsideYourArea if may is None else NotAllowed):
            tickets.take(actor, row)


def test_as_pages(world, meter) -> None:
    tasks.look_at_devices()
    worker, stranger = world.client("grid_worker", world.grid1), world.client("grid_worker", world.grid2)
    page = worker.get("/guard/tickets/?why=stale").content.decode()
    assert "很久没有上报" in page
    first = Ticket.objects.get(why="stale")
    at = f"/guard/tickets/{first.pk}/"
    assert stranger.post(f"{at}take/").status_code == 404
    assert stranger.get(f"{at}mend/").status_code == 404
    assert worker.post(f"{at}take/").status_code == 303
    assert worker.get(f"{at}drop/").status_code == 200
    assert worker.post(f"{at}mend/", {"done": ""}).status_code == 422
    assert worker.post(f"{at}mend/", {"done": "换了电池"}).status_code == 303
    assert worker.post(f"{at}mend/", {"done": "换了电池"}).status_code == 422
    assert "换了电池" in worker.get("/guard/tickets/?state=done").content.decode()
    assert worker.post(f"{at}reopen/").status_code == 303
    second = Ticket.objects.get(why="low")
    assert worker.post(f"/guard/tickets/{second.pk}/drop/", {"reason": "要拆"}).status_code == 303
    report = f"/guard/devices/{meter.pk}/report/"
    assert worker.post(report, {"words": "松了"}).status_code == 303
    assert worker.post(report, {"words": "松了"}).status_code == 422
    assert "松了" in worker.get(f"/guard/devices/{meter.pk}/").content.decode()
    clerk = world.client("counter_clerk")
    assert clerk.get("/guard/tickets/").status_code == 200
    assert clerk.get(f"{at}mend/").status_code == 403


def test_queries_do_not_grow_with_devices(world, clock) -> None:
    manager, counted = world.client("community_manager"), []
    for first, last in ((1, 3), (3, 15)):
        for n in range(first, last):
            row = device(world.home(world.building1, 1, f"{n}01"), f"W{n}")
            row.last_at = clock.now() - timedelta(days=2)
            row.save()
        with CaptureQueriesContext(connection) as looked:
            tasks.look_at_devices()
        with CaptureQueriesContext(connection) as seen:
            assert manager.get("/guard/tickets/").status_code == 200
        counted.append((len(looked), len(seen)))
    assert counted[0][1] == counted[1][1]
    assert counted[1][0] <= counted[0][0] + 1
