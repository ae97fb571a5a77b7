"""Meetings at any stage, people who came, motions that say everything."""

from datetime import timedelta
from typing import Any

from linli.contexts.assembly.commands import agenda, attendance, meetings, motions, slips
from linli.contexts.assembly.commands.attendance import Written
from linli.contexts.assembly.commands.meetings import Laid
from linli.contexts.assembly.models import Meeting, Motion
from linli.contexts.assembly.queries.meeting_rules import Hands
from linli.contexts.assembly.queries.meetings import candidates
from linli.contexts.registry.models import Person
from linli.kernel import clock
from linli.kernel.actor import Actor, Resident
from tests.builders.assembly import voter

PHONE = "13800000001"


def laid(**more: Any) -> Laid:
    """A building meeting in five days."""
    said = {
        "kind": "building", "title": "3 号楼楼栋会", "place": "党群服务中心二楼",
        "starts_at": clock.now() + timedelta(days=5), "chair_name": "周桂兰", "secretary_name": "小李",
        **more,
    }  # fmt: skip
    return Laid(**said)


def planned(world: Any, **more: Any) -> Meeting:
    """A meeting with one item on its agenda."""
    manager = world.actor("community_manager")
    row = meetings.plan(manager, more.pop("area", world.community), wanted=laid(**more))
    agenda.add_item(manager, row, title="楼道里的电动车", words="有人投诉，有人没地方停。")
    return fresh(row)


def announced(world: Any, **more: Any) -> Meeting:
    """Its notice is out."""
    return fresh(meetings.announce(world.actor("community_manager"), planned(world, **more)))


def running(world: Any, held_clock: Any, guests: int = 3, **more: Any) -> Meeting:
    """It is going on, and some came who count."""
    manager, row = world.actor("community_manager"), announced(world, **more)
    held_clock.forward(row.starts_at - clock.now() + timedelta(minutes=5))
    for n in range(guests):
        attendance.check_in_guest(manager, row, written=Written(f"邻居{n}", f"3-1-{n + 1}01", counts=True))
    return fresh(meetings.open_meeting(manager, row))


def said(**more: Any) -> dict[str, Any]:
    """A motion that says everything."""
    return {
        "item": None, "what": "电动车停到北门车棚", "who": "梧桐物业", "where": "北门",
        "when": clock.today() + timedelta(days=30), "how_much": "3,200 元，公共收益", "how": "加 8 个充电口",
        "mover": "何志明", **more,
    }  # fmt: skip


def moved(world: Any, row: Meeting, **more: Any) -> Motion:
    """A motion that is talked about."""
    manager = world.actor("community_manager")
    return motions.put(manager, motions.write(manager, row, said=said(**more)))


def voted(world: Any, row: Motion, hands: tuple[int, int, int] = (2, 1, 0)) -> Motion:
    """Hands counted by two who agree."""
    manager, clerk = two(world)
    row = motions.call_vote(manager, row)
    motions.count_hands(manager, row, hands=Hands(*hands))
    return motions.count_hands(clerk, row, hands=Hands(*hands))


def two(world: Any) -> tuple[Actor, Actor]:
    """Two of us who count."""
    return world.actor("community_manager"), world.actor("counter_clerk")


def came(world: Any, row: Meeting, person: Person) -> Any:
    """Somebody of the register signed the list."""
    assert person.home is not None
    found = next(one for one in candidates(row, person.home.short_address) if one.person == person.pk)
    return attendance.check_in(world.actor("community_manager"), row, found=found)


def fresh(row: Meeting) -> Meeting:
    """The meeting as it stands."""
    return Meeting.objects.select_related("area", "chair").get(pk=row.pk)


def called(world: Any, held_clock: Any, guests: int = 2) -> tuple[Motion, Resident]:
    """A vote without names that runs; a resident with a phone is there, and some on the list."""
    _person, resident = voter(world, "王秀英", PHONE)
    row = running(world, held_clock, guests=guests)
    attendance.attend(resident, row, code=row.code)
    return slips.call(world.actor("community_manager"), moved(world, row)), resident
