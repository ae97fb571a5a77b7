"""Who may see and change what on the board."""

from django.db.models import Q

from linli.contexts.bulletin.models import Entry, Fund, Group, Notice, Receipt, Sending
from linli.contexts.bulletin.states import ACCOUNTS, GROUPS, REVIEW, VIEW, WRITE
from linli.contexts.registry.api import Door
from linli.kernel.actor import Actor, Home, Resident
from linli.kernel.areas.models import Area
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

__all__ = ["ACCOUNTS", "GROUPS", "REVIEW", "VIEW", "WRITE"]


def notices_seen(actor: Actor) -> Q:
    """Notices of one's areas, and those of the community that holds them."""
    codes = actor.areas(VIEW)
    return inside("area__code", codes) | Q(area__code__in={code[:12] for code in codes})


def touches(actor: Actor, permission: str, code: str) -> bool:
    """True when one's areas lie in the place, or it in them."""
    return any(code.startswith(own) or own.startswith(code) for own in actor.areas(permission))


def may_write_for(actor: Actor, area: Area) -> bool:
    """Write for a place: whoever works there."""
    if not touches(actor, VIEW, area.code):
        raise OutsideYourArea
    return actor.may(WRITE, area.code)


def may_write(actor: Actor, notice: Notice, *_: object) -> bool:
    """Change a notice that is not posted yet, or correct one: whoever writes for that place."""
    return may_write_for(actor, notice.area)


def may_review(actor: Actor, notice: Notice) -> bool:
    """Be the second pair of eyes, or take a notice down: whoever answers for that place."""
    if not touches(actor, VIEW, notice.area.code):
        raise OutsideYourArea
    return actor.may(REVIEW, notice.area.code)


def may_approve(actor: Actor, notice: Notice) -> bool:
    """Somebody else than the author."""
    return may_review(actor, notice) and (bool(actor.system) or notice.account_id != actor.account_id)


def may_answer(actor: Actor, notice: Notice, home: Home) -> bool:
    """Say that one's own household has heard: a resident, for a home that the notice concerns."""
    if not (isinstance(actor, Resident) and home in actor.homes):
        raise OutsideYourArea
    return home.area_code.startswith(notice.area.code)


def may_enter(actor: Actor, notice: Notice, door: Door) -> bool:
    """Write down that a household has heard: whoever works there, for a home that the notice concerns."""
    if not (actor.may(VIEW, door.area.code) and door.area.code.startswith(notice.area.code)):
        raise OutsideYourArea
    return actor.may(WRITE, door.area.code)


def may_take_back(actor: Actor, receipt: Receipt) -> bool:
    """Undo a receipt that was entered in error: whoever works there."""
    if not actor.may(VIEW, receipt.dwelling.area.code):
        raise OutsideYourArea
    return actor.may(WRITE, receipt.dwelling.area.code)


def funds_seen(actor: Actor) -> Q:
    """Funds of the communities that touch one's areas."""
    codes = actor.areas(VIEW)
    return inside("community__code", codes) | Q(community__code__in={code[:12] for code in codes})


def may_open_fund(actor: Actor, community: Area) -> bool:
    """Open a fund: whoever keeps the community's accounts."""
    return actor.may(ACCOUNTS, community.code)


def may_keep(actor: Actor, fund: Fund) -> bool:
    """Enter and reverse amounts: whoever keeps the community's accounts."""
    if not touches(actor, VIEW, fund.community.code):
        raise OutsideYourArea
    return actor.may(ACCOUNTS, fund.community.code)


def may_reverse(actor: Actor, entry: Entry) -> bool:
    """Reverse an amount."""
    return may_keep(actor, entry.fund)


def may_show(actor: Actor, fund: Fund) -> bool:
    """Agree that everybody sees the accounts: the second pair of eyes."""
    if not touches(actor, VIEW, fund.community.code):
        raise OutsideYourArea
    return actor.may(REVIEW, fund.community.code)


def may_group(actor: Actor, area: Area) -> bool:
    """Let a group hear what is posted for a place."""
    if not actor.may(GROUPS, area.code):
        raise OutsideYourArea
    return True


def may_keep_group(actor: Actor, group: Group) -> bool:
    """Try a group out, or take it away."""
    return may_group(actor, group.area)


def may_send_again(actor: Actor, sending: Sending) -> bool:
    """Send a message once more."""
    return may_group(actor, sending.group.area)


def is_linli(actor: Actor, *_: object) -> bool:
    """Linli itself, when the days are full."""
    return bool(actor.system)
