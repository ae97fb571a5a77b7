"""What rang just now, for whoever must answer: every open page asks, and shows it wherever somebody is."""

from datetime import UTC, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render

from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, signed_in
from linli.kernel.catalogue import shelf
from linli.web.shell import bell_address

BEFORE = timedelta(seconds=2)
"""What rang while the page was being made may have been written a moment later."""
LONGEST = timedelta(hours=12)
SHOWN = 3
MOMENT = 0.0001
"""Seconds; less is the same moment written down with other digits."""


@signed_in("what rings for oneself")
def bell(request: ActedRequest) -> HttpResponse:
    """Nothing (204) as long as nothing new rang; being asked is no sign that somebody is there."""
    since = max(_moment(request, "since"), clock.now() - LONGEST)
    rung = shelf.rang(request.actor, since - BEFORE)
    if not rung or rung[0].at.timestamp() - _moment(request, "newest").timestamp() < MOMENT:
        return HttpResponse(status=204)
    address = bell_address(since.timestamp(), rung[0].at.timestamp())
    values = {"rung": rung[:SHOWN], "more": max(len(rung) - SHOWN, 0), "bell_address": address}
    return render(request, "web/_bell.html", values)


def _moment(request: ActedRequest, name: str) -> datetime:
    """A moment of the address; the beginning of time when it makes no sense."""
    try:
        return datetime.fromtimestamp(float(request.GET.get(name, "0")), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
