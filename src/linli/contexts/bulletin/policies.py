"""Who may see and change what on the board."""

from django.db.models import Q

from linli.contexts.bulletin.models import Notice
from linli.contexts.bulletin.states import REVIEW, VIEW, WRITE
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

__all__ = ["REVIEW", "VIEW", "WRITE"]


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


def is_linli(actor: Actor, *_: object) -> bool:
    """Linli itself, when the days are full."""
    return bool(actor.system)
