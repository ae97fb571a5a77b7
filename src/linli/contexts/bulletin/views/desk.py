"""For workers: the register of notices, writing, the steps of a notice, corrections, files."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.bulletin import policies
from linli.contexts.bulletin.commands import files
from linli.contexts.bulletin.commands import notices as commands
from linli.contexts.bulletin.forms.notices import CorrectForm, FileForm, NoticeForm
from linli.contexts.bulletin.models import Notice, State
from linli.contexts.bulletin.models.notices import ON_BOARD
from linli.contexts.bulletin.queries import board, desk, groups
from linli.contexts.bulletin.queries.kinds import kinds
from linli.contexts.bulletin.queries.spoken import call_of
from linli.contexts.bulletin.states import LIFE, UNPRESSED
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Area
from linli.kernel.errors import NotAllowed, OutsideYourArea
from linli.web.deeds import Deed, carry_out
from linli.web.files import stored_to_save
from linli.web.forms import LinliForm, ReasonForm
from linli.web.htmx import page_or_part, see_other
from linli.web.paging import page_of

DONE = {
    "submit": _("已交给别人复核。"),
    "send_back": _("已退回修改。"),
    "approve": _("已张贴，公示开始计算。"),
    "post": _("已张贴。"),
    "drop": _("这份草稿不发了。"),
    "withdraw": _("已撤下，公告栏上会写明原因。"),
}
EDITS = ("kind", "title", "words", "signed", "phone", "wants_receipts", "receipts_until", "spoken")


def posted(request: HttpRequest) -> Any:
    """What was sent, be it nothing; None when nothing was sent yet."""
    return request.POST if request.method == "POST" else None


@requires("bulletin.view")
@require_GET
def register(request: ActedRequest) -> HttpResponse:
    """Every notice of one's area."""
    asked = {key: request.GET.get(key, "").strip()[:40] for key in ("q", "kind", "state")}
    rows = desk.found(request.actor, words=asked["q"], kind=asked["kind"], state=asked["state"])
    page = page_of(request, rows)
    values = {
        "page": page, "lines": board.lines(page.rows), "asked": asked,
        "kinds": kinds().values(), "states": LIFE.states.items(), "names": desk.names(list(page.rows)),
        "waiting": desk.waiting(request.actor), "boards": desk.boards(request.actor),
        "may_write": request.actor.holds(policies.WRITE), "may_group": request.actor.holds(policies.GROUPS),
    }  # fmt: skip
    return page_or_part(request, "bulletin/register.html", "bulletin/_rows.html", values)


@requires("bulletin.write")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActedRequest) -> HttpResponse:
    """Begin a notice."""
    places = desk.places(request.actor)
    initial = {"signed": desk.signature(request.actor), "area": places[0].code if places else ""}
    return _write(request, NoticeForm(posted(request), places=places, initial=initial), places)


@requires("bulletin.write")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActedRequest, notice_id: UUID) -> HttpResponse:
    """Put a draft right."""
    found = desk.notice(request.actor, notice_id)
    places = desk.places(request.actor)
    initial = {key: getattr(found, key) for key in EDITS} | {"area": found.area.code}
    return _write(request, NoticeForm(posted(request), places=places, initial=initial), places, found)


def _write(
    request: ActedRequest, form: NoticeForm, places: list[Area], found: Notice | None = None
) -> HttpResponse:
    kept: list[Notice] = [found] if found else []

    def run(sent: Any) -> None:
        told: Mapping[str, Any] = {key: sent.cleaned_data[key] for key in EDITS}
        area = next(p for p in places if p.code == sent.cleaned_data["area"])
        if found is None:
            kept.append(commands.draft(request.actor, area, told=told))
        else:
            commands.change(request.actor, found, area, told=told)

    back = reverse("bulletin:notice", args=[found.pk]) if found else reverse("bulletin:register")
    deed = Deed(_("写公告"), form, run, back, _("草稿已保存。"), _("先存成草稿，看过样子再张贴。"))
    answer = carry_out(request, deed)
    if found is None and kept:
        return HttpResponseRedirect(reverse("bulletin:notice", args=[kept[0].pk]), status=303)
    return answer


