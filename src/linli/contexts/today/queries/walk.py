"""In which order one walks today: the doors of the day on the community's footpaths."""

from collections.abc import Sequence

from django.utils import timezone

from linli.contexts.registry import api as registry
from linli.contexts.today.queries.doors import Door
from linli.engines import routes, walking
from linli.kernel import clock
from linli.kernel.areas.models import Area, Footpath, Kind

MOST = 80
SECONDS = 2.0
EARLIEST, LATEST = 8 * 60 + 30, 18 * 60


def order(doors: Sequence[Door], *, comes_back: bool = True) -> list[str]:
    """Keys of doors in walking order, back to the start or not; as numbered where the place has no map."""
    steps = registry.steps_of([door.key for door in doors[:MOST]])
    entrances = {step.entrance for step in steps.values()}
    places = [a for a in Area.objects.filter(pk__in=entrances).order_by("code") if a.longitude is not None]
    rows = {place.pk: row for row, place in enumerate(places, start=1)}
    known = [d for d in doors[:MOST] if d.key in steps and steps[d.key].entrance in rows]
    if len(known) < 3:  # noqa: PLR2004 - of two doors one knows the way
        return [door.key for door in doors]
    ways = _ways(places, comes_back=comes_back)
    stops = [
        routes.Stop(
            d.key, rows[steps[d.key].entrance], steps[d.key].floor, steps[d.key].has_lift, d.order,
            windows=_windows(d),
        )
        for d in known
    ]  # fmt: skip
    found = routes.plan_round(stops, ways, routes.Wishes(starts_at=_begins(), seconds=SECONDS))
    ordered = list(found.order)
    return ordered + [d.key for d in doors if d.key not in set(ordered)]


def _windows(door: Door) -> tuple[routes.Window, ...]:
    """Where nobody was met at another time of day, one goes when somebody may be there."""
    return (routes.Window(door.part.opens, door.part.closes),) if door.part else ()


def _begins() -> int:
    """From when on one walks, in minutes after midnight: now, within the hours in which one may ring."""
    now = timezone.localtime(clock.now())
    return min(max(now.hour * 60 + now.minute, EARLIEST), LATEST)


def _ways(places: Sequence[Area], *, comes_back: bool) -> routes.Ways:
    """Metres between entrances, from a start in their midst (an office that is drawn on the map is taken)."""
    code = places[0].code[:12]
    community = Area.objects.get(code=code, kind=Kind.COMMUNITY)
    paths = Footpath.objects.filter(community=community).order_by("pk").values_list("line", flat=True)
    points = [(float(p.longitude or 0), float(p.latitude or 0)) for p in places]
    start = _office(community, points)
    network = walking.network([walking.Path(tuple(map(tuple, line))) for line in paths])
    return routes.Ways(walking.distances(network, [start, *points]).metres, 0, 0 if comes_back else None)


def _office(community: Area, points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    if community.longitude is not None and community.latitude is not None:
        return community.longitude, community.latitude
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
