"""A room changed for good or on single days: closed, open for once or at other hours; others on duty."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.contexts.care.commands.rooms import Planned, judge_plan
from linli.contexts.care.models import Afternoon, Pupil, Room, RoomDay
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded


@dataclass(frozen=True, slots=True)
class Changed:
    """What is different on a day."""

    on: date
    is_open: bool
    why: str
    opens: int | None = None
    closes: int | None = None


@command("care.room_day_changed", policies.may_run_room)
def change_day(actor: Actor, room: Room, /, *, told: Changed) -> RoomDay:
    """Closed for once, open for once (a swapped workday), or at other hours; people tell the parents."""
    if not told.why.strip():
        raise ReasonNeeded(field="why")
    if told.on < clock.today() or not room.from_on <= told.on <= room.until_on:
        raise BadInput(_("请选今天以后、学期里的一天。"), field="on")
    opens, closes = told.opens or room.opens, told.closes or room.closes
    if told.is_open and not 0 <= opens < closes <= 24 * 60:
        raise BadInput(_("关门的时间要在开门之后。"), field="closes")
    db.lock_row(Room, pk=room.pk)
    if not told.is_open and _somebody_is_there(room, told.on):
        raise NotAllowedNow(_("今天已经有孩子在教室，不能改成不开。"))
    made, _is_new = RoomDay.objects.update_or_create(
        room=room, on=told.on,
        defaults={
            "is_open": told.is_open, "opens": opens if told.is_open else None,
            "closes": closes if told.is_open else None, "why": told.why.strip()[:60],
        },
    )  # fmt: skip
    note(target=room, area=room.community.code, on=told.on.isoformat(), is_open=told.is_open)
    return made


@command("care.room_day_restored", policies.may_run_room)
def restore_day(actor: Actor, room: Room, /, *, day: RoomDay) -> Room:
    """As on any other day after all."""
    row = db.lock_row(RoomDay, pk=day.pk, room=room)
    if row.on < clock.today() or (row.is_open and _somebody_is_there(room, row.on)):
        raise NotAllowedNow
    row.delete()
    note(target=room, area=room.community.code, on=day.on.isoformat())
    return room


@command("care.room_changed", policies.may_run_room)
def change_room(actor: Actor, room: Room, /, *, told: Planned) -> Room:
    """Other hours, more places, somebody else on duty; whoever waits moves up."""
    judge_plan(told)
    row = db.lock_row(Room, pk=room.pk)
    row.name, row.opens, row.closes = told.name.strip(), told.opens, told.closes
    row.weekdays, row.capacity = sorted(set(told.weekdays)), told.capacity
    row.from_on, row.until_on, row.on_duty_id = told.from_on, told.until_on, told.on_duty_id
    row.save()
    taken = Pupil.objects.filter(room=row, left_on=None, is_waiting=False).count()
    waiting = Pupil.objects.filter(room=row, left_on=None, is_waiting=True).order_by("at", "pk")
    for pupil in waiting[: max(0, row.capacity - taken)]:
        pupil.is_waiting = False
        pupil.save(update_fields=["is_waiting"])
    note(target=row, area=row.community.code)
    return row


def _somebody_is_there(room: Room, on: date) -> bool:
    here = Afternoon.objects.filter(pupil__room=room, on=on, state__in=("here", "collected", "missing"))
    return here.exists()
