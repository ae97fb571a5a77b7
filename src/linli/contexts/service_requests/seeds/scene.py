"""Where the past happens: buildings, doors, bodies and people of one community."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from linli.contexts.registry import api as registry
from linli.contexts.registry.api import DoorLine
from linli.engines.deadlines import WorkCalendar
from linli.kernel import clock, packs
from linli.kernel.access.queries import in_force
from linli.kernel.access.roles import (
    COMMUNITY_MANAGER,
    COUNTER_CLERK,
    DEPARTMENT_OFFICER,
    GRID_WORKER,
    SUBDISTRICT_OFFICER,
)
from linli.kernel.areas.models import Area, Kind
from linli.kernel.organisations.models import Organisation
from linli.kernel.workdays.calendar import work_calendar

LOCAL = {
    "committee1": "residents_committee",
    "property1": "property_manager",
    "property2": "property_manager",
}
"""Bodies that another community has of its own."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that the stories of a community draw from."""

    community: Area
    entrances: Sequence[Area]
    doors: Sequence[DoorLine]
    units: Mapping[str, Organisation]
    people: Mapping[str, int]
    """Role → account; ``unit:<id>`` → somebody of that body."""
    matters: Sequence[Mapping[str, Any]]
    calendar: WorkCalendar
    chance: random.Random
    now: datetime

    def unit(self, key: str) -> Organisation | None:
        """A body by the pack's key."""
        return self.units.get(key)

    @property
    def committee(self) -> Organisation:
        """The residents' committee."""
        return self.units["committee1"]


def scene_of(community: Area, chance: random.Random) -> Scene | None:
    """A community with its bodies; none when it has no buildings or no committee."""
    entrances = list(
        Area.objects.filter(kind=Kind.ENTRANCE, code__startswith=community.code)
        .select_related("parent__compound")
        .order_by("code")
    )
    units = _units(community)
    matters = packs.pack("requests_past").get("matter", ())
    if not entrances or not matters or "committee1" not in units:
        return None
    return Scene(
        community, entrances, registry.doors_below(community.code), units, _people(community), matters,
        work_calendar(), chance, timezone.localtime(clock.now()),
    )  # fmt: skip


def _units(community: Area) -> dict[str, Organisation]:
    named = {row["key"]: row["name"] for row in packs.pack("staff").get("organisation", ())}
    known = {o.name: o for o in Organisation.objects.select_related("area")}
    found = {key: known[name] for key, name in named.items() if name in known}
    for key, kind in LOCAL.items():
        own = [o for o in known.values() if o.kind == kind and o.area and o.area.code == community.code]
        if own and (key not in found or found[key] not in own):
            found[key] = own[0]
    away = {
        key for key, o in found.items() if o.area and not community.code.startswith(o.area.code)
    }  # of a neighbour
    return {key: o for key, o in found.items() if key not in away}


def _people(community: Area) -> dict[str, int]:
    roles = (COMMUNITY_MANAGER, COUNTER_CLERK, GRID_WORKER, SUBDISTRICT_OFFICER, DEPARTMENT_OFFICER)
    people: dict[str, int] = {}
    for grant in in_force().filter(role__in=roles).select_related("account", "area").order_by("pk"):
        near = grant.area.code.startswith(community.code) or community.code.startswith(grant.area.code)
        if near:
            people.setdefault(grant.role, grant.account_id)
            people.setdefault(f"unit:{grant.account.organisation_id}", grant.account_id)
            people.setdefault(f"grid:{grant.area.code}", grant.account_id)
    people.setdefault(COUNTER_CLERK, people.get(COMMUNITY_MANAGER, 0))
    return people
