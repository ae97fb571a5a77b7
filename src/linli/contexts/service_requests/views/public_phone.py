"""Proving the number that one left with a report."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.contexts.service_requests.commands import proving
from linli.contexts.service_requests.models import Reporter
from linli.contexts.service_requests.views.public_door import RESIDENT, mine, posted, remember, unlisted
from linli.kernel.access.guards import public
from linli.kernel.errors import OutsideYourArea, Refusal
from linli.kernel.visitors import phones
from linli.kernel.visitors.limits import hand_of
from linli.web.forms import PhoneCodeForm


def _waiting(request: HttpRequest, reporter_id: UUID) -> Reporter:
    reporter = mine(request, reporter_id)
    if not reporter.phone or reporter.proved_at is not None:
        raise OutsideYourArea
    return reporter


@public("whoever reported in this browser asks for a code")
@unlisted
@require_POST
def send(request: HttpRequest, reporter_id: UUID) -> HttpResponse:
    """Send a code to the number of this report."""
    reporter = _waiting(request, reporter_id)
    try:
        code = phones.send_code(reporter.phone.reveal(), hand_of(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("service_requests:tell_given", args=[reporter.pk]), status=303)
    if settings.DEMO:
        messages.info(request, _("演示环境不真的发短信，验证码是 %(code)s。") % {"code": code})
    return HttpResponseRedirect(reverse("service_requests:phone_prove", args=[reporter.pk]), status=303)


@public("whoever reported in this browser enters the code")
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest, reporter_id: UUID) -> HttpResponse:
    """The code of the text message; then news go to this number."""
    reporter = _waiting(request, reporter_id)
    form = PhoneCodeForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            phone = phones.prove(reporter.phone.reveal(), form.cleaned_data["code"])
            reporter = proving.prove_phone(RESIDENT, reporter, phone=phone)
        except Refusal as refusal:
            form.add_error("code", str(refusal))
        else:
            remember(request, reporter)
            messages.success(request, _("号码确认了，有消息会发短信告诉您。"))
            return HttpResponseRedirect(
                reverse("service_requests:tell_given", args=[reporter.pk]), status=303
            )
    values = {"form": form, "reporter": reporter, "hint": f"****{reporter.phone.reveal()[-4:]}"}
    status = 422 if form.is_bound else 200
    return render(request, "service_requests/public/prove.html", values, status=status)
