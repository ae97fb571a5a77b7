"""Redrawing grids: plans that can be looked at and bettered, and one atomic switch."""

import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from linli.contexts.registry import policies
from linli.contexts.registry.commands.hanging import hang
from linli.contexts.registry.models import GridPlan
from linli.contexts.registry.models.plans import PlanState
from linli.contexts.registry.queries import gridmap, plans
from linli.contexts.registry.queries.grids import LEAST, MOST, grid_name, houses
from linli.engines.partition import Method, Wishes, propose
from linli.facts.registry import GridsRedrawn
from linli.kernel import clock, db
from linli.kernel.access.queries import in_force
from linli.kernel.access.roles import GRID_WORKER
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Kind
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow
from linli.kernel.notices import post

NAME, NOTE = 40, 200
SECONDS = 4.0
"""The most a proposal may compute while someone waits."""
NEW_GRID = re.compile(r"\d{3}")
MOST_GRIDS = 60


def may_change_plan(actor: Actor, plan: GridPlan) -> bool:
    """Whoever may plan the grids of that community."""
    return policies.may_plan_grids(actor, plan.community)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a proposal should look for."""

    grids: int
    keep: float = 0.0
    """Metres of walking per household that are accepted so that a household need not change."""


def propose_plan(actor: Actor, community: Area, *, wish: Wish) -> GridPlan:
    """A balanced plan; computed outside the write, so that nobody else waits for it."""
    if not policies.may_plan_grids(actor, community):
        raise NotAllowed
    found = houses(community)
    if not 0 < wish.grids <= min(MOST_GRIDS, len(found)):
        raise BadInput(_("网格数要在 1 和楼栋数之间。"), field="grids")
    ground = plans.ground(found)
    wishes = Wishes(
        grids=wish.grids, least=LEAST, most=MOST, keep=wish.keep, method=Method.SOLVER, seconds=SECONDS
    )
    made = propose(ground.buildings, ground.near, wishes)
    names = _named(community, set(made.assignment.values()))
    assignment = {key: names[grid] for key, grid in made.assignment.items()}
    name = _("平衡建议 %(day)s") % {"day": f"{clock.today():%m-%d}"}
    return save_plan(actor, community, name=str(name), assignment=assignment)


def _named(community: Area, proposed: set[str]) -> dict[str, str]:
    """New grids get the next free codes of the community."""
    free = iter(plans.free_codes(community))
    return {grid: grid if grid.startswith(community.code) else next(free) for grid in sorted(proposed)}


@command("registry.grids_planned", policies.may_plan_grids)
def save_plan(
    actor: Actor, community: Area, /, *, name: str, assignment: dict[str, str], note_text: str = ""
) -> GridPlan:
    """Keep a plan: every building of the community in exactly one grid."""
    _refuse_holes(community, assignment)
    plan = GridPlan.objects.create(
        community=community, name=name[:NAME], assignment=assignment, account_id=actor.account_id,
        at=clock.now(), note=note_text[:NOTE],
    )  # fmt: skip
    note(target=plan, area=community.code)
    return plan


@command("registry.grids_changed", may_change_plan)
def move_building(actor: Actor, plan: GridPlan, /, *, building: str, grid: str) -> GridPlan:
    """Move one building within a draft; two people may do so at once without undoing each other."""
    held = _draft(plan)
    _refuse_holes(held.community, {**held.assignment, building: grid})
    held.assignment[building] = grid
    held.save(update_fields=["assignment"])
    note(target=held, area=held.community.code, building=building, grid=grid)
    return held


@command("registry.grids_changed", may_change_plan)
def name_plan(actor: Actor, plan: GridPlan, /, *, name: str, note_text: str) -> GridPlan:
    """What a plan is called, and what speaks for it."""
    held = _draft(plan)
    if not name.strip():
        raise BadInput(_("请给方案起个名字。"), field="name")
    held.name, held.note = name.strip()[:NAME], note_text.strip()[:NOTE]
    held.save(update_fields=["name", "note"])
    note(target=held, area=held.community.code)
    return held


@command("registry.grids_dropped", may_change_plan)
def drop_plan(actor: Actor, plan: GridPlan, /) -> GridPlan:
    """A plan that will not be carried out."""
    held = _draft(plan)
    held.state = PlanState.DROPPED
    held.save(update_fields=["state"])
    note(target=held, area=held.community.code)
    return held


def _draft(plan: GridPlan) -> GridPlan:
    held = db.lock_row(GridPlan, pk=plan.pk)
    if held.state != PlanState.DRAFT:
        raise NotAllowedNow
    return held


def _refuse_holes(community: Area, assignment: dict[str, str]) -> None:
    """Every building in one grid; a grid is one of today's or carries a free code of the community."""
    buildings = set(plans.building_keys(community))
    codes = set(assignment.values())
    known = set(Area.objects.filter(kind=Kind.GRID, parent=community).values_list("code", flat=True))
    new = {code for code in codes - known if not _may_be_grid(community, code)}
    if set(assignment) != buildings or new or len(codes) > MOST_GRIDS:
        raise BadInput(_("方案里有楼栋没有分到网格，或网格不存在，请重新生成。"))


