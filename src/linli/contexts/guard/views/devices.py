"""Devices: the list, one device, and what is done with it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.contexts.guard import exports, policies
from linli.contexts.guard.commands import devices as commands
from linli.contexts.guard.commands.leaving import count_export
from linli.contexts.guard.forms.devices import ChangeForm, InstallForm, RemoveForm, SwapForm
from linli.contexts.guard.models import Device, Kind
from linli.contexts.guard.models.devices import METERS
from linli.contexts.guard.queries import devices as queries
from linli.contexts.guard.queries import tickets
from linli.contexts.guard.queries.words import STATES, TAGS
from linli.contexts.guard.states import TICKET
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Kind as AreaKind
from linli.kernel.areas.queries import within
from linli.kernel.errors import NotAllowed
from linli.web.deeds import Deed, carry_out
from linli.web.files import saved
from linli.web.htmx import page_or_part
from linli.web.paging import page_of

SORTS = (
    ("place", gettext_lazy("按门牌")),
    ("heard", gettext_lazy("最久没上报的在前")),
    ("battery", gettext_lazy("电池低的在前")),
    ("number", gettext_lazy("按编号")),
)


def wish_of(request: ActedRequest) -> queries.Wish:
    """What the address bar narrows the list by."""
    asked = request.GET
    return queries.Wish(
        words=asked.get("q", "").strip()[:40], kind=asked.get("kind", ""), place=asked.get("place", ""),
        state=asked.get("state", ""), sort=asked.get("sort", "place"),
    )  # fmt: skip


@requires("guard.view")
def devices(request: ActedRequest) -> HttpResponse:
    """The devices of one's area."""
    wish = wish_of(request)
    values = {
        "page": page_of(request, queries.narrowed(queries.seen(request.actor), wish)),
        "wish": wish,
        "kinds": Kind.choices,
        "states": list(STATES.items()),
        "labels": STATES,
        "tags": TAGS,
        "sorts": SORTS,
        "counts": [(key, STATES[key], n) for key, n in queries.counts(request.actor).items()],
        "grids": within(request.actor, policies.VIEW, AreaKind.GRID),
        "query": request.GET.urlencode(),
    }
    return page_or_part(request, "guard/devices.html", "guard/_devices.html", values)


@requires("guard.register")
def export(request: ActedRequest) -> HttpResponse:
    """The list as narrowed, as a workbook."""
    rows = list(queries.narrowed(queries.seen(request.actor), wish_of(request))[: exports.MOST])
    count_export(request.actor, rows=len(rows))
    name = _("守护设备_%(day)s.xlsx") % {"day": clock.today().isoformat()}
    return saved(exports.devices_book(rows), name)


@requires("guard.view")
def device(request: ActedRequest, device_id: UUID) -> HttpResponse:
    """One device: where it is, how it is, what was done to it."""
    found = queries.device(request.actor, device_id)
    consents = [c for c in queries.consents(request.actor, found.dwelling_id) if c.kind == found.kind]
    values = {
        "device": found,
        "state": STATES[found.state],  # type: ignore[attr-defined]
        "tag": TAGS.get(found.state, ""),  # type: ignore[attr-defined]
        "consent": next((c for c in consents if c.withdrawn_at is None), consents[0] if consents else None),
        "history": queries.history(found),
        "days": queries.points_by_day(found),
        "tickets": tickets.of_device(found),
        "ticket_states": TICKET.states,
        "after": queries.successor(found),
        "may_change": policies.may_change(request.actor, found) and found.removed_on is None,
    }
    return render(request, "guard/device.html", values)


@requires("guard.register")
def install(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """A new device behind a door."""
    door = registry.door(request.actor, dwelling_id)
    if not policies.may_install(request.actor, door.area):
        raise NotAllowed
    kind = request.GET.get("kind", "")
    usual = {"installed_on": clock.today(), "upload_minutes": 60 if kind in METERS else 1440, "kind": kind}
    form = InstallForm(request.POST or None, kind=kind, initial=usual)

    def run(form: Any) -> None:
        commands.install(request.actor, door.area, door=door, told=form.told())

    back = reverse("guard:home", args=[dwelling_id])
    deed = Deed(_("登记守护设备"), form, run, back, _("已登记。"), door.place, _("登记"))
    return carry_out(request, deed)


@requires("guard.register")
def change(request: ActedRequest, device_id: UUID) -> HttpResponse:
    """Correct what is registered."""
    found = _mine(request, device_id)
    form = ChangeForm(request.POST or None, initial={key: getattr(found, key) for key in commands.TELLS})

    def run(form: Any) -> None:
        commands.change(request.actor, found, values=form.cleaned_data)

    return carry_out(request, Deed(_("更改设备登记"), form, run, _page(found), _("已改好。")))


@requires("guard.register")
def swap(request: ActedRequest, device_id: UUID) -> HttpResponse:
    """Another device takes its place."""
    found = _mine(request, device_id)
    form = SwapForm(request.POST or None, initial={"on": clock.today()})

    def run(form: Any) -> None:
        commands.swap(request.actor, found, **form.cleaned_data)

    lead = _("旧设备的记录会留着；同意书继续有效，不用再签。")
    back = reverse("guard:home", args=[found.dwelling_id])
    return carry_out(request, Deed(_("更换设备"), form, run, back, _("已更换。"), lead, _("更换")))


@requires("guard.register")
def remove(request: ActedRequest, device_id: UUID) -> HttpResponse:
    """Take it out."""
    found = _mine(request, device_id)
    form = RemoveForm(request.POST or None, initial={"on": clock.today()})

    def run(form: Any) -> None:
        commands.remove(request.actor, found, **form.cleaned_data)

    lead = _("拆除以后不再接收它的读数，安装和拆除的记录会留着。")
    deed = Deed(_("拆除设备"), form, run, _page(found), _("已记下拆除。"), lead, _("拆除"), danger=True)
    return carry_out(request, deed)


def _mine(request: ActedRequest, device_id: UUID) -> Device:
    found = queries.device(request.actor, device_id)
    if not policies.may_change(request.actor, found):
        raise NotAllowed
    return found


def _page(found: Device) -> str:
    return reverse("guard:device", args=[found.pk])
