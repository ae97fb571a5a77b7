"""For workers: booklets and posters as PDF."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.exports import printed
from linli.contexts.budgeting.queries import board, desk
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import OutsideYourArea
from linli.web import files


@requires(policies.VIEW)
@require_GET
def paper(request: ActedRequest, round_id: UUID, what: str) -> HttpResponse:
    """What there is to print at this point of the round."""
    one = desk.round_of(request.actor, round_id)
    if what not in board.printable(one):
        raise OutsideYourArea
    address = request.build_absolute_uri(reverse("budgeting:open_round", args=[one.pk]))
    made = printed.poster(one, what, address) if what in printed.POSTERS else printed.book(one, what, address)
    return files.shown(made, f"{one.number}-{what}.pdf")
