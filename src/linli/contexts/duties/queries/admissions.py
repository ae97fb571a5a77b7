"""Reading applications: what waits for whom, by when, and who has been heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from linli.contexts.duties import policies
from linli.contexts.duties.models import Admission, Opinion, StepTaken
from linli.contexts.duties.models.admissions import Often
from linli.contexts.duties.queries.lists import names
from linli.contexts.duties.queries.rules import limit
from linli.contexts.duties.states import ADMISSION, OPEN
from linli.engines.deadlines import due_after, working_days_between
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.areas.models import Kind as AreaKind
from linli.kernel.errors import OutsideYourArea
from linli.kernel.workdays.calendar import work_calendar
from linli.kernel.workflow import Step

PER_YEAR = {
    Often.ONCE: 1, Often.YEARLY: 1, Often.HALF_YEARLY: 2, Often.QUARTERLY: 4, Often.MONTHLY: 12,
    Often.WEEKLY: 52, Often.DAILY: 250,
}  # fmt: skip
"""Times a year; a year has about 250 working days."""


def visible(actor: Actor) -> QuerySet[Admission]:
    """Applications that concern one; what waits for a decision first, by its deadline."""
    waits = Case(When(state__in=OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Admission.objects.filter(policies.admissions_seen(actor)).select_related("area", "organisation")
    return rows.annotate(settled=waits).order_by("settled", "decide_by", "-at")


def narrowed(rows: QuerySet[Admission], state: str, words: str) -> QuerySet[Admission]:
    """By state and words."""
    if state in ADMISSION.states:
        rows = rows.filter(state=state)
    for word in words.split():
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(number__icontains=word)
            | Q(organisation__name__icontains=word)
            | Q(basis__icontains=word)
        )
    return rows


def admission(actor: Actor, key: UUID) -> Admission:
    """One application that concerns one."""
    row = visible(actor).select_related("area", "organisation", "duty").filter(pk=key).first()
    if row is None:
        raise OutsideYourArea
    return row


def lead_days(today: date, starts_on: date) -> int:
    """Working days between a day and the start."""
    return working_days_between(today, starts_on, work_calendar())


def is_late(row: Admission) -> bool:
    """True when it is asked later than the rule allows."""
    days = row.lead_days if row.lead_days is not None else lead_days(clock.today(), row.starts_on)
    return days < limit("ahead")


def decision_due(at: datetime) -> date:
    """The last day to decide what was handed in at ``at``."""
    return due_after(at, limit("decide"), work_calendar()).date()


def days_left(row: Admission) -> int | None:
    """Working days until the decision is due; negative when it is overdue."""
    return with_days_left([row])[0][1]


def with_days_left(rows: Sequence[Admission]) -> list[tuple[Admission, int | None]]:
    """Each application with the working days left; one query for the calendar."""
    today, calendar = clock.today(), work_calendar()
    return [
        (row, working_days_between(today, row.decide_by, calendar))
        if row.decide_by is not None and row.state in OPEN
        else (row, None)
        for row in rows
    ]


def communities(row: Admission) -> list[Area]:
    """The communities concerned."""
    found = Area.objects.filter(code__startswith=row.area.code, kind=AreaKind.COMMUNITY)
    return list(found.order_by("code"))


@dataclass(frozen=True, slots=True)
class Heard:
    """A community concerned, and what it said."""

    community: Area
    opinion: Opinion | None


def heard(row: Admission) -> list[Heard]:
    """Every community concerned with its opinion, or without; two queries."""
    said = {o.community_id: o for o in Opinion.objects.filter(admission=row)}
    return [Heard(area, said.get(area.pk)) for area in communities(row)]


def steps_for(actor: Actor, row: Admission) -> list[Step]:
    """The steps on offer to this person now; what the clock does is not offered."""
    may = {policies.APPLY: policies.may_edit(actor, row), policies.DECIDE: policies.may_decide(actor, row)}
    too_soon = {"take_effect"} if row.valid_from and row.valid_from > clock.today() else set()
    return [s for s in ADMISSION.open_from(row.state) if may[s.needs] and s.verb not in too_soon]


def speaks_for(actor: Actor, row: Admission) -> list[Area]:
    """The communities concerned that one speaks for."""
    return [area for area in communities(row) if policies.may_speak(actor, row, area)]


def history(row: Admission) -> list[tuple[StepTaken, str]]:
    """What happened so far, the oldest first, with names."""
    rows = list(StepTaken.objects.filter(admission=row).order_by("pk"))
    return list(zip(rows, names([r.account_id for r in rows]), strict=True))


def in_effect(code: str, on: date | None = None) -> QuerySet[Admission]:
    """What was let in and holds in a place on a day."""
    day = on or clock.today()
    rows = Admission.objects.filter(state="in_effect", area__code__in=policies.above(code))
    return rows.filter(valid_from__lte=day, valid_to__gte=day).select_related("area", "organisation")


def count_waiting(actor: Actor) -> int:
    """How many applications wait for one: to be decided, or to be heard on."""
    waiting = visible(actor).filter(state__in=OPEN).order_by()
    if actor.holds(policies.DECIDE):
        return waiting.count()
    if actor.holds(policies.SPEAK):
        mine = Area.objects.filter(code__in=actor.areas(policies.SPEAK))
        return waiting.exclude(opinions__community__in=mine).count()
    return 0


def to_decide(actor: Actor, until: date) -> QuerySet[Admission]:
    """Applications to be decided by a day where one decides."""
    rows = Admission.objects.filter(policies.touching("area__code", actor.areas(policies.DECIDE)))
    return (
        rows.filter(state__in=OPEN, decide_by__lte=until).select_related("organisation").order_by("decide_by")
    )


def unreminded(today: date) -> list[Admission]:
    """Applications of whose deadline the street was not told: that it is near, or that it has passed."""
    near = due_after(clock.now(), limit("near"), work_calendar()).date()
    rows = Admission.objects.filter(state__in=OPEN, decide_by__lte=near).select_related(
        "area", "organisation"
    )
    missed = Q(decide_by__lt=today, reminded_on__lte=F("decide_by"))
    return list(rows.filter(Q(reminded_on=None) | missed).order_by("decide_by"))


def to_hear(actor: Actor) -> QuerySet[Admission]:
    """Applications on which a community that one speaks for has not been heard."""
    mine = actor.areas(policies.SPEAK)
    rows = Admission.objects.filter(policies.touching("area__code", mine), state__in=OPEN)
    said = Opinion.objects.filter(community__code__in=mine).values("admission")
    return rows.exclude(pk__in=said).select_related("organisation").order_by("decide_by")


def ending(actor: Actor, today: date) -> QuerySet[Admission]:
    """What one let in, or asked for, and ends soon."""
    last = today + timedelta(days=limit("ending"))
    rows = visible(actor).filter(state="in_effect", valid_to__lte=last)
    return rows.order_by("valid_to")
