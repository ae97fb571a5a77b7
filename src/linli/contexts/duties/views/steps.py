"""What is done with an application: steps with and without words, the decision, opinions."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.duties import policies
from linli.contexts.duties.commands import admissions as commands
from linli.contexts.duties.commands import running
from linli.contexts.duties.forms.admissions import ApproveForm, OpinionForm, WordsForm
from linli.contexts.duties.models import Admission, Opinion
from linli.contexts.duties.queries import admissions as queries
from linli.contexts.duties.states import ADMISSION, OPEN
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import NotAllowed, OutsideYourArea, Refusal
from linli.web.deeds import Deed, carry_out
from linli.web.htmx import see_other

OUTRIGHT: dict[str, Callable[..., Admission]] = {
    "submit": commands.submit,
    "take_up": commands.take_up,
    "take_effect": running.take_effect,
    "end": running.end,
}
WORDED: dict[str, Callable[..., Admission]] = {
    "retract": commands.retract,
    "send_back": commands.send_back,
    "reject": commands.reject,
    "withdraw": commands.withdraw,
}


@requires("duties.view")
@require_POST
def step(request: ActedRequest, admission_id: UUID, verb: str) -> HttpResponse:
    """A step that needs no words."""
    row = queries.admission(request.actor, admission_id)
    act = OUTRIGHT.get(verb)
    if act is None:
        raise OutsideYourArea
    try:
        act(request.actor, row)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        if refusal.field and policies.may_edit(request.actor, row):
            return see_other(request, "duties:revise", row.pk)
    else:
        messages.success(request, _("已更新。"))
    return see_other(request, "duties:admission", row.pk)


@requires("duties.view")
def worded(request: ActedRequest, admission_id: UUID, verb: str) -> HttpResponse:
    """A step that must be explained."""
    row = queries.admission(request.actor, admission_id)
    act = WORDED.get(verb)
    if act is None:
        raise OutsideYourArea
    _allowed(request, row, verb)
    form = WordsForm(request.POST or None)
    deed = Deed(
        ADMISSION.step(verb, row.state).label,
        form,
        lambda f: act(request.actor, row, reason=f.cleaned_data["reason"]),
        _page(row),
        _("已更新。"),
        row.title,
        danger=verb in ("withdraw", "reject"),
        button=ADMISSION.step(verb, row.state).label,
    )
    return carry_out(request, deed)


def _allowed(request: ActedRequest, row: Admission, verb: str) -> None:
    """A page that offers a step is shown to those who may take it."""
    needs = ADMISSION.step(verb, row.state).needs
    may = policies.may_edit if needs == policies.APPLY else policies.may_decide
    if not may(request.actor, row):
        raise NotAllowed


@requires("duties.decide")
def approve(request: ActedRequest, admission_id: UUID) -> HttpResponse:
    """Let it in, from when until when."""
    row = queries.admission(request.actor, admission_id)
    _allowed(request, row, "approve")
    waits = any(h.opinion is None for h in queries.heard(row))
    initial = {"valid_from": row.starts_on, "valid_to": row.ends_on}
    form = ApproveForm(request.POST or None, waits=waits, initial=initial)

    def run(form: Any) -> None:
        told = form.cleaned_data
        commands.approve(
            request.actor, row, days=(told["valid_from"], told["valid_to"]), words=told["words"],
            unheard=told.get("unheard", ""),
        )  # fmt: skip

    lead = _("准入以后，社区按这个期限办；到期自动结束，需要继续的重新申请。")
    return carry_out(request, Deed(_("批准准入"), form, run, _page(row), _("已准入。"), lead, _("批准准入")))


@requires("duties.speak")
def opinion(request: ActedRequest, admission_id: UUID, community: str) -> HttpResponse:
    """What a community says."""
    row = queries.admission(request.actor, admission_id)
    place = next((p for p in queries.speaks_for(request.actor, row) if p.code == community), None)
    if place is None:
        raise OutsideYourArea
    said = Opinion.objects.filter(admission=row, community=place).first()
    initial = {"stance": said.stance, "words": said.words} if said else {"stance": ""}
    form = OpinionForm(request.POST or None, initial=initial)

    def run(form: Any) -> None:
        commands.speak(request.actor, row, place, **form.cleaned_data)

    running = row.state not in OPEN
    lead = _("已经在执行的，写“不同意”就是建议撤销，街道会看到。") if running else row.title
    return carry_out(
        request, Deed(_("提意见"), form, run, _page(row), _("已提交意见。"), lead, _("提交意见"))
    )


def _page(row: Admission) -> str:
    return reverse("duties:admission", args=[row.pk])
