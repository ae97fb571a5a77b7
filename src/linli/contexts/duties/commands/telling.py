"""Who hears of a step: the street, the communities concerned, the department that applied."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from linli.contexts.duties import policies
from linli.contexts.duties.models import Admission
from linli.kernel.access.queries import in_force
from linli.kernel.access.roles import COMMUNITY_MANAGER, SUBDISTRICT_OFFICER
from linli.kernel.actor import Actor
from linli.kernel.notices import post

STREET, COMMUNITIES, APPLICANT = "street", "communities", "applicant"
HEARS = {
    "submit": (STREET,),
    "take_up": (COMMUNITIES, APPLICANT),
    "send_back": (APPLICANT,),
    "approve": (APPLICANT, COMMUNITIES),
    "reject": (APPLICANT, COMMUNITIES),
    "take_effect": (COMMUNITIES,),
    "withdraw": (APPLICANT, COMMUNITIES),
    "end": (APPLICANT, COMMUNITIES),
}
"""Who is told of which step, besides whoever takes it."""


def tell_step(actor: Actor, row: Admission, verb: str) -> None:
    """Tell of a step those whom it concerns; the words of each are declared in the manifest."""
    for whom in HEARS.get(verb, ()):
        tell(actor, row, f"duties.{verb}.{whom}", _accounts(row, whom))


def tell_wish(actor: Actor, row: Admission, community: str) -> None:
    """A community asks the street to end what was let in."""
    tell(actor, row, "duties.wish", _accounts(row, STREET), community=community)


def tell_deadline(actor: Actor, row: Admission, message: str) -> None:
    """An answer is due soon, or overdue."""
    tell(actor, row, message, _accounts(row, STREET))


def tell(actor: Actor, row: Admission, message: str, accounts: Iterable[int], **more: str) -> None:
    """Put it before everybody but whoever acts."""
    who = row.organisation.name if row.organisation else ""
    day = row.decide_by.isoformat() if row.decide_by else ""
    address = reverse("duties:admission", args=[row.pk])
    told = [account for account in accounts if account != actor.account_id]
    post.tell(told, message, address, who=who, title=row.title, day=day, **more)


def _accounts(row: Admission, whom: str) -> list[int]:
    if whom == APPLICANT:
        return [row.account_id] if row.account_id else []
    role = SUBDISTRICT_OFFICER if whom == STREET else COMMUNITY_MANAGER
    where = Q(area__code__startswith=row.area.code) | Q(area__code__in=policies.above(row.area.code))
    return list(in_force().filter(where, role=role).values_list("account_id", flat=True))
