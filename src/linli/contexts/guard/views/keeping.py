"""What is kept of a home and what is gone: its readings handed over, proof of what was erased, the end."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.guard import exports, policies
from linli.contexts.guard.commands import consents, leaving
from linli.contexts.guard.forms.devices import WithdrawForm
from linli.contexts.guard.forms.keeping import HandOverForm
from linli.contexts.guard.models import Erasure, Kind
from linli.contexts.guard.queries import proofs
from linli.contexts.guard.queries.rules import keep_days, kept_days
from linli.contexts.guard.queries.words import KEPT
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import NotAllowed
from linli.web.deeds import Deed, carry_out
from linli.web.files import saved
from linli.web.paging import page_of


@requires("guard.view")
def erasures(request: ActedRequest) -> HttpResponse:
    """What was erased, and how long what is kept."""
    asked = request.GET
    wish = {"why": asked.get("why", ""), "kind": asked.get("kind", ""), "q": asked.get("q", "").strip()[:40]}
    rows = proofs.erasures(request.actor, wish["why"], wish["kind"], wish["q"])
    values = {
        "page": page_of(request, rows),
        "wish": wish,
        "whys": Erasure.Why.choices,
        "kinds": Kind.choices,
        "kept": [(KEPT[kind], kept_days(kind)) for kind in Kind],
        "withdrawn_days": keep_days("withdrawn"),
    }
    return render(request, "guard/erasures.html", values)


@requires("guard.view")
def proof(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """What a family can be given: which readings of this home are gone, when, and how to check it."""
    door = registry.door(request.actor, dwelling_id)
    values = {
        "door": door,
        "rows": proofs.of_home(request.actor, dwelling_id),
        "waiting": proofs.waiting(request.actor, dwelling_id),
        "today": clock.today(),
    }
    return render(request, "guard/proof.html", values)


@requires("guard.register")
def hand_over(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """A home's own readings, for the person they are about."""
    door = registry.door(request.actor, dwelling_id)
    if not policies.may_install(request.actor, door.area):
        raise NotAllowed
    form = HandOverForm(request.POST or None)
    if form.is_bound and form.is_valid():
        book, rows = exports.readings_book(door.place, proofs.readings_of(dwelling_id))
        leaving.hand_over(request.actor, door.area, door=door, rows=rows, reason=form.cleaned_data["reason"])
        return saved(book, f"{door.place}守护读数.xlsx")
    lead = _("住户有权查看、复制自己的读数。文件交给住户本人或受委托的家人，不要留在手机和电脑里。")
    back = reverse("guard:home", args=[dwelling_id])
    title = _("导出住户自己的读数")
    return carry_out(request, Deed(title, form, lambda form: None, back, "", lead, _("导出")))


@requires("guard.register")
def end(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """A home no longer wants to be guarded."""
    door = registry.door(request.actor, dwelling_id)
    if not policies.may_install(request.actor, door.area):
        raise NotAllowed
    form = WithdrawForm(request.POST or None)

    def run(form: Any) -> None:
        consents.end_all(request.actor, door.area, door=door, **form.cleaned_data)

    lead = _(
        "所有设备从现在起都不再读取，学到的习惯马上忘掉，读数 %(days)s 天后清除。设备可以另外约时间拆。"
    ) % {"days": keep_days("withdrawn")}
    back, done = reverse("guard:home", args=[dwelling_id]), _("已结束，读数不再接收。")
    return carry_out(request, Deed(_("结束守护"), form, run, back, done, lead, _("结束守护"), danger=True))
