"""What the register wants done: groups to verify again, and birthdays at which something changes."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.registry.models import GroupMembership, Person
from linli.contexts.registry.queries.groups import groups
from linli.contexts.registry.queries.people import boundary_birthdays, visible
from linli.kernel import history
from linli.kernel.actor import Actor
from linli.kernel.catalogue.manifest import Due

MOST = 120


def due(actor: Actor, today: date) -> Iterator[Due]:
    """Everything due for an actor; three queries whatever there is."""
    if not actor.holds("registry.edit"):
        return
    yield from _verifications(actor, today)
    for birthday in boundary_birthdays(actor, today):
        title = _("%(name)s满 %(age)s 岁") % {"name": birthday.person.name, "age": birthday.age}
        why = _("到了可能有新待遇的年龄，请核对并告诉本人")
        yield _at_door(birthday.person, title, why, birthday.on)


def _verifications(actor: Actor, today: date) -> Iterator[Due]:
    here = visible(actor, "registry.edit").filter(home__isnull=False)
    rows = GroupMembership.objects.filter(history.current(), review_on__lte=today, person__in=here)
    for row in rows.select_related("person__home").order_by("review_on")[:MOST]:
        if row.review_on is None or row.group not in groups():
            continue
        title = _("核实%(name)s的%(group)s登记") % {
            "name": row.person.name,
            "group": groups()[row.group].label,
        }
        last = row.verified_on.isoformat() if row.verified_on else _("没有核实过")
        why = _("上次核实：%(day)s，已到核实日期") % {"day": last}
        yield _at_door(row.person, title, why, row.review_on)


def _at_door(person: Person, title: str, why: str, on: date) -> Due:
    home = person.home
    return Due(
        key=f"{person.pk}:{title}",
        title=title,
        why=why,
        due_on=on,
        address=reverse("registry:person", args=[person.pk]),
        household=str(home.pk) if home else "",
        place=home.short_address if home else "",
        order=home.order if home else "",
    )
