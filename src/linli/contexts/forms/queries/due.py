"""What forms want done: returns that are due, and what the people at a door should be asked."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.forms import policies
from linli.contexts.forms.models import Question
from linli.contexts.forms.queries import returns
from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.manifest import Due

AHEAD = timedelta(days=7)
MOST = 60


def due(actor: Actor, today: date, door: UUID | None = None) -> Iterator[Due]:
    """Questions of forms that are due within a week."""
    if not actor.holds(policies.FILL):
        return
    yield from _questions(actor, today, door)


def desk(actor: Actor, today: date) -> Iterator[Due]:
    """Returns due within a week."""
    if not actor.holds(policies.FILL):
        return
    for asked in returns.due(actor, today + AHEAD):
        if asked.due_on is not None:
            why = _("%(who)s要求报送") % {"who": asked.asked_by or _("部门")}
            yield Due(
                f"return:{asked.pk}", asked.title, why, asked.due_on, reverse("forms:review", args=[asked.pk])
            )


def _questions(actor: Actor, today: date, door: UUID | None) -> Iterator[Due]:
    inside = Q(pk__in=[])
    for code in actor.areas(policies.FILL):
        inside |= Q(person__area__code__startswith=code)
    rows = Question.objects.filter(inside, answered_at=None, due_on__lte=today + AHEAD)
    rows = rows.filter(person__home=door) if door else rows
    for row in rows.select_related("person__home", "person__area").order_by("due_on", "person__home__order")[
        :MOST
    ]:
        home = row.person.home
        if home is None or row.due_on is None or row.field not in shelf.fields():
            continue
        values = {"name": row.person.name, "field": shelf.field(row.field).label}
        yield Due(
            key=f"question:{row.pk}",
            title=_("问一下%(name)s的%(field)s") % values,
            why=_("《%(form)s》要填，登记里没有") % {"form": row.title},
            due_on=row.due_on,
            address=reverse("forms:questions"),
            household=str(home.pk),
            place=home.short_address,
            order=home.order,
            area_code=row.person.area.code if row.person.area else "",
            person=str(row.person_id),
            field=row.field,
            priority=40,
        )
