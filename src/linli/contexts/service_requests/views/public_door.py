"""What all pages without an account share: unlisted, counted, open for one's own reports."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from linli.contexts.service_requests.models import Reporter
from linli.contexts.service_requests.queries import tracking
from linli.kernel.actor import Actor, linli
from linli.kernel.areas.models import Area, Kind
from linli.kernel.errors import OutsideYourArea
from linli.kernel.visitors.limits import Limit, hand_of, spend
from linli.web.files import stored

RESIDENT: Actor = linli("resident")
"""Whoever reports for himself, or proved that a report is his."""
MINE = "reports"
MOST_KEPT = 30
DAY = timedelta(days=1)
REPORTS = (
    Limit("report", 40, timedelta(hours=1)),
    Limit("report", 200, DAY),
)
"""By network address: a mobile carrier puts many phones behind one."""
BY_PHONE = Limit("report by phone", 10, DAY)
LOOKS = Limit("track", 60, timedelta(minutes=10))
HINTS = Limit("hint", 600, timedelta(minutes=10))
View = Callable[..., HttpResponse]


def unlisted(view: View) -> View:
    """Search engines leave this page alone."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return marked


def count(request: HttpRequest, *limits: Limit) -> None:
    """One more from this network address; TooMuchAtOnce when it was too often."""
    hand = hand_of(request)
    for limit in limits:
        spend(limit, hand)


def community_of(code: str) -> Area:
    """The community whose page it is."""
    found = Area.objects.filter(code=code, kind=Kind.COMMUNITY).first()
    if found is None:
        raise OutsideYourArea
    return found


def remember(request: HttpRequest, reporter: Reporter) -> None:
    """This browser may look at that report from now on, until it is closed for some hours."""
    kept = [key for key in request.session.get(MINE, []) if key != str(reporter.pk)]
    request.session[MINE] = [*kept, str(reporter.pk)][-MOST_KEPT:]


def mine(request: HttpRequest, reporter_id: UUID) -> Reporter:
    """A report that this browser made or opened by its code, or that was left with one's proved number."""
    found = Reporter.objects.select_related("request__area").get(pk=reporter_id)
    if str(reporter_id) in request.session.get(MINE, []) or tracking.is_left_by(phone_of(request), found):
        return found
    raise OutsideYourArea


def phone_of(request: HttpRequest) -> str:
    """The hash of the number with which somebody signed in; "" for everybody else."""
    resident = getattr(request, "resident", None)
    return resident.phone_hash if resident else ""


def posted(request: HttpRequest) -> Any:
    """What was sent, be it nothing; None when nothing was sent yet."""
    return request.POST if request.method == "POST" else None


def picture(file_id: UUID) -> HttpResponse:
    """A stored picture; it was freed from place and time when it came."""
    response = stored(file_id)
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def own_phone(request: HttpRequest) -> str:
    """The number that somebody signed in has proved; empty for anybody else, and while it is in doubt."""
    stay = getattr(request, "stay", None)
    if stay is None or stay.visitor.is_doubted:
        return ""
    return str(stay.visitor.phone.reveal())
