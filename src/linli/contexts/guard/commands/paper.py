"""Taking the ladder on paper: with real numbers, so each print says why and stays on record."""

from linli.contexts.guard import policies
from linli.contexts.guard.queries import paper
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import ReasonNeeded


@command("guard.paper_printed", policies.may_print)
def take(actor: Actor, place: Area, /, *, reason: str) -> list[paper.Home]:
    """The guarded homes of a place with the numbers to dial."""
    if len(reason.strip()) < 2:  # noqa: PLR2004 - a word
        raise ReasonNeeded
    found = paper.homes(place)
    note(target=place, area=place.code, homes=len(found), reason=reason.strip())
    return found
