"""Votes without names in the room, for those of us: who has voted, slips that were put in, counting them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.assembly.commands import slips as commands
from linli.contexts.assembly.forms.meetings import SlipsForm
from linli.contexts.assembly.models import Motion, MotionState
from linli.contexts.assembly.policies.meetings import may_hold
from linli.contexts.assembly.queries import slips
from linli.contexts.assembly.states import HOLD
from linli.contexts.assembly.views.common import posted
from linli.contexts.assembly.views.motions import motion_of
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.actor import Actor
from linli.kernel.ballots.models import Entry
from linli.kernel.errors import OutsideYourArea
from linli.web.deeds import Deed, carry_out, tap
from linli.web.htmx import see_other

HANDS: dict[str, Callable[..., Any]] = {"take": commands.take_in, "back": commands.take_back}


def _held(request: ActedRequest, motion_id: UUID) -> Motion:
    row = motion_of(request, motion_id)
    if row.box is None or not may_hold(request.actor, row.meeting):
        raise OutsideYourArea
    return row


@requires(HOLD)
@require_GET
def page(request: ActedRequest, motion_id: UUID) -> HttpResponse:
    """Who may vote, who has voted, which slips wait for a second person."""
    row = _held(request, motion_id)
    values = {
        "motion": row, "meeting": row.meeting, "voters": slips.roll(row),
        "slips": slips.progress(row, request.actor.label), "is_open": row.state == MotionState.SLIPS,
    }  # fmt: skip
    return render(request, "assembly/meetings/slips.html", values)


@requires(HOLD)
@require_POST
def hand(request: ActedRequest, motion_id: UUID, verb: str) -> HttpResponse:
    """A slip was put in, or noted for the wrong one."""
    row = _held(request, motion_id)
    if verb not in HANDS:
        raise OutsideYourArea
    back, key = see_other(request, "assembly:slips", row.pk), request.POST.get("key", "")
    return tap(request, lambda: HANDS[verb](request.actor, row, key=key), back, _("记下了。"))


@requires(HOLD)
@require_POST
def confirm(request: ActedRequest, motion_id: UUID) -> HttpResponse:
    """Be the second person for what others noted."""
    row = _held(request, motion_id)
    back = see_other(request, "assembly:slips", row.pk)
    return tap(request, lambda: commands.confirm(request.actor, row), back, _("确认了。"))


@requires(HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
def count(request: ActedRequest, motion_id: UUID) -> HttpResponse:
    """What one person counted."""
    row = _held(request, motion_id)
    return counted(request, request.actor, row, reverse("assembly:slips", args=[row.pk]))


def counted(asked: HttpRequest, actor: Actor, row: Motion, back: str) -> HttpResponse:
    """The form of whoever counts slips, be it one of us or a resident who is there."""

    def run(form: Any) -> None:
        state = commands.count(actor, row, hands=form.hands(), spoiled=form.cleaned_data["spoiled"])
        if state == Entry.State.DIFFERENT:
            messages.warning(asked, _("两个人数得不一样，请两个人都重新数一遍。"))
        elif state == Entry.State.WAITING:
            messages.info(asked, _("第一遍记下了，请另一个人数第二遍。"))
        else:
            messages.success(asked, _("两个人数的一样，纸票都进了票箱。"))

    deed = Deed(
        gettext_lazy("数纸票"), SlipsForm(posted(asked)), run, back, gettext_lazy("记下了。"),
        gettext_lazy("把收下的纸票都数一遍。两个人各数一遍，互相不看。两遍一样才算数。"),
        gettext_lazy("我数的就是这些"),
    )  # fmt: skip
    return carry_out(asked, deed)
