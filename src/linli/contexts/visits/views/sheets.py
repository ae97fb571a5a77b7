"""Visits that were written down elsewhere: tried out, then taken over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.contexts.visits import policies
from linli.contexts.visits.imports import judging, sheets
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import communities_seen
from linli.kernel.errors import BadInput, OutsideYourArea, Refusal
from linli.kernel.files import store
from linli.kernel.files.models import StoredFile
from linli.web.htmx import see_other

SHEETS = ("xlsx", "xls", "csv", "zip", "txt")
SHOWN = 300


@requires("visits.record")
def bulk(request: ActedRequest) -> HttpResponse:
    """Hand a sheet in; see what every row would do; take over those that are right."""
    community = _community(request)
    if request.method != "POST":
        return _page(request, [])
    try:
        if "file" in request.FILES:
            upload = request.FILES.getlist("file")[0]
            handed = store.Handed(upload.read(), upload.name or "", "visit_sheet", community.code)
            kept = store.keep(request.actor, handed)
        else:
            kept = _kept(request)
        verdicts = judging.judge(request.actor, community, sheets.rows_of(store.content(kept), kept.name))
    except OutsideYourArea:
        raise
    except Refusal as refusal:
        return _page(request, [], trouble=str(refusal))
    if request.POST.get("take") == "1":
        done = judging.take(request.actor, verdicts)
        store.drop(kept)
        messages.success(request, _("已记下 %(n)s 条走访。") % {"n": done[""]})
        return see_other(request, "visits:register")
    return _page(request, verdicts, file_id=str(kept.pk))


def _community(request: ActedRequest) -> Area:
    seen = communities_seen(request.actor, policies.RECORD)
    if not seen:
        raise OutsideYourArea
    return seen[0]


def _kept(request: ActedRequest) -> StoredFile:
    """The sheet that was tried out before, if it is one's own."""
    try:
        key = UUID(request.POST.get("kept", ""))
    except ValueError as trouble:
        raise BadInput(_("请先选择文件。")) from trouble
    row = StoredFile.objects.filter(
        pk=key, purpose="visit_sheet", account_id=request.actor.account_id
    ).first()
    if row is None:
        raise OutsideYourArea
    return row


def _page(
    request: ActedRequest, verdicts: list[judging.Verdict], file_id: str = "", trouble: str = ""
) -> HttpResponse:
    refused = [v for v in verdicts if v.reason]
    good = [v for v in verdicts if not v.reason]
    values = {
        "verdicts": [*refused, *good][:SHOWN],
        "good": len(good),
        "refused": len(refused),
        "kept": file_id,
        "trouble": trouble,
        "tried": bool(file_id),
    }
    return render(request, "visits/bulk.html", values, status=422 if trouble else 200)
