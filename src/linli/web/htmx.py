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


def part(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A part for htmx; for a browser without scripts the same part on a page of its own."""
    is_part = bool(request.headers.get("HX-Request"))
    values = {**context, "part": template, "is_part": is_part}
    return render(request, template if is_part else "web/bare.html", values, status=status)


def see_other(request: HttpRequest, name: str, *args: Any, query: str = "") -> HttpResponse:
    """After a write: go and look (303); htmx is told to load the whole page."""
    address = reverse(name, args=args) + (f"?{query}" if query else "")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address, status=303)
