"""The roster of nights: who is on duty, laid, swapped, printed."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.guard import policies
from linli.contexts.guard.commands import roster as commands
from linli.contexts.guard.forms.roster import GiveForm, SwapForm
from linli.contexts.guard.models import Turn
from linli.contexts.guard.queries import roster as queries
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import NotAllowed
from linli.web.deeds import Deed, carry_out
from linli.web.forms import ReasonForm

DAYS = 14


@requires("guard.respond")
def roster(request: ActedRequest) -> HttpResponse:
    """Two weeks from a day on, today when none is asked for."""
    place = queries.community(request.actor, request.GET.get("place", ""))
    first = day_asked(request.GET.get("from", ""))
    values = {
        "place": place,
        "nights": queries.nights(place, first, DAYS),
        "first": first.isoformat(),
        "before": (first - timedelta(days=DAYS)).isoformat(),
        "after": (first + timedelta(days=DAYS)).isoformat(),
        "hours": queries.hours(),
        "today": clock.today(),
        "me": request.actor.account_id,
        "leads": request.actor.may(policies.LEAD, place.code),
        "now": clock.now(),
    }
    return render(request, "guard/roster.html", values)


def day_asked(text: str) -> date:
    """The day that an address names, else today."""
    try:
        return clock.day_of(text)
    except ValueError:
        return clock.today()


@requires("guard.lead")
def give(request: ActedRequest, code: str) -> HttpResponse:
    """Put somebody on duty."""
    place = queries.community(request.actor, code)
    if not policies.may_lead(request.actor, place):
        raise NotAllowed
    people = queries.choices(place)
    asked = day_asked(request.GET.get("on", ""))
    form = GiveForm(request.POST or None, people=people, initial={"first": asked, "nights": 1, "every": 7})

    def run(form: Any) -> None:
        told = form.cleaned_data
        days = commands.spread(told["first"], told["nights"], told["every"])
        commands.give(request.actor, place, account_id=int(told["account"]), days=days)

    lead = (
        _("晚上 %(begins)s 点到第二天早上 %(ends)s 点；休息日从早上开始。一次可以排几晚。") % queries.hours()
    )
    return carry_out(request, Deed(_("排值班"), form, run, _page(place.code), _("已排好。"), lead, _("排上")))


@requires("guard.respond")
def swap(request: ActedRequest, turn_id: UUID) -> HttpResponse:
    """A colleague takes the night."""
    turn = _mine(request, turn_id)
    people = [a for a in queries.choices(turn.community) if a.pk != turn.account_id]
    form = SwapForm(request.POST or None, people=people)

    def run(form: Any) -> None:
        told = form.cleaned_data
        commands.swap(request.actor, turn, account_id=int(told["account"]), reason=told["reason"])

    title = _("%(day)s换班") % {"day": f"{turn.on:%m-%d}"}
    lead = _("先和同事说好；换好以后双方都会收到消息，原来的安排留着记录。")
    return carry_out(
        request, Deed(title, form, run, _page(turn.community.code), _("已换好。"), lead, _("换班"))
    )


@requires("guard.respond")
def take_out(request: ActedRequest, turn_id: UUID) -> HttpResponse:
    """Nobody takes it instead."""
    turn = _mine(request, turn_id)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].widget.attrs["placeholder"] = _("例如：排重了")

    def run(form: Any) -> None:
        commands.take_out(request.actor, turn, reason=form.cleaned_data["reason"])

    title = _("取消%(name)s %(day)s的值班") % {"name": turn.account.name, "day": f"{turn.on:%m-%d}"}
    lead = _("这一晚没有人值班时，提醒会发给网格员和社区负责人。")
    deed = Deed(title, form, run, _page(turn.community.code), _("已取消。"), lead, _("取消值班"), danger=True)
    return carry_out(request, deed)


def _mine(request: ActedRequest, turn_id: UUID) -> Turn:
    turn = queries.turn(request.actor, turn_id)
    if not policies.may_swap(request.actor, turn):
        raise NotAllowed
    return turn


def _page(code: str) -> str:
    return f"{reverse('guard:roster')}?place={code}"
