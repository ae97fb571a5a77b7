"""Who may visit, see visits, and decide between two words."""

from linli.contexts.visits.models import ChecklistBook, Conflict, Finding, Promise, Visit, Weather
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea

VIEW, RECORD, MANAGE = "visits.view", "visits.record", "visits.manage"


def _may(actor: Actor, permission: str, code: str) -> bool:
    if not actor.may(VIEW, code):
        raise OutsideYourArea
    return actor.may(permission, code)


def may_record_at(actor: Actor, area: Area) -> bool:
    """Write down a visit at a door."""
    return _may(actor, RECORD, area.code)


def may_withdraw(actor: Actor, visit: Visit) -> bool:
    """One's own visit; a manager anybody's."""
    is_mine = visit.account_id is not None and visit.account_id == actor.account_id
    return _may(actor, RECORD if is_mine else MANAGE, visit.area.code)


def may_close(actor: Actor, finding: Finding) -> bool:
    """Say what became of a finding."""
    return _may(actor, RECORD, finding.visit.area.code)


def may_keep(actor: Actor, promise: Promise) -> bool:
    """Say that a promise was kept."""
    return _may(actor, RECORD, promise.visit.area.code)


def may_decide(actor: Actor, conflict: Conflict) -> bool:
    """Say which of two words holds."""
    return _may(actor, RECORD, conflict.area.code)


def may_choose_colour(actor: Actor, area: Area) -> bool:
    """Say how often one should look in at a door."""
    return _may(actor, RECORD, area.code)


def may_take_pack(actor: Actor, grid: Area) -> bool:
    """Print or take away what the next worker of a grid must know."""
    return _may(actor, RECORD, grid.code)


def is_linli(actor: Actor, *_: object) -> bool:
    """Only Linli itself."""
    return bool(actor.system)


def may_export(actor: Actor) -> bool:
    """Take one's own area's visits away as a file."""
    return actor.holds(RECORD)


def may_keep_checklists(actor: Actor, community: Area) -> bool:
    """The manager of the place."""
    return _may(actor, MANAGE, community.code)


def may_switch_checklist(actor: Actor, book: ChecklistBook) -> bool:
    """The manager of the place."""
    return _may(actor, MANAGE, book.community.code)


def may_note_weather(actor: Actor, community: Area) -> bool:
    """The manager of the place."""
    return _may(actor, MANAGE, community.code)


def may_end_weather(actor: Actor, weather: Weather) -> bool:
    """The manager of the place."""
    return _may(actor, MANAGE, weather.community.code)
