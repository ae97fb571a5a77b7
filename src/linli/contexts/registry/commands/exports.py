"""Letting lists leave the house: asked with a reason, approved by a second person, counted every time."""

from dataclasses import dataclass

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from linli.contexts.registry import policies
from linli.contexts.registry.models import ExportRequest, Register
from linli.contexts.registry.models.registers import ExportState
from linli.contexts.registry.queries import exports
from linli.contexts.registry.queries.registers import View
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, ReasonNeeded
from linli.kernel.notices import post

FREELY = 100
"""Up to so many people a reason is enough; above it a second person approves."""
GROWN = 1.1
"""By how much a list may have grown since it was approved."""
REASON, TITLE = 100, 60
PAGE = reverse_lazy("registry:exports")


@dataclass(frozen=True, slots=True)
class Wish:
    """A list that someone wants as a file."""

    title: str
    view: View
    reason: str
    is_masked: bool = True
    register: Register | None = None


@command("registry.export_asked", policies.may_ask_export)
def ask_export(actor: Actor, community: Area, /, *, wish: Wish) -> ExportRequest:
    """Ask for a list as a file: ready at once for few people, else when a second person approves."""
    reason = wish.reason.strip()
    if len(reason) < 2:
        raise ReasonNeeded(field="reason")
    if not wish.is_masked and not exports.may_reveal_in(actor, community):
        raise NotAllowed(field="unmasked")
    rows = exports.rows(actor, wish.view, masked=wish.is_masked)
    if not rows:
        raise BadInput(_("名单是空的，没有可以导出的内容。"))
    request = ExportRequest.objects.create(
        community=community, register=wish.register, title=wish.title[:TITLE], query=wish.view.kept,
        reason=reason[:REASON], rows=rows, is_masked=wish.is_masked, account_id=actor.account_id or 0,
        state=ExportState.READY if rows <= FREELY else ExportState.ASKED, at=clock.now(),
    )  # fmt: skip
    if request.state == ExportState.ASKED:
        post.tell(
            exports.approvers(community, but=actor.account_id), "registry.export_waiting", str(PAGE),
            who=actor.name, title=request.title, rows=rows,
        )  # fmt: skip
    note(target=request, area=community.code, reason=reason, rows=rows, masked=wish.is_masked)
    return request


@command("registry.export_decided", policies.may_decide_export)
def decide_export(
    actor: Actor, request: ExportRequest, /, *, approved: bool, answer: str = ""
) -> ExportRequest:
    """Approve or refuse somebody else's export."""
    held = db.lock_row(ExportRequest, pk=request.pk)
    if held.state != ExportState.ASKED:
        raise NotAllowedNow
    if not approved and not answer.strip():
        raise ReasonNeeded(_("不批准时，请写明原因，方便对方调整后再申请。"), field="answer")
    held.state = ExportState.READY if approved else ExportState.REFUSED
    held.decided_by, held.decided_at, held.answer = actor.account_id, clock.now(), answer.strip()[:REASON]
    held.save(update_fields=["state", "decided_by", "decided_at", "answer"])
    if held.account_id:
        message = "registry.export_approved" if approved else "registry.export_refused"
        post.tell([held.account_id], message, str(PAGE), title=held.title)
    note(target=held, area=request.community.code, approved=approved, reason=held.answer)
    return held


def refuse_stale(request: ExportRequest, rows: int) -> None:
    """Raise a refusal when no file may be made: not approved, too old, or grown past what was approved."""
    if request.state != ExportState.READY:
        raise NotAllowedNow(_("还没有获得批准，不能下载。"))
    if exports.is_over(request):
        raise NotAllowedNow(_("这份导出已经过了可以下载的日期，请重新申请。"))
    if rows > FREELY and rows > request.rows * GROWN:
        raise NotAllowedNow(_("名单比申请时多了不少，请重新申请。"))


@command("registry.export_downloaded", policies.may_download)
def count_download(actor: Actor, request: ExportRequest, /, *, rows: int) -> ExportRequest:
    """The file leaves the house; every time is on record."""
    held = db.lock_row(ExportRequest, pk=request.pk)
    refuse_stale(held, rows)
    held.downloads += 1
    held.save(update_fields=["downloads"])
    note(target=held, area=request.community.code, rows=rows, reason=held.reason, masked=held.is_masked)
    return held
