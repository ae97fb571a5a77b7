"""For those of us: who is there, by the list at the door."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.assembly.commands import attendance as commands
from linli.contexts.assembly.forms.meetings import GuestForm
from linli.contexts.assembly.models import Attendee, Meeting
from linli.contexts.assembly.policies.meetings import may_hold
from linli.contexts.assembly.queries import meetings
from linli.contexts.assembly.queries.meeting_rules import kind_of
from linli.contexts.assembly.states import HOLD
from linli.contexts.assembly.views.common import posted
from linli.contexts.assembly.views.meetings import at_once, own
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import NotAllowed, OutsideYourArea
from linli.web.deeds import Deed, carry_out

BLANK = range(12)


def _held(request: ActedRequest, meeting_id: UUID) -> Meeting:
    row = own(request, meeting_id)
    if not may_hold(request.actor, row):
        raise NotAllowed
    return row


@requires(HOLD)
@require_GET
def attendance(request: ActedRequest, meeting_id: UUID) -> HttpResponse:
    """The list: find a door or a name, put them on it; to be printed, too."""
    row, words = _held(request, meeting_id), request.GET.get("q", "").strip()[:40]
    values = {
        "meeting": row, "kind": kind_of(row.kind), "words": words, "found": meetings.candidates(row, words),
        "guests": meetings.attendees(row), "presence": meetings.presence(row), "blank": BLANK,
    }  # fmt: skip
    return render(request, "assembly/meetings/attendance.html", values)


@requires(HOLD)
@require_POST
def check_in(request: ActedRequest, meeting_id: UUID, person_id: UUID) -> HttpResponse:
    """Somebody of the register is there."""
    row, words = _held(request, meeting_id), request.POST.get("q", "").strip()[:40]
    found = next((one for one in meetings.candidates(row, words) if one.person == person_id), None)
    if found is None:
        raise OutsideYourArea
    return at_once(
        request, lambda: commands.check_in(request.actor, row, found=found), "assembly:attendance", row.pk
    )


@requires(HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: ActedRequest, meeting_id: UUID) -> HttpResponse:
    """Somebody whom the register does not know."""
    row = _held(request, meeting_id)
    deed = Deed(
        gettext_lazy("记一位登记里没有的"), GuestForm(posted(request)),
        lambda form: commands.check_in_guest(request.actor, row, written=form.written()),
        reverse("assembly:attendance", args=[row.pk]), gettext_lazy("记下了。"), row.title,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(HOLD)
@require_POST
def attendee(request: ActedRequest, meeting_id: UUID, attendee_id: UUID, verb: str) -> HttpResponse:
    """Somebody left or came back, or was noted by mistake."""
    row = _held(request, meeting_id)
    found = Attendee.objects.filter(meeting=row, pk=attendee_id).first()
    if found is None or verb not in ("leave", "remove"):
        raise OutsideYourArea
    run = commands.leave if verb == "leave" else commands.remove
    return at_once(request, lambda: run(request.actor, row, found), "assembly:attendance", row.pk)
