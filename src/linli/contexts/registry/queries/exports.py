"""Lists that leave the house: what would be in them, who asked, who may approve, what is still open."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from linli.contexts.registry import policies
from linli.contexts.registry.models import ExportRequest
from linli.contexts.registry.models.registers import ExportState
from linli.contexts.registry.queries import registers
from linli.contexts.registry.queries.registers import View
from linli.kernel import clock
from linli.kernel.access import permissions
from linli.kernel.access.queries import in_force
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea
from linli.kernel.phrases import listed

VALID_DAYS = 7
"""How long an export may be downloaded once it is ready: a reason does not last for ever."""


def exporter(actor: Actor, *, masked: bool) -> Actor:
    """The same person with no more sight than may be exported, and revealed when nothing is covered."""
    if actor.system:
        return actor
    codes = set(actor.areas(policies.EXPORT))
    if not masked:
        reveal = actor.areas(policies.REVEAL)
        codes = {_inner(a, b) for a in codes for b in reveal if a.startswith(b) or b.startswith(a)}
    return Actor(actor.account_id, actor.name, frozenset((policies.VIEW, code) for code in codes))


def _inner(one: str, other: str) -> str:
    return max(one, other, key=len)


def rows(actor: Actor, view: View, *, masked: bool) -> int:
    """How many rows an export of this view would have."""
    return registers.count(exporter(actor, masked=masked), view)


def may_reveal_in(actor: Actor, community: Area) -> bool:
    """True when the actor could export anything of that community uncovered."""
    codes = exporter(actor, masked=False).areas(policies.VIEW)
    return any(c.startswith(community.code) or community.code.startswith(c) for c in codes)


def view_of(request: ExportRequest) -> View:
    """What was asked for."""
    return registers.view_from(request.community, request.query)


@dataclass(frozen=True, slots=True)
class Line:
    """One request as a page shows it."""

    request: ExportRequest
    who: str
    decided_by: str
    is_over: bool
    columns: str

    @property
    def last_day(self) -> date:
        """The last day on which it can be downloaded."""
        return last_day(self.request)

    @property
    def is_ready(self) -> bool:
        """True when it can be downloaded."""
        return self.request.state == ExportState.READY and not self.is_over


def last_day(request: ExportRequest) -> date:
    """The last day on which a ready export can be downloaded."""
    begun = request.decided_at or request.at
    return timezone.localtime(begun).date() + timedelta(days=VALID_DAYS)


def is_over(request: ExportRequest) -> bool:
    """True when a ready export is too old to be downloaded."""
    return request.state == ExportState.READY and clock.today() > last_day(request)


def mine(actor: Actor) -> QuerySet[ExportRequest]:
    """What I asked for, newest first."""
    found = ExportRequest.objects.filter(account_id=actor.account_id or 0)
    return found.select_related("community").order_by("-at", "-pk")


def waiting(actor: Actor) -> QuerySet[ExportRequest]:
    """What waits for my decision, oldest first."""
    codes = actor.areas(policies.APPROVE)
    inside = Q(pk__in=[])
    for code in codes:
        inside |= Q(community__code__startswith=code)
    found = ExportRequest.objects.filter(inside, state=ExportState.ASKED)
    return found.exclude(account_id=actor.account_id or 0).select_related("community").order_by("at", "pk")


def to_approve(actor: Actor) -> int:
    """How many exports wait for this person's decision; nothing is counted for whoever may not."""
    return waiting(actor).count() if actor.areas(policies.APPROVE) else 0


def decided(actor: Actor) -> QuerySet[ExportRequest]:
    """What I decided, newest first."""
    found = ExportRequest.objects.filter(decided_by=actor.account_id or 0)
    return found.select_related("community").order_by("-decided_at")


def request(actor: Actor, request_id: UUID) -> ExportRequest:
    """One request of mine, or one that is mine to decide."""
    found = ExportRequest.objects.select_related("community", "register").filter(pk=request_id).first()
    if found is not None and (actor.system or found.account_id == actor.account_id):
        return found
    if found is None or not actor.may(policies.APPROVE, found.community.code):
        raise OutsideYourArea
    return found


def lines(found: list[ExportRequest]) -> list[Line]:
    """Requests with the names of people and columns; one query."""
    ids = {r.account_id for r in found} | {r.decided_by for r in found if r.decided_by}
    names = dict(Account.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [
        Line(r, names.get(r.account_id, "—"), names.get(r.decided_by or 0, ""), is_over(r), _columns(r))
        for r in found
    ]


def _columns(request: ExportRequest) -> str:
    return listed(field.label for field in view_of(request).fields)


def approvers(community: Area, *, but: int | None) -> list[int]:
    """Accounts that may approve an export of this community, without the one who asked."""
    roles = permissions.permission(policies.APPROVE).roles
    codes = [community.code[:n] for n in range(1, len(community.code) + 1)]
    found = in_force().filter(role__in=roles, area__code__in=codes, account__is_active=True)
    return sorted(set(found.exclude(account=but or 0).values_list("account_id", flat=True)))
