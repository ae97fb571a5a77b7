"""For workers: acting for residents without a phone, and being the second person."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.registry import api as registry
from linli.contexts.residents.commands import behalf as commands
from linli.contexts.residents.forms.desk import AskedForm
from linli.contexts.residents.queries import behalf
from linli.contexts.residents.states import BEHALF
from linli.contexts.residents.views.entering import posted
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.refs import Ref
from linli.web.deeds import Deed, carry_out
from linli.web.forms import ReasonForm
from linli.web.htmx import see_other
from linli.web.paging import page_of


@requires("residents.act_for")
@require_GET
def acts(request: ActedRequest) -> HttpResponse:
    """What was done for residents; first what waits for a second person."""
    state = request.GET.get("state", "")
    rows = behalf.seen(request.actor)
    rows = rows.filter(state=state) if state in BEHALF.states else rows
    page = page_of(request, rows)
    values = {
        "page": page, "state": state, "states": BEHALF.states.items(), "labels": BEHALF.states,
        "names": behalf.names_of(page.rows), "waiting": behalf.waiting(request.actor),
    }  # fmt: skip
    return render(request, "residents/acts.html", values)


@requires("residents.act_for")
@require_http_methods(["GET", "HEAD", "POST"])
def act_for(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """Write down that one does something for somebody behind this door."""
    found = registry.door(request.actor, dwelling_id)
    form = AskedForm(posted(request), members=registry.members_behind([found.key]).get(found.key, []))

    def run(sent: Any) -> None:
        said = sent.cleaned_data
        person = UUID(said["person"]) if said["person"] else None
        about = str(Ref("registry.dwelling", str(found.key)))
        asked = commands.Asked(about, said["words"], said["way"], person, said["name"], said["asked_at"])
        commands.act_for(request.actor, found, asked=asked)

    deed = Deed(
        gettext_lazy("替居民办"), form, run, reverse("residents:door", args=[found.key]),
        gettext_lazy("记下了。"), found.place, gettext_lazy("记下"),
    )  # fmt: skip
    return carry_out(request, deed)


@requires("residents.act_for")
@require_POST
def second(request: ActedRequest, behalf_id: UUID) -> HttpResponse:
    """The second person heard or saw it, too."""
    commands.second(request.actor, behalf.one(request.actor, behalf_id))
    messages.success(request, _("谢谢，两个人都核对过，现在有效了。"))
    return see_other(request, "residents:acts")


@requires("residents.act_for")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ActedRequest, behalf_id: UUID) -> HttpResponse:
    """It was a mistake."""
    found = behalf.one(request.actor, behalf_id)
    deed = Deed(
        gettext_lazy("撤回代办"), ReasonForm(posted(request)),
        lambda form: commands.withdraw(request.actor, found, reason=form.cleaned_data["reason"]),
        reverse("residents:acts"), gettext_lazy("已撤回。"), found.words, gettext_lazy("撤回"), danger=True,
    )  # fmt: skip
    return carry_out(request, deed)
