"""An after-school room with a dozen children, two of whom wait for a place, and its last two weeks."""

from collections.abc import Sequence
from datetime import date, timedelta

from linli.contexts.care.commands import pickups, room_days, rooms
from linli.contexts.care.models import Afternoon, Pupil, Room
from linli.contexts.care.queries import rooms as queries
from linli.contexts.registry import api as registry
from linli.kernel import clock, db
from linli.kernel.access.queries import holders
from linli.kernel.access.roles import COUNTER_CLERK
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area

PLACES, CHILDREN = 10, 12
REMARKS = ("", "", "花生过敏", "", "哮喘，药在书包里", "")


def after_school(communities: Sequence[str]) -> None:
    """The first community; whoever sits at its counter is on duty."""
    place = Area.objects.filter(code__in=communities).order_by("code").first()
    if place is None:
        return
    today, actor = clock.today(), linli("demo")
    clerk = holders(COUNTER_CLERK, place.code).order_by("pk").first()
    told = rooms.Planned(
        "四点半课堂", 16 * 60 + 30, 18 * 60, range(5), PLACES, today - timedelta(days=60),
        today + timedelta(days=80), clerk.account_id if clerk else None,
    )  # fmt: skip
    made = rooms.open_room(actor, place, told=told)
    people = registry.members_in(place.code)
    grown = {one.household: one for one in people if one.household and one.is_adult(today)}
    young = [one for one in people if 7 <= (one.age(today) or 0) <= 11 and one.household in grown]
    for number, one in enumerate(young[:CHILDREN]):
        guardian = grown[one.household] if one.household else one
        fetchers = [rooms.Fetcher(guardian.name, "家长", guardian.boxed_phone.reveal())]
        told_of = rooms.Enrolled(range(5), guardian.name, fetchers, REMARKS[number % len(REMARKS)])
        rooms.enrol(actor, made, registry.card(actor, one.key), told=told_of)
    _past(made, today)


def _past(room: Room, today: date) -> None:
    """Two weeks of afternoons, a grandparent who was let onto a list, and a day that will be different."""
    pupils = list(Pupil.objects.filter(room=room, is_waiting=False).order_by("pk"))
    rows = []
    for day in queries.open_days(room, today - timedelta(days=14), 14):
        came = clock.at_noon(day) + timedelta(hours=4, minutes=35)
        for number, one in enumerate(pupils):
            who = one.pickups.order_by("pk").first()
            away = (day.day + number) % 11 == 0
            rows.append(
                Afternoon(
                    pupil=one, on=day, state="excused" if away else "collected",
                    words="牙疼，妈妈请假" if away else "",
                    came_at=None if away else came, left_at=None if away else came + timedelta(minutes=80),
                    fetched_by="" if away or who is None else f"{who.name}（{who.relation}）",
                )
            )  # fmt: skip
    db.insert_all(Afternoon, rows)
    if pupils:
        told = rooms.Fetcher("外婆", "外婆", "13800009876")
        pickups.add(linli("demo"), room, pupil=pupils[0], told=told, allowed_by="妈妈，当面说的")
    for day in queries.open_days(room, today + timedelta(days=6), 10)[:1]:
        changed = room_days.Changed(day, is_open=False, why="教室消毒")
        room_days.change_day(linli("demo"), room, told=changed)
