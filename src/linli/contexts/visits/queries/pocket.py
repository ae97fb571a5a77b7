"""What a phone carries of a grid, so that its doors can be visited without a network."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from linli.contexts.registry import api as registry
from linli.contexts.visits import policies
from linli.contexts.visits.models import Visit
from linli.contexts.visits.queries.carried_checklists import Carrying, carrying
from linli.contexts.visits.queries.rounds import as_walked
from linli.contexts.visits.queries.sheet import Sheet, due_at, fields_asked, sheet_of
from linli.kernel.access import queries as access
from linli.kernel.access.roles import GRID_WORKER
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Kind
from linli.kernel.areas.queries import within
from linli.kernel.catalogue.manifest import Due
from linli.kernel.errors import OutsideYourArea

MOST_GRIDS = 3
"""A phone carries no more: who looks after a whole community chooses."""


@dataclass(frozen=True, slots=True)
class Carried:
    """The doors of some grids, with every field that may be asked there."""

    grids: tuple[Area, ...]
    choices: tuple[Area, ...]
    sheets: tuple[Sheet, ...]
    last: dict[UUID, datetime]
    """When each door was last visited."""
    fields: tuple[str, ...]
    checklists: Carrying


def carried(actor: Actor, wanted: str = "") -> Carried:
    """The doors of one's own grids, or of the grid ``wanted``: those with something due first, as one walks.

    The number of queries does not grow.
    """
    choices = tuple(within(actor, policies.RECORD, Kind.GRID).order_by("code"))
    grids = _grids(actor, choices, wanted)
    mine = actor.only_in([grid.code for grid in grids])
    due = due_at(mine, None) if grids else []
    fields = fields_asked(due)
    by_door: dict[str, list[Due]] = {}
    for one in due:
        by_door.setdefault(one.household, []).append(one)
    doors = [door for grid in grids for door in registry.doors_in(mine, grid.code, fields)]
    keys = as_walked(actor, {key: entries[0].order for key, entries in by_door.items()})
    place = {key: number for number, key in enumerate(keys)}
    doors.sort(key=lambda door: place.get(str(door.key), len(place)))
    sheets = tuple(sheet_of(door, by_door.get(str(door.key), [])) for door in doors)
    return Carried(grids, choices, sheets, _last(grids), tuple(fields), carrying(mine, grids, doors))


def _grids(actor: Actor, choices: tuple[Area, ...], wanted: str) -> tuple[Area, ...]:
    if wanted:
        found = tuple(grid for grid in choices if grid.code == wanted)
        if not found:
            raise OutsideYourArea
        return found
    if len(choices) == 1:
        return choices
    rows = access.in_force().filter(account_id=actor.account_id or 0, role=GRID_WORKER)
    own = set(rows.values_list("area__code", flat=True))
    return tuple(grid for grid in choices if grid.code in own)[:MOST_GRIDS]


def _last(grids: tuple[Area, ...]) -> dict[UUID, datetime]:
    found: dict[UUID, datetime] = {}
    for grid in grids:
        rows = Visit.objects.filter(area__code__startswith=grid.code, withdrawn_at=None)
        found |= dict(rows.order_by().values_list("dwelling").annotate(Max("at")))
    return found
