"""Buildings, homes, and who lives or lived there."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.contexts.registry import policies
from linli.contexts.registry.commands import intake, places, stays
from linli.contexts.registry.commands import people as people_commands
from linli.contexts.registry.forms import ArrivalForm, DwellingForm, NewDwellingForm
from linli.contexts.registry.models import Dwelling, Household
from linli.contexts.registry.queries import dwellings, people
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Area, Kind
from linli.kernel.catalogue import shelf
from linli.web.deeds import Deed, carry_out
from linli.web.forms import ReasonForm
from linli.web.htmx import part, see_other
from linli.web.paging import page_of


@requires("registry.view")
def places_page(request: ActedRequest) -> HttpResponse:
    """The buildings in one's area, by community and grid."""
    communities = areas.communities_seen(request.actor, policies.VIEW)
    code = request.GET.get("place", "")
    shown = next((c for c in communities if c.code == code), communities[0] if communities else None)
    lines = dwellings.buildings(request.actor, shown) if shown else []
    by_grid: dict[Area, list[dwellings.BuildingLine]] = {}
    for line in lines:
        by_grid.setdefault(line.grid, []).append(line)
    return render(
        request, "registry/places.html", {"communities": communities, "shown": shown, "by_grid": by_grid}
    )


@requires("registry.view")
def building(request: ActedRequest, building_id: int) -> HttpResponse:
    """One building: its doors as they lie."""
    found = dwellings.building(request.actor, building_id)
    can_edit = request.actor.may(policies.EDIT, found.code)
    values = {"building": found, "stairs": dwellings.stairs_of(found), "can_edit": can_edit}
    return render(request, "registry/building.html", values)


@requires("registry.view")
def dwelling(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """One home: who lives there, or lived there on a day, as we knew it on another."""
    found = dwellings.dwelling(request.actor, dwelling_id)
    on, known_on = _day(request, "on"), _day(request, "known_on")
    known_at = timezone.make_aware(datetime.combine(known_on, time.max)) if known_on else None
    living = people.living_in(found, on or clock.today(), known_at)
    values = {
        "dwelling": found,
        "on": on,
        "known_on": known_on,
        "is_past": bool(on or known_on),
        "living": living,
        "registered": people.registered_in(found),
        "households": people.households_in(found),
        "members": {h.pk: people.members(h.pk) for h in people.households_in(found)},
        "can_edit": request.actor.may(policies.EDIT, found.area.code),
        "door_acts": shelf.door_acts(request.actor, found.area.code),
        "happened": shelf.happened(request.actor, found.pk),
        "can_reveal": request.actor.may(policies.REVEAL, found.area.code),
        "today": clock.today(),
    }
    return render(request, "registry/dwelling.html", values)


def _day(request: ActedRequest, name: str) -> date | None:
    try:
        return clock.day_of(request.GET.get(name, ""))
    except ValueError:
        return None


@requires("registry.edit")
def amend_dwelling(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """What is known about a home."""
    found = dwellings.dwelling(request.actor, dwelling_id)
    initial = {k: getattr(found, k) for k in ("use", "tenure", "floor_area", "owner_name")}
    form = DwellingForm(request.POST or None, initial=initial)

    def run(form: Any) -> None:
        entered = dict(form.cleaned_data)
        source, on = entered.pop("said_by"), entered.pop("said_on")
        changed = {k: v for k, v in entered.items() if k in form.changed_data}
        if changed:
            places.amend_dwelling(request.actor, found, values=changed, source=source, on=on)

    back = reverse("registry:dwelling", args=[found.pk])
    return carry_out(request, Deed(_("更正房屋信息"), form, run, back, _("已保存。"), found.address))


@requires("registry.edit")
def new_dwelling(request: ActedRequest, entrance_id: int) -> HttpResponse:
    """A home that was missing."""
    rows = areas.within(request.actor, policies.EDIT, Kind.ENTRANCE)
    entrance = get_object_or_404(
        rows.select_related("parent__parent__parent", "parent__compound"), pk=entrance_id
    )
    form = NewDwellingForm(request.POST or None)
    back = reverse("registry:building", args=[entrance.parent_id])
    deed = Deed(
        _("添加房屋"),
        form,
        lambda f: places.add_dwelling(request.actor, entrance, **f.cleaned_data),
        back,
        _("已添加。"),
    )
    return carry_out(request, deed)


@requires("registry.edit")
def new_person(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """Take someone in who lives in this home."""
    found = dwellings.dwelling(request.actor, dwelling_id)
    households = people.households_in(found)
    choices = [
        (str(h.pk), _("%(head)s的一户") % {"head": h.head.name if h.head else "—"}) for h in households
    ]
    initial = {"household": choices[0][0] if choices else "", "relation": "" if choices else "02"}
    form = ArrivalForm(request.POST or None, households=choices, initial=initial)
    back = reverse("registry:dwelling", args=[found.pk])
    deed = Deed(
        _("登记新住户"),
        form,
        lambda f: _take_in(request, found, households, f),
        back,
        _("已登记。"),
        found.address,
    )
    return carry_out(request, deed)


def _take_in(request: ActedRequest, found: Dwelling, households: list[Household], form: ArrivalForm) -> None:
    entered = form.cleaned_data
    chosen = next((h for h in households if str(h.pk) == entered["household"]), None)
    values = dict(form.values)
    if entered["moved_in_on"]:
        values["moved_in_on"] = entered["moved_in_on"]
    arrival = intake.Arrival(
        values=values,
        home=found,
        registered_home=found if entered["registered_here"] else None,
        household=chosen or Household(community=found.community, home=found),
        relation=entered["relation"] or ("02" if chosen is None else "99"),
        since=entered["moved_in_on"] or entered["said_on"],
    )
    intake.register(
        request.actor, found.area, community=found.community, arrival=arrival, source=entered["said_by"]
    )


@requires("registry.reveal")
def reveal_owner(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """Show the owner's phone, with its reason on record."""
    found = dwellings.dwelling(request.actor, dwelling_id)
    form = ReasonForm(request.POST or None)
    values = {"dwelling": found, "form": form}
    if form.is_valid():
        values["text"] = people_commands.reveal_owner_phone(
            request.actor, found, reason=form.cleaned_data["reason"]
        )
        return part(request, "registry/_owner_revealed.html", values)
    return part(request, "registry/_ask_owner.html", values, status=422 if form.is_bound else 200)


@requires("registry.edit")
def open_household(request: ActedRequest, dwelling_id: UUID, person_id: UUID) -> HttpResponse:
    """A household of its own for someone who lives here."""
    found = dwellings.dwelling(request.actor, dwelling_id)
    head = people.person(request.actor, person_id)
    if request.method == "POST":
        stays.open_household(request.actor, found, head, on=clock.today(), source="person")
    return see_other(request, "registry:dwelling", found.pk)


@requires("registry.view")
def premises(request: ActedRequest) -> HttpResponse:
    """Shops, offices and schools."""
    words = request.GET.get("q", "").strip()[:40]
    page = page_of(request, dwellings.premises(request.actor, words))  # type: ignore[arg-type]
    return render(request, "registry/premises.html", {"page": page, "words": words})
