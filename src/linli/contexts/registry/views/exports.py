"""Lists that leave the house: asking, approving, downloading; each of them on record."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.registry import exports as workbooks
from linli.contexts.registry import policies
from linli.contexts.registry.commands import exports as commands
from linli.contexts.registry.commands.exports import FREELY, Wish
from linli.contexts.registry.forms.registers import AnswerForm, ExportForm
from linli.contexts.registry.models.registers import ExportState
from linli.contexts.registry.queries import exports
from linli.contexts.registry.views.registers import Start, start
from linli.kernel.access.guards import ActedRequest, requires, signed_in
from linli.kernel.commands import once
from linli.kernel.errors import BadInput, OutsideYourArea
from linli.web.deeds import Deed, carry_out
from linli.web.files import saved
from linli.web.htmx import see_other
from linli.web.paging import page_of


@requires("registry.export")
def ask(request: ActedRequest, register_id: UUID | None = None) -> HttpResponse:
    """Ask for a list as a file."""
    begun = start(request, register_id)
    form = ExportForm(
        request.POST or None, may_reveal=exports.may_reveal_in(request.actor, begun.view.community)
    )
    asked: list[str] = []

    def run(form: Any) -> None:
        nonce = form.cleaned_data["nonce"]
        act = partial(_ask, request, begun, form)
        # The form sends a nonce, so that a double click asks once; whoever sends none asks each time.
        asked.append(once(request.actor, f"export:{nonce}", act).value if nonce else act())

    lead = _lead(exports.rows(request.actor, begun.view, masked=True))
    title = _("导出《%(name)s》") % {"name": begun.name}
    done = lazy(lambda: _done(request, asked[0]), str)()
    answer = carry_out(request, Deed(title, form, run, begun.with_query(), done, lead, _("申请导出")))
    return see_other(request, "registry:exports") if asked else answer


def _done(request: ActedRequest, request_id: str) -> str:
    is_ready = exports.request(request.actor, UUID(request_id)).state == ExportState.READY
    return _("文件已经准备好，请下载。") if is_ready else _("申请已提交，批准后会通知您。")


def _ask(request: ActedRequest, begun: Start, form: Any) -> str:
    wish = Wish(
        title=begun.title,
        view=begun.view,
        reason=form.cleaned_data["reason"],
        is_masked=not form.cleaned_data.get("unmasked"),
        register=begun.register,
    )
    return str(commands.ask_export(request.actor, begun.view.community, wish=wish).pk)


def _lead(rows: int) -> str:
    told = {"rows": rows, "most": FREELY}
    if rows > FREELY:
        return _("共 %(rows)s 行，超过 %(most)s 行，要由社区负责人或街道工作人员批准后才能下载。") % told
    return _("共 %(rows)s 行，写明用途后可以直接下载。敏感信息默认遮住。") % told


@signed_in("one's own exports, and those one may approve")
def exports_page(request: ActedRequest) -> HttpResponse:
    """My exports, and those that wait for my decision."""
    page = page_of(request, exports.mine(request.actor))
    values = {
        "page": page,
        "mine": exports.lines(list(page.rows)),
        "may_approve": request.actor.holds(policies.APPROVE),
        "waiting": exports.lines(list(exports.waiting(request.actor)[:100])),
        "decided": exports.lines(list(exports.decided(request.actor)[:10])),
        "valid_days": exports.VALID_DAYS,
    }
    return render(request, "registry/exports.html", values)


@requires("registry.approve_export")
@require_POST
def decide(request: ActedRequest, request_id: UUID) -> HttpResponse:
    """Approve or refuse somebody else's export."""
    found = exports.request(request.actor, request_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise BadInput
    approved = form.cleaned_data["approved"] == "yes"
    commands.decide_export(request.actor, found, approved=approved, answer=form.cleaned_data["answer"])
    messages.success(request, _("已批准。") if approved else _("已答复，没有批准。"))
    return see_other(request, "registry:exports")


@signed_in("whoever asked for it")
@require_POST
def download(request: ActedRequest, request_id: UUID) -> HttpResponse:
    """The file itself; every time is on record."""
    found = exports.request(request.actor, request_id)
    if not policies.may_download(request.actor, found):
        raise OutsideYourArea
    commands.refuse_stale(found, 0)
    book = workbooks.book_of(request.actor, found)
    commands.count_download(request.actor, found, rows=book.rows)
    return as_file(book)


def as_file(book: workbooks.Book) -> HttpResponse:
    """A workbook as an answer that a browser saves."""
    return saved(book.content, book.name)
