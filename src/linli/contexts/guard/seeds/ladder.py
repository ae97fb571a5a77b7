"""People at the end of every alarm: contacts, nights on duty, an exercise, the calls of the past."""

import random
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from linli.contexts.guard import policies
from linli.contexts.guard.commands import alarms, calls, drills, roster
from linli.contexts.guard.models import Alarm, Call, Device
from linli.contexts.guard.queries import people
from linli.contexts.guard.tasks import look_at_devices
from linli.contexts.registry import api as registry
from linli.kernel import clock, db
from linli.kernel.access.queries import actor_for
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor, linli
from linli.kernel.areas.models import Area

STREAM = 20260601
DEMO = linli("demo")
REACHED = 24
"""Homes with contacts beyond the one of the register."""
NEIGHBOURS = ("王秀兰", "周建国", "吴阿姨", "郑师傅", "孙玉珍", "钱伟", "冯桂芳", "陈志明")
VOLUNTEERS = ("顾晓雯", "陆一鸣", "沈佳怡", "何俊")
HOURS = ("白天在家", "晚上六点以后", "", "上午买菜，下午在家")
NIGHTS = 14


def answered_for(place: Area, fitted: Sequence[Device]) -> None:
    """Everything that stands behind an alarm."""
    chance = random.Random(STREAM)  # noqa: S311 - a believable past, not a secret
    _reachable(list(dict.fromkeys(d.dwelling_id for d in fitted))[:REACHED], chance)
    staff = [_actor(key) for key in people.holders_within(policies.RESPOND, place.code)]
    _on_duty(place, staff)
    _called(chance)
    _exercised(place)
    look_at_devices()


def _reachable(homes: Sequence[UUID], chance: random.Random) -> None:
    for number, key in enumerate(homes):
        door = registry.door(DEMO, key)
        told = [
            registry.ContactTold(
                "neighbour", NEIGHBOURS[number % len(NEIGHBOURS)], "对门邻居", _number(chance),
                holds_key=number % 3 != 1, distance="door", hours=HOURS[number % len(HOURS)],
            ),
        ]  # fmt: skip
        if number % 3 == 0:
            name = VOLUNTEERS[number % len(VOLUNTEERS)]
            told.append(
                registry.ContactTold("volunteer", name, "结对志愿者", _number(chance), distance="walk")
            )
        for person in door.residents[:1]:
            held = {card.kind for card in registry.contacts_of(DEMO, person.key)}
            for one in told:
                if one.kind not in held:
                    registry.add_contact(DEMO, person.key, one)


def _number(chance: random.Random) -> str:
    return f"199{chance.randint(10_000_000, 99_999_999)}"


def _actor(key: int) -> Actor:
    account = Account.objects.get(pk=key)
    return actor_for(account.pk, account.name, None)


def _on_duty(place: Area, staff: Sequence[Actor]) -> None:
    """Two weeks, each night one of the staff."""
    for turn, actor in enumerate(staff[:7]):
        if actor.account_id is not None:
            days = roster.spread(clock.today() + timedelta(days=turn), NIGHTS // 7, 7)
            roster.give(DEMO, place, account_id=actor.account_id, days=days)


def _called(chance: random.Random) -> None:
    """The calls that were made for alarms of the past: one or two for most."""
    rows = Alarm.objects.exclude(closed_at=None).filter(drill=None).select_related("dwelling").order_by("at")
    made = []
    for number, row in enumerate(rows):
        for turn in range(1 + (number % 3 == 0)):
            at = row.raised_at + timedelta(minutes=3 + 5 * turn + chance.randint(0, 3))
            is_last = turn == int(number % 3 == 0)
            made.append(Call(
                alarm=row, whom=row.dwelling_id, name="本人" if turn == 0 else "女儿",
                rung="raised" if turn == 0 else "contacts", at=at, ended_at=at + timedelta(minutes=1),
                result=Call.Result.WELL if is_last else Call.Result.NONE,
            ))  # fmt: skip
    db.insert_all(Call, made)


def _exercised(place: Area) -> None:
    """One exercise twelve days ago, walked through to the door."""
    begins = clock.now() - timedelta(days=12)
    with clock.standing_at(begins):
        made = drills.start(DEMO, place, planned=drills.Planned("春季守护演练", homes=2))
    for number, row in enumerate(made.alarms.select_related("area").order_by("pk")):
        worker = _actor(people.nearest(policies.RESPOND, row.area.code)[0])
        with clock.standing_at(begins + timedelta(minutes=2 + number)):
            alarms.take(worker, row)
            home = registry.door(DEMO, row.dwelling_id).residents[0]
            made_call = calls.call(worker, row, whom=home.key).call
        with clock.standing_at(begins + timedelta(minutes=4 + number)):
            calls.end(worker, made_call, result=Call.Result.NONE)
        for verb, minutes in (("go", 9), ("arrive", 17)):
            with clock.standing_at(begins + timedelta(minutes=minutes + 3 * number)):
                alarms.step(worker, row, verb=verb)
    with clock.standing_at(begins + timedelta(minutes=32)):
        drills.end(DEMO, made, words="两户都在二十分钟内到了门口；一户家人的电话换了号，当场更正。")
