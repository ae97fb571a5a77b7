"""Rosters: handing one in, putting its columns right, trying out, taking over, taking back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.registry import tasks
from linli.contexts.registry.commands import imports as commands
from linli.contexts.registry.exports import Book
from linli.contexts.registry.forms.imports import RosterForm, WayForm
from linli.contexts.registry.imports import deciding, refused, working
from linli.contexts.registry.imports.previewing import shown
from linli.contexts.registry.imports.review import review_of
from linli.contexts.registry.models import ImportRun
from linli.contexts.registry.models.imports import Outcome, RunState
from linli.contexts.registry.queries import imports as queries
from linli.contexts.registry.views.exports import as_file
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import BadInput, Refusal
from linli.kernel.jobs import progress
from linli.web.deeds import Deed, carry_out
from linli.web.forms import LinliForm
from linli.web.htmx import page_or_part, see_other
from linli.web.paging import page_of

MOVING = (RunState.RUNNING, RunState.UNDOING)


@requires("registry.import")
def imports_page(request: ActedRequest) -> HttpResponse:
    """Hand a roster in; below it those that came before."""
    return _list(request, RosterForm(actor=request.actor))


def _list(request: ActedRequest, form: RosterForm, status: int = 200) -> HttpResponse:
    page = page_of(request, queries.runs(request.actor))
    values = {"form": form, "page": page, "names": queries.names_of(list(page.rows))}
    answer = page_or_part(request, "registry/imports.html", "registry/_imports.html", values)
    answer.status_code = status
    return answer


@requires("registry.import")
@require_POST
def take(request: ActedRequest) -> HttpResponse:
    """Keep a roster and go to its columns."""
    form = RosterForm(request.POST, request.FILES, actor=request.actor)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        community = form.cleaned_data["community"]
        try:
            described = working.described(community, working.Offered(upload.read(), upload.name))
            run = commands.start(request.actor, community, roster=described)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return see_other(request, "registry:import", run.pk)
    return _list(request, form, status=422)


@requires("registry.import")
def roster(request: ActedRequest, run_id: UUID) -> HttpResponse:
    """One roster: its columns until it is tried out, then what became of its rows."""
    run = queries.run(request.actor, run_id)
    if run.state == RunState.MAPPED or (run.state == RunState.CHECKED and "columns" in request.GET):
        return render(request, "registry/import_columns.html", _columns(request, run))
    return _rows(request, run)


def _columns(request: ActedRequest, run: ImportRun, form: WayForm | None = None) -> dict[str, Any]:
    review = review_of(run)
    sheets = [sheet.name for sheet in review.sheets]
    form = form or WayForm(actor=request.actor, run=run, sheets=sheets)
    return {"run": run, "review": review, "form": form}


def _rows(request: ActedRequest, run: ImportRun) -> HttpResponse:
    outcome = request.GET.get("outcome", "")
    page = page_of(request, queries.rows(run, outcome))
    done, total = queries.progress_of(run) if run.state in MOVING else (0, 0)
    values = {
        "run": run,
        "page": page,
        "shown": shown(run, list(page.rows)),
        "outcome": outcome,
        "outcomes": [(o, o.label, run.counts.get(o, 0)) for o in Outcome],
        "kept": queries.kept(run) if run.state == RunState.UNDONE else 0,
        "is_moving": run.state in MOVING,
        "done": done,
        "total": total,
    }
    return page_or_part(request, "registry/import.html", "registry/_import_rows.html", values)


@requires("registry.import")
@require_POST
def choose(request: ActedRequest, run_id: UUID) -> HttpResponse:
    """Keep one decision: what a column holds, or how the roster is to be taken."""
    run = queries.run(request.actor, run_id)
    if cell := request.POST.get("cell"):
        choice = commands.Choice(columns={cell: request.POST.get("field", "")})
        run = commands.choose(request.actor, run, choice=choice)
        return _columns_again(request, run)
    sheets = [sheet.name for sheet in review_of(run).sheets]
    form = WayForm(request.POST, actor=request.actor, run=run, sheets=sheets)
    if not form.is_valid():
        return render(request, "registry/_import_columns.html", _columns(request, run, form), status=422)
    run = commands.choose(request.actor, run, choice=_way(run, form.cleaned_data))
    return _columns_again(request, run)


def _way(run: ImportRun, wanted: dict[str, Any]) -> commands.Choice:
    is_other = wanted["sheet"] != run.sheet
    offered = working.Offered(working.content(run), run.file_name, wanted["sheet"]) if is_other else None
    return commands.Choice(
        roster=working.described(wanted["community"], offered) if offered is not None else None,
        community=wanted["community"],
        valid_on=wanted["valid_on"],
        group=wanted["group"] if not is_other else None,
        adds_dwellings=wanted["adds_dwellings"],
    )


def _columns_again(request: ActedRequest, run: ImportRun) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, "registry/_import_columns.html", _columns(request, run))
    return see_other(request, "registry:import", run.pk)


# ── Long work ───────────────────────────────────────────────────────────────────────────────────────────
def _to_job(request: HttpRequest, run: ImportRun, job: UUID) -> HttpResponse:
    return see_other(request, "web:job", job, query=f"next={reverse('registry:import', args=[run.pk])}")


def _enqueue(request: ActedRequest, run: ImportRun, task: Any) -> Callable[[str], object]:
    return lambda job: task.enqueue(job, str(run.pk), request.actor.account_id or 0)


@requires("registry.import")
@require_POST
def check(request: ActedRequest, run_id: UUID) -> HttpResponse:
    """Try every row out."""
    run = queries.run(request.actor, run_id)
    if not any(key == "name" for key in run.mapping.values()):
        messages.error(request, _("还不知道哪一列是姓名，请先在各列里选出来。"))
        return see_other(request, "registry:import", run.pk)
    work = _enqueue(request, run, tasks.try_out_roster)
    return _to_job(request, run, progress.start(request.actor, "registry.import", work).pk)


@requires("registry.import")
@require_POST
def apply(request: ActedRequest, run_id: UUID) -> HttpResponse:
    """Take the roster over."""
    run = queries.run(request.actor, run_id)
    job = commands.begin(request.actor, run, enqueue=_enqueue(request, run, tasks.take_roster_over))
    return _to_job(request, run, job.pk)


@requires("registry.import")
@require_POST
def resume(request: ActedRequest, run_id: UUID) -> HttpResponse:
    """Go on with work that stood still."""
    run = queries.run(request.actor, run_id)
    job = commands.resume(request.actor, run, enqueue=tasks.go_on_with(run))
    return _to_job(request, run, job.pk)


@requires("registry.import")
def undo(request: ActedRequest, run_id: UUID) -> HttpResponse:
    """Ask once more, then take the whole import back."""
    run = queries.run(request.actor, run_id)
    begun: list[UUID] = []

    def begin(_form: Any) -> None:
        work = _enqueue(request, run, tasks.take_roster_back)
        begun.append(commands.begin_undo(request.actor, run, enqueue=work).pk)

    lead = _("名册带来的人、改动、住处、家庭和人群都会恢复到导入之前；导入后又有改动的，会保留并列出来。")
    form = LinliForm(request.POST if request.method == "POST" else None)
    back = reverse("registry:import", args=[run.pk])
    title = _("撤销《%(name)s》的导入") % {"name": run.file_name}
    deed = Deed(title, form, begin, back, _("正在撤销。"), lead, _("撤销导入"), danger=True)
    answer = carry_out(request, deed)
    return _to_job(request, run, begun[0]) if begun else answer


@requires("registry.import")
@require_POST
def drop(request: ActedRequest, run_id: UUID) -> HttpResponse:
    """Nothing is taken from this roster."""
    run = queries.run(request.actor, run_id)
    commands.drop(request.actor, run)
    messages.success(request, _("这份名册没有导入，上传的文件已经删除。"))
    return see_other(request, "registry:imports")


# ── Rows ────────────────────────────────────────────────────────────────────────────────────────────────
@requires("registry.import")
@require_POST
def decide(request: ActedRequest, run_id: UUID, row_id: int) -> HttpResponse:
    """The same person, somebody new, or not this time."""
    run = queries.run(request.actor, run_id)
    row = queries.row(run, row_id)
    answer, _colon, person = request.POST.get("answer", "").partition(":")
    decided = deciding.decide(request.actor, run, row, answer, person)
    if request.headers.get("HX-Request"):
        run.refresh_from_db()
        values = {"run": run, "one": shown(run, [decided])[0]}
        return render(request, "registry/_import_row.html", values)
    return see_other(request, "registry:import", run.pk, query="outcome=ask")


@requires("registry.import")
def refused_rows(request: ActedRequest, run_id: UUID) -> HttpResponse:
    """The refused rows as a workbook, with the reason beside each."""
    run = queries.run(request.actor, run_id)
    rows = refused.refused_rows(run)
    if not rows:
        raise BadInput(_("没有退回的行。"))
    data = refused.workbook(run, working.roster_again(run), rows)
    commands.count_return(request.actor, run, rows=len(rows))
    return as_file(Book(refused.file_name(run), data, len(rows)))
