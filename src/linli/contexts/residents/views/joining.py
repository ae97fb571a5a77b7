"""Tying one's phone to a home by the code on a slip."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from linli.contexts.residents.commands import links
from linli.contexts.residents.commands.slips import hashed
from linli.contexts.residents.forms.entering import NameForm, SlipForm
from linli.contexts.residents.models import Slip
from linli.contexts.residents.queries.links import open_slips
from linli.contexts.residents.views.entering import posted
from linli.kernel.access.guards import ResidentRequest, public, resident
from linli.kernel.errors import Refusal
from linli.kernel.visitors.limits import Limit, hand_of, spend
from linli.web.deeds import Deed, carry_out
from linli.web.forms import LinliForm

HELD = "residents_slip"
TRIES = Limit("slip", 30, timedelta(hours=1))


@public("whoever holds a slip begins here, with or without having signed in")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """The code on the paper; a link brings it behind its #, where no server log sees it."""
    form = SlipForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            spend(TRIES, hand_of(request))
            slip = Slip.objects.filter(open_slips(), code_hash=hashed(form.cleaned_data["code"])).first()
        except Refusal as refusal:
            form.add_error("code", str(refusal))
        else:
            if slip is not None:
                request.session[HELD] = str(slip.pk)
                return HttpResponseRedirect(reverse("residents:confirm"), status=303)
            form.add_error(
                "code", _("没有这个连接码，或者纸条用过了、过期了。请再对一遍，或向社区要一张新的。")
            )
    return render(request, "residents/join.html", {"form": form}, status=422 if form.is_bound else 200)


@resident("whoever holds a slip and proved a phone ties it to the home")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: ResidentRequest) -> HttpResponse:
    """Which home it is; a household's slip asks who one is."""
    held: str | None = request.session.get(HELD)
    slip = Slip.objects.select_related("dwelling", "person").filter(pk=held).first() if held else None
    if slip is None:
        return HttpResponseRedirect(reverse("residents:join"))
    form = LinliForm(posted(request)) if slip.person_id else NameForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            links.join(request.resident, slip, name=form.cleaned_data.get("name", ""))
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            request.session.pop(HELD, None)
            return HttpResponseRedirect(reverse("residents:home") + "?new=1", status=303)
    values = {"form": form, "slip": slip}
    return render(request, "residents/confirm.html", values, status=422 if form.is_bound else 200)


@resident("a number that rested long shows whose it is")
@require_http_methods(["GET", "HEAD", "POST"])
def doubt(request: ResidentRequest) -> HttpResponse:
    """Numbers are given out anew: the name tells whether it is still the same person."""

    def run(form: Any) -> None:
        links.clear_doubt(request.resident, name=form.cleaned_data["name"])

    deed = Deed(
        gettext_lazy("好久不见"), NameForm(posted(request)), run, reverse("residents:home"),
        gettext_lazy("谢谢，对上了。"),
        gettext_lazy("这个号码很久没有用过了。为了不让别人看到您家，请写一下登记的姓名。"),
        gettext_lazy("就是我"),
    )  # fmt: skip
    return carry_out(request, deed)
