"""Which grids have nobody today: never who is slow, only where somebody is missing."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.contexts.today import policies
from linli.contexts.today.models import Leave
from linli.contexts.visits import api as visits
from linli.kernel.access import queries as access
from linli.kernel.access.roles import GRID_WORKER
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Kind
from linli.kernel.areas.queries import within
from linli.kernel.errors import OutsideYourArea


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid, who looks after it today, and what waits there when nobody does."""

    area: Area
    workers: tuple[str, ...]
    leaves: tuple[Leave, ...]
    waiting: visits.Uncovered | None
    """Only for a grid without anybody."""

    @property
    def is_uncovered(self) -> bool:
        """True when nobody looks after it today."""
        return not self.workers


def grids(actor: Actor, today: date) -> list[Grid]:
    """Every grid that the actor manages; those without anybody first."""
    areas = list(within(actor, policies.MANAGE, Kind.GRID))
    held = access.in_force(today).filter(role=GRID_WORKER, area__in=areas).select_related("account", "area")
    workers: dict[int, dict[int, str]] = {}
    for row in held:
        if row.account.is_active:
            workers.setdefault(row.area_id, {})[row.account_id] = row.account.name
    leaves: dict[int, list[Leave]] = {}
    rows = Leave.objects.filter(area__in=areas, ended_at=None, until_on__gte=today)
    for leave in rows.select_related("account", "cover").order_by("from_on"):
        leaves.setdefault(leave.area_id, []).append(leave)
        if leave.from_on <= today:
            workers.get(leave.area_id, {}).pop(leave.account_id, None)
    alone = [area.code for area in areas if not workers.get(area.pk)]
    waiting = visits.waiting_below(alone, today) if alone else {}
    found = [
        Grid(
            area, tuple(sorted(workers.get(area.pk, {}).values())), tuple(leaves.get(area.pk, ())),
            waiting.get(area.code),
        )
        for area in areas
    ]  # fmt: skip
    return sorted(found, key=lambda g: (not g.is_uncovered, g.area.code))


def away(on: date) -> list[tuple[int, str]]:
    """Who is on leave on a day, and from which grid; one query."""
    rows = Leave.objects.filter(ended_at=None, from_on__lte=on, until_on__gte=on)
    return list(rows.values_list("account_id", "area__code"))


def grid(actor: Actor, area_id: int) -> Area:
    """One grid that the actor manages."""
    found = within(actor, policies.MANAGE, Kind.GRID).filter(pk=area_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def leave(actor: Actor, leave_id: UUID) -> Leave:
    """One leave in a grid that the actor manages."""
    found = Leave.objects.filter(pk=leave_id).select_related("area", "account", "cover").first()
    if found is None or not actor.may(policies.MANAGE, found.area.code):
        raise OutsideYourArea
    return found


def workers_of(area: Area) -> list[Account]:
    """Who looks after a grid for good."""
    rows = access.in_force().filter(role=GRID_WORKER, area=area, until_on=None).select_related("account")
    return [row.account for row in rows if row.account.is_active]


def who_may_cover(area: Area) -> list[Account]:
    """Colleagues of the community who could stand in."""
    community = area.parent.code if area.parent else area.code
    roles = (GRID_WORKER, "counter_clerk", "community_manager")
    rows = access.in_force().filter(role__in=roles, area__code__startswith=community)
    ids = set(rows.values_list("account_id", flat=True)) - {a.pk for a in workers_of(area)}
    return list(Account.objects.filter(pk__in=ids, is_active=True).order_by("name"))
