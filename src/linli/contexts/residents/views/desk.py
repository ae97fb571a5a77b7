"""For workers: the phones of a home, slips, people met face to face."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.registry import api as registry
from linli.contexts.residents.commands import links as commands
from linli.contexts.residents.commands import slips
from linli.contexts.residents.exports.slips import paper
from linli.contexts.residents.forms.desk import MetForm, SettleForm, WantedForm
from linli.contexts.residents.models import Behalf
from linli.contexts.residents.queries import links
from linli.contexts.residents.views.entering import posted
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.web.deeds import Deed, carry_out
from linli.web.files import shown
from linli.web.forms import ReasonForm
from linli.web.paging import page_of

STATES = ("open", "unsettled", "ended")


@requires("residents.link")
@require_GET
def links_page(request: ActedRequest) -> HttpResponse:
    """Every phone of one's area, newest first; those of whom nobody knows who it is have their own tab."""
    state = request.GET.get("state", "open")
    words = request.GET.get("q", "").strip()[:40]
    rows = links.seen(request.actor).filter(ended_at__isnull=state != "ended")
    rows = rows.filter(person=None) if state == "unsettled" else rows
    rows = rows.filter(dwelling__short_address__contains=words) if words else rows
    values = {
        "page": page_of(request, rows), "state": state if state in STATES else "open", "words": words,
        "unsettled": links.unsettled(request.actor),
    }  # fmt: skip
    return render(request, "residents/links.html", values)


@requires("residents.link")
@require_GET
def door(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """The phones of one home, its slips, what was done for its people."""
    found = registry.door(request.actor, dwelling_id)
    values = {
        "door": found,
        "links": links.links_of(found.key),
        "slips": links.slips_of(found.key),
        "now": clock.now(),
        "acts": Behalf.objects.filter(dwelling=found.key).select_related("person").order_by("-made_at")[:10],
    }
    return render(request, "residents/door.html", values)


@requires("residents.link")
@require_http_methods(["GET", "HEAD", "POST"])
def new_slip(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """A slip for a home."""
    found = registry.door(request.actor, dwelling_id)
    members = registry.members_behind([found.key]).get(found.key, [])
    form = WantedForm(posted(request), members=members)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        person = UUID(said["person"]) if said["person"] else None
        wanted = slips.Wanted(said["tie"], said["most_uses"], person)
        slip = slips.make_slip(request.actor, found, wanted=wanted)
        return HttpResponseRedirect(reverse("residents:slip", args=[slip.pk]), status=303)
    lead = _("居民扫一扫，或在网页上输入连接码，手机就和这一户连上了。")
    deed = Deed(
        gettext_lazy("做一张纸条"), form, lambda _form: None, reverse("residents:door", args=[found.key]), "",
        f"{found.place} · {lead}", gettext_lazy("做好"),
    )  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "web/deed.html", {"deed": deed, "form": form}, status=status)


@requires("residents.link")
@require_GET
def slip_page(request: ActedRequest, slip_id: UUID) -> HttpResponse:
    """A slip that was just made: print it, or read it out."""
    found = links.slip(request.actor, slip_id)
    is_over = found.until < clock.now() or not found.code
    return render(request, "residents/slip.html", {"slip": found, "is_over": is_over})


@requires("residents.link")
@require_POST
def slip_paper(request: ActedRequest, slip_id: UUID) -> HttpResponse:
    """A6 as PDF, the code in letters and to scan; printing is an act, because it shows the code."""
    found = links.slip(request.actor, slip_id)
    code = slips.print_slip(request.actor, found)
    address = request.build_absolute_uri(reverse("residents:join"))
    home = found.dwelling
    data = paper(found, home.short_address, home.area.code, code, address)
    return shown(data, "slip.pdf")


@requires("residents.link")
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: ActedRequest, slip_id: UUID) -> HttpResponse:
    """The code opens nothing any more."""
    found = links.slip(request.actor, slip_id)
    back = reverse("residents:door", args=[found.dwelling_id])
    deed = Deed(
        gettext_lazy("作废纸条"), ReasonForm(posted(request)),
        lambda form: slips.revoke_slip(request.actor, found, reason=form.cleaned_data["reason"]),
        back, gettext_lazy("已作废，连接码不能再用。"), found.dwelling.short_address, gettext_lazy("作废"),
        danger=True,
    )  # fmt: skip
    return carry_out(request, deed)


@requires("residents.link")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """Somebody stands before one: the number belongs to the home."""
    found = registry.door(request.actor, dwelling_id)
    form = MetForm(posted(request), members=registry.members_behind([found.key]).get(found.key, []))

    def run(sent: Any) -> None:
        said = sent.cleaned_data
        person = UUID(said["person"]) if said["person"] else None
        met = commands.Met(said["phone"], said["tie"], person, said["name"])
        commands.confirm(request.actor, found, met=met, reason=said["reason"])

    deed = Deed(
        gettext_lazy("当面核对，连上手机"), form, run, reverse("residents:door", args=[found.key]),
        gettext_lazy("连上了。请居民用这个号码登录。"), found.place, gettext_lazy("连上"),
    )  # fmt: skip
    return carry_out(request, deed)


@requires("residents.link")
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: ActedRequest, link_id: UUID) -> HttpResponse:
    """Who it is in the register."""
    found = links.link(request.actor, link_id)
    members = registry.members_behind([found.dwelling_id]).get(found.dwelling_id, [])
    lead = _("居民写的姓名：%(name)s") % {"name": found.said_name.reveal()} if found.said_name else ""
    deed = Deed(
        gettext_lazy("对上是哪一位"), SettleForm(posted(request), members=members),
        lambda form: commands.settle(request.actor, found, person=UUID(form.cleaned_data["person"])),
        reverse("residents:door", args=[found.dwelling_id]), gettext_lazy("已对上。"),
        f"{found.dwelling.short_address} · {lead}",
    )  # fmt: skip
    return carry_out(request, deed)


@requires("residents.link")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: ActedRequest, link_id: UUID) -> HttpResponse:
    """This phone no longer belongs to that home."""
    found = links.link(request.actor, link_id)
    deed = Deed(
        gettext_lazy("断开这部手机"), ReasonForm(posted(request)),
        lambda form: commands.end(request.actor, found, reason=form.cleaned_data["reason"]),
        reverse("residents:door", args=[found.dwelling_id]), gettext_lazy("已断开。"),
        found.dwelling.short_address, gettext_lazy("断开"), danger=True,
    )  # fmt: skip
    return carry_out(request, deed)
