"""Registers (台账): saving views, and letting lists leave the house."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.contexts.registry import policies
from linli.contexts.registry.models import ExportRequest, Register
from linli.contexts.registry.models.registers import ExportState
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.catalogue import shelf
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded
from linli.kernel.notices import post

FREELY = 100
"""Up to so many people a reason is enough; above it a second person approves."""


def _checked(view: dict[str, Any]) -> dict[str, Any]:
    if not view.get("name", "").strip():
        raise BadInput(_("请给台账起个名字。"), field="name")
    if view["population"] not in shelf.populations():
        raise BadInput(field="population")
    if not view["columns"] or not set(view["columns"]) <= set(shelf.fields()):
        raise BadInput(_("请至少选一列。"), field="columns")
    return view


@command("registry.register_saved", policies.may_save_register)
def save_register(actor: Actor, community: Area, /, **view: Any) -> Register:
    """Keep a view under a name."""
    view = _checked(view)
    if Register.objects.filter(community=community, name=view["name"].strip()).exists():
        raise BadInput(_("已有同名台账，请换个名字。"), field="name")
    register = Register.objects.create(community=community, account_id=actor.account_id, **view)
    note(target=register, area=community.code)
    return register


@command("registry.register_changed", policies.may_change_register)
def change_register(actor: Actor, register: Register, /, **view: Any) -> Register:
    """Change a view."""
    for name, value in _checked(view).items():
        setattr(register, name, value)
    register.save()
    note(area=register.community.code)
    return register


@command("registry.register_dropped", policies.may_change_register)
def drop_register(actor: Actor, register: Register, /) -> None:
    """Remove a view; the people stay."""
    note(target=register, area=register.community.code)
    register.delete()


@dataclass(frozen=True, slots=True)
class Wish:
    """A list that someone wants as a file."""

    title: str
    query: dict[str, Any]
    reason: str
    rows: int
    is_masked: bool = True
    register: Register | None = None


@command("registry.export_asked", policies.may_ask_export)
def ask_export(actor: Actor, community: Area, /, *, wish: Wish) -> ExportRequest:
    """Ask for a list as a file: ready at once for few people, else when a second person approves."""
    reason = wish.reason.strip()
    if len(reason) < 2:
        raise ReasonNeeded
    request = ExportRequest.objects.create(
        community=community,
        register=wish.register,
        title=wish.title[:60],
        query=wish.query,
        reason=reason[:100],
        rows=wish.rows,
        is_masked=wish.is_masked,
        state=ExportState.READY if wish.rows <= FREELY else ExportState.ASKED,
        account_id=actor.account_id or 0,
        at=clock.now(),
    )
    note(target=request, area=community.code, reason=reason, rows=wish.rows, masked=wish.is_masked)
    return request


@command("registry.export_decided", policies.may_decide_export)
def decide_export(
    actor: Actor, request: ExportRequest, /, *, approved: bool, answer: str = ""
) -> ExportRequest:
    """Approve or refuse somebody else's export."""
    if request.state != ExportState.ASKED:
        raise NotAllowedNow
    if not approved and not answer.strip():
        raise ReasonNeeded
    request.state = ExportState.READY if approved else ExportState.REFUSED
    request.decided_by, request.decided_at, request.answer = actor.account_id, clock.now(), answer.strip()
    request.save()
    post.tell(
        [request.account_id], "registry.export_approved" if approved else "registry.export_refused",
        "/registry/exports/", title=request.title,
    )  # fmt: skip
    note(area=request.community.code, approved=approved, reason=answer.strip())
    return request


def may_download(actor: Actor, request: ExportRequest) -> bool:
    """Whoever asked for it."""
    return request.account_id == actor.account_id


@command("registry.export_downloaded", may_download)
def count_download(actor: Actor, request: ExportRequest, /) -> ExportRequest:
    """The file leaves the house; every time is on record."""
    if request.state != ExportState.READY:
        raise NotAllowedNow
    request.downloads += 1
    request.save(update_fields=["downloads"])
    note(area=request.community.code, rows=request.rows, reason=request.reason)
    return request
