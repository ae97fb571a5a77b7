"""Who may hold data on a device, and look at what was set aside."""

from linli.kernel.actor import Actor
from linli.kernel.errors import OutsideYourArea
from linli.kernel.sync.models import Device, SetAside

HOLD, MANAGE = "sync.hold", "sync.manage"


def may_hold(actor: Actor, *_: object) -> bool:
    """Whoever works at doors."""
    return actor.account_id is not None and actor.holds(HOLD)


def may_use(actor: Actor, device: Device) -> bool:
    """One's own device."""
    if device.account_id != actor.account_id:
        raise OutsideYourArea
    return actor.holds(HOLD)


def may_revoke(actor: Actor, device: Device) -> bool:
    """One's own; a manager those of the people in the same place."""
    return device.account_id == actor.account_id or actor.holds(MANAGE)


def may_settle(actor: Actor, aside: SetAside) -> bool:
    """Whoever made the act, and the manager of the place."""
    if aside.account_id == actor.account_id:
        return True
    if not (aside.area_code and actor.may(MANAGE, aside.area_code)):
        raise OutsideYourArea
    return True
