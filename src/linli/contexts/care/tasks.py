"""Care by the clock: whom one might look after."""

from linli.contexts.care.commands import proposals
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area, Kind


def propose_all() -> int:
    """Look through every community."""
    places = Area.objects.filter(kind=Kind.COMMUNITY).order_by("code")
    return sum(proposals.propose(linli("care"), place) for place in places)
