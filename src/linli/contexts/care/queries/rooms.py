"""The after-school room: rosters, today's children, who is late, who is asked after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.contexts.care import policies
from linli.contexts.care.models import Afternoon, PickUp, Pupil, Room, RoomDay
from linli.contexts.care.queries import due as own
from linli.contexts.care.states import AFTERNOON
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.catalogue.manifest import Due
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea
from linli.kernel.workdays.calendar import work_calendar


def rooms(actor: Actor) -> QuerySet[Room]:
    """Rooms of one's communities, and those where one is on duty."""
    if not actor.holds(policies.KEEP_ROOM):
        return Room.objects.none()
    seen = inside("community__code", actor.areas(policies.KEEP_ROOM))
    if actor.account_id is not None:
        seen |= Q(on_duty=actor.account_id)
    return Room.objects.filter(seen).select_related("community", "on_duty").order_by("-until_on", "name")


def room(actor: Actor, room_id: UUID) -> Room:
    """One of them."""
    found = rooms(actor).filter(pk=room_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def pupil(row: Room, pupil_id: UUID) -> Pupil:
    """A child of that room."""
    found = Pupil.objects.filter(room=row, pk=pupil_id, left_on=None).select_related("person__home").first()
    if found is None:
        raise OutsideYourArea
    return found


DAYS = "一二三四五六日"


def hours(row: Room, on: date) -> tuple[int, int] | None:
    """From when to when it is open on a day, in minutes after midnight; None when it is not.

    Its weekdays within the term, holidays left out, unless somebody wrote down that the day is different.
    """
    if not row.from_on <= on <= row.until_on:
        return None
    changed = RoomDay.objects.filter(room=row, on=on).first()
    if changed is not None:
        return (changed.opens or row.opens, changed.closes or row.closes) if changed.is_open else None
    is_usual = on.weekday() in row.weekdays and on not in work_calendar().holidays
    return (row.opens, row.closes) if is_usual else None


def is_open(row: Room, on: date) -> bool:
    """True on a day on which children come."""
    return hours(row, on) is not None


def open_days(row: Room, since: date, days: int) -> list[date]:
    """The days on which it is open, from a day on; two queries."""
    found = [since + timedelta(days=n) for n in range(days)]
    changed = {one.on: one.is_open for one in RoomDay.objects.filter(room=row, on__in=found)}
    holidays = work_calendar().holidays
    return [
        day for day in found
        if row.from_on <= day <= row.until_on
        and changed.get(day, day.weekday() in row.weekdays and day not in holidays)
    ]  # fmt: skip


def changes(row: Room) -> list[RoomDay]:
    """Days that are not as the others, from today on."""
    return list(RoomDay.objects.filter(room=row, on__gte=clock.today()).order_by("on"))


def fetchers(one: Pupil) -> list[PickUp]:
    """Everybody who may, or could, fetch a child."""
    return list(PickUp.objects.filter(pupil=one).order_by("pk"))


def lately(one: Pupil) -> list[tuple[Afternoon, str]]:
    """A child's last afternoons."""
    rows = Afternoon.objects.filter(pupil=one).order_by("-on")[:20]
    return [(row, str(AFTERNOON.label(row.state))) for row in rows]


def roster(row: Room) -> list[Pupil]:
    """All children with those who may fetch them, the waiting ones last; two queries."""
    fetchers = Prefetch("pickups", PickUp.objects.filter(ended_on=None).order_by("pk"))
    rows = Pupil.objects.filter(room=row, left_on=None).select_related("person__home")
    return list(rows.prefetch_related(fetchers).order_by("is_waiting", "person__name_order", "pk"))


@dataclass(frozen=True, slots=True)
class Child:
    """A child on a day."""

    pupil: Pupil
    row: Afternoon | None
    state: str


def day(row: Room, on: date) -> list[Child]:
    """Those who come on a day, the missing ones first."""
    if not is_open(row, on):
        return []
    rows = {one.pupil_id: one for one in Afternoon.objects.filter(pupil__room=row, on=on)}
    found = [
        Child(one, rows.get(one.pk), rows[one.pk].state if one.pk in rows else "expected")
        for one in roster(row)
        if not one.is_waiting and (_comes(row, one, on) or one.pk in rows)
    ]
    rank = {"missing": 0, "expected": 1, "here": 2}
    return sorted(found, key=lambda one: rank.get(one.state, 3))


def _comes(row: Room, one: Pupil, on: date) -> bool:
    """A child's weekdays; on a day that is open for once, everybody may come and nobody is missed."""
    return on.weekday() in one.weekdays or on.weekday() not in row.weekdays


def missed_before(row: Room, today: date) -> list[Afternoon]:
    """Children missed on an earlier day of whom nobody has said yet where they were."""
    rows = Afternoon.objects.filter(pupil__room=row, state="missing", on__lt=today)
    return list(rows.select_related("pupil__person").order_by("on"))


def late(row: Room) -> list[Pupil]:
    """Children expected today who should have come by now."""
    now, today = timezone.localtime(clock.now()), hours(row, clock.today())
    if today is None or now.hour * 60 + now.minute < today[0] + row.absent_minutes:
        return []
    weekday = clock.today().weekday()
    return [
        one.pupil
        for one in day(row, clock.today())
        if one.state == "expected" and weekday in one.pupil.weekdays
    ]


def desk(actor: Actor, today: date) -> Iterator[Due]:
    """Children who are asked after come before everything else."""
    mine = rooms(actor).values("pk")
    rows = Afternoon.objects.filter(pupil__room__in=mine, state="missing")
    for row in rows.select_related("pupil__room", "pupil__person").order_by("on", "asked_at"):
        yield Due(
            key=f"care-child:{row.pk}", title=_("%(name)s还没到教室") % {"name": row.pupil.person.name},
            why=_("马上给监护人打电话，问到人在哪里再点“问到了”"), due_on=row.on, priority=100,
            address=reverse("care:room", args=[row.pupil.room_id]),
        )  # fmt: skip
    yield from own.desk(actor, today)
