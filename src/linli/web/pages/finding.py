"""The search box over everything."""

from django.http import HttpResponse

from linli.kernel.access.guards import ActedRequest, signed_in
from linli.kernel.search import hits
from linli.web.htmx import page_or_part

MANY = 40


@signed_in("every source asks for its own permission")
def search(request: ActedRequest) -> HttpResponse:
    """People, homes and records that meet the words."""
    words = request.GET.get("q", "")[:80]
    most = hits.EACH if request.headers.get("HX-Request") else MANY
    values = {"words": words, "searched": words, "answers": hits.find(request.actor, words, most)}
    return page_or_part(request, "web/search.html", "web/_search.html", values)
