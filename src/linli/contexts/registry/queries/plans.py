"""Plans to redraw grids: in figures beside today's, and what a plan hands over from whom to whom."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from linli.contexts.registry import policies
from linli.contexts.registry.models import GridPlan
from linli.contexts.registry.models.plans import PlanState
from linli.contexts.registry.queries.grids import (
    BUILDING_DIGITS,
    GridLine,
    House,
    filled,
    houses,
    lines,
    today,
)
from linli.engines.partition import Building, Figures, Neighbourhood, figures, neighbourhood, on_plane
from linli.kernel import history
from linli.kernel.actor import Actor
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Area, AreaSpell, Kind
from linli.kernel.errors import OutsideYourArea


def plans(actor: Actor, community: Area) -> list[GridPlan]:
    """Drafts, and what was carried out, newest first."""
    if not policies.may_plan_grids(actor, community):
        return []
    rows = GridPlan.objects.filter(community=community).exclude(state=PlanState.DROPPED)
    return list(rows.order_by("-at")[:20])


def plan(actor: Actor, plan_id: UUID) -> GridPlan:
    """One plan of a community whose grids one may draw."""
    found = GridPlan.objects.filter(pk=plan_id).select_related("community").first()
    if found is None or not policies.may_plan_grids(actor, found.community):
        raise OutsideYourArea
    return found


def readable(actor: Actor, plan_id: UUID) -> GridPlan:
    """A plan that one may draw, or one that was carried out in a community one works in."""
    found = GridPlan.objects.filter(pk=plan_id).select_related("community").first()
    seen = areas.communities_seen(actor, policies.VIEW)
    is_done = found is not None and found.state == PlanState.SWITCHED and found.community in seen
    if found is None or not (is_done or policies.may_plan_grids(actor, found.community)):
        raise OutsideYourArea
    return found


def building_keys(community: Area) -> list[str]:
    """The buildings of a community by the part of their code that stays."""
    rows = Area.objects.filter(kind=Kind.BUILDING, code__startswith=community.code)
    return [code[-BUILDING_DIGITS:] for code in rows.values_list("code", flat=True)]


def free_codes(community: Area) -> list[str]:
    """Codes that new grids may take, the lowest first."""
    taken = set(areas.grids_of(community).values_list("code", flat=True))
    return [code for n in range(1, 1000) if (code := f"{community.code}{n:03d}") not in taken]


def fingerprint(assignment: Mapping[str, str]) -> str:
    """Changes with any change of the grids: what was previewed is what is carried out."""
    told = "|".join(f"{key}:{assignment[key]}" for key in sorted(assignment))
    return sha256(told.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Ground:
    """Buildings as the engine takes them, with who is next to whom."""

    buildings: list[Building]
    near: Neighbourhood

    def figures(self, assignment: Mapping[str, str]) -> Figures:
        """A division in figures."""
        return figures(assignment, self.buildings, self.near)


def ground(found: Iterable[House]) -> Ground:
    """Where buildings stand; one without a position counts as standing in the middle of the others."""
    rows = list(found)
    placed = [(h.area.longitude, h.area.latitude) for h in rows if h.area.longitude and h.area.latitude]
    middle = (_mean(x for x, _ in placed), _mean(y for _, y in placed))
    spots = on_plane([(h.area.longitude or middle[0], h.area.latitude or middle[1]) for h in rows])
    buildings = [Building(h.key, h.households, spot, h.grid) for h, spot in zip(rows, spots, strict=True)]
    return Ground(buildings, neighbourhood(buildings))


def _mean(numbers: Iterable[float]) -> float:
    listed = list(numbers)
    return sum(listed) / len(listed) if listed else 0.0


@dataclass(frozen=True, slots=True)
class Move:
    """A building that changes grids."""

    house: House
    before: GridLine
    after: GridLine


@dataclass(frozen=True, slots=True)
class HandOver:
    """What a plan moves, and what every grid holds before and after."""

    moves: list[Move]
    grids: list[tuple[GridLine, GridLine]]
    """Each grid today and as planned."""
    seen: str
    """The fingerprint of today's grids and of the plan."""

    @property
    def totals(self) -> dict[str, Counter[str]]:
        """Buildings, households and people over all grids, before and after: they must be equal."""
        sums: dict[str, Counter[str]] = {"before": Counter(), "after": Counter()}
        for before, after in self.grids:
            for name, line in (("before", before), ("after", after)):
                sums[name].update(buildings=line.buildings, households=line.households, people=line.people)
        return sums

    @property
    def moved(self) -> Counter[str]:
        """What changes hands."""
        told: Counter[str] = Counter()
        for move in self.moves:
            told.update(
                buildings=1, households=move.house.households, people=move.house.people,
                cared_for=move.house.cared_for,
            )  # fmt: skip
        return told


def of_mine(actor: Actor, over: HandOver) -> list[Move]:
    """What came into or left the grids that one sees."""
    mine = set(areas.grids_seen(actor, policies.VIEW).values_list("code", flat=True))
    return [move for move in over.moves if {move.before.code, move.after.code} & mine]


def hand_over(held: GridPlan) -> HandOver:
    """The hand-over of a plan: from today's grids, or as it was when the plan was carried out."""
    found = houses(held.community)
    at_that_time = {**today(found), **_before(held.switched_at)} if held.switched_at else today(found)
    now = {house.key: at_that_time[house.key] for house in found}
    then = {house.key: held.assignment.get(house.key, now[house.key]) for house in found}
    codes = {*then.values(), *now.values()}
    before, after = lines(held.community, codes), lines(held.community, codes)
    filled(before, found, now)
    filled(after, found, then)
    moves = [
        Move(house, before[now[house.key]], after[then[house.key]])
        for house in found
        if now[house.key] != then[house.key]
    ]
    moves.sort(key=lambda m: (m.before.number, m.after.number, m.house.key))
    mark = f"{fingerprint(now)}{fingerprint(then)}"
    return HandOver(moves, [(before[code], after[code]) for code in before], mark)


def _before(moment: datetime) -> dict[str, str]:
    """Where the buildings hung that were moved at that moment."""
    rows = AreaSpell.objects.filter(
        history.known(), area__kind=Kind.BUILDING, recorded_at=moment, valid_to__isnull=False
    )
    return {code[-BUILDING_DIGITS:]: code[:-BUILDING_DIGITS] for code in rows.values_list("code", flat=True)}
