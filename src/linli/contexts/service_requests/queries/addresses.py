"""Where the pages of requests are, for messages and lists of other contexts."""

from uuid import UUID

from django.urls import NoReverseMatch, reverse


def page_of(request_id: UUID) -> str:
    """The page of one request."""
    return reverse("service_requests:request", args=[request_id])


def origin_page(origin: str) -> str:
    """Where that is from which a request was opened, as far as it has a page here."""
    kind, _colon, key = origin.partition(":")
    if kind != "visits.finding":
        return ""
    try:
        return reverse("visits:visit_of_finding", args=[key])
    except NoReverseMatch:
        return ""


def list_of(query: str = "") -> str:
    """The list of requests, narrowed."""
    return f"{reverse('service_requests:register')}{query}"
