"""Where phones bring what was done without a network, and where people look after their devices."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.db import inside
from linli.kernel.errors import BadInput, OutsideYourArea, Refusal
from linli.kernel.sync import acts, chunks, devices, policies
from linli.kernel.sync.kinds import Act, Line, handler_of
from linli.kernel.sync.models import Device, Receipt, SetAside
from linli.web.deeds import Deed, carry_out
from linli.web.forms import ReasonForm
from linli.web.htmx import see_other

MOST_ACTS = 50
Answering = Callable[..., dict[str, Any]]


def _said(view: Answering) -> Callable[..., HttpResponse]:
    """Answer in JSON, refusals too: a phone cannot read a page."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return JsonResponse(view(request, *args, **kwargs))
        except Refusal as refusal:
            told = {"code": refusal.code, "sentence": str(refusal)}
            return JsonResponse(told, status=refusal.status)

    return answer


def _asked(request: ActedRequest) -> dict[str, Any]:
    try:
        told = json.loads(request.body)
    except ValueError as trouble:
        raise BadInput from trouble
    if not isinstance(told, dict):
        raise BadInput
    return told


@requires(policies.HOLD)
@require_POST
@_said
def add_device(request: ActedRequest) -> dict[str, Any]:
    """This browser may hold my data; here is its key."""
    device = devices.add(request.actor, name=str(_asked(request).get("name", "")))
    return {"device": str(device.pk), "key": device.key.reveal()}


@requires(policies.HOLD)
@require_GET
@_said
def key(request: ActedRequest, device_id: UUID) -> dict[str, Any]:
    """The key again, for its owner who has signed in."""
    device = devices.device_of(request.actor, device_id)
    return {"device": str(device.pk), "key": device.key.reveal()}


@requires(policies.HOLD)
@require_POST
@_said
def take_acts(request: ActedRequest) -> dict[str, Any]:
    """A batch of acts, in order; an answer for each."""
    told = _asked(request)
    device = devices.device_of(request.actor, _uuid(told.get("device")))
    phone_now = _moment(told.get("now"))
    off = devices.saw(device, phone_now)
    brought = told.get("acts")
    if not isinstance(brought, list) or len(brought) > MOST_ACTS:
        raise BadInput
    answers = [asdict(acts.take(request.actor, device, _act(one, phone_now))) for one in brought]
    return {"now": clock.now().isoformat(), "clock_off": off, "answers": answers}


def _act(one: Any, phone_now: datetime) -> Act:
    if not isinstance(one, dict) or not isinstance(one.get("body"), dict):
        raise BadInput
    made_at = acts.moment_of(_moment(one.get("made_at")), phone_now)
    return Act(_uuid(one.get("nonce")), str(one.get("kind", ""))[:40], made_at, one["body"])


def _uuid(value: object) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as trouble:
        raise BadInput from trouble


def _moment(value: object) -> datetime:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError as trouble:
        raise BadInput from trouble
    if found.tzinfo is None:
        raise BadInput
    return found


@requires(policies.HOLD)
@require_http_methods(["PUT"])
@_said
def take_chunk(request: ActedRequest, digest: str, number: int) -> dict[str, Any]:
    """One part of a file."""
    chunks.take(request.actor, digest, number, request.body)
    return {"held": chunks.held(request.actor, digest)}


@requires(policies.HOLD)
@require_GET
@_said
def held_chunks(request: ActedRequest, digest: str) -> dict[str, Any]:
    """Which parts of a file are here already."""
    return {"held": chunks.held(request.actor, digest)}


@requires(policies.HOLD)
def page(request: ActedRequest) -> HttpResponse:
    """My devices, what they brought lately, and what waits for somebody to look."""
    mine = Device.objects.filter(account_id=request.actor.account_id or 0).order_by("-seen_at")
    values = {
        "devices": mine,
        "colleagues": _of_colleagues(request),
        "receipts": Receipt.objects.filter(account_id=request.actor.account_id or 0).order_by("-pk")[:30],
        "asides": [(row, *_opened(request, row)) for row in _open_asides(request)],
    }
    return render(request, "web/devices.html", values)


def _of_colleagues(request: ActedRequest) -> list[Device]:
    """Devices of the people of the places one manages."""
    if not request.actor.holds(policies.MANAGE):
        return []
    from linli.kernel.access.queries import in_force

    grants = in_force().filter(inside("area__code", request.actor.areas(policies.MANAGE)))
    rows = Device.objects.filter(account__in=grants.values("account"), revoked_at=None)
    return list(rows.exclude(account=request.actor.account_id).select_related("account").order_by("-seen_at"))


def _open_asides(request: ActedRequest) -> list[SetAside]:
    mine = SetAside.objects.filter(account_id=request.actor.account_id or 0, settled_at=None)
    managed = SetAside.objects.filter(
        inside("area_code", request.actor.areas(policies.MANAGE)), settled_at=None
    )
    return sorted({*mine, *managed}, key=lambda row: row.at)


def _opened(request: ActedRequest, row: SetAside) -> tuple[list[Line], str]:
    """What the act said in words, and the page where it can be put right and saved."""
    body = acts.body_of(row)
    handler = handler_of(str(body.get("kind", "")))
    if handler is None:
        return [], ""
    page = handler.page(request.actor, body) if handler.page else ""
    return list(handler.in_words(request.actor, body)), f"{page}?aside={row.pk}" if page else ""


@requires(policies.HOLD)
@require_POST
def revoke(request: ActedRequest, device_id: UUID) -> HttpResponse:
    """Take a device away."""
    allowed = {d.pk for d in _of_colleagues(request)}
    found = Device.objects.filter(pk=device_id).first()
    if found is None or (found.account_id != request.actor.account_id and found.pk not in allowed):
        raise OutsideYourArea
    devices.revoke(request.actor, found)
    return see_other(request, "web:devices")


@requires(policies.HOLD)
def settle(request: ActedRequest, aside_id: UUID) -> HttpResponse:
    """Say what was done about an act that was set aside."""
    found = SetAside.objects.filter(pk=aside_id).first()
    if found is None:
        raise OutsideYourArea
    policies.may_settle(request.actor, found)
    deed = Deed(
        _("处理离线记录"),
        ReasonForm(request.POST or None),
        lambda f: acts.settle(request.actor, found, how=f.cleaned_data["reason"]),
        reverse("web:devices"),
        _("已处理。"),
        _("请先按内容手工补记，或确认不需要了，再写一句处理结果。处理后这份内容会删除。"),
    )
    return carry_out(request, deed)
