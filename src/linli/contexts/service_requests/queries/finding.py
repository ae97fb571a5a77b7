"""Requests for the search box, and for the timeline of a door."""

from datetime import timedelta
from uuid import UUID

from django.urls import reverse

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.models import Request
from linli.contexts.service_requests.queries import listing, words
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.catalogue.manifest import Happened
from linli.kernel.phrases import listed
from linli.kernel.search.hits import Hit

SHORTEST = 2
AT_DOOR = 6
LATELY = timedelta(days=400)
"""The search box looks at the last year by words; a number is found however old."""


def find_requests(actor: Actor, typed: str, most: int) -> list[Hit]:
    """Requests by number, by a phone in full, or by words of the last year."""
    if len(typed) < SHORTEST:
        return []
    rows = listing.visible(actor).filter(listing.with_words(typed), at__gte=clock.now() - LATELY)
    if typed.upper().startswith("SR-"):
        rows = listing.visible(actor).filter(listing.with_words(typed))
    found = rows.select_related("area__parent").order_by("-at")[:most]
    return [_hit(row) for row in found]


def _hit(row: Request) -> Hit:
    detail = listed([listing.place_of(row), words.category_label(row.category), row.get_state_display()])
    return Hit(f"{row.number} {row.title}", detail, reverse("service_requests:request", args=[row.pk]))


def happened(actor: Actor, dwelling_id: UUID, person_id: UUID | None = None) -> list[Happened]:
    """The last requests about a door."""
    if not actor.holds(policies.VIEW):
        return []
    rows = listing.visible(actor).filter(dwelling=dwelling_id).order_by("-at")[:AT_DOOR]
    return [
        Happened(
            row.at, f"{words.category_label(row.category)} · {row.get_state_display()}",
            reverse("service_requests:request", args=[row.pk]),
        )
        for row in rows
    ]  # fmt: skip
