"""Whom to tell: those who may answer at a place, the nearest first, nobody who is on leave."""

from django.db.models import Q

from linli.contexts.guard import policies
from linli.contexts.guard.models import Alarm, Turn
from linli.kernel import clock
from linli.kernel.access import permissions
from linli.kernel.access.queries import in_force
from linli.kernel.access.roles import ROLES
from linli.kernel.catalogue import shelf
from linli.kernel.db import inside


def holders(permission: str, area_code: str) -> list[int]:
    """Accounts that hold a permission over a place, cover for leave included."""
    return sorted({account for account, _code in _held(permission, area_code)})


def nearest(permission: str, area_code: str) -> list[int]:
    """Of those, the ones closest to the place: the grid before the community."""
    held = _held(permission, area_code)
    closest = max((len(code) for _account, code in held), default=0)
    return sorted({account for account, code in held if len(code) == closest})


def on_duty(community_id: int) -> list[int]:
    """Who has the night, or the day off, for a community right now."""
    day = policies.duty_day(clock.now())
    if day is None:
        return []
    rows = Turn.objects.filter(community=community_id, on=day, ended_at=None, account__is_active=True)
    return sorted(rows.values_list("account_id", flat=True))


def circle(alarm: Alarm, level: int) -> list[int]:
    """Who hears of an alarm: at first whoever is on duty or else nearest, later everybody who may answer."""
    duty = on_duty(alarm.community_id)
    if level == 0:
        return duty or nearest(policies.RESPOND, alarm.area.code)
    return sorted({*duty, *holders(policies.RESPOND, alarm.area.code)})


def desk(alarm: Alarm) -> list[int]:
    """Who arranges things: on duty now, or else whoever leads the community."""
    return on_duty(alarm.community_id) or holders(policies.LEAD, alarm.area.code)


def _held(permission: str, area_code: str) -> list[tuple[int, str]]:
    """Grants over a place; whoever is on leave from there is left out, unless nobody else is there."""
    roles = [r for r in ROLES if any(p.key == permission for p in permissions.held_by(r))]
    codes = [area_code[:n] for n in range(1, len(area_code) + 1)]
    rows = in_force().filter(role__in=roles, area__code__in=codes, account__is_active=True)
    held = list(rows.values_list("account_id", "area__code"))
    away = shelf.away(clock.today())
    return [one for one in held if one not in away] or held


def holders_within(permission: str, *codes: str) -> list[int]:
    """Accounts that hold a permission over one of some places or a part of it; one query."""
    roles = [r for r in ROLES if any(p.key == permission for p in permissions.held_by(r))]
    above = {code[:n] for code in codes for n in range(1, len(code) + 1)}
    rows = in_force().filter(role__in=roles, account__is_active=True)
    rows = rows.filter(Q(area__code__in=above) | inside("area__code", codes))
    return sorted(set(rows.values_list("account_id", flat=True)))
