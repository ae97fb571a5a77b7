"""Reading homes: by address, by building, with who lives there."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, Sum

from linli.contexts.registry import policies
from linli.contexts.registry.models import Dwelling, Premises
from linli.engines import addresses
from linli.kernel.actor import Actor
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea

SURE = 0.5


def dwelling(actor: Actor, dwelling_id: UUID) -> Dwelling:
    """One home in one's area."""
    rows = Dwelling.objects.filter(policies.dwellings_visible_to(actor), pk=dwelling_id)
    found = rows.select_related("area__parent__parent", "area__parent__compound", "community").first()
    if found is None:
        raise OutsideYourArea
    return found


def dwelling_meant(actor: Actor, community: Area, words: str, *, exact: bool = False) -> Dwelling | None:
    """The one home that a writing means; None when there is none, or more than one."""
    parsed = addresses.parse(words)
    if not parsed.key() or (parsed.confidence < SURE and not exact):
        return None
    rows = Dwelling.objects.filter(
        policies.dwellings_visible_to(actor), community=community, key=parsed.key()
    )
    found = list(rows[:20])
    if parsed.compound:
        found = [d for d in found if parsed.compound in d.compound_name] or found
    if exact:
        found = [d for d in found if d.compound_name in words or d.address in words]
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class BuildingLine:
    """A building with its figures."""

    building: Area
    grid: Area
    dwellings: int
    people: int


def buildings(actor: Actor, place: Area) -> list[BuildingLine]:
    """The buildings of a place in one's area, with homes and people; two queries."""
    seen = areas.within(actor, policies.VIEW).filter(kind="building", code__startswith=place.code)
    rows = list(seen.select_related("parent", "compound"))
    figures = {
        row["area__parent"]: row
        for row in Dwelling.objects.filter(area__parent__in=rows)
        .values("area__parent")
        .annotate(n=Count("pk"), people=Sum("living_count"))
    }
    empty = {"n": 0, "people": 0}
    return [
        BuildingLine(b, b.parent or b, figures.get(b.pk, empty)["n"], figures.get(b.pk, empty)["people"] or 0)
        for b in rows
    ]


def building(actor: Actor, building_id: int) -> Area:
    """One building in one's area."""
    found = areas.within(actor, policies.VIEW, "building").select_related("parent__parent", "compound")
    row = found.filter(pk=building_id).first()
    if row is None:
        raise OutsideYourArea
    return row


@dataclass(frozen=True, slots=True)
class Stairs:
    """An entrance with its floors, the top one first."""

    entrance: Area
    floors: list[tuple[int | None, list[Dwelling]]]


def stairs_of(found: Area) -> list[Stairs]:
    """The doors of a building as they lie: entrance by entrance, floor by floor; two queries."""
    entrances = list(areas.entrances_of(found))
    doors: dict[int, list[Dwelling]] = {}
    rows = (
        Dwelling.objects.filter(area__in=entrances).select_related("owner_household__head").order_by("order")
    )
    for door in rows:
        doors.setdefault(door.area_id, []).append(door)
    return [Stairs(e, _floors(doors.get(e.pk, []))) for e in entrances]


def _floors(doors: Iterable[Dwelling]) -> list[tuple[int | None, list[Dwelling]]]:
    floors: dict[int | None, list[Dwelling]] = {}
    for door in doors:
        floors.setdefault(door.floor, []).append(door)
    return sorted(floors.items(), key=lambda item: (item[0] is None, -(item[0] or 0)))


def premises(actor: Actor, words: str = "") -> object:
    """Shops, offices and schools in one's area."""
    rows = Premises.objects.filter(policies.dwellings_visible_to(actor)).select_related("area", "community")
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(kind__icontains=words) | Q(address__icontains=words))
    return rows.order_by("closed_on", "name")