def _may_be_grid(community: Area, code: str) -> bool:
    return code.startswith(community.code) and bool(NEW_GRID.fullmatch(code[len(community.code) :]))


@command("registry.grids_switched", may_change_plan)
def switch(actor: Actor, plan: GridPlan, /, *, seen: str) -> GridPlan:
    """Hand buildings over, all at once: codes of buildings and entrances follow their new grid.

    ``seen`` is the mark of the hand-over that was looked at; what changed since must be looked at again.
    Whoever sees people through a grid sees them through the new one from the next request on.
    """
    held = _draft(plan)
    community = held.community
    _refuse_holes(community, held.assignment)
    over = plans.hand_over(held)
    if over.seen != seen:
        raise NotAllowedNow(_("预览之后网格或方案又有变动，请重新核对交接清单。"))
    if over.totals["before"] != over.totals["after"]:
        raise BadInput(_("交接前后的户数对不上，没有切换，请重新生成方案。"))
    found = houses(community)
    shapes = gridmap.divided(community, found, held.assignment)
    grids = _with_new_grids(community, set(held.assignment.values()))
    now = clock.now()
    moved = {move.house.area.pk: grids[move.after.code] for move in over.moves}
    hang(community, moved, now)
    _redraw(
        grids, {move.before.code for move in over.moves} | {move.after.code for move in over.moves}, shapes
    )
    held.state, held.switched_at = PlanState.SWITCHED, now
    held.save(update_fields=["state", "switched_at"])
    _tell_workers(held, over)
    note(target=held, area=community.code, moved=len(moved))
    publish(GridsRedrawn(community.code, held.pk))
    return held


def _with_new_grids(community: Area, codes: set[str]) -> dict[str, Area]:
    """Grids by code; those that the plan adds are made now."""
    held = {g.code: g for g in Area.objects.filter(kind=Kind.GRID, parent=community)}
    for code in sorted(codes - set(held)):
        number = int(code[-3:])
        held[code] = Area.objects.create(
            code=code, kind=Kind.GRID, name=grid_name(number), number=str(number), parent=community
        )
    return held


def _redraw(grids: dict[str, Area], changed: set[str], shapes: dict[str, dict[str, object]]) -> None:
    """The ground of the grids that changed; a grid that lost its last building has none."""
    if not shapes:
        return
    rows = [grid for code, grid in grids.items() if code in changed]
    for grid in rows:
        grid.outline = shapes.get(grid.code)
    Area.objects.bulk_update(rows, ["outline"])


def _tell_workers(plan: GridPlan, over: plans.HandOver) -> None:
    """Everyone whose grid changed reads what it holds now."""
    changed = {m.before.code for m in over.moves} | {m.after.code for m in over.moves}
    held = in_force().filter(role=GRID_WORKER, area__code__in=changed, account__is_active=True)
    lines = {after.code: after for _before, after in over.grids}
    for account, code in held.values_list("account_id", "area__code"):
        line = lines[code]
        post.tell(
            [account], "registry.grids_switched", reverse("registry:hand_over", args=[plan.pk]),
            grid=line.name, buildings=line.buildings, households=line.households,
        )  # fmt: skip
