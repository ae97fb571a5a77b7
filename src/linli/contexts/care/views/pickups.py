"""A child of the room: who may fetch it, who could, and who allowed what."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from linli.contexts.care.commands import pickups as commands
from linli.contexts.care.forms.pickups import EndFetcherForm, FetcherForm
from linli.contexts.care.queries import rooms as queries
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.accounts.models import Account
from linli.kernel.errors import OutsideYourArea
from linli.web.deeds import Deed, carry_out
from linli.web.forms import ReasonForm


@requires("care.keep_room")
def pupil(request: ActedRequest, room_id: UUID, pupil_id: UUID) -> HttpResponse:
    """A child with those who may fetch it and the trace of them; telephones for a reason."""
    room = queries.room(request.actor, room_id)
    found = queries.pupil(room, pupil_id)
    form, phones = ReasonForm(request.POST or None), {}
    if form.is_bound and form.is_valid():
        shown = commands.show(request.actor, room, pupil=found, reason=form.cleaned_data["reason"])
        phones = {row.pk: number for row, number in shown}
    rows = queries.fetchers(found)
    names = Account.objects.in_bulk({row.account_id for row in rows if row.account_id})
    lines = [(row, names.get(row.account_id or 0), phones.get(row.pk, "")) for row in rows]
    values = {
        "room": room, "pupil": found, "form": form, "shown": bool(phones),
        "now": [line for line in lines if line[0].ended_on is None],
        "before": [line for line in lines if line[0].ended_on is not None],
        "days": [WEEKDAYS[n] for n in found.weekdays], "afternoons": queries.lately(found),
    }  # fmt: skip
    return render(request, "care/pupil.html", values, status=422 if form.errors else 200)


@requires("care.keep_room")
def add(request: ActedRequest, room_id: UUID, pupil_id: UUID) -> HttpResponse:
    """Somebody more may fetch the child."""
    room = queries.room(request.actor, room_id)
    found, form = queries.pupil(room, pupil_id), FetcherForm(request.POST or None)

    def run(form: Any) -> None:
        commands.add(
            request.actor, room, pupil=found, told=form.told(), allowed_by=form.cleaned_data["allowed_by"]
        )

    lead = _("要监护人亲口同意；谁同意的、谁登记的都会留下。")
    title = _("谁还可以接%(name)s") % {"name": found.person.name}
    back = reverse("care:pupil", args=[room.pk, found.pk])
    return carry_out(request, Deed(title, form, run, back, _("已加上。"), lead))


@requires("care.keep_room")
def end(request: ActedRequest, room_id: UUID, pupil_id: UUID, fetcher_id: UUID) -> HttpResponse:
    """Somebody may no longer fetch the child."""
    room = queries.room(request.actor, room_id)
    found = queries.pupil(room, pupil_id)
    fetcher = next((one for one in queries.fetchers(found) if one.pk == fetcher_id), None)
    if fetcher is None:
        raise OutsideYourArea
    form = EndFetcherForm(request.POST or None)

    def run(form: Any) -> None:
        commands.end(request.actor, room, pupil=found, fetcher=fetcher, said_by=form.cleaned_data["said_by"])

    lead = _("从现在起就不能接；名单上看得到是谁说的。")
    title = _("不再让%(who)s接%(name)s") % {"who": fetcher.name, "name": found.person.name}
    back = reverse("care:pupil", args=[room.pk, found.pk])
    return carry_out(request, Deed(title, form, run, back, _("已去掉。"), lead, _("不再来接"), danger=True))
