"""Who delivers readings, how much came, and what was not taken in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.guard import policies
from linli.contexts.guard.commands import intake
from linli.contexts.guard.commands import sources as commands
from linli.contexts.guard.forms.devices import SheetForm, SourceForm
from linli.contexts.guard.imports import sheets
from linli.contexts.guard.models import Trouble
from linli.contexts.guard.queries import listening
from linli.contexts.guard.queries import sources as queries
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import communities_seen
from linli.kernel.errors import BadInput, OutsideYourArea
from linli.web.deeds import Deed, carry_out
from linli.web.forms import ReasonForm
from linli.web.htmx import page_or_part, part, see_other
from linli.web.paging import page_of


@requires("guard.sources")
def sources(request: ActedRequest) -> HttpResponse:
    """The sources, and how much each delivered lately."""
    rows = queries.sources(request.actor)
    values = {
        "sources": [(row, queries.by_day(row)) for row in rows],
        "waiting": queries.troubles(request.actor).count(),
        "address": request.build_absolute_uri("/api/v1/guard/readings"),
        **_channel(),
    }
    return render(request, "guard/sources.html", values)


@requires("guard.sources")
def channel(request: ActedRequest) -> HttpResponse:
    """How the broker's listener is, again and again."""
    return part(request, "guard/_channel.html", _channel())


def _channel() -> dict[str, Any]:
    found = listening.listening()
    return {"found": found, "sentence": listening.sentence(found)}


@requires("guard.sources")
def add(request: ActedRequest) -> HttpResponse:
    """A new source; its key is shown once."""
    places = communities_seen(request.actor, policies.SOURCES)
    form = SourceForm(request.POST or None, places=places)
    if form.is_bound and form.is_valid():
        try:
            made = commands.add(
                request.actor, _of(places, form.cleaned_data["community"]), name=form.cleaned_data["name"]
            )
        except BadInput as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return _keyed(request, made)
    status = 422 if form.is_bound else 200
    deed = Deed(_("新的数据来源"), form, lambda _form: None, reverse("guard:sources"), "", "", _("生成密钥"))
    return render(request, "web/deed.html", {"deed": deed, "form": form}, status=status)


@requires("guard.sources")
@require_POST
def rekey(request: ActedRequest, source_id: UUID) -> HttpResponse:
    """Another key; the one before stops at once."""
    return _keyed(request, commands.rekey(request.actor, queries.source(request.actor, source_id)))


def _keyed(request: ActedRequest, made: commands.Keyed) -> HttpResponse:
    values = {
        "source": made.source,
        "key": made.key,
        "address": request.build_absolute_uri("/api/v1/guard/readings"),
        "broker": listening.listening().broker,
        "user": made.source.account.username,
    }
    response = render(request, "guard/source_key.html", values)
    response.headers["Cache-Control"] = "no-store"
    return response


@requires("guard.sources")
def stop(request: ActedRequest, source_id: UUID) -> HttpResponse:
    """It delivers no more."""
    found = queries.source(request.actor, source_id)
    form = ReasonForm(request.POST or None)
    deed = Deed(
        _("停用数据来源"), form, lambda f: commands.stop(request.actor, found, **f.cleaned_data),
        reverse("guard:sources"), _("已停用。"), found.name, _("停用"), danger=True,
    )  # fmt: skip
    return carry_out(request, deed)


@requires("guard.sources")
def readings(request: ActedRequest, source_id: UUID) -> HttpResponse:
    """Readings from a file, for a source that cannot send."""
    found = queries.source(request.actor, source_id)
    form = SheetForm(request.POST or None, request.FILES or None, places=[found.community])

    def run(form: SheetForm) -> None:
        upload = request.FILES.getlist("file")
        if not upload:
            raise BadInput(_("请先选择文件。"), field="file")
        told = sheets.readings_of(upload[0].read(), upload[0].name or "")
        done = intake.take(request.actor, found, messages=told)
        said = {"taken": done.taken, "repeated": done.repeated, "refused": sum(done.refused.values())}
        messages.info(request, _("新收 %(taken)s 条，重复 %(repeated)s 条，没有收下 %(refused)s 条。") % said)

    lead = _("表里要有设备编号、时间、读数（或状态）；重复的会自动略过。")
    return carry_out(
        request,
        Deed(_("导入读数"), form, run, reverse("guard:sources"), _("文件已读完。"), lead, _("导入")),
    )


@requires("guard.sources")
def troubles(request: ActedRequest) -> HttpResponse:
    """What was not taken in, and why."""
    why, settled = request.GET.get("why", ""), request.GET.get("settled") == "1"
    values = {
        "page": page_of(request, queries.troubles(request.actor, why, settled=settled)),
        "causes": Trouble.Why.choices,
        "why": why,
        "settled": settled,
    }
    return page_or_part(request, "guard/troubles.html", "guard/_troubles.html", values)


@requires("guard.sources")
@require_POST
def settle(request: ActedRequest, trouble_id: int) -> HttpResponse:
    """It has been looked into."""
    commands.settle(request.actor, queries.trouble(request.actor, trouble_id))
    return see_other(request, "guard:troubles")


def _of(places: list[Area], code: str) -> Area:
    for place in places:
        if place.code == code:
            return place
    raise OutsideYourArea
