"""An after-school room and children on its roster, in few words."""

from datetime import date, timedelta
from typing import Any

from linli.contexts.care.commands import rooms
from linli.contexts.care.models import Pupil, Room
from linli.contexts.registry import api as registry
from linli.kernel import clock
from tests.builders.cared import TEST

BORN = date(2017, 5, 4)


def opened(world: Any) -> Room:
    """A room with two places, open Monday to Friday from 16:30 on; the counter is on duty."""
    told = rooms.Planned(
        "四点半课堂", 990, 1080, range(5), 2, clock.today(), clock.today() + timedelta(days=100),
        world.actor("counter_clerk").account_id,
    )  # fmt: skip
    return rooms.open_room(TEST, world.community, told=told)


def child(world: Any, room: Room, name: str = "张小明", number: str = "301") -> Pupil:
    """A child whose mother may fetch it."""
    person = world.person(name, BORN, home=world.home(world.building1, 1, number))
    told = rooms.Enrolled(range(5), "张妈", [rooms.Fetcher("张妈", "妈妈", "19900001111")], "花生过敏")
    return rooms.enrol(TEST, room, registry.card(TEST, person.pk), told=told)
