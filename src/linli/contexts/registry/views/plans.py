"""Plans to redraw grids: a proposal, bettered by hand, previewed as a hand-over, and switched at once."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.registry import policies
from linli.contexts.registry.commands import grids as commands
from linli.contexts.registry.forms.grids import MoveForm, PlanForm, ProposalForm
from linli.contexts.registry.models import GridPlan
from linli.contexts.registry.models.plans import PlanState
from linli.contexts.registry.queries import gridmap, grids, plans, registers
from linli.contexts.registry.queries.grids import GridLine, House
from linli.engines.partition import Figures, GridFigures
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import BadInput
from linli.web.deeds import Deed, carry_out
from linli.web.forms import LinliForm
from linli.web.htmx import part, see_other


@requires("registry.grids")
@require_POST
def propose(request: ActedRequest) -> HttpResponse:
    """Compute a balanced plan, or begin one from today's grids."""
    community = registers.community(request.actor, request.GET.get("place", ""))
    if request.POST.get("from") == "today":
        now = grids.today(grids.houses(community))
        made = commands.save_plan(request.actor, community, name=_("手工调整"), assignment=now)
        return see_other(request, "registry:plan", made.pk)
    form = ProposalForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("网格数要在 1 和 60 之间。"))
    wish = commands.Wish(form.cleaned_data["grids"], float(form.cleaned_data["keep"]))
    made = commands.propose_plan(request.actor, community, wish=wish)
    messages.success(request, _("这是系统的建议，您可以再逐栋调整；没有切换之前，什么都不会改变。"))
    return see_other(request, "registry:plan", made.pk)


@requires("registry.grids")
def plan(request: ActedRequest, plan_id: UUID) -> HttpResponse:
    """A plan beside today's grids."""
    held = plans.plan(request.actor, plan_id)
    return render(request, "registry/plan.html", _values(held))


@dataclass(frozen=True, slots=True)
class Beside:
    """A grid today and as planned, in figures."""

    now: GridLine
    then: GridLine
    walk_now: GridFigures | None
    walk_then: GridFigures | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A building and where the plan puts it."""

    house: House
    now: GridLine
    then: GridLine


def _values(held: GridPlan) -> dict[str, Any]:
    found = grids.houses(held.community)
    now = grids.today(found)
    then = {house.key: held.assignment.get(house.key, now[house.key]) for house in found}
    codes = {*then.values(), *now.values()}
    extra = next((code for code in plans.free_codes(held.community) if code not in codes), "")
    before, after = (grids.lines(held.community, [*codes, extra]) for _once in range(2))
    grids.filled(before, found, now)
    grids.filled(after, found, then)
    ground = plans.ground(found)
    told_now, told_then = ground.figures(now), ground.figures(then)
    return {
        "plan": held,
        "is_draft": held.state == PlanState.DRAFT,
        "beside": _beside(before, after, told_now, told_then),
        "placed": [Placed(h, before[now[h.key]], after[then[h.key]]) for h in found],
        "choices": list(after.values()),
        "extra": extra,
        "figures_now": told_now,
        "figures_then": told_then,
        "least": grids.LEAST,
        "most": grids.MOST,
    }


def _beside(
    before: dict[str, GridLine], after: dict[str, GridLine], now: Figures, then: Figures
) -> list[Beside]:
    walks_now = {grid.key: grid for grid in now.grids}
    walks_then = {grid.key: grid for grid in then.grids}
    return [
        Beside(before[code], line, walks_now.get(code), walks_then.get(code))
        for code, line in after.items()
        if line.buildings or before[code].buildings
    ]


@requires("registry.grids")
@require_POST
def move(request: ActedRequest, plan_id: UUID) -> HttpResponse:
    """Move one building; the figures and the map follow."""
    held = plans.plan(request.actor, plan_id)
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise BadInput
    moved = commands.move_building(request.actor, held, **form.cleaned_data)
    if not request.headers.get("HX-Request"):
        return see_other(request, "registry:plan", moved.pk)
    response = part(request, "registry/_plan.html", _values(moved))
    response.headers["HX-Trigger"] = "linli:redraw"
    return response


@requires("registry.grids")
def plan_map(request: ActedRequest, plan_id: UUID) -> HttpResponse:
    """What the map of a plan draws."""
    held = plans.plan(request.actor, plan_id)
    found = grids.houses(held.community)
    now = grids.today(found)
    then = {house.key: held.assignment.get(house.key, now[house.key]) for house in found}
    lines = grids.lines(held.community, {*then.values(), *now.values()})
    drawn = gridmap.Drawn(held.community, found, lines, then, is_plan=held.state == PlanState.DRAFT)
    return JsonResponse(gridmap.collection(drawn))


@requires("registry.grids")
def name_plan(request: ActedRequest, plan_id: UUID) -> HttpResponse:
    """What a plan is called."""
    held = plans.plan(request.actor, plan_id)
    form = PlanForm(request.POST or None, initial={"name": held.name, "note_text": held.note})
    back = reverse("registry:plan", args=[held.pk])
    deed = Deed(
        _("保存方案"),
        form,
        lambda f: commands.name_plan(request.actor, held, **f.cleaned_data),
        back,
        _("方案已保存。"),
    )
    return carry_out(request, deed)


@requires("registry.grids")
def drop_plan(request: ActedRequest, plan_id: UUID) -> HttpResponse:
    """Give a plan up."""
    held = plans.plan(request.actor, plan_id)
    deed = Deed(
        _("放弃方案《%(name)s》") % {"name": held.name},
        LinliForm(request.POST or None),
        lambda _form: commands.drop_plan(request.actor, held),
        reverse("registry:grids"),
        _("方案已放弃，网格没有变动。"),
        button=_("放弃这个方案"),
        danger=True,
    )
    return carry_out(request, deed)


@requires("registry.view")
def hand_over(request: ActedRequest, plan_id: UUID) -> HttpResponse:
    """Which buildings, households and people go from whom to whom; what was carried out, workers read too."""
    held = plans.readable(request.actor, plan_id)
    over = plans.hand_over(held)
    may_plan = policies.may_plan_grids(request.actor, held.community)
    values = {
        "plan": held,
        "over": over,
        "moves": over.moves if may_plan else plans.of_mine(request.actor, over),
        "may_plan": may_plan,
        "may_switch": may_plan and held.state == PlanState.DRAFT and over.moves,
    }
    return render(request, "registry/plan_hand_over.html", values)


@requires("registry.grids")
@require_POST
def switch(request: ActedRequest, plan_id: UUID) -> HttpResponse:
    """Carry the plan out."""
    held = plans.plan(request.actor, plan_id)
    commands.switch(request.actor, held, seen=request.POST.get("seen", ""))
    messages.success(request, _("网格已切换，网格员从现在起看到的就是新的范围。"))
    return see_other(request, "registry:hand_over", held.pk)
