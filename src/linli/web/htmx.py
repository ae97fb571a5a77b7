"""Answering htmx: a part of the page when one is asked for, the whole page otherwise."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse


def page_or_part(request: HttpRequest, page: str, part: str, context: dict[str, Any]) -> HttpResponse:
    """Render ``part`` when htmx asks for it and ``page`` for a browser (also one that comes back)."""
    headers = request.headers
    wants_part = headers.get("HX-Request") and not headers.get("HX-Boosted")
    is_return = headers.get("HX-History-Restore-Request") == "true"
    response = render(request, part if wants_part and not is_return else page, context)
    response.headers["Vary"] = "HX-Request"
    return response


def see_other(request: HttpRequest, name: str, *args: Any, query: str = "") -> HttpResponse:
    """After a write: go and look (303); htmx is told to load the whole page."""
    address = reverse(name, args=args) + (f"?{query}" if query else "")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address, status=303)
