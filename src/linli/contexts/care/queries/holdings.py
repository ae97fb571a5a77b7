"""Allowances and documents as they are read: of one person, or all that want looking at soon."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from linli.contexts.care import policies
from linli.contexts.care.models import Holding
from linli.contexts.care.queries.records import Wish
from linli.contexts.care.queries.words import rules, say
from linli.kernel.actor import Actor
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea


def name_of(what: str) -> str:
    """What an allowance or document is called."""
    pack = rules()
    row = pack["allowance"].get(what) or pack["document"].get(what)
    return say(row) if row else what


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Everything one can hold, by sort, for a form."""
    return [
        (str(label), [(key, say(row)) for key, row in rules()[sort].items()])
        for sort, label in Holding.Sort.choices
    ]


def seen(actor: Actor, permission: str = policies.VIEW) -> QuerySet[Holding]:
    """What people of one's area hold now."""
    rows = Holding.objects.filter(inside("area__code", actor.areas(permission)), ended_on=None)
    return rows.select_related("person__home", "area")


def soon(today: date) -> Q:
    """What wants looking at: each kind as many days ahead as the pack says."""
    pack, found = rules(), Q(pk__in=[])
    by_days: dict[int, list[str]] = {}
    for sort in Holding.Sort.values:
        for key, row in pack[sort].items():
            by_days.setdefault(int(row["remind_days"]), []).append(key)
    for ahead, keys in by_days.items():
        found |= Q(what__in=keys, due_on__lte=today + timedelta(days=ahead))
    return found


def narrowed(rows: QuerySet[Holding], wish: Wish, today: date) -> QuerySet[Holding]:
    """As the address bar asks; the soonest first."""
    if wish.words:
        rows = rows.filter(
            Q(person__search_words__icontains=wish.words)
            | Q(person__home__short_address__icontains=wish.words)
        )
    if wish.kind:
        rows = rows.filter(what=wish.kind)
    if wish.place:
        rows = rows.filter(area__code__startswith=wish.place)
    if wish.state == "soon":
        rows = rows.filter(soon(today))
    return rows.order_by(F("due_on").asc(nulls_last=True), "person__home__order", "pk")


def of_person(person_id: UUID) -> list[Holding]:
    """What one person holds now."""
    rows = Holding.objects.filter(person=person_id, ended_on=None)
    return list(rows.order_by("sort", F("due_on").asc(nulls_last=True)))


def holding(actor: Actor, holding_id: UUID) -> Holding:
    """One of one's area."""
    found = seen(actor).filter(pk=holding_id).first()
    if found is None:
        raise OutsideYourArea
    return found
