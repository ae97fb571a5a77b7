"""Whom to tell: those who may answer at a place, the nearest first."""

from linli.kernel.access import permissions
from linli.kernel.access.queries import in_force
from linli.kernel.access.roles import ROLES


def holders(permission: str, area_code: str) -> list[int]:
    """Accounts that hold a permission over a place, cover for leave included; one query."""
    return sorted({account for account, _code in _held(permission, area_code)})


def nearest(permission: str, area_code: str) -> list[int]:
    """Of those, the ones closest to the place: the grid before the community."""
    held = _held(permission, area_code)
    closest = max((len(code) for _account, code in held), default=0)
    return sorted({account for account, code in held if len(code) == closest})


def _held(permission: str, area_code: str) -> list[tuple[int, str]]:
    roles = [r for r in ROLES if any(p.key == permission for p in permissions.held_by(r))]
    codes = [area_code[:n] for n in range(1, len(area_code) + 1)]
    rows = in_force().filter(role__in=roles, area__code__in=codes, account__is_active=True)
    return list(rows.values_list("account_id", "area__code"))
