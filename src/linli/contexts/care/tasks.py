"""Care by the clock: whom one might look after, what is no longer kept."""

from datetime import date

from linli.contexts.care.commands import farewells, proposals
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area, Kind


def propose_all() -> int:
    """Look through every community."""
    places = Area.objects.filter(kind=Kind.COMMUNITY).order_by("code")
    return sum(proposals.propose(linli("care"), place) for place in places)


def forget_words(before: date) -> int:
    """Drop the words of records that ended before a day."""
    places = Area.objects.filter(kind=Kind.COMMUNITY).order_by("code")
    return sum(farewells.forget_words(linli("care"), place, before=before) for place in places)
