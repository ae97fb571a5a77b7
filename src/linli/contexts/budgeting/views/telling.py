"""For workers: which authors without a phone are still to be told, in walking order, and saying so."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.commands import telling
from linli.contexts.budgeting.queries import authors, desk
from linli.kernel.access.guards import ActedRequest, requires
from linli.web.htmx import see_other


@requires(policies.PROPOSE)
@require_GET
def untold(request: ActedRequest, round_id: UUID) -> HttpResponse:
    """The list, ready to be printed and taken along."""
    one = desk.round_of(request.actor, round_id)
    values = {"round": one, "lines": authors.untold(request.actor, one)}
    return render(request, "budgeting/untold.html", values)


@requires(policies.PROPOSE)
@require_POST
def told(request: ActedRequest, proposal_id: UUID) -> HttpResponse:
    """The author of a paper was told."""
    row = desk.proposal_of(request.actor, proposal_id)
    telling.tell_by_mouth(request.actor, row)
    return see_other(request, "budgeting:untold", row.round_id)
