"""The plan of somebody: talked over, goals set and closed."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.care.commands import plans as commands
from linli.contexts.care.forms.plans import GoalForm, TalkForm
from linli.contexts.care.queries import plans as queries
from linli.contexts.care.queries.words import days
from linli.contexts.care.views.records import mine, page_of_record
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.web.deeds import Deed, carry_out, tap
from linli.web.htmx import see_other


@requires("care.look_after")
def talk_over(request: ActedRequest, record_id: UUID) -> HttpResponse:
    """Talk the plan over."""
    found = mine(request, record_id)
    initial = {
        "plan": found.plan.reveal(), "with_whom": found.agreed_with,
        "next_on": clock.today() + timedelta(days=days(found.tier, "plan_review")),
    }  # fmt: skip
    form = TalkForm(request.POST or None, initial=initial)

    def run(form: Any) -> None:
        commands.talk_over(request.actor, found, told=form.told())

    title = _("和%(name)s商量计划") % {"name": found.person.name}
    return carry_out(request, Deed(title, form, run, page_of_record(found), _("计划已记下。")))


@requires("care.look_after")
def set_goal(request: ActedRequest, record_id: UUID) -> HttpResponse:
    """One more goal."""
    found = mine(request, record_id)
    form = GoalForm(request.POST or None)

    def run(form: Any) -> None:
        commands.set_goal(request.actor, found, **form.cleaned_data)

    title = _("给%(name)s加一件想做到的事") % {"name": found.person.name}
    lead = _("说具体的小事，做到了看得见。")
    return carry_out(request, Deed(title, form, run, page_of_record(found), _("已加上。"), lead))


@requires("care.look_after")
@require_POST
def close_goal(request: ActedRequest, record_id: UUID, goal_id: UUID, state: str) -> HttpResponse:
    """It is reached, or dropped."""
    found = mine(request, record_id)
    do = partial(commands.close_goal, request.actor, found, goal=queries.goal(found, goal_id), state=state)
    return tap(request, do, see_other(request, "care:record", found.pk))
