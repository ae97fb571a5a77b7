"""For those of us: motions, turns to speak, hands that two people count; the chair's page, the wall."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.assembly.commands import motion_ballots, slips, speaking
from linli.contexts.assembly.commands import motions as commands
from linli.contexts.assembly.exports.meetings import qr
from linli.contexts.assembly.forms import meetings as forms
from linli.contexts.assembly.forms.promises import ReasonForm
from linli.contexts.assembly.models import Meeting, Motion, MotionState, Speaker
from linli.contexts.assembly.policies.meetings import may_hold
from linli.contexts.assembly.queries import meeting_rules as rules
from linli.contexts.assembly.queries import meetings
from linli.contexts.assembly.queries.slips import progress
from linli.contexts.assembly.queries.speaking import queue
from linli.contexts.assembly.states import FOLLOW, HOLD
from linli.contexts.assembly.views.common import found, posted
from linli.contexts.assembly.views.meetings import at_once, own
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import NotAllowedNow, OutsideYourArea
from linli.web.deeds import Deed, carry_out
from linli.web.htmx import page_or_part

LEADS: dict[str, Callable[..., Any]] = {
    "put": commands.put,
    "call_vote": commands.call_vote,
    "call_secret": slips.call,
    "close_secret": slips.close,
    "reopen": commands.reopen,
    "take_result": motion_ballots.take_result,
}
TURNS: dict[str, Callable[..., Any]] = {"next": speaking.give_next, "stop": speaking.stop}


def motion_of(request: ActedRequest, motion_id: UUID) -> Motion:
    """A motion that one may see; 404 otherwise."""
    return found(meetings.motion_of, request.actor, motion_id)


@requires(HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: ActedRequest, meeting_id: UUID) -> HttpResponse:
    """Write a motion."""
    row = own(request, meeting_id)
    return _written(request, row, None)


@requires(HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
def rewrite(request: ActedRequest, motion_id: UUID) -> HttpResponse:
    """Write on a motion."""
    found = motion_of(request, motion_id)
    return _written(request, found.meeting, found)


def _written(request: ActedRequest, row: Meeting, found: Motion | None) -> HttpResponse:
    start = forms.motion_told(found) if found else {}
    deed = Deed(
        gettext_lazy("写动议"), forms.MotionForm(posted(request), initial=start, meeting=row),
        lambda form: commands.write(request.actor, row, said=form.cleaned_data, motion=found),
        reverse("assembly:meeting", args=[row.pk]), gettext_lazy("写好了。"),
        gettext_lazy("谁、在哪里、哪天前、做什么、花多少钱，写全了才能提交讨论。"),
    )  # fmt: skip
    return carry_out(request, deed)


@requires(HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
def lead(request: ActedRequest, motion_id: UUID, verb: str) -> HttpResponse:
    """One step of a motion; back to the page of the chair."""
    row = motion_of(request, motion_id)
    if verb == "withdraw":
        deed = Deed(
            gettext_lazy("撤回动议"), ReasonForm(posted(request)),
            lambda form: commands.withdraw(request.actor, row, reason=form.cleaned_data["reason"]),
            reverse("assembly:meeting", args=[row.meeting_id]), gettext_lazy("撤回了。"), row.what,
        )  # fmt: skip
        return carry_out(request, deed)
    if verb not in LEADS or request.method != "POST":
        raise NotAllowedNow
    return at_once(request, lambda: LEADS[verb](request.actor, row), "assembly:chair", row.meeting_id)


@requires(HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
def to_ballot(request: ActedRequest, motion_id: UUID) -> HttpResponse:
    """Decide it by a vote with a box and a roll."""
    row, start = motion_of(request, motion_id), clock.today() + timedelta(days=8)
    dates = {"opens_on": start, "closes_on": start + timedelta(days=7)}

    def run(form: Any) -> None:
        wanted = motion_ballots.ballot_wanted(row, **form.cleaned_data)
        motion_ballots.to_ballot(request.actor, row, wanted=wanted)

    deed = Deed(
        gettext_lazy("会后投票表决"), forms.BallotDatesForm(posted(request), initial=dates), run,
        reverse("assembly:meeting", args=[row.meeting_id]),
        gettext_lazy("投票表决起草好了，在“投票表决”里核对名册、公示、开始投票。"), row.what,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
def hands(request: ActedRequest, motion_id: UUID) -> HttpResponse:
    """What one person counted."""
    row = motion_of(request, motion_id)
    deed = Deed(
        gettext_lazy("数举手"), forms.HandsForm(posted(request)),
        lambda form: tell_count(request, commands.count_hands(request.actor, row, hands=form.hands())),
        reverse("assembly:chair", args=[row.meeting_id]), gettext_lazy("记下了。"),
        gettext_lazy("两个人各数一遍，互相不看。两遍一样才算数。"), gettext_lazy("我数的就是这些"),
    )  # fmt: skip
    return carry_out(request, deed)


def tell_count(request: Any, row: Motion) -> None:
    """Say what came of a count."""
    if row.state in (MotionState.PASSED, MotionState.FAILED):
        messages.success(
            request, _("两个人数的一样，有结果了：%(state)s。") % {"state": row.get_state_display()}
        )
    elif row.hand_counts.exists():
        messages.info(request, _("第一遍记下了，请另一个人数第二遍。"))
    else:
        messages.warning(request, _("两个人数得不一样，请重新举手，两个人都再数一遍。"))


def room(row: Meeting, label: str) -> dict[str, Any]:
    """What the chair and the wall show of the meeting now."""
    motion = meetings.current(row)
    return {
        "meeting": row, "kind": rules.kind_of(row.kind), "motion": motion, "rules": rules.order(),
        "queue": queue(motion) if motion and motion.state == MotionState.DEBATED else None,
        "presence": meetings.presence(row), "motions": meetings.motions_of(row),
        "counted": motion.hand_counts.count() if motion else 0,
        "slips": progress(motion, label) if motion else None,
    }  # fmt: skip


@requires(HOLD)
@require_GET
def chair(request: ActedRequest, meeting_id: UUID) -> HttpResponse:
    """The chair's page: whose turn it is, next, stop, add."""
    row = own(request, meeting_id)
    if not may_hold(request.actor, row):
        raise OutsideYourArea
    values = room(row, request.actor.label) | {"form": forms.SpeakerForm()}
    return page_or_part(request, "assembly/meetings/chair.html", "assembly/meetings/_chair.html", values)


