"""Putting off, handing over, standing in."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.today import commands
from linli.contexts.today.forms import HandOverForm, LeaveForm, PostponeForm
from linli.contexts.today.models import Handover, Postponement
from linli.contexts.today.queries import cover, day
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.catalogue.manifest import Due
from linli.kernel.errors import OutsideYourArea
from linli.web.deeds import Deed, carry_out
from linli.web.htmx import see_other


def _entry(request: ActedRequest, household: UUID, key: str) -> Due:
    """The entry of that key at a door in one's area."""
    for due in day.due_at(request.actor, household, clock.today()):
        if due.key == key:
            return due
    raise OutsideYourArea


@requires("today.view")
def postpone(request: ActedRequest, household: UUID) -> HttpResponse:
    """Put one thing off."""
    key = request.GET.get("key", "")
    due = _entry(request, household, key)
    form = PostponeForm(request.POST or None, initial={"until": clock.today() + timedelta(days=1)})

    def run(form: Any) -> None:
        later = commands.Later(key, str(household), due.postpone_days)
        until = form.cleaned_data["until"]
        commands.postpone(request.actor, due.area_code, what=later, until=until, reason=form.reason)

    title = _("推后：%(place)s %(what)s") % {"place": due.place, "what": due.title}
    lead = due.why
    if due.postpone_days:
        lead = _("%(why)s。最多推后 %(days)s 天。") % {
            "why": due.why.rstrip("。."),
            "days": due.postpone_days,
        }
    deed = Deed(title, form, run, reverse("today:today"), _("已推后，到那天会再出现。"), lead, _("推后"))
    return carry_out(request, deed)


@requires("today.view")
@require_POST
def take_back(request: ActedRequest, postponement_id: UUID) -> HttpResponse:
    """Show it again now."""
    row = Postponement.objects.filter(pk=postponement_id).first()
    if row is None:
        raise OutsideYourArea
    commands.take_back(request.actor, row)
    return see_other(request, "today:today")


@requires("today.view")
def hand_over(request: ActedRequest, household: UUID) -> HttpResponse:
    """A colleague goes there."""
    due = day.due_at(request.actor, household, clock.today())
    if not due:
        raise OutsideYourArea
    people = day.colleagues(request.actor, due[0].area_code)
    initial = {"until_on": clock.today() + timedelta(days=7)}
    form = HandOverForm(request.POST or None, colleagues=people, initial=initial)

    def run(form: Any) -> None:
        handed = commands.Handed(str(household), **form.cleaned_data)
        commands.hand_over(request.actor, due[0].area_code, handed=handed)

    title = _("请同事去%(place)s") % {"place": due[0].place}
    lead = _("到期后这户自动回到您的今日。只能交给本来就能看到这户的同事。")
    return carry_out(request, Deed(title, form, run, reverse("today:today"), _("已交给同事。"), lead))


@requires("today.view")
@require_POST
def hand_back(request: ActedRequest, household: UUID) -> HttpResponse:
    """Give a door back to its own worker."""
    row = Handover.objects.filter(
        household=str(household), ended_at=None, to=request.actor.account_id
    ).first()
    if row is None:
        raise OutsideYourArea
    commands.hand_back(request.actor, row)
    return see_other(request, "today:today")


@requires("today.manage")
def covers(request: ActedRequest) -> HttpResponse:
    """Who looks after which grid, and where somebody is missing."""
    today = clock.today()
    return render(request, "today/covers.html", {"grids": cover.grids(request.actor, today), "today": today})


@requires("today.manage")
def plan_leave(request: ActedRequest, area_id: int) -> HttpResponse:
    """Somebody is away from a grid."""
    area = cover.grid(request.actor, area_id)
    today = clock.today()
    form = LeaveForm(
        request.POST or None, workers=cover.workers_of(area), covers=cover.who_may_cover(area),
        initial={"from_on": today, "until_on": today},
    )  # fmt: skip

    def run(form: Any) -> None:
        commands.plan_leave(request.actor, area, away=commands.Away(**form.cleaned_data))

    title = _("%(grid)s：请假和代班") % {"grid": area.name}
    lead = _("代班的人这几天能看到并走访这个网格，到期自动收回。")
    return carry_out(request, Deed(title, form, run, reverse("today:covers"), _("已安排。"), lead))


@requires("today.manage")
@require_POST
def end_leave(request: ActedRequest, leave_id: UUID) -> HttpResponse:
    """Back sooner."""
    commands.end_leave(request.actor, cover.leave(request.actor, leave_id))
    return see_other(request, "today:covers")
