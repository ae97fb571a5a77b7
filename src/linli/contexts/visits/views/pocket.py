"""What a phone loads for walking without a network."""

import gzip
import json

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_GET

from linli.contexts.visits.queries.pocket import carried
from linli.contexts.visits.views.carried import pack
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires


@requires("sync.hold")
@require_GET
def hello(request: ActedRequest) -> HttpResponse:
    """Who is signed in here, and the token that a form would carry."""
    told = {"account": request.actor.account_id, "name": request.actor.name, "token": get_token(request)}
    return JsonResponse({**told, "now": clock.now().isoformat()})


@requires("visits.record")
@require_GET
def load(request: ActedRequest) -> HttpResponse:
    """The doors of my grids (of ``grid``); nothing when the phone has just these (``have``)."""
    told = pack(carried(request.actor, request.GET.get("grid", "")[:40]))
    told |= {"account": request.actor.account_id, "name": request.actor.name}
    if request.GET.get("have") == told["version"]:
        told = {key: told[key] for key in ("version", "on", "account", "name")}
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    answer = HttpResponse(content_type="application/json")
    answer.headers["Vary"] = "Accept-Encoding"
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        answer.headers["Content-Encoding"] = "gzip"
        body = gzip.compress(body, 6)
    answer.content = body
    return answer
