"""Who may fetch a child: changed with a trace, never without anybody left."""

import pytest
from django.urls import reverse
from tests.builders.after_school import child, opened
from tests.builders.cared import TEST

from linli.contexts.care.commands import pickups, rooms
from linli.contexts.care.models import PickUp, Room
from linli.kernel.errors import BadInput, NotAllowedNow


@pytest.fixture
def room(world, clock) -> Room:
    return opened(world)


def test_who_may_fetch_changes_with_a_trace(world, room, clock) -> None:
    pupil, clerk = child(world, room), world.client("counter_clerk")
    page = reverse("care:pupil", args=[room.pk, pupil.pk])
    add = reverse("care:fetcher_add", args=[room.pk, pupil.pk])
    told = {"name": "李叔", "relation": "邻居", "phone": "19900009999", "allowed_by": ""}
    assert clerk.post(add, told).status_code == 422
    assert clerk.post(add, {**told, "allowed_by": "张妈，电话里"}).status_code == 303
    assert clerk.post(add, {**told, "allowed_by": "张妈"}).status_code == 422  # a double click
    seen = clerk.get(page).content.decode()
    assert "张妈，电话里同意" in seen
    assert "19900009999" not in seen
    assert "19900009999" in clerk.post(page, {"reason": "核对名单"}).content.decode()
    mother, uncle = PickUp.objects.order_by("pk")
    assert "19900009999" not in str(PickUp.objects.values_list("phone", flat=True))
    end = reverse("care:fetcher_end", args=[room.pk, pupil.pk, uncle.pk])
    assert clerk.post(end, {"said_by": ""}).status_code == 422
    rooms.step(TEST, room, pupil=pupil, verb="arrive")
    assert clerk.post(end, {"said_by": "张妈"}).status_code == 303
    collect = reverse("care:child_collect", args=[room.pk, pupil.pk])
    assert clerk.post(collect, {"fetcher": str(uncle.pk)}).status_code == 422
    with pytest.raises(NotAllowedNow):
        pickups.end(TEST, room, pupil=pupil, fetcher=uncle, said_by="张妈")
    with pytest.raises(BadInput):
        pickups.end(TEST, room, pupil=pupil, fetcher=mother, said_by="张妈")
    assert "以前可以接的" in clerk.get(page).content.decode()
    for n in range(pickups.MOST - 1):
        pickups.add(TEST, room, pupil=pupil, told=rooms.Fetcher(f"人{n}", "亲戚", "199"), allowed_by="张妈")
    with pytest.raises(BadInput):
        pickups.add(TEST, room, pupil=pupil, told=rooms.Fetcher("又一个", "亲戚", "199"), allowed_by="张妈")
    rooms.leave(TEST, room, pupil=pupil)
    with pytest.raises(NotAllowedNow):
        pickups.add(TEST, room, pupil=pupil, told=rooms.Fetcher("谁", "亲戚", "199"), allowed_by="张妈")


@pytest.mark.parametrize(
    ("role", "place", "status"),
    [
        ("counter_clerk", "community", 200),
        ("community_manager", "community", 200),
        ("community_manager", "other_community", 404),
        ("grid_worker", "grid1", 404),
        ("auditor", "community", 403),
    ],
)
def test_who_sees_a_child(world, room, role, place, status) -> None:
    pupil, browser = child(world, room), world.client(role, getattr(world, place))
    for name in ("pupil", "fetcher_add"):
        assert browser.get(reverse(f"care:{name}", args=[room.pk, pupil.pk])).status_code == status
    for name in ("room_change", "room_day", "roster_out", "roster_in"):
        assert browser.get(reverse(f"care:{name}", args=[room.pk])).status_code == status
