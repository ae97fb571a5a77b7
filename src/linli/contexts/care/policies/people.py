"""Who may see and change what about people we look after."""

from datetime import timedelta

from django.db.models import Q

from linli.contexts.care.models import CareRecord, Concern, Holding, Proposal, Screening
from linli.contexts.care.policies.permissions import LOOK_AFTER, NAME_LEADS, SAFEGUARD, VIEW
from linli.contexts.registry.api import Held
from linli.kernel import clock
from linli.kernel.access import permissions
from linli.kernel.access.queries import in_force
from linli.kernel.access.roles import ROLES
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea


def _may(actor: Actor, permission: str, code: str) -> bool:
    if not actor.may(VIEW, code):
        raise OutsideYourArea
    return actor.may(permission, code)


def may_take_up(actor: Actor, held: Held) -> bool:
    """Begin to look after somebody of one's area."""
    return _may(actor, LOOK_AFTER, held.area_code)


def may_change(actor: Actor, record: CareRecord) -> bool:
    """Change what is arranged for somebody of one's area."""
    return _may(actor, LOOK_AFTER, record.area.code)


def may_decide(actor: Actor, proposal: Proposal) -> bool:
    """Decide about a proposal of one's area."""
    return _may(actor, LOOK_AFTER, proposal.area.code)


def may_export(actor: Actor) -> bool:
    """Take the list of one's area away."""
    return actor.holds(LOOK_AFTER)


def may_change_holding(actor: Actor, holding: Holding) -> bool:
    """Renew or end an allowance or document of somebody of one's area."""
    return _may(actor, LOOK_AFTER, holding.area.code)


def wrote_just_now(actor: Actor, screening: Screening) -> bool:
    """Whoever wrote a screening down reads it again on the same day without giving a reason."""
    is_fresh = clock.now() - screening.at < timedelta(days=1)
    return is_fresh and actor.account_id is not None and actor.account_id == screening.account_id


def may_open_concern(actor: Actor, community: Area) -> bool:
    """Whoever works anywhere in a community may write down that a child may be harmed there."""
    here = community.code
    return any(code.startswith(here) or here.startswith(code) for code in actor.areas(SAFEGUARD))


def may_read_concern(actor: Actor, concern: Concern) -> bool:
    """Only those named; for everybody else, managers included, it does not exist."""
    if actor.system:
        return True
    is_named = actor.account_id is not None and concern.readers.filter(account=actor.account_id).exists()
    if not is_named:
        raise OutsideYourArea
    return actor.holds(SAFEGUARD)


def may_name_leads(actor: Actor, community: Area) -> bool:
    """Say who looks after children's safety in a community."""
    return actor.may(NAME_LEADS, community.code)


def who_may_be_named(community: Area) -> set[int]:
    """Accounts that may handle such a matter in a community."""
    roles = [r for r in ROLES if any(p.key == SAFEGUARD for p in permissions.held_by(r))]
    above = [community.code[:n] for n in range(1, len(community.code) + 1)]
    rows = in_force().filter(role__in=roles, account__is_active=True)
    rows = rows.filter(Q(area__code__in=above) | Q(area__code__startswith=community.code))
    return set(rows.values_list("account_id", flat=True))


def may_print(actor: Actor) -> bool:
    """Print emergency cards of one's area; each card is judged by ``may_change``."""
    return actor.holds(LOOK_AFTER)


def is_linli(actor: Actor, *_: object) -> bool:
    """Only Linli itself."""
    return bool(actor.system)
