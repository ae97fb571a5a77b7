"""What is printed: the card left at a door, and the round sheet of a grid."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from linli.contexts.registry import api as registry
from linli.contexts.visits.models import Finding
from linli.contexts.visits.queries import rounds
from linli.contexts.visits.queries.words import categories
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.accounts.models import Account


@requires("visits.record")
def door_card(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """ "We were here": a card without anybody's name, for a door where nobody answered."""
    door = registry.door(request.actor, dwelling_id)
    account = Account.objects.filter(pk=request.actor.account_id or 0).first()
    values = {
        "door": door, "account": account, "today": clock.today(),
        "needs": list(categories(Finding.Kind.NEED).values())[:6],
    }  # fmt: skip
    return render(request, "visits/door_card.html", values)


@requires("visits.record")
def round_sheet(request: ActedRequest) -> HttpResponse:
    """The day's doors on paper, with room to write, for when there is no phone or no power."""
    values = {"stops": rounds.stops(request.actor), "today": clock.today()}
    return render(request, "visits/round_sheet.html", values)
