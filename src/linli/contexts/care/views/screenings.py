"""First screenings: filled in at the door, explained item by item."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.contexts.care import policies
from linli.contexts.care.commands import screenings as commands
from linli.contexts.care.forms.screenings import ScreeningForm
from linli.contexts.care.models import CareRecord, Screening
from linli.contexts.care.queries import records
from linli.contexts.care.queries import screenings as queries
from linli.contexts.care.views.records import mine, page_of_record
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import OutsideYourArea, Refusal
from linli.web.deeds import Deed, carry_out
from linli.web.forms import ReasonForm
from linli.web.htmx import part, see_other


@requires("care.look_after")
def screen(request: ActedRequest, record_id: UUID) -> HttpResponse:
    """Look at the 26 items together."""
    found = mine(request, record_id)
    form = ScreeningForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = commands.screen(request.actor, found, told=form.told())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("初筛已记下。"))
            return see_other(request, "care:screening", found.pk, made.pk)
    values = {"record": found, "form": form}
    return render(request, "care/screen.html", values, status=422 if form.is_bound else 200)


def _one(record: CareRecord, screening_id: UUID) -> Screening:
    row = Screening.objects.filter(record=record, pk=screening_id).first()
    if row is None:
        raise OutsideYourArea
    return row


@requires("care.view")
def screening(request: ActedRequest, record_id: UUID, screening_id: UUID) -> HttpResponse:
    """One result; item by item at once for whoever wrote it down just now."""
    found = records.record(request.actor, record_id)
    row = _one(found, screening_id)
    own = policies.wrote_just_now(request.actor, row)
    values = _values(row) | {
        "record": found,
        "own": own,
        "parts": queries.explained(row) if own else [],
        "around": queries.around(row) if own else None,
        "may_change": policies.may_change(request.actor, found),
    }
    return render(request, "care/screening.html", values)


def _values(row: Screening) -> dict[str, Any]:
    return {
        "screening": row,
        "grade": queries.grade_label(row.grade),
        "by_points": queries.grade_label(row.by_points),
        "most": queries.sheet().most,
        "source": queries.pack()["source"],
        "offers_help": row.grade in queries.MODERATE,
    }


@requires("care.look_after")
def reveal(request: ActedRequest, record_id: UUID, screening_id: UUID) -> HttpResponse:
    """Ask why, then show what was answered."""
    found = mine(request, record_id)
    row = _one(found, screening_id)
    form = ReasonForm(request.POST or None)
    values: dict[str, Any] = {"record": found, "screening": row, "form": form}
    if form.is_valid():
        commands.reveal(request.actor, found, screening=row, reason=form.cleaned_data["reason"])
        more = {"parts": queries.explained(row), "around": queries.around(row)}
        return part(request, "care/_screening_parts.html", values | more)
    return part(request, "care/_ask_screening.html", values, status=422 if form.is_bound else 200)


@requires("care.look_after")
def withdraw(request: ActedRequest, record_id: UUID, screening_id: UUID) -> HttpResponse:
    """It was a mistake."""
    found = mine(request, record_id)
    row = _one(found, screening_id)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].widget.attrs["placeholder"] = _("例如：记到别人名下了")

    def run(form: Any) -> None:
        commands.withdraw(request.actor, found, screening=row.pk, reason=form.cleaned_data["reason"])

    deed = Deed(_("撤回初筛"), form, run, page_of_record(found), _("已撤回。"), "", _("撤回"), danger=True)
    return carry_out(request, deed)
