"""What open spaces put on a resident's own page."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.assembly.models.spaces import SpaceState
from linli.contexts.assembly.queries import spaces
from linli.kernel import clock
from linli.kernel.actor import Resident
from linli.kernel.catalogue.manifest import Tile
from linli.kernel.phrases import colon


def space_tiles(resident: Resident) -> Iterable[Tile]:
    """A matter for each open space that is coming or going on, and the way to all of them."""
    rows = spaces.shown_in(resident.communities)
    for one in rows:
        if one.state != SpaceState.CLOSED and one.on >= clock.today():
            address = reverse("assembly:open_space", args=[one.code])
            words = f"{one.get_state_display()}{colon()}{one.venue}"
            yield Tile("assembly.space", one.title, "columns-3", address, words, until=one.on, is_matter=True)
    if rows:
        yield Tile(
            "assembly.spaces", _("开放空间"), "columns-3", reverse("assembly:own_spaces"),
            _("大家一起谈的会，谈了什么"), order=34,
        )  # fmt: skip
