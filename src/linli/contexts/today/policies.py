"""Who may put off, hand over, and see to it that every grid has somebody."""

from linli.contexts.today.models import Handover, Leave, Postponement
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea

VIEW, DESK, MANAGE = "today.view", "today.desk", "today.manage"


def _may(actor: Actor, permission: str, code: str) -> bool:
    if not actor.may(VIEW, code):
        raise OutsideYourArea
    return actor.may(permission, code)


def may_postpone(actor: Actor, area_code: str, *_: object) -> bool:
    """Whoever works there."""
    return _may(actor, VIEW, area_code)


def may_take_back(actor: Actor, postponement: Postponement) -> bool:
    """Whoever works there."""
    return _may(actor, VIEW, postponement.area_code)


def may_end_handover(actor: Actor, handover: Handover) -> bool:
    """Both sides, and the manager."""
    is_mine = actor.account_id in (handover.to_id, handover.by_id)
    return is_mine or _may(actor, MANAGE, handover.area_code)


def may_plan_leave(actor: Actor, area: Area, *_: object) -> bool:
    """The manager of the place."""
    return _may(actor, MANAGE, area.code)


def may_end_leave(actor: Actor, leave: Leave) -> bool:
    """The manager of the place."""
    return _may(actor, MANAGE, leave.area.code)


def may_order(actor: Actor) -> bool:
    """One's own day."""
    return actor.account_id is not None


def is_linli(actor: Actor, *_: object) -> bool:
    """Work by the clock, without a person."""
    return bool(actor.system)
