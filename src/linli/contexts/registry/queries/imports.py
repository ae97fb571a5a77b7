"""Reading rosters that were handed in, and their rows."""

from uuid import UUID

from django.db.models import Case, QuerySet, Value, When

from linli.contexts.registry import policies
from linli.contexts.registry.models import ImportRow, ImportRun
from linli.contexts.registry.models.imports import Outcome, RunState
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Kind
from linli.kernel.areas.queries import within
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea


def communities(actor: Actor) -> QuerySet[Area]:
    """Where the actor may import."""
    return within(actor, policies.IMPORT, Kind.COMMUNITY)


def runs(actor: Actor) -> QuerySet[ImportRun]:
    """Rosters of one's communities, newest first; given-up ones are left out."""
    rows = ImportRun.objects.filter(inside("community__code", actor.areas(policies.IMPORT)))
    return rows.exclude(state=RunState.DROPPED).select_related("community").order_by("-at")


def run(actor: Actor, run_id: UUID) -> ImportRun:
    """One roster of one's communities."""
    rows = ImportRun.objects.filter(inside("community__code", actor.areas(policies.IMPORT)), pk=run_id)
    found = rows.select_related("community").first()
    if found is None:
        raise OutsideYourArea
    return found


FIRST = (Outcome.ASK, Outcome.REFUSED, Outcome.CHANGE, Outcome.NEW, Outcome.SKIPPED, Outcome.SAME)
"""What people look at first."""


def rows(found: ImportRun, outcome: str = "") -> QuerySet[ImportRow]:
    """The rows of a roster: those of one outcome, or all with those first that need a look."""
    listed = ImportRow.objects.filter(run=found).order_by("number")
    if outcome == "kept":
        return listed.exclude(kept="")
    if outcome in Outcome.values:
        return listed.filter(outcome=outcome)
    place = Case(
        *(When(outcome=one, then=Value(at)) for at, one in enumerate(FIRST)), default=Value(len(FIRST))
    )
    return listed.order_by(place, "number")


def row(found: ImportRun, row_id: int) -> ImportRow:
    """One row of a roster."""
    one = ImportRow.objects.filter(run=found, pk=row_id).first()
    if one is None:
        raise OutsideYourArea
    return one


def kept(found: ImportRun) -> int:
    """How many rows could not be taken back whole."""
    return ImportRow.objects.filter(run=found).exclude(kept="").count()


def progress_of(found: ImportRun) -> tuple[int, int]:
    """(rows carried over or taken back so far, all of them), for work that stands half-way."""
    rows = ImportRow.objects.filter(run=found)
    if found.state == RunState.UNDOING:
        applied = rows.filter(applied_at__isnull=False)
        return applied.exclude(undone_at=None).count(), applied.count()
    going = rows.filter(outcome__in=(Outcome.NEW, Outcome.CHANGE, Outcome.SAME))
    return going.filter(applied_at__isnull=False).count(), going.count()


def names_of(listed: list[ImportRun]) -> dict[int, str]:
    """Who handed the rosters in; one query."""
    ids = {one.account_id for one in listed if one.account_id}
    return dict(Account.objects.filter(pk__in=ids).values_list("pk", "name"))
