"""Whose Today a promise can stand in: people of the community, the subdistrict and the departments."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.states import FOLLOW
from linli.kernel.access import permissions
from linli.kernel.access import queries as access
from linli.kernel.access.models import Grant
from linli.kernel.access.roles import ROLES
from linli.kernel.accounts.models import Account
from linli.kernel.areas.models import Area
from linli.kernel.errors import BadInput

COMMUNITY = 12


def _grants(area: Area) -> QuerySet[Grant]:
    code = area.code[:COMMUNITY]
    above = [code[:n] for n in range(1, len(code))]
    roles = permissions.permission(FOLLOW).roles
    here = Q(area__code__startswith=code) | Q(area__code__in=above)
    return access.in_force().filter(here, role__in=roles, account__is_active=True)


def choices(area: Area) -> list[tuple[str, str]]:
    """Keys and names of accounts, with what they do; one query."""
    rows = _grants(area).select_related("account__organisation", "area")
    found: dict[int, str] = {}
    for one in sorted(rows, key=lambda grant: (grant.area.code, grant.account.name)):
        where = one.account.organisation.name if one.account.organisation else one.area.name
        found.setdefault(one.account_id, f"{one.account.name} · {ROLES[one.role].name} · {where}")
    return [(str(key), words) for key, words in found.items()]


def account_in(area: Area, account_id: int | None) -> Account | None:
    """That account, when a promise made there can be its; BadInput otherwise; None for None."""
    if account_id is None:
        return None
    found = _grants(area).filter(account_id=account_id).select_related("account").first()
    if found is None:
        raise BadInput(_("这个人不在这里工作，请重新选。"), field="account")
    return found.account
