"""Programs that report through the open interface: who has a key, and for where."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands import programs as acts
from linli.contexts.service_requests.forms.programs import ProgramForm
from linli.contexts.service_requests.models import Program
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas import queries as areas
from linli.kernel.db import inside
from linli.kernel.errors import Refusal
from linli.web.htmx import see_other


@requires(policies.RULES)
@require_GET
def programs(request: ActedRequest) -> HttpResponse:
    """All programs of one's places, with what their keys are for."""
    return _page(request, ProgramForm(areas=_places(request)))


@requires(policies.RULES)
@require_http_methods(["POST"])
def add(request: ActedRequest) -> HttpResponse:
    """A new key, shown once."""
    form = ProgramForm(request.POST, areas=_places(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = acts.add_program(request.actor, said["area"], name=said["name"])
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return _page(request, ProgramForm(areas=_places(request)), made)
    return _page(request, form)


@requires(policies.RULES)
@require_POST
def withdraw(request: ActedRequest, program_id: int) -> HttpResponse:
    """The key no longer holds."""
    acts.withdraw_program(request.actor, Program.objects.select_related("area").get(pk=program_id))
    return see_other(request, "service_requests:programs")


def _places(request: ActedRequest) -> Any:
    kinds = areas.within(request.actor, policies.RULES)
    return kinds.filter(kind__in=("subdistrict", "community"))


def _page(request: ActedRequest, form: ProgramForm, made: Program | None = None) -> HttpResponse:
    held = inside("area__code", request.actor.areas(policies.RULES))
    base = request.build_absolute_uri(reverse("service_requests:open311_services", args=["json"]))
    values = {
        "programs": Program.objects.filter(held).select_related("area").order_by("withdrawn_at", "-made_at"),
        "form": form, "made": made, "base": base.rpartition("/")[0], "title": _("外部系统报事"),
    }  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "service_requests/programs.html", values, status=status)
