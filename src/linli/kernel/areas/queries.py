"""Reading the tree of places."""

from collections.abc import Sequence

from django.db.models import QuerySet

from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Footpath, Kind
from linli.kernel.db import inside

COMMUNITY_DIGITS = 12


def within(actor: Actor, permission: str, kind: str | None = None) -> QuerySet[Area]:
    """Places where the actor holds ``permission``, in code order."""
    found = Area.objects.filter(inside("code", actor.areas(permission)))
    return (found.filter(kind=kind) if kind else found).order_by("code")


def community_of(code: str) -> Area:
    """The community that holds a place."""
    return Area.objects.get(code=code[:COMMUNITY_DIGITS])


def grids_of(community: Area) -> QuerySet[Area]:
    """A community's grids."""
    return Area.objects.filter(parent=community, kind=Kind.GRID).order_by("code")


def buildings_of(place: Area) -> QuerySet[Area]:
    """All buildings below a place."""
    found = Area.objects.filter(kind=Kind.BUILDING, code__startswith=place.code)
    return found.select_related("parent", "compound").order_by("code")


def entrances_of(building: Area) -> QuerySet[Area]:
    """A building's entrances."""
    return Area.objects.filter(kind=Kind.ENTRANCE, parent=building).order_by("code")


def point_above(code: str) -> tuple[float, float] | None:
    """Longitude and latitude of the nearest place that holds this one and has them; one query."""
    holders = Area.objects.filter(code__in=[code[:n] for n in range(1, len(code))])
    known = holders.filter(longitude__isnull=False, latitude__isnull=False).order_by("-code")
    east, north = known.values_list("longitude", "latitude").first() or (None, None)
    return None if east is None or north is None else (east, north)


def communities_seen(actor: Actor, permission: str) -> list[Area]:
    """The communities that touch the actor's areas, whether held as a whole or in part."""
    codes = actor.areas(permission)
    whole = Area.objects.filter(inside("code", codes), kind=Kind.COMMUNITY)
    part = Area.objects.filter(code__in=[c[:COMMUNITY_DIGITS] for c in codes], kind=Kind.COMMUNITY)
    return sorted({*whole, *part}, key=lambda area: area.code)


def grids_seen(actor: Actor, permission: str) -> QuerySet[Area]:
    """The grids where the actor holds ``permission``."""
    return within(actor, permission, Kind.GRID)


def by_id(ids: Sequence[int]) -> dict[int, Area]:
    """Places by id, in one query."""
    return Area.objects.in_bulk(ids)


def paths_of(community: Area) -> QuerySet[Footpath]:
    """Where people walk in a community."""
    return Footpath.objects.filter(community=community).order_by("pk")
