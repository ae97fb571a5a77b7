"""For whose requests one works: communities, and the subdistrict where one holds it as a whole."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from linli.contexts.service_requests import policies
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Kind
from linli.kernel.areas.queries import communities_seen, grids_seen
from linli.kernel.errors import OutsideYourArea
from linli.kernel.organisations.models import Organisation


def scopes(actor: Actor) -> list[Area]:
    """The places whose rules and matters one may look at, the widest first."""
    codes = actor.areas(policies.VIEW)
    wide = [
        area
        for area in Area.objects.filter(kind=Kind.SUBDISTRICT).order_by("code")
        if any(area.code.startswith(code) for code in codes)
    ]
    return [*wide, *communities_seen(actor, policies.VIEW)]


def scopes_or_grids(actor: Actor) -> list[Area]:
    """The places whose matters one may read: those one holds as a whole, else one's grids."""
    whole = [area for area in scopes(actor) if actor.may(policies.VIEW, area.code)]
    return whole or list(grids_seen(actor, policies.VIEW))


def scope_of(actor: Actor, code: str, offered: Sequence[Area] | None = None) -> Area:
    """The place asked for, else the first community; OutsideYourArea when it is not one's own."""
    offered = scopes(actor) if offered is None else offered
    if not offered:
        raise OutsideYourArea
    if code:
        found = next((area for area in offered if area.code == code), None)
        if found is None:
            raise OutsideYourArea
        return found
    return next((area for area in offered if area.kind == Kind.COMMUNITY), offered[0])


def places_below(scope: Area) -> list[Area]:
    """The places a rule may name: communities or grids, and compounds."""
    kinds = (Kind.COMMUNITY,) if scope.kind == Kind.SUBDISTRICT else (Kind.GRID, Kind.COMPOUND)
    return list(Area.objects.filter(code__startswith=scope.code, kind__in=kinds).order_by("code"))


def units_near(scope: Area) -> QuerySet[Organisation]:
    """The bodies that may answer for something there: of the place, of what it lies in, of its parts."""
    around = [scope.code[:n] for n in range(1, len(scope.code) + 1)]
    near = Q(area=None) | Q(area__code__in=around) | Q(area__code__startswith=scope.code)
    return Organisation.objects.filter(near).order_by("kind", "name")


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """What places are called, in one query."""
    return dict(Area.objects.filter(code__in=set(codes)).values_list("code", "name"))
