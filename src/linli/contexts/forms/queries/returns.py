"""Reading returns: what is due, what was asked how often, and what it costs."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from linli.contexts.forms import policies
from linli.contexts.forms.models import Question, Return
from linli.contexts.forms.models.returns import Repeats
from linli.kernel.actor import Actor
from linli.kernel.errors import OutsideYourArea

PER_YEAR = {
    Repeats.NO: 1,
    Repeats.MONTHLY: 12,
    Repeats.QUARTERLY: 4,
    Repeats.HALF_YEARLY: 2,
    Repeats.YEARLY: 1,
}
OPEN = ("received", "filled")


def visible(actor: Actor) -> QuerySet[Return]:
    """Returns in one's area: what is open and due soonest first."""
    is_open = Case(When(state__in=OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Return.objects.filter(policies.visible_to(actor)).select_related("place", "community")
    return rows.annotate(closed=is_open).order_by("closed", "due_on", "-at")


def narrowed(rows: QuerySet[Return], asked: dict[str, Any]) -> QuerySet[Return]:
    """By words and state."""
    if asked.get("state"):
        rows = rows.filter(state=asked["state"])
    if words := (asked.get("q") or "").strip():
        rows = rows.filter(
            Q(title__icontains=words)
            | Q(asked_by__icontains=words)
            | Q(document_number__icontains=words)
            | Q(file_name__icontains=words)
        )
    return rows


def asked(actor: Actor, return_id: UUID) -> Return:
    """One return in one's area."""
    found = visible(actor).filter(pk=return_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def asked_whole(actor: Actor, return_id: UUID) -> Return:
    """One return whose people are all in one's area."""
    found = asked(actor, return_id)
    if not policies.may_read(actor, found):
        raise OutsideYourArea
    return found


@dataclass(frozen=True, slots=True)
class Burden:
    """What one series of returns costs in a year."""

    title: str
    asked_by: str
    address: UUID
    fields: int
    held: int
    rows: int
    times: int

    @property
    def new(self) -> int:
        """Fields nobody holds yet."""
        return self.fields - self.held

    @property
    def cells(self) -> int:
        """Cells a year, if everything were typed."""
        return self.fields * self.rows * self.times

    @property
    def typed(self) -> int:
        """Cells a year that must still be asked or typed."""
        return self.new * self.rows * self.times


def burden(actor: Actor) -> list[Burden]:
    """Every series once, the heaviest first."""
    newest: dict[UUID, Return] = {}
    for row in Return.objects.filter(policies.visible_to(actor)).exclude(state="withdrawn").order_by("-at"):
        newest.setdefault(row.series, row)
    lines = [
        Burden(
            r.title,
            r.asked_by,
            r.pk,
            r.fields_asked,
            r.fields_held,
            r.rows_last,
            PER_YEAR[Repeats(r.repeats)],
        )
        for r in newest.values()
    ]
    return sorted(lines, key=lambda line: -line.cells)


def due(actor: Actor, until: date) -> list[Return]:
    """Open returns due by a day, soonest first."""
    rows = visible(actor).filter(state__in=OPEN, due_on__lte=until)
    return list(rows.order_by("due_on"))


def open_questions(person_ids: list[UUID]) -> QuerySet[Question]:
    """What forms still want to know about these people."""
    return Question.objects.filter(person__in=person_ids, answered_at=None).order_by("due_on", "asked_at")


def count_questions(actor: Actor) -> int:
    """How many questions are open in one's area."""
    codes = actor.areas(policies.VIEW)
    inside = Q(pk__in=[])
    for code in codes:
        inside |= Q(person__area__code__startswith=code)
    return Question.objects.filter(inside, answered_at=None).count()


def questions_by_person(actor: Actor, most: int = 300) -> list[tuple[Any, list[Question]]]:
    """Open questions in one's area, person by person, what is due soonest first; two queries."""
    inside = Q(pk__in=[])
    for code in actor.areas(policies.VIEW):
        inside |= Q(person__area__code__startswith=code)
    rows = Question.objects.filter(inside, answered_at=None).select_related("person__home")
    by_person: dict[UUID, list[Question]] = {}
    for row in rows.order_by("due_on", "person__home__order", "pk")[: most * 6]:
        by_person.setdefault(row.person_id, []).append(row)
    return [(listed[0].person, listed) for listed in list(by_person.values())[:most]]


def count_open(actor: Actor) -> int:
    """How many returns are open in one's area."""
    return visible(actor).filter(state__in=OPEN).count()
