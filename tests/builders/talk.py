"""Topics at any stage, and neighbours who propose, second and answer."""

from datetime import date, timedelta
from typing import Any

from linli.contexts.assembly.commands import moderation, statements, topic_steps, topics
from linli.contexts.assembly.models.statements import Answer, Statement
from linli.contexts.assembly.models.topics import Channel, Second, Topic
from linli.contexts.assembly.policies.topics import voice_of_person
from linli.contexts.registry import api as registry
from linli.contexts.registry.models import Person
from linli.kernel import clock
from linli.kernel.actor import Resident
from linli.kernel.areas.models import Area
from tests.builders.neighbours import neighbour

TOLD = {"title": "夜里北门几点关", "words": "北门一夜开着，外卖车很吵，希望定一个关门的时间。"}
MOTION = {
    "what": "北门夜间关门", "where": "北门", "when": "每晚十一点到早上五点", "who": "物业保安",
    "money": "不花钱", "how": "刷卡可以进，救护车随时开",
}  # fmt: skip


def person(world: Any, name: str = "王秀英", phone: str = "13800000001") -> tuple[Person, Resident]:
    """Somebody of the register with a phone."""
    found = world.person(name, date(1950, 5, 1))
    return found, neighbour(world.actor("community_manager"), found, phone=phone)


def proposed(world: Any, author: Resident | None = None, **more: Any) -> Topic:
    """A topic that everybody may second; of the desk, when nobody is named."""
    told, place = {**TOLD, **more}, world.community
    if author is None:
        return fresh(topics.begin(world.actor("community_manager"), place, told=told))
    row = topics.propose(author, place, told=told)
    return fresh(moderation.show_topic(world.actor("community_manager"), fresh(row)))


def seconded(world: Any, author: Resident | None = None, **more: Any) -> Topic:
    """A topic that enough have seconded."""
    row = proposed(world, author, **more)
    for n in range(9):
        Second.objects.create(topic=row, voice=f"made-up-{n}", channel=Channel.PHONE, on=clock.today())
    topics.second(person(world, "邻居", "13800000777")[1], row)
    return fresh(row)


def talking(world: Any, author: Resident | None = None, **more: Any) -> Topic:
    """A topic that is talked about."""
    row = seconded(world, author, **more)
    until = clock.today() + timedelta(days=14)
    return fresh(topic_steps.open_talk(world.actor("community_manager"), row, until=until))


def said(world: Any, row: Topic, words: str = "十一点以后关门，刷卡可以进") -> Statement:
    """A statement that everybody sees."""
    return statements.begin(world.actor("community_manager"), row, words=words)


def moved(world: Any, held_clock: Any, author: Resident | None = None) -> Topic:
    """A topic that became a motion."""
    row = talking(world, author)
    held_clock.forward(timedelta(days=15))
    return fresh(topic_steps.make_motion(world.actor("community_manager"), row, said=MOTION))


def fresh(row: Topic) -> Topic:
    """The topic as it stands."""
    return Topic.objects.select_related("community", "ballot__area", "ballot__box", "merged_into").get(
        pk=row.pk
    )


def many_answers(row: Topic, voices: int, camps: int = 1) -> None:
    """So many made-up people answer every statement; camps differ in every second one."""
    rows = list(row.statements.filter(state="shown").order_by("number"))
    made = []
    for n in range(voices):
        for at, one in enumerate(rows):
            says = 1 if at % 2 == 0 or n % camps == 0 else -1
            made.append(
                Answer(statement=one, voice=f"v{n:03d}", says=says, channel="phone", on=clock.today())
            )
    Answer.objects.bulk_create(made)


def door_of(world: Any, found: Person, actor: Any = None) -> registry.Door:
    """The door of somebody, as a worker sees it."""
    assert found.home is not None
    return registry.door(actor or world.actor("community_manager"), found.home.pk)


def asked(found: Person) -> dict[str, Any]:
    """Somebody behind a door asked on paper."""
    return {"person": found.pk, "name": "", "way": "paper"}


def voice(found: Person) -> str:
    """The voice of somebody of the register."""
    return voice_of_person(str(found.pk))


def place(world: Any) -> Area:
    """The community."""
    found: Area = world.community
    return found
