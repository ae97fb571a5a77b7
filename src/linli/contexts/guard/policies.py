"""Who may see and change devices, and who may deliver their readings."""

from linli.contexts.guard.models import Alarm, Consent, Device, HomeNote, Pause, Source, Trouble
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea

VIEW, REGISTER, SOURCES = "guard.view", "guard.register", "guard.sources"
RESPOND = "guard.respond"


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


def may_respond(actor: Actor, alarm: Alarm) -> bool:
    """Answer an alarm of one's area."""
    return _may(actor, RESPOND, alarm.area.code)


def may_respond_at(actor: Actor, area: Area) -> bool:
    """Note that a home of one's area is away."""
    return _may(actor, RESPOND, area.code)


def may_note_cut(actor: Actor, place: Area) -> bool:
    """Note that a place has no water: whoever answers for the whole of it."""
    return _may(actor, RESPOND, place.code)


def may_end_pause(actor: Actor, pause: Pause) -> bool:
    """End a pause of one's area."""
    return _may(actor, RESPOND, pause.area.code)


def may_talk(actor: Actor, about: HomeNote) -> bool:
    """Mark a small change of one's area as talked about."""
    return _may(actor, RESPOND, about.area.code)
