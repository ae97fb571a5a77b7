"""Exercises: begun, watched, ended with the minutes that each part took."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.guard.commands import drills as commands
from linli.contexts.guard.forms.drills import DrillForm, LearnedForm
from linli.contexts.guard.queries import drills as queries
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.web.deeds import Deed, carry_out
from linli.web.paging import page_of


@requires("guard.lead")
def drills(request: ActedRequest) -> HttpResponse:
    """Exercises so far."""
    return render(request, "guard/drills.html", {"page": page_of(request, queries.drills(request.actor))})


@requires("guard.lead")
def drill(request: ActedRequest, drill_id: UUID) -> HttpResponse:
    """One exercise with its times."""
    found = queries.drill(request.actor, drill_id)
    rows, labels = queries.timed(found), [words for _part, words in queries.PARTS]
    values = {
        "drill": found,
        "rows": [(row.alarm, list(zip(labels, row.minutes, strict=True))) for row in rows],
        "parts": labels,
        "medians": list(zip(labels, queries.medians(rows), strict=True)) if rows else [],
    }
    return render(request, "guard/drill.html", values)


@requires("guard.lead")
def begin(request: ActedRequest) -> HttpResponse:
    """A new one."""
    places = queries.places(request.actor)
    name = _("%(day)s 守护演练") % {"day": clock.today().isoformat()}
    form = DrillForm(request.POST or None, places=places, initial={"name": name, "homes": 2})

    def run(form: Any) -> None:
        place = next(p for p in places if p.code == form.cleaned_data["place"])
        commands.start(request.actor, place, planned=form.planned())

    lead = _("随机挑几户装了设备的住户，提醒写明是演练，不计入每周的数字；勾选了才拨真的电话。")
    back = reverse("guard:drills")
    return carry_out(request, Deed(_("开始演练"), form, run, back, _("演练开始了。"), lead, _("开始")))


@requires("guard.lead")
def end(request: ActedRequest, drill_id: UUID) -> HttpResponse:
    """It is over."""
    found = queries.drill(request.actor, drill_id)
    form = LearnedForm(request.POST or None)

    def run(form: Any) -> None:
        commands.end(request.actor, found, words=form.cleaned_data["words"])

    lead = _("还开着的演练提醒一起了结。")
    back = reverse("guard:drill", args=[found.pk])
    return carry_out(request, Deed(_("结束演练"), form, run, back, _("演练结束了。"), lead, _("结束")))
