"""Finding an open space and what belongs to it; who somebody is at its door."""

from uuid import UUID

import segno
from django.http import HttpRequest
from django.urls import reverse

from linli.contexts.assembly.models.spaces import Guest, OpenSpace
from linli.contexts.assembly.queries import spaces
from linli.contexts.assembly.views.common import found
from linli.contexts.residents import api as residents
from linli.kernel.actor import Actor, linli

SVG = '<svg xmlns="http://www.w3.org/2000/svg" '


def own_space(actor: Actor, space_id: UUID) -> OpenSpace:
    """An open space that one works on."""
    return found(spaces.one, actor, space_id)


def open_space(code: str) -> OpenSpace:
    """An open space that everybody may see."""
    return found(spaces.by_code, code)


def who(request: HttpRequest, space: OpenSpace) -> tuple[Guest, Actor] | None:
    """Who takes part here: by one's phone, or by the card that was entered in this browser."""
    resident = residents.current(request)
    guest = spaces.guest_of(space, resident)
    if guest is not None and resident is not None:
        return guest, resident
    number = request.session.get(f"space:{space.pk}")
    guest = spaces.guest(space, number) if number else None
    return (guest, linli("open_space")) if guest is not None and guest.visitor is None else None


def remember(request: HttpRequest, guest: Guest) -> None:
    """This browser holds that card."""
    request.session[f"space:{guest.space_id}"] = guest.number


def address_of(request: HttpRequest, space: OpenSpace) -> str:
    """What stands on the wall."""
    return request.build_absolute_uri(reverse("assembly:open_space", args=[space.code]))


def drawn(address: str) -> str:
    """An address to be scanned, as a drawing."""
    made: str = segno.make(address, error="m", micro=False).svg_inline(border=0, omitsize=True)
    return made.replace("<svg ", SVG, 1)
