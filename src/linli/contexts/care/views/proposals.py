"""Whom one might look after: the list with reasons, and what is decided."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.care.commands import proposals as commands
from linli.contexts.care.forms.records import DeclineForm
from linli.contexts.care.models import Proposal
from linli.contexts.care.queries import proposals as queries
from linli.contexts.care.queries.words import label, labels
from linli.contexts.care.views.records import filters, wish_of
from linli.engines.identity import age_on
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.web.deeds import Deed, carry_out
from linli.web.htmx import page_or_part
from linli.web.paging import page_of


@requires("care.look_after")
def proposals(request: ActedRequest) -> HttpResponse:
    """People of the register for whom something speaks; a person decides."""
    wish, today = wish_of(request), clock.today()
    page = page_of(request, queries.narrowed(queries.seen(request.actor), wish))
    rows = [
        (
            row, label("tier", row.tier), labels("class", row.classes),
            age_on(row.person.born_on, today) if row.person.born_on else None,
        )
        for row in page.rows
    ]  # fmt: skip
    declined = wish.state == Proposal.State.DECLINED
    values = {"page": page, "rows": rows, "wish": wish, "declined": declined, **filters(request)}
    return page_or_part(request, "care/proposals.html", "care/_proposals.html", values)


@requires("care.look_after")
def decline(request: ActedRequest, proposal_id: UUID) -> HttpResponse:
    """Not needed now."""
    found = queries.proposal(request.actor, proposal_id)
    form = DeclineForm(request.POST or None)

    def run(form: Any) -> None:
        commands.decline(request.actor, found, reason=form.cleaned_data["reason"])

    title = _("%(name)s暂时不需要照看") % {"name": found.person.name}
    lead = _("记下为什么；情况有变化，或者过一阵子，会再提醒您看一看。")
    deed = Deed(title, form, run, reverse("care:proposals"), _("已记下。"), lead, _("记下"))
    return carry_out(request, deed)
