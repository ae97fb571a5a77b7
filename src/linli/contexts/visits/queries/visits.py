"""The visit register: what was done at which door, what is still open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import NoReverseMatch, reverse

from linli.contexts.registry import api as registry
from linli.contexts.visits import policies
from linli.contexts.visits.models import Conflict, Finding, Promise, Seen, Visit
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.catalogue.manifest import Happened
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

SHOWN = 6
"""How many visits the pages of the register show of a door."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the register is narrowed by."""

    place: str = ""
    channel: str = ""
    outcome: str = ""
    since: date | None = None
    until: date | None = None
    mine: bool = False
    words: str = ""


def visible(actor: Actor) -> QuerySet[Visit]:
    """Visits in one's area that were not withdrawn."""
    rows = Visit.objects.filter(inside("area__code", actor.areas(policies.VIEW)), withdrawn_at=None)
    return rows.select_related("dwelling", "area")


def register(actor: Actor, wish: Wish) -> QuerySet[Visit]:
    """The visit register, newest first."""
    asked = Q()
    if wish.place:
        asked &= Q(area__code__startswith=wish.place)
    if wish.channel:
        asked &= Q(channel=wish.channel)
    if wish.outcome:
        asked &= Q(outcome=wish.outcome)
    if wish.since:
        asked &= Q(at__date__gte=wish.since)
    if wish.until:
        asked &= Q(at__date__lte=wish.until)
    if wish.mine:
        asked &= Q(account_id=actor.account_id)
    if wish.words:
        asked &= Q(dwelling__short_address__contains=wish.words) | Q(seen__person__name__contains=wish.words)
    return visible(actor).filter(asked).distinct().order_by("-at", "-pk")


def visit(actor: Actor, visit_id: UUID) -> Visit:
    """One visit in one's area, also a withdrawn one."""
    rows = Visit.objects.filter(inside("area__code", actor.areas(policies.VIEW)), pk=visit_id)
    found = rows.select_related("dwelling", "area").first()
    if found is None:
        raise OutsideYourArea
    return found


def at_door(actor: Actor, dwelling_id: UUID) -> list[Visit]:
    """Every visit at a door, newest first."""
    return list(visible(actor).filter(dwelling=dwelling_id).order_by("-at")[:200])


def happened(actor: Actor, dwelling_id: UUID, person_id: UUID | None = None) -> list[Happened]:
    """The last visits at a door for the pages of the register; which of them met the person asked for."""
    if not actor.holds(policies.VIEW):
        return []
    met = Exists(Seen.objects.filter(visit=OuterRef("pk"), person=person_id))
    rows = list(visible(actor).filter(dwelling=dwelling_id).annotate(met=met).order_by("-at")[:SHOWN])
    names = names_of(rows)
    return [
        Happened(
            row.at, f"{row.get_channel_display()} · {row.get_outcome_display()}",
            reverse("visits:visit", args=[row.pk]), names.get(row.account_id or 0, ""), row.met,
        )
        for row in rows
    ]  # fmt: skip


def names_of(rows: Iterable[Visit]) -> dict[int, str]:
    """Who made the visits."""
    ids = {row.account_id for row in rows if row.account_id}
    return dict(Account.objects.filter(pk__in=ids).values_list("pk", "name"))


def seen_in(rows: Iterable[Visit]) -> dict[UUID, list[UUID]]:
    """Whom one met on some visits, in one query."""
    found: dict[UUID, list[UUID]] = {}
    for visit_id, person_id in Seen.objects.filter(visit__in=list(rows)).values_list("visit_id", "person_id"):
        found.setdefault(visit_id, []).append(person_id)
    return found


def people_of(actor: Actor, found: Visit) -> list[registry.Held]:
    """Whom one spoke with, as far as one may see them."""
    ids = list(found.seen.values_list("person_id", flat=True))
    return list(registry.held(actor, ids).values())


def open_findings(actor: Actor, kind: str = "") -> QuerySet[Finding]:
    """Problems and needs nobody has answered yet, oldest first."""
    rows = Finding.objects.filter(inside("visit__area__code", actor.areas(policies.VIEW)), closed_on=None)
    rows = rows.filter(kind=kind) if kind else rows
    return (
        rows.filter(visit__withdrawn_at=None)
        .select_related("visit__dwelling", "visit__area")
        .order_by("visit__at")
    )


def request_page(found: Finding) -> str:
    """Where the request is that was opened for a finding; empty when there is none, or no such pages."""
    try:
        return reverse("service_requests:request", args=[found.request_id]) if found.request_id else ""
    except NoReverseMatch:
        return ""


def finding(actor: Actor, finding_id: UUID) -> Finding:
    """One finding in one's area."""
    found = (
        Finding.objects.filter(inside("visit__area__code", actor.areas(policies.VIEW)), pk=finding_id)
        .select_related("visit__dwelling", "visit__area")
        .first()
    )
    if found is None:
        raise OutsideYourArea
    return found


def open_promises(actor: Actor) -> QuerySet[Promise]:
    """Promises not yet kept, the soonest first."""
    rows = Promise.objects.filter(inside("visit__area__code", actor.areas(policies.VIEW)), kept_on=None)
    return (
        rows.filter(visit__withdrawn_at=None)
        .select_related("visit__dwelling", "visit__area")
        .order_by("due_on")
    )


def promise(actor: Actor, promise_id: UUID) -> Promise:
    """One promise in one's area."""
    found = (
        Promise.objects.filter(inside("visit__area__code", actor.areas(policies.VIEW)), pk=promise_id)
        .select_related("visit__dwelling", "visit__area")
        .first()
    )
    if found is None:
        raise OutsideYourArea
    return found


def open_conflicts(actor: Actor) -> QuerySet[Conflict]:
    """Words against words, oldest first."""
    rows = Conflict.objects.filter(inside("area__code", actor.areas(policies.RECORD)), decided_at=None)
    return rows.select_related("visit__dwelling", "person", "area").order_by("said_at")


def conflict(actor: Actor, conflict_id: UUID) -> Conflict:
    """One conflict in one's area."""
    found = (
        Conflict.objects.filter(inside("area__code", actor.areas(policies.RECORD)), pk=conflict_id)
        .select_related("visit__dwelling", "person", "area")
        .first()
    )
    if found is None:
        raise OutsideYourArea
    return found


def count_open_findings(actor: Actor) -> int:
    """How many wait for an answer."""
    return open_findings(actor).count()


def count_open_conflicts(actor: Actor) -> int:
    """How many wait for a decision."""
    return open_conflicts(actor).count()
