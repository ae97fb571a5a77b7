"""What visits want done: what the plans ask for at each door, and what was promised."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from linli.contexts.registry import api as registry
from linli.contexts.visits import policies
from linli.contexts.visits.models import DoorPlan, Promise
from linli.contexts.visits.queries.households import book
from linli.engines import plans
from linli.kernel.actor import Actor
from linli.kernel.catalogue.manifest import DayPart, Due
from linli.kernel.db import inside

MOST = 1000
ANY = "00000000-0000-0000-0000-000000000000"
"""Stands for a door in an address that is worked out once for all of them."""
COLUMNS = ("reasons", "try_in", "first_on", "dwelling__short_address", "dwelling__order", "area__code")


def due(actor: Actor, today: date, door: UUID | None = None) -> Iterator[Due]:
    """Everything due at the doors in one's area (at one door, when given); three queries."""
    if not actor.holds(policies.RECORD):
        return
    rows = _rows(actor, today, door)
    names = _names(actor, rows)
    promised = _promised(rows)
    day, page = today.isoformat(), reverse("visits:door", args=[ANY])
    for row in rows:
        shared = _Door(row, page.replace(ANY, str(row.dwelling_id)), part_of(row.try_in))
        for kept in row.reasons:
            if kept["from"] <= day and kept["bundled"]:
                yield _due(shared, _reason(kept, names, promised, today))


@dataclass(frozen=True, slots=True)
class _Door:
    """What all entries of a door share."""

    row: DoorPlan
    address: str
    part: DayPart | None


def _rows(actor: Actor, today: date, door: UUID | None) -> list[DoorPlan]:
    found = (
        DoorPlan.objects.filter(inside("area__code", actor.areas(policies.RECORD)), first_from__lte=today)
        .select_related("dwelling", "area")
        .only(*COLUMNS)
    )
    found = found.filter(dwelling=door) if door else found
    return list(found.order_by("first_on", "dwelling__order")[:MOST])


def _names(actor: Actor, rows: Iterable[DoorPlan]) -> dict[str, str]:
    """Names of everybody that the sentences speak of."""
    keys: set[str] = set()
    for row in rows:
        for reason in row.reasons:
            values = reason["values"]
            keys.update([values["name"]] if "name" in values else values.get("who", ()))
    return {str(key): name for key, name in registry.names_held(actor, map(UUID, keys)).items()}


def _promised(rows: Iterable[DoorPlan]) -> dict[str, str]:
    """The words of open promises, by id."""
    ids = {
        reason["values"]["what"]
        for row in rows
        for reason in row.reasons
        if reason["plan"].endswith("_promise")
    }
    if not ids:
        return {}
    return {str(p.pk): p.words.reveal() for p in Promise.objects.filter(pk__in=ids)}


def _reason(
    kept: dict[str, Any], names: dict[str, str], promised: dict[str, str], today: date
) -> plans.Reason:
    """A kept reason as the engine words it, on this day."""
    on, shows = date.fromisoformat(kept["on"]), date.fromisoformat(kept["from"])
    values = {key: _value(value) for key, value in kept["values"].items()}
    if "name" in values:
        values["name"] = names.get(str(values["name"]), _("住户"))
    if "who" in values:
        values["who"] = tuple(names.get(key, _("住户")) for key in kept["values"]["who"])
    if kept["plan"].endswith("_promise"):
        values["what"] = promised.get(str(values["what"]), "")
    return plans.Reason(
        key=kept["key"], plan=kept["plan"], person=kept["person"], state=plans.State.DUE, due_from=shows,
        due_on=on, due_at=None, overdue_days=max(0, (today - on).days), priority=kept["priority"],
        channels=tuple(kept["channels"]), must_be_in_person=kept["in_person"], tries=kept["tries"],
        not_before=None, template=kept["template"], values=values, bundled=kept["bundled"],
    )  # fmt: skip


def _value(kept: Any) -> Any:
    if isinstance(kept, dict):
        return date.fromisoformat(kept["day"][:10])
    return tuple(kept) if isinstance(kept, list) else kept


def _due(door: _Door, reason: plans.Reason) -> Due:
    language = plans.Language.ENGLISH if translation.get_language() == "en" else plans.Language.CHINESE
    row, plan = door.row, book().plan(reason.plan)
    return Due(
        key=reason.key,
        title=plan.name.english if language is plans.Language.ENGLISH else plan.name.chinese,
        why=plans.why(reason, book(), language),
        due_on=reason.due_on,
        address=door.address,
        household=str(row.dwelling_id),
        place=row.dwelling.short_address,
        order=row.dwelling.order,
        area_code=row.area.code,
        postpone_days=plan.postpone_days,
        person=reason.person,
        priority=reason.priority,
        ticks=plan.resolved_by.is_ticked,
        part=door.part,
    )


def part_of(key: str) -> DayPart | None:
    """A part of the day in the reader's language."""
    found = next((part for part in book().parts if part.key == key), None)
    if found is None:
        return None
    is_english = translation.get_language() == "en"
    return DayPart(found.name.english if is_english else found.name.chinese, found.opens, found.closes)


@dataclass(frozen=True, slots=True)
class Uncovered:
    """How much waits at the doors of a place."""

    doors: int
    overdue: int


def waiting_below(codes: Sequence[str], today: date) -> dict[str, Uncovered]:
    """Doors of each of these places where something is due; one query, however many places."""
    rows = DoorPlan.objects.filter(inside("area__code", codes), first_from__lte=today)
    late = Count("pk", filter=Q(first_on__lt=today))
    doors, overdue = Counter[str](), Counter[str]()
    for code, all_due, over in rows.values_list("area__code").annotate(due=Count("pk"), over=late).order_by():
        for place in codes:
            if code.startswith(place):
                doors[place] += all_due
                overdue[place] += over
    return {place: Uncovered(doors[place], overdue[place]) for place in codes}
