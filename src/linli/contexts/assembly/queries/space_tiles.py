"""What open spaces and contests put on a resident's own page."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.assembly.models.contests import ContestState
from linli.contexts.assembly.models.spaces import SpaceState
from linli.contexts.assembly.queries import contests, spaces
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
    for contest in contests.shown_in(resident.communities):
        is_open = contest.state == ContestState.NOMINATING and contest.until >= clock.today()
        address = reverse("assembly:open_contest", args=[contest.pk])
        yield Tile(
            f"assembly.contest.{contest.pk}", contest.title, "stairs", address, contest.get_state_display(),
            until=contest.until if is_open else None, is_matter=is_open, order=35,
        )  # fmt: skip
    if rows:
        yield Tile(
            "assembly.spaces", _("开放空间"), "columns-3", reverse("assembly:own_spaces"),
            _("大家一起谈的会，谈了什么"), order=34,
        )  # fmt: skip