@requires(FOLLOW)
@require_GET
def wall(request: ActedRequest, meeting_id: UUID) -> HttpResponse:
    """The view for the wall; it looks for news by itself."""
    row = own(request, meeting_id)
    here = request.build_absolute_uri(reverse("assembly:here", args=[row.pk]))
    values = room(row, request.actor.label) | {"qr": qr(here), "items": meetings.agenda(row)}
    return page_or_part(request, "assembly/meetings/wall.html", "assembly/meetings/_wall.html", values)


@requires(HOLD)
@require_POST
def add_speaker(request: ActedRequest, motion_id: UUID) -> HttpResponse:
    """Somebody in the room raised a hand."""
    row = motion_of(request, motion_id)
    said = {"name": request.POST.get("name", "")[:40], "side": request.POST.get("side", "")}
    return at_once(
        request, lambda: speaking.add(request.actor, row, **said), "assembly:chair", row.meeting_id
    )


@requires(HOLD)
@require_POST
def turn(request: ActedRequest, motion_id: UUID, verb: str) -> HttpResponse:
    """The next one speaks, or this one has finished."""
    row = motion_of(request, motion_id)
    if verb not in TURNS:
        raise NotAllowedNow
    return at_once(request, lambda: TURNS[verb](request.actor, row), "assembly:chair", row.meeting_id)


@requires(HOLD)
@require_POST
def drop(request: ActedRequest, motion_id: UUID, speaker_id: UUID) -> HttpResponse:
    """Somebody does not want to speak any more."""
    row = motion_of(request, motion_id)
    speaker = Speaker.objects.filter(motion=row, pk=speaker_id).first()
    if speaker is None:
        raise OutsideYourArea
    return at_once(
        request, lambda: speaking.drop(request.actor, row, speaker), "assembly:chair", row.meeting_id
    )
