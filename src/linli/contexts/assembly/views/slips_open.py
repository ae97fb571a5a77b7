"""Votes without names in the room, for residents who are there: vote, be the second person, one's receipt."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.assembly.commands import slips as commands
from linli.contexts.assembly.models import Motion
from linli.contexts.assembly.queries import slips
from linli.contexts.assembly.queries.results import side_words
from linli.contexts.assembly.views.meetings_open import motion_there
from linli.contexts.assembly.views.public import file_of, look_up
from linli.contexts.assembly.views.slips import counted
from linli.contexts.assembly.views.voting import receipt_of
from linli.kernel.access.guards import ResidentRequest, public, resident
from linli.kernel.ballots.models import Box
from linli.kernel.ballots.refusals import AlreadyVoted, BoxShut, NotOnRoll, WrongBallot
from linli.kernel.errors import OutsideYourArea
from linli.web.deeds import tap
from linli.web.htmx import see_other

WHY = "what was decided without names can be counted again by everybody"


@resident("one's own vote in the room")
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: ResidentRequest, motion_id: UUID) -> HttpResponse:
    """Choose; look once more; cast it and see the receipt this one time."""
    row = motion_there(request, motion_id)
    words, choice, code, trouble = side_words(), request.POST.get("choice", ""), "", ""
    if request.method == "POST" and choice not in words:
        trouble = _("请先选一项。")
    elif request.POST.get("sure"):
        try:
            code = commands.cast(request.resident, row, choice=choice)
        except (AlreadyVoted, BoxShut, NotOnRoll, WrongBallot) as refusal:
            trouble = str(refusal)
    values: dict[str, Any] = {
        "motion": row, "meeting": row.meeting, "choices": list(words.items()), "choice": choice, "code": code,
        "chosen": words.get(choice), "trouble": trouble, "own_slip": slips.own_slip(request.resident, row),
    }  # fmt: skip
    status = 409 if trouble and choice else 422 if trouble else 200
    answer = render(request, "assembly/meetings/slip.html", values, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@resident("printing one's own receipt")
@require_POST
def receipt(request: ResidentRequest, motion_id: UUID) -> HttpResponse:
    """The receipt on paper; the code comes from the page and is kept nowhere."""
    row = motion_there(request, motion_id)
    address = request.build_absolute_uri(reverse("assembly:slip_check", args=[row.pk]))
    return receipt_of(request, row.meeting.community, row.what, address)


@resident("who is there may be the second person for slips on paper")
@require_POST
def confirm(request: ResidentRequest, motion_id: UUID) -> HttpResponse:
    """Be the second person for what the secretary noted."""
    row = motion_there(request, motion_id)
    back = see_other(request, "assembly:here", row.meeting_id)
    return tap(request, lambda: commands.confirm(request.resident, row), back, _("确认了，谢谢您。"))


@resident("who is there may be the second person who counts slips")
@require_http_methods(["GET", "HEAD", "POST"])
def count(request: ResidentRequest, motion_id: UUID) -> HttpResponse:
    """Count slips, as one of two."""
    row = motion_there(request, motion_id)
    return counted(request, request.resident, row, reverse("assembly:here", args=[row.meeting_id]))


def _published(motion_id: UUID) -> tuple[Motion, Box]:
    row = Motion.objects.select_related("meeting__area", "box").filter(pk=motion_id).first()
    if row is None or row.box is None or not row.box.published:
        raise OutsideYourArea
    return row, row.box


@public(WHY)
@require_GET
def record(request: HttpRequest, motion_id: UUID) -> HttpResponse:
    """The file by which anybody can count again."""
    return file_of(_published(motion_id)[1])


@public("whoever has a receipt can look whether the vote is there")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, motion_id: UUID) -> HttpResponse:
    """One's own slip among those that were counted."""
    row, box = _published(motion_id)
    return look_up(
        request, box, row.what, reverse("assembly:read_meeting", args=[row.meeting_id]), side_words()
    )
