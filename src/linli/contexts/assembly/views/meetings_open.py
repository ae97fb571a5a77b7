"""Meetings for everybody; and for residents who come: here, a turn to speak, counting hands."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.assembly.commands import attendance as coming
from linli.contexts.assembly.commands import motions, speaking
from linli.contexts.assembly.exports import meetings as papers
from linli.contexts.assembly.forms.meetings import CodeForm, HandsForm
from linli.contexts.assembly.models import Meeting, MeetingState, Motion, MotionState, Paper
from linli.contexts.assembly.queries import meeting_board, meetings, minutes
from linli.contexts.assembly.queries import meeting_rules as rules
from linli.contexts.assembly.queries.slips import decided_without_names, own_slip, progress
from linli.contexts.assembly.queries.speaking import queue
from linli.contexts.assembly.views.common import acted, community_at, found, posted
from linli.contexts.assembly.views.motions import tell_count
from linli.contexts.residents import api as residents
from linli.kernel import clock
from linli.kernel.access.guards import ResidentRequest, public, resident
from linli.kernel.errors import OutsideYourArea
from linli.web import files
from linli.web.deeds import Deed, carry_out, tap
from linli.web.htmx import page_or_part, see_other
from linli.web.paging import page_of

WHY = "what neighbours meet about, and what they decided, is for everybody"


def shown(meeting_id: UUID) -> Meeting:
    """A meeting that everybody may see; 404 otherwise."""
    return found(meetings.shown, meeting_id)


@public(WHY)
@require_GET
def open_list(request: HttpRequest, code: str) -> HttpResponse:
    """The meetings of a community."""
    place = community_at(code)
    page = page_of(request, meetings.shown_in(place.code))
    lines = [(one, rules.kind_of(one.kind).label) for one in page.rows]
    values = {"community": place, "page": page, "lines": lines}
    return render(request, "assembly/meetings/open.html", values)


@public(WHY)
@require_GET
def read(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting: when, where, about what; afterwards what was decided and promised."""
    row = shown(meeting_id)
    who = residents.current(request)
    is_over = row.state == MeetingState.PUBLISHED
    values: dict[str, Any] = {
        "meeting": row, "kind": rules.kind_of(row.kind), "items": meetings.agenda(row), "is_over": is_over,
        "is_today": timezone.localdate(row.starts_at) <= clock.today(),
        "minutes": minutes.of(row) if is_over else None, "earlier": meeting_board.earlier(row),
        "promises": meetings.promises_of(row), "place": meetings.own_place(who, row) if who else None,
        "secret": decided_without_names(row) if is_over else (),
        "belongs": bool(who and who.homes_in(row.community)),
    }  # fmt: skip
    return render(request, "assembly/meetings/read.html", values)


@public("the papers of a meeting are for everybody to read beforehand")
@require_GET
def paper(request: HttpRequest, meeting_id: UUID, file_id: UUID) -> HttpResponse:
    """A paper of an item."""
    row = shown(meeting_id)
    if not Paper.objects.filter(item__meeting=row, file=file_id).exists():
        raise OutsideYourArea
    return files.stored_to_save(file_id)


@public("published minutes are for everybody")
@require_GET
def protocol(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The minutes as PDF."""
    row = shown(meeting_id)
    if row.state != MeetingState.PUBLISHED:
        raise OutsideYourArea
    return files.shown(papers.protocol(row), "minutes.pdf")


def _own(request: ResidentRequest, meeting_id: UUID) -> Meeting:
    row = shown(meeting_id)
    if not request.resident.homes_in(row.community):
        raise OutsideYourArea
    return row


@resident("who comes says so by phone")
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: ResidentRequest, meeting_id: UUID) -> HttpResponse:
    """I am here: the code on the wall; then what is talked about, and one's turn."""
    row = _own(request, meeting_id)
    form = CodeForm(posted(request), initial={"code": request.GET.get("code", "")})
    if acted(form, lambda: coming.attend(request.resident, row, code=form.cleaned_data["code"])) is not None:
        messages.success(request, _("报到好了，谢谢您来。"))
        return see_other(request, "assembly:here", row.pk)
    motion, place = meetings.current(row), meetings.own_place(request.resident, row)
    values = {
        "slips": progress(motion, request.resident.label) if motion else None,
        "own_slip": own_slip(request.resident, motion) if motion else None,
        "meeting": row, "form": form, "place": place, "motion": motion,
        "queue": queue(motion) if motion and motion.state == MotionState.DEBATED else None,
        "rules": rules.order(), "presence": meetings.presence(row), "items": meetings.agenda(row),
    }  # fmt: skip
    if form.errors:
        return render(request, "assembly/meetings/here.html", values, status=422)
    return page_or_part(request, "assembly/meetings/here.html", "assembly/meetings/_here.html", values)


def motion_there(request: ResidentRequest, motion_id: UUID) -> Motion:
    """A motion of a meeting of one's own community; 404 otherwise."""
    row = Motion.objects.select_related("meeting__area", "box").filter(pk=motion_id).first()
    if row is None:
        raise OutsideYourArea
    _own(request, row.meeting_id)
    return row


@resident("who is there asks for a turn to speak")
@require_POST
def ask(request: ResidentRequest, motion_id: UUID) -> HttpResponse:
    """Ask for a turn, for or against."""
    row = motion_there(request, motion_id)
    back = see_other(request, "assembly:here", row.meeting_id)
    side = request.POST.get("side", "")
    done = _("排上了，轮到时主持人会请您。")
    return tap(request, lambda: speaking.ask(request.resident, row, side=side), back, done)


@resident("who is there may be the second person who counts hands")
@require_http_methods(["GET", "HEAD", "POST"])
def count(request: ResidentRequest, motion_id: UUID) -> HttpResponse:
    """Count hands, as one of two."""
    row = motion_there(request, motion_id)
    deed = Deed(
        gettext_lazy("帮忙数举手"), HandsForm(posted(request)),
        lambda form: tell_count(request, motions.count_hands(request.resident, row, hands=form.hands())),
        reverse("assembly:here", args=[row.meeting_id]), gettext_lazy("谢谢您。"),
        gettext_lazy("两个人各数一遍，互相不看。两遍一样才算数。"), gettext_lazy("我数的就是这些"),
    )  # fmt: skip
    return carry_out(request, deed)
