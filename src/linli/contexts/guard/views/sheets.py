"""Lists of devices and tables of readings from files: tried out first where a row may be refused."""

from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.contexts.guard import policies
from linli.contexts.guard.forms.devices import SheetForm
from linli.contexts.guard.imports import judging, sheets
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import communities_seen
from linli.kernel.errors import BadInput, OutsideYourArea, Refusal
from linli.kernel.files import store
from linli.kernel.files.models import StoredFile
from linli.web.htmx import see_other

PURPOSE = "guard.devices"
SHOWN = 400
ORDER = {judging.FAULT: 0, judging.ADD: 1, judging.SAME: 2}


@requires("guard.register")
def bring(request: ActedRequest) -> HttpResponse:
    """Hand a list in; see what every row would do; register those that are right."""
    places = communities_seen(request.actor, policies.REGISTER)
    form = SheetForm(request.POST or None, request.FILES or None, places=places)
    if not form.is_bound or not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    community = next(p for p in places if p.code == form.cleaned_data["community"])
    try:
        kept = _kept(request, community)
        lines = sheets.devices_of(store.content(kept), kept.name)
        verdicts = judging.judge(request.actor, community, lines)
    except OutsideYourArea:
        raise
    except Refusal as refusal:
        form.add_error("file", str(refusal))
        return _page(request, form, status=422)
    if request.POST.get("take") == "1":
        done = judging.take(request.actor, verdicts)
        store.drop(kept)
        messages.success(request, _("已登记 %(n)s 台设备。") % {"n": done[judging.ADD]})
        return see_other(request, "guard:devices")
    return _page(request, form, verdicts, kept)


def _kept(request: ActedRequest, community: Area) -> StoredFile:
    """The list handed in now, or the one tried out before, if it is one's own."""
    upload = request.FILES.getlist("file")
    if upload:
        handed = store.Handed(upload[0].read(), upload[0].name or "", PURPOSE, community.code)
        return store.keep(request.actor, handed)
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
    verdicts: list[judging.Verdict] | None = None,
    kept: StoredFile | None = None,
    status: int = 200,
) -> HttpResponse:
    listed = sorted(verdicts or (), key=lambda v: (ORDER[v.act], v.line.number))
    counted = Counter(v.act for v in listed)
    values = {
        "form": form,
        "kept": kept,
        "verdicts": listed[:SHOWN],
        "good": counted[judging.ADD],
        "same": counted[judging.SAME],
        "refused": counted[judging.FAULT],
    }
    return render(request, "guard/bring.html", values, status=status)
