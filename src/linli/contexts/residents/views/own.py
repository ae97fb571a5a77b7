"""A resident's own pages: my community, my home, where I am signed in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.contexts.residents.commands import links
from linli.contexts.residents.models import Link
from linli.contexts.residents.queries import household
from linli.kernel.access.guards import ResidentRequest, resident
from linli.kernel.actor import Home
from linli.kernel.areas.models import Area
from linli.kernel.catalogue import shelf
from linli.kernel.errors import OutsideYourArea
from linli.kernel.visitors.models import Stay, Visitor

TELL = "service_requests.tell"
"""The key of the tile by which one reports; a fault in one's own record is reported there, too."""

FIRST = 4
"""Matters shown at once on the first page; the rest unfold, so that what one can do stays near the top."""


@resident("one's own first page")
@require_GET
def home(request: ResidentRequest) -> HttpResponse:
    """Open matters, what one can do, one's homes."""
    if _is_doubted(request):
        return HttpResponseRedirect(reverse("residents:doubt"))
    tiles = shelf.tiles(request.resident)
    matters = [tile for tile in tiles if tile.is_matter]
    first = len(matters) if len(matters) <= FIRST + 1 else FIRST
    values = {
        "matters": matters[:first],
        "rest": matters[first:],
        "tiles": [tile for tile in tiles if not tile.is_matter],
        "homes": request.resident.homes,
        "communities": Area.objects.filter(code__in=request.resident.communities).order_by("code"),
        "is_new": request.GET.get("new") == "1",
    }
    return render(request, "residents/home.html", values)


def _is_doubted(request: HttpRequest) -> bool:
    visitor: Visitor = request.stay.visitor  # type: ignore[attr-defined]
    return visitor.is_doubted


def _own(request: ResidentRequest, link_id: UUID) -> Home:
    for one in request.resident.homes:
        if one.link == link_id:
            return one
    raise OutsideYourArea


@resident("one's own home")
@require_GET
def household_page(request: ResidentRequest, link_id: UUID) -> HttpResponse:
    """One's home as the community knows it, and how to put it right."""
    card = household.card(_own(request, link_id))
    tell = next((tile for tile in shelf.tiles(request.resident) if tile.key == TELL), None)
    return render(request, "residents/household.html", {"card": card, "tell": tell})


@resident("one's own link ends when one says so")
@require_POST
def leave(request: ResidentRequest, link_id: UUID) -> HttpResponse:
    """This phone no longer belongs to that home."""
    _own(request, link_id)
    links.leave(request.resident, Link.objects.select_related("dwelling__area").get(pk=link_id))
    messages.success(request, _("已经断开。以后要再连，用新的纸条就可以。"))
    return HttpResponseRedirect(reverse("residents:home"), status=303)


@resident("where one is signed in")
@require_GET
def stays_page(request: ResidentRequest) -> HttpResponse:
    """Every browser in which one is signed in."""
    found = Stay.objects.filter(visitor=request.resident.visitor).order_by("-seen_at")
    return render(request, "residents/stays.html", {"stays": found, "here": request.stay})  # type: ignore[attr-defined]
