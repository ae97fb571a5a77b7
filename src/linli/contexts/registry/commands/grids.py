"""Redrawing grids: plans that can be looked at, and one atomic switch."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.contexts.registry import policies
from linli.contexts.registry.models import GridPlan
from linli.contexts.registry.models.plans import PlanState
from linli.facts.registry import GridsRedrawn
from linli.kernel import clock, db, history
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, AreaSpell, Kind
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput, NotAllowedNow

BUILDING_DIGITS = 4


def may_change_plan(actor: Actor, plan: GridPlan) -> bool:
    """Whoever may plan the grids of that community."""
    return policies.may_plan_grids(actor, plan.community)


@command("registry.grids_planned", policies.may_plan_grids)
def save_plan(
    actor: Actor, community: Area, /, *, name: str, assignment: dict[str, str], note_text: str = ""
) -> GridPlan:
    """Keep a plan: every building of the community in exactly one of its grids."""
    _refuse_holes(community, assignment)
    plan = GridPlan.objects.create(
        community=community, name=name[:40], assignment=assignment, account_id=actor.account_id,
        at=clock.now(), note=note_text[:200],
    )  # fmt: skip
    note(target=plan, area=community.code)
    return plan


@command("registry.grids_changed", may_change_plan)
def change_plan(actor: Actor, plan: GridPlan, /, *, assignment: dict[str, str]) -> GridPlan:
    """Move buildings within a draft."""
    if plan.state != PlanState.DRAFT:
        raise NotAllowedNow
    _refuse_holes(plan.community, assignment)
    plan.assignment = assignment
    plan.save(update_fields=["assignment"])
    note(area=plan.community.code)
    return plan


@command("registry.grids_dropped", may_change_plan)
def drop_plan(actor: Actor, plan: GridPlan, /) -> GridPlan:
    """A plan that will not be carried out."""
    if plan.state != PlanState.DRAFT:
        raise NotAllowedNow
    plan.state = PlanState.DROPPED
    plan.save(update_fields=["state"])
    note(area=plan.community.code)
    return plan


def _refuse_holes(community: Area, assignment: dict[str, str]) -> None:
    buildings = {
        code[-BUILDING_DIGITS:]
        for code in Area.objects.filter(kind=Kind.BUILDING, code__startswith=community.code).values_list(
            "code", flat=True
        )
    }
    grids = set(Area.objects.filter(kind=Kind.GRID, parent=community).values_list("code", flat=True))
    if set(assignment) != buildings or not set(assignment.values()) <= grids:
        raise BadInput(_("方案里有楼栋没有分到网格，或网格不存在，请重新生成。"))


@command("registry.grids_switched", may_change_plan)
def switch(actor: Actor, plan: GridPlan, /) -> GridPlan:
    """Hand buildings over, all at once: codes of buildings and entrances follow their new grid.

    Whoever sees people through a grid sees them through the new one from the next request on.
    """
    held = db.lock_row(GridPlan, pk=plan.pk)
    if held.state != PlanState.DRAFT:
        raise NotAllowedNow
    _refuse_holes(plan.community, held.assignment)
    grids = {g.code: g for g in Area.objects.filter(kind=Kind.GRID, parent=plan.community)}
    buildings = Area.objects.filter(kind=Kind.BUILDING, code__startswith=plan.community.code)
    moved = 0
    for building in buildings.select_related("parent"):
        grid = grids[held.assignment[building.code[-BUILDING_DIGITS:]]]
        if building.parent_id != grid.pk:
            _hang(building, grid)
            moved += 1
    held.state, held.switched_at = PlanState.SWITCHED, clock.now()
    held.save(update_fields=["state", "switched_at"])
    note(target=held, area=plan.community.code, moved=moved)
    publish(GridsRedrawn(plan.community.code, held.pk))
    return held


def _hang(building: Area, grid: Area) -> None:
    """Hang a building into another grid, with everything below it, and remember where it hung."""
    below = list(Area.objects.filter(code__startswith=building.code).order_by("code"))
    old, new = building.code, f"{grid.code}{building.code[-BUILDING_DIGITS:]}"
    for place in below:
        place.code = new + place.code[len(old) :]
        if place.pk == building.pk:
            place.parent = grid
        remember(place, clock.today())
    Area.objects.bulk_update(below, ["code", "parent"])


def remember(place: Area, on: date) -> None:
    """Write down where a place hangs from that day on."""
    for row in AreaSpell.objects.filter(history.current(), area=place):
        history.end(row, max(on, row.valid_from))
    AreaSpell.objects.create(
        area=place, parent=place.parent, code=place.code, valid_from=on, recorded_at=clock.now()
    )


def plan_of(values: dict[str, Any]) -> dict[str, str]:
    """An assignment from posted fields ``B007`` → grid code."""
    return {k: str(v) for k, v in values.items() if len(k) == BUILDING_DIGITS and k.startswith("B")}
