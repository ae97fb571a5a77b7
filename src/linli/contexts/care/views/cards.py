"""The emergency card: written, confirmed with one tap, shown for a reason, printed."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.care import policies
from linli.contexts.care.commands import cards as commands
from linli.contexts.care.exports import cards_pdf
from linli.contexts.care.forms.plans import CardForm, PrintForm, PrintOneForm
from linli.contexts.care.models import CareRecord
from linli.contexts.care.queries import cards as queries
from linli.contexts.care.queries import records
from linli.contexts.care.views.records import mine, page_of_record
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Kind as AreaKind
from linli.kernel.areas.queries import within
from linli.kernel.errors import Refusal
from linli.web.deeds import Deed, carry_out, tap
from linli.web.files import shown
from linli.web.forms import ReasonForm
from linli.web.htmx import part, see_other


@requires("care.look_after")
def write(request: ActedRequest, record_id: UUID) -> HttpResponse:
    """Fill the card in."""
    found = mine(request, record_id)
    card = queries.card_of(found)
    held = registry.values_held(request.actor, found.person_id, queries.HEALTH)
    initial = dict(held)
    if card is not None:
        initial |= {name: getattr(card, name) for name in ("blood", "mobility")}
        initial |= {name: getattr(card, name).reveal() for name in ("key_place", "medicines", "remarks")}
    form = CardForm(request.POST or None, initial=initial)

    def run(form: Any) -> None:
        commands.write(request.actor, found, told=form.told())

    title = _("%(name)s的应急联络卡") % {"name": found.person.name}
    lead = _("联系人在居民档案的“有急事找谁”里登记，这里只填开门的人要知道的。")
    return carry_out(request, Deed(title, form, run, page_of_record(found), _("已保存。"), lead))


@requires("care.look_after")
@require_POST
def confirm(request: ActedRequest, record_id: UUID) -> HttpResponse:
    """Everything is still right."""
    found = mine(request, record_id)
    done, back = _("已记下：今天核对过，都还对。"), see_other(request, "care:record", found.pk)
    return tap(request, partial(commands.confirm, request.actor, found), back, done)


@requires("care.look_after")
def reveal(request: ActedRequest, record_id: UUID) -> HttpResponse:
    """Ask why, then show the card for a minute."""
    found = mine(request, record_id)
    form = ReasonForm(request.POST or None)
    values: dict[str, Any] = {"record": found, "form": form}
    if form.is_valid():
        held = commands.reveal(request.actor, found, reason=form.cleaned_data["reason"])
        return part(request, "care/_card_revealed.html", values | {"shown": held})
    return part(request, "care/_ask_card.html", values, status=422 if form.is_bound else 200)


@requires("care.look_after")
def print_one(request: ActedRequest, record_id: UUID) -> HttpResponse:
    """One card as PDF, for a reason."""
    found = mine(request, record_id)
    form = PrintOneForm(request.POST or None)
    title = _("打印%(name)s的应急联络卡") % {"name": found.person.name}
    return _print(request, form, title, page_of_record(found), lambda _form: [found])


@requires("care.look_after")
def print_many(request: ActedRequest) -> HttpResponse:
    """The cards of a grid as PDF, for a reason."""
    grids = within(request.actor, policies.LOOK_AFTER, AreaKind.GRID)
    form = PrintForm(request.POST or None, places=[(grid.code, grid.name) for grid in grids])

    def chosen(form: Any) -> Sequence[CareRecord]:
        return list(records.with_card(request.actor, form.cleaned_data["place"]))

    return _print(request, form, _("打印应急联络卡"), reverse("care:people"), chosen)


def _print(request: ActedRequest, form: Any, title: str, back: str, chosen: Any) -> HttpResponse:
    """Ask why; then the file is the answer."""
    lead = _("卡上有电话和健康信息，打印会留下记录；旧卡请收回销毁。")
    deed = Deed(title, form, lambda _form: None, back, "", lead, _("打印"))
    if form.is_bound and form.is_valid():
        try:
            made = commands.print_cards(
                request.actor, records=chosen(form), reason=form.cleaned_data["reason"]
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return pdf(made)
    status = 422 if form.is_bound else 200
    return render(request, "web/deed.html", {"deed": deed, "form": form}, status=status)


def pdf(cards: list[dict[str, Any]]) -> HttpResponse:
    """Cards, one on each page of A5."""
    return shown(cards_pdf(cards), f"emergency-cards-{clock.today():%Y%m%d}.pdf")
