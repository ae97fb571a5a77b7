"""Reporting without an account: from the first word to the tracking code."""

import re
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from linli.contexts.service_requests.commands import reporting
from linli.contexts.service_requests.commands.photos import keep_photos
from linli.contexts.service_requests.commands.reporting import Told, Who
from linli.contexts.service_requests.forms.public import ReportForm
from linli.contexts.service_requests.models import Channel, Reporter, Request
from linli.contexts.service_requests.queries import nearby, suggesting
from linli.contexts.service_requests.views.public_door import (
    BY_PHONE,
    MINE,
    REPORTS,
    RESIDENT,
    community_of,
    count,
    mine,
    own_phone,
    posted,
    remember,
    unlisted,
)
from linli.kernel.access.guards import public
from linli.kernel.areas.models import Area, Kind
from linli.kernel.commands import once
from linli.kernel.errors import OutsideYourArea, Refusal
from linli.kernel.visitors.limits import spend
from linli.web.templatetags.linli import DIST

HELPER = re.compile(r"sender-[\w-]+\.js")
"""The built file of the browser's helper."""


@public("which community one wants to tell")
@unlisted
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """The communities; where there is only one, its page."""
    found = list(Area.objects.filter(kind=Kind.COMMUNITY).select_related("parent").order_by("code"))
    if len(found) == 1:
        return HttpResponseRedirect(reverse("service_requests:tell", args=[found[0].code]))
    return render(request, "service_requests/public/choose.html", {"communities": found})


@public("residents report without an account")
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Ask what happened; take it down once, however often it is sent; show the code."""
    community = community_of(code)
    own = {"phone": own_phone(request)} if _is_own_device(request) else {}
    form = ReportForm(posted(request), request.FILES or None, community=community, initial=own)
    if form.is_bound and form.is_valid():
        try:
            reporter = _take(request, community, form)
        except Refusal as refusal:
            if _wants_json(request):
                raise
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return _received(request, reporter)
    if form.is_bound and _wants_json(request):
        faults = {name: [str(e) for e in errors] for name, errors in form.errors.items()}
        return JsonResponse({"faults": faults}, status=422)
    values = {"form": form, "community": community, "reports": request.session.get(MINE, [])}
    status = 422 if form.is_bound else 200
    return render(request, "service_requests/public/report.html", values, status=status)


def _is_own_device(request: HttpRequest) -> bool:
    """On a borrowed one no number is filled in: the page may stay there."""
    stay = getattr(request, "stay", None)
    return stay is not None and stay.is_own


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _take(request: HttpRequest, community: Area, form: ReportForm) -> Reporter | None:
    """The reporter of the request that was made, now or the first time it was sent."""
    if form.is_trapped:
        return None
    count(request, *REPORTS)
    phone = form.cleaned_data["phone"]
    if phone:
        spend(BY_PHONE, phone)
    is_proved = bool(phone) and phone == own_phone(request)
    answer = once(RESIDENT, f"report:{form.key}", lambda: _write_down(community, form, is_proved=is_proved))
    row = Request.objects.get(pk=answer.value)
    return reporting.receipt_of(row).reporter


def _write_down(community: Area, form: ReportForm, *, is_proved: bool) -> str:
    said: dict[str, Any] = form.cleaned_data
    place = nearby.place_named(community, said["building"], form.point)
    photos = keep_photos(RESIDENT, said["photos"], community.code)
    guess = suggesting.guess(community.code, said["words"])
    guessed = guess.category if guess and guess.is_sure else "other"
    row = reporting.report(
        RESIDENT, place.building or community,
        told=Told(
            said["words"], Channel.WEB, category=said["category"] or guessed,
            who=Who(said["name"], said["phone"], proved=is_proved), place=said["place"], point=form.point,
            at=said["made_at"], photos=photos, suggested=guess.data if guess else {},
        ),
    )  # fmt: skip
    return str(row.pk)


def _received(request: HttpRequest, reporter: Reporter | None) -> HttpResponse:
    if reporter is None:  # a program fell into the trap: it is told what it wants to hear
        return render(request, "service_requests/public/thanks.html", {})
    remember(request, reporter)
    address = reverse("service_requests:tell_given", args=[reporter.pk])
    if _wants_json(request):
        told = {"number": reporter.request.number, "code": reporter.tracking.reveal(), "address": address}
        return JsonResponse(told)
    return HttpResponseRedirect(address, status=303)


@public("the token that a form carries, for reports that wait on a phone")
@unlisted
@require_GET
def hello(request: HttpRequest) -> HttpResponse:
    """The way is open: the token for the next sending."""
    return JsonResponse({"token": get_token(request)})


@public("the browser's helper of the report page: a script without data")
@require_GET
def helper(request: HttpRequest) -> HttpResponse:
    """The service worker, from an address above the pages that it keeps."""
    name = request.GET.get("file", "")
    script = DIST / "assets" / name
    if not HELPER.fullmatch(name) or not script.is_file():
        raise OutsideYourArea
    answer = HttpResponse(script.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@public("whoever reported in this browser sees the code")
@unlisted
@require_GET
def given(request: HttpRequest, reporter_id: UUID) -> HttpResponse:
    """The tracking code, and a code by text message for whoever left a number."""
    reporter = mine(request, reporter_id)
    return render(
        request, "service_requests/public/given.html",
        {"reporter": reporter, "code": reporter.tracking.reveal(), "row": reporter.request},
    )  # fmt: skip
