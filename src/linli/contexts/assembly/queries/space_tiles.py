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
    if rows:
        yield Tile(
            "assembly.spaces", _("开放空间"), "columns-3", reverse("assembly:own_spaces"),
            _("大家一起谈的会，谈了什么"), order=34,
        )  # fmt: skip
    yield from _contests(resident)


def _contests(resident: Resident) -> Iterable[Tile]:
    """A contest while one can bring a place or its results are new; the way to all, where there are some."""
    for one in contests.fresh_in(resident.communities, clock.today()):
        is_open = one.state == ContestState.NOMINATING
        address = reverse("assembly:open_contest", args=[one.pk])
        yield Tile(
            f"assembly.contest.{one.pk}", one.title, "stairs", address,
            one.get_state_display(), until=one.until if is_open else None, is_matter=is_open, order=35,
        )  # fmt: skip
    for code in resident.communities[:1]:
        if contests.shown_in([code]).exists():
            address = reverse("assembly:open_contests", args=[code])
            words = _("评选、获评的、怎么算的")
            yield Tile("assembly.contests", _("最美楼道"), "stairs", address, words, order=36)
