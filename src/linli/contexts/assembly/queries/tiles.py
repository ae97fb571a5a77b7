"""What the assembly puts on a resident's own page: votes that run, and all others."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.contexts.assembly.queries import ballots
from linli.kernel.actor import Resident
from linli.kernel.catalogue.manifest import Tile


def tiles(resident: Resident) -> Iterable[Tile]:
    """A matter for each vote that waits, and the way to all of them."""
    waiting = ballots.waiting_for(resident)
    for one, left in waiting:
        words = ngettext("您还有 %(n)s 票", "您还有 %(n)s 票", left) % {"n": left}
        address = reverse("assembly:vote", args=[one.pk])
        yield Tile(
            "assembly.vote", one.title, "checklist", address, words, left, one.closes_on, is_matter=True
        )
    if resident.communities:
        yield Tile(
            "assembly.votes",
            _("投票和结果"),
            "chart-bar",
            reverse("assembly:votes"),
            _("正在投的、公布了的"),
            order=30,
        )
