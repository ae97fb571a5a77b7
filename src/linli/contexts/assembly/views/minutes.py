"""For those of us: minutes, who carries out what was resolved, papers of a meeting."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.contexts.assembly.commands import minutes
from linli.contexts.assembly.exports import meetings as papers
from linli.contexts.assembly.forms import meetings as forms
from linli.contexts.assembly.models import Meeting, MeetingState
from linli.contexts.assembly.policies.meetings import may_hold
from linli.contexts.assembly.queries import meetings, responsible
from linli.contexts.assembly.queries import minutes as drafted
from linli.contexts.assembly.states import FOLLOW, HOLD
from linli.contexts.assembly.views.common import posted
from linli.contexts.assembly.views.meetings import at_once, own
from linli.contexts.assembly.views.motions import motion_of
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import OutsideYourArea
from linli.web import files
from linli.web.deeds import Deed, carry_out
from linli.web.forms import LinliForm


@requires(FOLLOW)
@require_http_methods(["GET", "HEAD", "POST"])
def minutes_page(request: ActedRequest, meeting_id: UUID) -> HttpResponse:
    """The minutes as they would be now, and what the secretary adds."""
    row = own(request, meeting_id)
    form = forms.MinutesForm(posted(request), initial={"words": row.minutes_words})
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"]
        return at_once(
            request, lambda: minutes.write(request.actor, row, words=words), "assembly:minutes", row.pk
        )
    return render(request, "assembly/meetings/minutes.html", minutes_values(request, row, form))


def minutes_values(request: ActedRequest, row: Meeting, form: LinliForm) -> dict[str, Any]:
    """What the page of minutes shows."""
    is_open = row.state in (MeetingState.RUNNING, MeetingState.CLOSED)
    steps = [s for s in meetings.offered(request.actor, row) if s.verb not in ("close", "cancel")]
    return {
        "meeting": row, "minutes": drafted.of(row), "form": form, "items": meetings.agenda(row),
        "is_open": is_open and may_hold(request.actor, row), "steps": steps,
        "unassigned": drafted.unassigned(row),
        "motions": [one for one in meetings.motions_of(row) if one.state == "passed"],
    }  # fmt: skip


@requires(HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: ActedRequest, motion_id: UUID) -> HttpResponse:
    """Who carries out what was resolved, until when."""
    row = motion_of(request, motion_id)
    start = {"title": row.what, "who": row.who, "due_on": row.when, "means": row.how_much}
    form = forms.AssignForm(posted(request), initial=start, people=responsible.choices(row.meeting.area))
    deed = Deed(
        gettext_lazy("落实到人"), form,
        lambda sent: minutes.assign(request.actor, row, **sent.promised()),
        reverse("assembly:minutes", args=[row.meeting_id]),
        gettext_lazy("落实好了，写进了承诺，到会的人都能看到。"), row.what,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(FOLLOW)
@require_GET
def paper(request: ActedRequest, meeting_id: UUID, kind: str) -> HttpResponse:
    """The minutes as PDF or Word."""
    row = own(request, meeting_id)
    if kind == "pdf":
        return files.shown(papers.protocol(row), "minutes.pdf")
    if kind != "docx":
        raise OutsideYourArea
    return files.saved(papers.protocol_word(row), f"{row.title}.docx")
