"""What a phone keeps for walking without a network: the page, its helper in the browser, and the pack."""

import gzip
import json
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_GET

from linli.contexts.visits.queries.pocket import carried
from linli.contexts.visits.views.carried import pack
from linli.contexts.visits.views.phrases import phrases
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, public, requires
from linli.kernel.errors import BadInput
from linli.kernel.sync import devices
from linli.web.templatetags.linli import DIST, built


@public("the empty frame of the pocket page: it holds nothing about anybody")
@require_GET
def page(request: ActedRequest) -> HttpResponse:
    """The frame, kept by the browser; what it shows comes out of the phone's own vault."""
    return render(request, "visits/pocket.html", {"phrases": phrases()})


@public("the browser's helper of the pocket page: a script without data")
@require_GET
def helper(request: ActedRequest) -> HttpResponse:
    """The service worker, from an address above everything that it keeps."""
    script = DIST / built("pocket/helper.ts")
    text = script.read_bytes() if script.is_file() else b""
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@requires("sync.hold")
@require_GET
def hello(request: ActedRequest) -> HttpResponse:
    """Who is signed in here, and the token that a form would carry."""
    told = {"account": request.actor.account_id, "name": request.actor.name, "token": get_token(request)}
    return JsonResponse({**told, "now": clock.now().isoformat()})


def _device(request: ActedRequest) -> UUID:
    try:
        return UUID(request.GET.get("device", ""))
    except ValueError as trouble:
        raise BadInput from trouble


@requires("visits.record")
@require_GET
def load(request: ActedRequest) -> HttpResponse:
    """For a device of mine: the doors of my grids (of ``grid``), unless it has just these (``have``).

    The questions of a version of a checklist never change: those that the phone has (``models``) stay here.
    """
    devices.device_of(request.actor, _device(request))
    brought = carried(request.actor, request.GET.get("grid", "")[:40])
    told = pack(brought)
    if request.GET.get("have") == told["version"]:
        told = {key: told[key] for key in ("version", "on")}
    told |= {"account": request.actor.account_id, "name": request.actor.name, "now": clock.now().isoformat()}
    told["models"] = brought.checklists.models(request.GET.get("models", "").split(","))
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    answer = HttpResponse(content_type="application/json")
    answer.headers["Vary"] = "Accept-Encoding"
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        answer.headers["Content-Encoding"] = "gzip"
        body = gzip.compress(body, 6)
    answer.content = body
    return answer
