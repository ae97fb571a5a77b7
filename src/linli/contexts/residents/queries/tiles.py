"""What the residents' door itself puts on a resident's page: one's homes."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.kernel.actor import Resident
from linli.kernel.catalogue.manifest import Tile


def tiles(resident: Resident) -> Iterable[Tile]:
    """A tile for each home."""
    for home in resident.homes:
        address = reverse("residents:household", args=[home.link])
        yield Tile("residents.home", _("我的家"), "home", address, home.place, order=80)
