"""Who may see and change devices, and who may deliver their readings."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from linli.contexts.guard.models import (
    Alarm,
    Consent,
    Device,
    Drill,
    HomeNote,
    Pause,
    Source,
    Ticket,
    Trouble,
    Turn,
)
from linli.kernel import clock, packs
from linli.kernel.actor import Actor, Home, Resident
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea
from linli.kernel.workdays.calendar import work_calendar

VIEW, REGISTER, SOURCES = "guard.view", "guard.register", "guard.sources"
RESPOND, LEAD, BUDGET = "guard.respond", "guard.lead", "guard.budget"


def _may(actor: Actor, permission: str, code: str) -> bool:
    if not actor.may(VIEW, code):
        raise OutsideYourArea
    return actor.may(permission, code)


def may_install(actor: Actor, area: Area) -> bool:
    """Register a device behind a door of one's area."""
    return _may(actor, REGISTER, area.code)


def may_change(actor: Actor, device: Device) -> bool:
    """Correct, swap or remove a device of one's area."""
    return _may(actor, REGISTER, device.area.code)


def may_withdraw(actor: Actor, consent: Consent) -> bool:
    """Note that a home withdrew its consent."""
    return _may(actor, REGISTER, consent.area.code)


def may_export(actor: Actor) -> bool:
    """Take the list of devices of one's area away."""
    return actor.holds(REGISTER)


def may_answer(actor: Actor, *_place: Area) -> bool:
    """Take past alarms and the roster of one's area away: whoever answers alarms."""
    return actor.holds(RESPOND)


def may_add_source(actor: Actor, community: Area) -> bool:
    """Let somebody deliver readings for a community."""
    return _may(actor, SOURCES, community.code)


def may_keep_source(actor: Actor, source: Source) -> bool:
    """Give a source another key, or stop it."""
    return _may(actor, SOURCES, source.community.code)


def may_settle(actor: Actor, trouble: Trouble) -> bool:
    """Say that what was not taken in has been looked into."""
    return _may(actor, SOURCES, trouble.community.code)


def may_deliver(actor: Actor, source: Source) -> bool:
    """Deliver readings: the source itself with its key, or whoever looks after sources."""
    if source.stopped_at is not None:
        return False
    return actor.account_id == source.account_id or actor.may(SOURCES, source.community.code)


def is_linli(actor: Actor, *_: object) -> bool:
    """Only Linli itself."""
    return bool(actor.system)


def duty_day(moment: datetime) -> date | None:
    """The evening, or day off, whose turn a moment belongs to; None in working hours."""
    hours, local = packs.pack("guard")["roster"], timezone.localtime(moment)
    if local.hour < hours["ends"]:
        return local.date() - timedelta(days=1)
    is_duty = local.hour >= hours["begins"] or not work_calendar().is_working(local.date())
    return local.date() if is_duty else None


def duty_places(actor: Actor) -> list[int]:
    """The communities that an actor is on duty for right now."""
    day = duty_day(clock.now())
    if day is None or actor.account_id is None or not actor.holds(RESPOND):
        return []
    rows = Turn.objects.filter(account=actor.account_id, on=day, ended_at=None)
    return list(rows.values_list("community_id", flat=True))


def may_respond(actor: Actor, alarm: Alarm, *_: object) -> bool:
    """Answer an alarm of one's area, or of the community that one is on duty for tonight."""
    if not actor.may(RESPOND, alarm.area.code) and alarm.community_id in duty_places(actor):
        return True
    return _may(actor, RESPOND, alarm.area.code)


def may_respond_at(actor: Actor, area: Area) -> bool:
    """Note that a home of one's area is away."""
    return _may(actor, RESPOND, area.code)


def may_note_cut(actor: Actor, places: Sequence[Area]) -> bool:
    """Note that places have no water: whoever answers for the whole of each."""
    return bool(places) and all(_may(actor, RESPOND, place.code) for place in places)


def may_end_pause(actor: Actor, pause: Pause) -> bool:
    """End a pause of one's area."""
    return _may(actor, RESPOND, pause.area.code)


def may_talk(actor: Actor, about: HomeNote) -> bool:
    """Mark a small change of one's area as talked about."""
    return _may(actor, RESPOND, about.area.code)


def may_lead(actor: Actor, place: Area) -> bool:
    """Lay the roster of a community, hold an exercise."""
    return _may(actor, LEAD, place.code)


def may_swap(actor: Actor, turn: Turn) -> bool:
    """Give a night to a colleague: one's own, or any of the community that one leads."""
    is_mine = turn.account_id == actor.account_id and actor.holds(RESPOND)
    return is_mine or actor.may(LEAD, turn.community.code)


def may_end_drill(actor: Actor, drill: Drill) -> bool:
    """Say that an exercise is over."""
    return _may(actor, LEAD, drill.place.code)


def may_repair(actor: Actor, ticket: Ticket) -> bool:
    """Look at a device of one's area that wants a repairer."""
    return _may(actor, REGISTER, ticket.area.code)


def may_set_budget(actor: Actor, community: Area) -> bool:
    """Decide how many check calls a community makes."""
    return _may(actor, BUDGET, community.code)


def lives_at(actor: Actor, home: Home) -> bool:
    """Whoever shows that he lives there."""
    return isinstance(actor, Resident) and home in actor.homes and home.lives_there


def is_known_at(actor: Actor, home: Home) -> bool:
    """Whoever lives there and is known by name: readings and consent are not for a phone alone."""
    return lives_at(actor, home) and home.person is not None


def may_print(actor: Actor, place: Area) -> bool:
    """Take the list of guarded homes of a place on paper."""
    return _may(actor, RESPOND, place.code)