@requires("bulletin.view")
@require_GET
def notice(request: ActedRequest, notice_id: UUID) -> HttpResponse:
    """One notice with everything that one may do."""
    found = desk.notice(request.actor, notice_id)
    steps = [step for step in LIFE.open_from(found.state) if step.verb not in UNPRESSED]
    may_write = request.actor.may(policies.WRITE, found.area.code)
    names = desk.names([found])
    values = {
        "page": board.page(found), "notice": found, "call": call_of(found), "heard": groups.of_notice(found),
        "steps": desk.offered(request.actor, found, steps),
        "author": names.get(found.account_id, ""), "second": names.get(found.checked_by, ""),
        "may_edit": may_write and found.state == State.DRAFT,
        "may_correct": may_write and found.state in ON_BOARD,
        "may_attach": may_write and found.state not in (State.WITHDRAWN, State.DROPPED),
        "is_public": found.state in (State.POSTED, State.FULFILLED, State.WITHDRAWN),
    }  # fmt: skip
    return render(request, "bulletin/notice.html", values)


@requires("bulletin.view")
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: ActedRequest, notice_id: UUID, verb: str) -> HttpResponse:
    """One step of its life; those that must be explained ask for a reason."""
    found = desk.notice(request.actor, notice_id)
    if verb not in DONE:
        raise OutsideYourArea
    row = LIFE.step(verb, found.state)
    if not request.actor.may(row.needs, found.area.code):
        raise NotAllowed
    form = ReasonForm(posted(request)) if row.reason else LinliForm(posted(request))

    def run(sent: Any) -> None:
        values = {"reason": sent.cleaned_data["reason"]} if row.reason else {}
        getattr(commands, verb)(request.actor, found, **values)

    back = reverse("bulletin:notice", args=[found.pk])
    danger = verb in ("withdraw", "drop")
    deed = Deed(row.label, form, run, back, DONE[verb], found.title, row.label, danger=danger)
    return carry_out(request, deed)


@requires("bulletin.write")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: ActedRequest, notice_id: UUID) -> HttpResponse:
    """Put right what hangs there; what it said stays readable."""
    found = desk.notice(request.actor, notice_id)
    form = CorrectForm(posted(request), initial={"title": found.title, "words": found.words})

    def run(sent: Any) -> None:
        said = sent.cleaned_data
        commands.correct(request.actor, found, told=said, reason=said["reason"])

    deed = Deed(
        _("更正"), form, run, reverse("bulletin:notice", args=[found.pk]),
        _("已更正，公告栏上看得到改了什么、为什么。"), found.title, _("更正"),
    )  # fmt: skip
    return carry_out(request, deed)


@requires("bulletin.write")
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: ActedRequest, notice_id: UUID) -> HttpResponse:
    """A file beside a notice."""
    found = desk.notice(request.actor, notice_id)
    form = FileForm(posted(request), request.FILES or None)

    def run(sent: Any) -> None:
        file = sent.cleaned_data["file"]
        files.attach(request.actor, found, data=file.read(), name=file.name)

    deed = Deed(
        _("加附件"), form, run, reverse("bulletin:notice", args=[found.pk]), _("附件加好了。"), found.title,
        _("加上"),
    )  # fmt: skip
    return carry_out(request, deed)


@requires("bulletin.write")
@require_POST
def detach(request: ActedRequest, notice_id: UUID, attachment_id: UUID) -> HttpResponse:
    """Take a file away from a draft."""
    found = desk.notice(request.actor, notice_id)
    files.detach(request.actor, found, found.attachments.get(pk=attachment_id))
    return see_other(request, "bulletin:notice", found.pk)


@requires("bulletin.view")
@require_GET
def file(request: ActedRequest, notice_id: UUID, attachment_id: UUID) -> HttpResponse:
    """A file of a notice that is not posted yet."""
    found = desk.notice(request.actor, notice_id)
    return stored_to_save(found.attachments.get(pk=attachment_id).file_id)
