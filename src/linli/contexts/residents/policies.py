"""Who may tie phones to homes, and who may act for residents."""

from django.db.models import Q

from linli.contexts.registry.api import Door
from linli.contexts.residents.models import Behalf, Link, Slip
from linli.kernel.actor import Actor, Resident
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

LINK, ACT = "residents.link", "residents.act_for"


def links_seen(actor: Actor) -> Q:
    """Links to homes in one's area."""
    return inside("dwelling__area__code", actor.areas(LINK))


def behalf_seen(actor: Actor) -> Q:
    """What was done for residents of one's area."""
    return inside("dwelling__area__code", actor.areas(ACT))


def may_link(actor: Actor, door: Door) -> bool:
    """Make a slip for a home, or confirm somebody face to face."""
    return _in(actor, LINK, door.area.code)


def may_change_link(actor: Actor, link: Link) -> bool:
    """Say who it is, or end it: whoever looks after that home."""
    return _in(actor, LINK, link.dwelling.area.code)


def may_change_slip(actor: Actor, slip: Slip) -> bool:
    """Print a slip again, or revoke it."""
    return _in(actor, LINK, slip.dwelling.area.code)


def may_act(actor: Actor, door: Door) -> bool:
    """Act for somebody behind a door."""
    return _in(actor, ACT, door.area.code)


def may_second(actor: Actor, behalf: Behalf) -> bool:
    """Be the second person: somebody else than the first."""
    return _in(actor, ACT, behalf.dwelling.area.code) and behalf.account_id != actor.account_id


def may_withdraw(actor: Actor, behalf: Behalf) -> bool:
    """Take back what was done: whoever looks after that home."""
    return _in(actor, ACT, behalf.dwelling.area.code)


def is_resident(actor: Actor, *_: object) -> bool:
    """Somebody who proved a phone."""
    return isinstance(actor, Resident) and actor.visitor is not None


def is_own(actor: Actor, link: Link) -> bool:
    """One's own link."""
    if not (isinstance(actor, Resident) and link.visitor_id == actor.visitor):
        raise OutsideYourArea
    return True


def is_linli(actor: Actor, *_: object) -> bool:
    """Linli itself, when the register says that somebody moved."""
    return bool(actor.system)


def _in(actor: Actor, permission: str, code: str) -> bool:
    if not actor.may(permission, code):
        raise OutsideYourArea
    return True
