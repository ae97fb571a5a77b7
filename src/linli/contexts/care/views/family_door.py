"""The page of the family: an address, a phone proved by a code, then plan, days of visits, alarms."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.contexts.care.commands import family as commands
from linli.contexts.care.forms.family import PhoneForm
from linli.contexts.care.models import FamilyLink
from linli.contexts.care.queries import family as queries
from linli.contexts.care.queries import own
from linli.kernel import clock
from linli.kernel.access.guards import public
from linli.kernel.actor import linli
from linli.kernel.errors import Refusal
from linli.kernel.visitors import phones
from linli.kernel.visitors.limits import Limit, hand_of, spend
from linli.web.forms import PhoneCodeForm

PROVED, ASKED = "care_family", "care_family_phone"
HOLDS = timedelta(hours=12)
"""So long a proved phone opens the page again in the same browser."""
LOOKS = Limit("family", 120, timedelta(minutes=10))


@public("relatives whom the person let in look without an account; a phone code proves who they are")
@require_http_methods(["GET", "HEAD", "POST"])
def family(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for the phone, or show what the family may see."""
    spend(LOOKS, hand_of(request))
    link = queries.by_key(key)
    if _is_proved(request, link):
        values: dict[str, Any] = {"link": link, "shown": queries.shown(link.record), "key": key}
        if own.may_order(link):
            person = link.record.person_id
            area = own.held(person).area_code
            values |= {"coming": own.coming([person]).get(person, []), "offered": own.reaching([area])}
        return _unlisted(render(request, "care/family.html", values))
    form = PhoneForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            _send(request, link, form.cleaned_data["phone"])
        except Refusal as refusal:
            form.add_error("phone", str(refusal))
        else:
            return HttpResponseRedirect(reverse("care:family_prove", args=[key]), status=303)
    status = 422 if form.is_bound else 200
    return _unlisted(render(request, "care/family_phone.html", {"form": form, "link": link}, status=status))


def _send(request: HttpRequest, link: FamilyLink, phone: str) -> None:
    """A code goes only to the number of the link; nobody learns from the page which number that is."""
    number = phones.mobile(phone)
    request.session[ASKED] = number
    if queries.phone_hash(number) == link.phone_hash:
        code = phones.send_code(number, hand_of(request))
        if settings.DEMO:
            messages.info(request, _("演示环境不真的发短信，验证码是 %(code)s。") % {"code": code})


@public("relatives whom the person let in prove their phone")
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest, key: str) -> HttpResponse:
    """The code of the text message."""
    spend(LOOKS, hand_of(request))
    link = queries.by_key(key)
    form = PhoneCodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            number = phones.prove(str(request.session.get(ASKED, "")), form.cleaned_data["code"])
            if queries.phone_hash(number) != link.phone_hash:
                raise phones.WrongCode(field="code")
        except Refusal as refusal:
            form.add_error("code", str(refusal))
        else:
            request.session[PROVED] = {str(link.pk): clock.now().isoformat()}
            request.session.pop(ASKED, None)
            commands.note_look(linli("family"), link)
            return HttpResponseRedirect(reverse("care:family", args=[key]), status=303)
    status = 422 if form.is_bound else 200
    values = {"form": form, "link": link, "key": key}
    return _unlisted(render(request, "care/family_prove.html", values, status=status))


@public("whoever looks may stop looking on this device")
@require_POST
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """Close the page on a shared phone."""
    request.session.pop(PROVED, None)
    return HttpResponseRedirect(reverse("care:family", args=[key]), status=303)


def proved(request: HttpRequest, key: str) -> FamilyLink | None:
    """The link of an address whose phone was proved in this browser; None when it was not, or not lately."""
    spend(LOOKS, hand_of(request))
    link = queries.by_key(key)
    return link if _is_proved(request, link) else None


def _is_proved(request: HttpRequest, link: FamilyLink) -> bool:
    at = request.session.get(PROVED, {}).get(str(link.pk))
    return bool(at) and clock.now() - datetime.fromisoformat(at) < HOLDS


def _unlisted(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
