"""In by phone and code, out here or everywhere; a slip on the way."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.contexts.residents.forms.entering import PhoneForm
from linli.kernel import packs
from linli.kernel.access.guards import ResidentRequest, public, resident
from linli.kernel.errors import Refusal
from linli.kernel.privacy.sealed import Sealed
from linli.kernel.visitors import phones, stays
from linli.kernel.visitors.limits import hand_of
from linli.web.forms import PhoneCodeForm
from linli.web.middleware.actor import let_in

KNOCKING = "residents_knocking"
"""In the browser's session: the number, sealed, whether the phone is his own, whereto."""

SHOWN = "residents_code_shown"
"""The code itself, in a demonstration only."""


def posted(request: HttpRequest) -> Any:
    """What was sent, be it nothing; None when nothing was sent yet."""
    return request.POST if request.method == "POST" else None


def back_to(request: HttpRequest) -> str:
    """Where one wanted to go, when that is a place of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("residents:home")


@public("the residents' door itself")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the number, and send a code to it."""
    if getattr(request, "resident", None) is not None:
        return HttpResponseRedirect(back_to(request))
    form = PhoneForm(posted(request))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            _send(request, said["phone"])
        except Refusal as refusal:
            form.add_error("phone", str(refusal))
        else:
            request.session[KNOCKING] = [Sealed.of(said["phone"]).box, said["is_own"], back_to(request)]
            return HttpResponseRedirect(reverse("residents:code"), status=303)
    offered = packs.pack("residents_demo")["resident"] if settings.DEMO else []
    values = {"form": form, "next": back_to(request), "offered": offered}
    return render(request, "residents/sign_in.html", values, status=422 if form.is_bound else 200)


def _send(request: HttpRequest, phone: str) -> None:
    code = phones.send_code(phone, hand_of(request))
    if settings.DEMO:
        messages.info(request, _("演示环境不真的发短信，验证码是 %(code)s。") % {"code": code})
        request.session[SHOWN] = code


@public("whoever asked for a code in this browser enters it")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The code of the text message: right, and one is in."""
    knocking = request.session.get(KNOCKING)
    if not knocking:
        return HttpResponseRedirect(reverse("residents:sign_in"))
    box, is_own, wanted = knocking
    phone = Sealed(box).reveal()
    form = PhoneCodeForm(posted(request), initial={"code": request.session.get(SHOWN, "")})
    if form.is_bound and form.is_valid():
        try:
            proved = phones.prove(phone, form.cleaned_data["code"])
        except Refusal as refusal:
            form.add_error("code", str(refusal))
        else:
            return _let_in(request, proved, is_own=is_own, wanted=wanted)
    values = {"form": form, "hint": phone[-4:]}
    return render(request, "residents/code.html", values, status=422 if form.is_bound else 200)


def _let_in(request: HttpRequest, phone: str, *, is_own: bool, wanted: str) -> HttpResponse:
    request.session.pop(KNOCKING, None)
    request.session.pop(SHOWN, None)
    visitor = stays.arrive(phone)
    token = stays.open_stay(visitor, is_own=is_own, device=_device(request))
    return let_in(HttpResponseRedirect(wanted, status=303), token, is_own=is_own)


def _device(request: HttpRequest) -> str:
    said = request.headers.get("User-Agent", "")
    return "phone" if "Mobile" in said or "Android" in said else "computer"


@public("whoever asked for a code in this browser asks once more")
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Another code to the same number."""
    knocking = request.session.get(KNOCKING)
    if not knocking:
        return HttpResponseRedirect(reverse("residents:sign_in"), status=303)
    try:
        _send(request, Sealed(knocking[0]).reveal())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("验证码又发了一次，请看短信。"))
    return HttpResponseRedirect(reverse("residents:code"), status=303)


@resident("leaving is open to everyone inside")
@require_POST
def sign_out(request: ResidentRequest) -> HttpResponse:
    """Leave in this browser."""
    stays.leave(request.stay)  # type: ignore[attr-defined]
    return _out(request, _("已退出。"))


@resident("whoever lost a phone ends every sign-in at once")
@require_POST
def sign_out_everywhere(request: ResidentRequest) -> HttpResponse:
    """Leave in every browser."""
    visitor: UUID | None = request.resident.visitor
    if visitor is not None:
        stays.leave_everywhere(visitor)
    return _out(request, _("所有手机和电脑上都退出了。"))


def _out(request: HttpRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    answer = HttpResponseRedirect(reverse("residents:sign_in"), status=303)
    answer.delete_cookie(stays.COOKIE, samesite="Lax")
    return answer
