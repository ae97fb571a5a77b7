"""An open space to print and to take along."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.contexts.assembly.commands import space_printing
from linli.contexts.assembly.exports import spaces as exports
from linli.contexts.assembly.models.spaces import OpenSpace, SpaceState
from linli.contexts.assembly.queries import spaces
from linli.contexts.assembly.states.spaces import HELP
from linli.contexts.assembly.views.space_common import address_of, drawn, own_space
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import BadInput, OutsideYourArea
from linli.web import files

AT_ONCE = 120


def _shown(request: ActedRequest, space_id: UUID) -> OpenSpace:
    space = own_space(request.actor, space_id)
    if space.state in (SpaceState.DRAFT, SpaceState.CANCELLED):
        raise OutsideYourArea
    return space


@requires(HELP)
@require_GET
def invitation(request: ActedRequest, space_id: UUID, paper: str) -> HttpResponse:
    """The poster."""
    space = _shown(request, space_id)
    if paper not in exports.PAPERS:
        raise OutsideYourArea
    address = address_of(request, space)
    made = exports.invitation(space, paper, address, drawn(address))
    return files.shown(made, f"open-space-{paper}.pdf")


@requires(HELP)
@require_GET
def badges(request: ActedRequest, space_id: UUID) -> HttpResponse:
    """Numbered cards to hand out, from a number on."""
    space = _shown(request, space_id)
    typed = request.GET.get("from", "")
    first = int(typed) if typed.isdecimal() and len(typed) < 5 else 1
    guests = list(space.guests.filter(visitor=None, number__gte=first).order_by("number")[:AT_ONCE])
    if not guests:
        raise BadInput(_("还没有做入场卡，请先写要出几张。"))
    door = request.build_absolute_uri(reverse("assembly:space_badge", args=[space.code]))
    secrets = [spaces.secret_of(space, one.number) for one in guests]
    cards = [
        (secret, drawn(f"{door}?n={one.number}&k={secret}"))
        for one, secret in zip(guests, secrets, strict=True)
    ]
    space_printing.note_badges(request.actor, space, cards=len(guests))
    return files.shown(exports.badges(space, guests, cards), "cards.pdf")


@requires(HELP)
@require_GET
def blank_cards(request: ActedRequest, space_id: UUID) -> HttpResponse:
    """Blank topic cards."""
    return files.shown(exports.blank_cards(_shown(request, space_id)), "topic-cards.pdf")


@requires(HELP)
@require_GET
def wall_list(request: ActedRequest, space_id: UUID) -> HttpResponse:
    """The market for the wall."""
    return files.shown(exports.wall_list(_shown(request, space_id)), "market.pdf")


@requires(HELP)
@require_GET
def record(request: ActedRequest, space_id: UUID) -> HttpResponse:
    """Cards, notes and actions as a workbook."""
    space = _shown(request, space_id)
    space_printing.note_record(request.actor, space)
    return files.saved(exports.record(space), f"{space.title}.xlsx")
