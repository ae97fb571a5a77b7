"""Where the pages of requests are, for messages and lists of other contexts."""

from uuid import UUID

from django.urls import reverse


def page_of(request_id: UUID) -> str:
    """The page of one request."""
    return reverse("service_requests:request", args=[request_id])


def list_of(query: str = "") -> str:
    """The list of requests, narrowed."""
    return f"{reverse('service_requests:register')}{query}"
