"""A list from somebody's own sheet: tried out row by row, then taken over."""

from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.contexts.duties.forms.items import SheetForm
from linli.contexts.duties.imports import judging, sheets
from linli.contexts.duties.queries import lists as queries
from linli.contexts.duties.queries.words import LABELS
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Area
from linli.kernel.errors import BadInput, OutsideYourArea, Refusal
from linli.kernel.files import store
from linli.kernel.files.models import StoredFile
from linli.web.htmx import see_other

PURPOSE = "duties.sheet"
SHOWN = 400


@requires("duties.manage")
def bring(request: ActedRequest) -> HttpResponse:
    """Hand a sheet in; see what every row would do; correct its columns; take it over."""
    places = queries.kept_places(request.actor)
    form = SheetForm(request.POST or None, request.FILES or None, places=places)
    if not form.is_bound or not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    area = next(p for p in places if p.code == form.cleaned_data["area"])
    try:
        kept = _kept(request, area)
        told = sheets.read_list(store.content(kept), kept.name, _chosen(request))
        verdicts = judging.judge(area, told.rows)
    except OutsideYourArea:
        raise
    except Refusal as refusal:
        form.add_error("file", str(refusal))
        return _page(request, form, status=422)
    if request.POST.get("take") == "1":
        done = judging.take(request.actor, area, verdicts, form.cleaned_data["reason"] or kept.name)
        store.drop(kept)
        messages.success(request, _("新增 %(added)s 项，更新 %(changed)s 项。") % done)
        return see_other(request, "duties:items")
    return _page(request, form, told, verdicts, kept)


def _chosen(request: ActedRequest) -> dict[str, int | None]:
    """Which column people chose for what; nothing on the first look."""
    if request.POST.get("chosen") != "1":
        return {}
    numbers = ((key, request.POST.get(f"column_{key}", "")) for key in sheets.KEYS)
    return {key: int(n) if n.isdecimal() else None for key, n in numbers}


def _kept(request: ActedRequest, area: Area) -> StoredFile:
    """The sheet handed in now, or the one tried out before, if it is one's own."""
    upload = request.FILES.get("file")
    if upload is not None:
        data = upload.read()
        return store.keep(request.actor, store.Handed(data, upload.name or "", PURPOSE, area.code))
    try:
        key = UUID(request.POST.get("kept", ""))
    except ValueError as trouble:
        raise BadInput(_("请先选择文件。")) from trouble
    row = StoredFile.objects.filter(pk=key, purpose=PURPOSE, account_id=request.actor.account_id).first()
    if row is None:
        raise OutsideYourArea
    return row


def _page(
    request: ActedRequest,
    form: SheetForm,
    told: sheets.Told | None = None,
    verdicts: list[judging.Verdict] | None = None,
    kept: StoredFile | None = None,
    status: int = 200,
) -> HttpResponse:
    order = {judging.FAULT: 0, judging.CHANGE: 1, judging.ADD: 2, judging.SAME: 3}
    listed = sorted(verdicts or (), key=lambda v: order[v.act])
    counted = Counter(v.act for v in listed)
    values = {
        "form": form,
        "kept": kept,
        "columns": told.columns if told else (),
        "keys": [
            (k, LABELS[k], next((c.index for c in told.columns if c.key == k), None)) for k in sheets.KEYS
        ]
        if told
        else [],
        "verdicts": listed[:SHOWN],
        "counted": counted,
        "good": counted[judging.ADD] + counted[judging.CHANGE],
        "refused": counted[judging.FAULT],
    }
    return render(request, "duties/bring.html", values, status=status)
