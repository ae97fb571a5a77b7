"""After a death: going to see the family, and the last things to see to."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.care import policies
from linli.contexts.care.commands import farewells as commands
from linli.contexts.care.forms.plans import CondoleForm
from linli.contexts.care.queries import records as queries
from linli.contexts.care.views.records import page_of_record
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import NotAllowed
from linli.web.deeds import Deed, carry_out, tap
from linli.web.htmx import see_other


@requires("care.look_after")
def condole(request: ActedRequest, record_id: UUID) -> HttpResponse:
    """Somebody went."""
    found = queries.record(request.actor, record_id)
    if not policies.may_change(request.actor, found):
        raise NotAllowed
    form = CondoleForm(request.POST if request.method == "POST" else None)

    def run(form: Any) -> None:
        commands.condole(request.actor, found, **form.cleaned_data)

    lead = _("记下已经去看过家人；家人说的要紧事可以写一句。")
    deed = Deed(_("已慰问家属"), form, run, page_of_record(found), _("已记下。"), lead, _("记下"))
    return carry_out(request, deed)


@requires("care.look_after")
@require_POST
def see_to(request: ActedRequest, record_id: UUID, item: str) -> HttpResponse:
    """One of the last things."""
    found = queries.record(request.actor, record_id)
    do = partial(commands.see_to, request.actor, found, item=item)
    return tap(request, do, see_other(request, "care:record", found.pk))
