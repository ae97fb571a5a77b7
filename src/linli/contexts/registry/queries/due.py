"""What the register wants done: groups to verify again."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.registry.models import GroupMembership
from linli.contexts.registry.queries.groups import groups
from linli.contexts.registry.queries.people import visible
from linli.kernel import history
from linli.kernel.actor import Actor
from linli.kernel.catalogue.manifest import Due

MOST = 120
COLUMNS = (
    "group", "review_on", "verified_on", "person__name", "person__home__short_address", "person__home__order",
    "person__area__code",
)  # fmt: skip


def due(actor: Actor, today: date, door: UUID | None = None) -> Iterator[Due]:
    """Groups to verify again, at one door or everywhere; one query whatever there is."""
    if not actor.holds("registry.edit"):
        return
    here = visible(actor, "registry.edit").filter(home__isnull=False)
    here = here.filter(home=door) if door else here
    rows = GroupMembership.objects.filter(history.current(), review_on__lte=today, person__in=here)
    rows = rows.select_related("person__home", "person__area").only(*COLUMNS)
    for row in rows.order_by("review_on")[:MOST]:
        if row.review_on is None or row.group not in groups():
            continue
        title = _("核实%(name)s的%(group)s登记") % {
            "name": row.person.name,
            "group": groups()[row.group].label,
        }
        last = row.verified_on.isoformat() if row.verified_on else _("没有核实过")
        why = _("上次核实：%(day)s，已到核实日期") % {"day": last}
        home = row.person.home
        yield Due(
            key=f"verification:{row.person_id}:{row.group}",
            title=title,
            why=why,
            due_on=row.review_on,
            address=reverse("registry:person", args=[row.person_id]),
            household=str(home.pk) if home else "",
            place=home.short_address if home else "",
            order=home.order if home else "",
            area_code=row.person.area.code if row.person.area else "",
            person=str(row.person_id),
            group=row.group,
            priority=45,
        )
