"""The guard of one's own home, on one's own phone: what is read, away and back, readings, the end."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.contexts.guard import exports, policies
from linli.contexts.guard.commands import own as commands
from linli.contexts.guard.forms.alarms import UntilForm
from linli.contexts.guard.queries import own as queries
from linli.contexts.guard.queries import proofs
from linli.contexts.guard.queries.rules import keep_days
from linli.kernel.access.guards import ResidentRequest, resident
from linli.kernel.actor import Home, Resident
from linli.kernel.errors import NotAllowed, Refusal
from linli.web.files import saved
from linli.web.htmx import see_other


@resident("what is read in one's own home")
@require_GET
def own(request: ResidentRequest, link_id: UUID) -> HttpResponse:
    """What is read, until when nobody calls, what one may do."""
    return _page(request, link_id, UntilForm())


def _page(request: ResidentRequest, link_id: UUID, form: UntilForm) -> HttpResponse:
    home = queries.home_of(request.resident, link_id)
    values = {
        "home": home,
        "guard": queries.guard_of(home),
        "form": form,
        "is_known": policies.is_known_at(request.resident, home),
        "days": keep_days("withdrawn"),
    }
    return render(request, "guard/own.html", values, status=422 if form.is_bound else 200)


@resident("say that one is away")
@require_POST
def away(request: ResidentRequest, link_id: UUID) -> HttpResponse:
    """Nobody is at home until a day."""
    form, home = UntilForm(request.POST), queries.home_of(request.resident, link_id)
    if not form.is_valid():
        return _page(request, link_id, form)
    try:
        commands.go_away(request.resident, home, until=form.until())
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error("until_on", str(refusal))
        return _page(request, link_id, form)
    messages.success(request, _("记下了，这段时间不打扰。路上平安。"))
    return see_other(request, "guard:own", link_id)


@resident("say that one is back")
@require_POST
def back(request: ResidentRequest, link_id: UUID) -> HttpResponse:
    """They are back."""
    return _tapped(request, link_id, commands.come_back, _("欢迎回家，守护又开始了。"))


def _tapped(
    request: ResidentRequest, link_id: UUID, act: Callable[[Resident, Home], object], said: str
) -> HttpResponse:
    """One tap on one's own home: what was done is said, what could not be done too."""
    home = queries.home_of(request.resident, link_id)
    try:
        act(request.resident, home)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return see_other(request, "guard:own", link_id)


@resident("take one's own readings along")
@require_POST
def take(request: ResidentRequest, link_id: UUID) -> HttpResponse:
    """The home's own readings as a workbook."""
    home = queries.home_of(request.resident, link_id)
    book, rows = exports.readings_book(home.place, proofs.readings_of(home.dwelling))
    commands.take_along(request.resident, home, rows=rows)
    return saved(book, f"{home.place}守护读数.xlsx")


@resident("end the guard of one's own home")
@require_POST
def end(request: ResidentRequest, link_id: UUID) -> HttpResponse:
    """No more guard."""
    return _tapped(request, link_id, commands.end, _("已结束，读数不再接收。"))
