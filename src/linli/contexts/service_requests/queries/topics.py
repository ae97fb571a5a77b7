"""Which matters do many requests speak of, since when, and where?  The ground of common-problem reports."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.models import OPEN, Request, State
from linli.contexts.service_requests.models.rules import CommonReport
from linli.engines.similarity import Report, Topic, ready, topics
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.catalogue.manifest import Need
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

MOST = 3000
"""The newest so many requests of the time are looked at."""
LEAST = 3
"""With fewer requests a matter is not yet a common one."""
SHOWN = 30
NEED_DAYS = 90


@dataclass(frozen=True, slots=True)
class Matter:
    """Requests that speak of one thing."""

    name: str
    requests: tuple[Request, ...]
    """The most typical first."""
    people: int
    still_open: int
    places: tuple[tuple[str, int], ...]
    weeks: tuple[int, ...]
    """Requests in each week of the time, the oldest first."""

    @property
    def keys(self) -> str:
        """The requests' ids, to begin a report from."""
        return ",".join(str(row.pk) for row in self.requests)


def matters(actor: Actor, scope: Area, since: date, until: date, category: str = "") -> list[Matter]:
    """The matters of a community in a time, the hottest first; three queries whatever the number."""
    rows = _rows(actor, scope, since, until, category)
    reports = [
        Report(ready("", row.words), row.area.name, _day(row).toordinal(), row.people - 1) for row in rows
    ]
    found = topics(reports, LEAST, SHOWN)
    return [_matter(topic, rows, since, until) for topic in found]


def _rows(actor: Actor, scope: Area, since: date, until: date, category: str) -> Sequence[Any]:
    if not actor.may(policies.VIEW, scope.code):
        raise OutsideYourArea
    found = Request.objects.filter(
        inside("area__code", [scope.code]), at__date__gte=since, at__date__lte=until
    ).exclude(state=State.WITHDRAWN)
    if category:
        found = found.filter(category=category)
    return list(found.select_related("area").annotate(people=Count("reporters")).order_by("-at")[:MOST])


def _matter(topic: Topic, rows: Sequence[Any], since: date, until: date) -> Matter:
    members = [rows[n] for n in topic.rows]
    weeks = [0] * ((until - since).days // 7 + 1)
    for row in members:
        weeks[(_day(row) - since).days // 7] += 1
    return Matter(
        name=topic.name,
        requests=tuple(members),
        people=sum(row.people for row in members),
        still_open=sum(row.state in OPEN for row in members),
        places=tuple(Counter(row.area.name for row in members).most_common(3)),
        weeks=tuple(weeks),
    )


def _day(row: Request) -> date:
    return timezone.localtime(row.at).date()


def period(days: int, today: date) -> tuple[date, date]:
    """The last ``days`` days."""
    return today - timedelta(days=days - 1), today


def needs(actor: Actor, code: str) -> list[Need]:
    """What many people of a community told in the last months, for whoever may read its requests."""
    scope = Area.objects.filter(code=code).first()
    if scope is None or not actor.may(policies.VIEW, code):
        return []
    since, until = period(NEED_DAYS, clock.today())
    return [
        Need(one.name, one.people, since, tuple(name for name, _n in one.places))
        for one in matters(actor, scope, since, until)
    ]


def reports_of(actor: Actor) -> Any:
    """The reports one may see, the newest first."""
    found = CommonReport.objects.filter(policies.reports_visible_to(actor)).select_related("scope")
    return found.annotate(claims=Count("requests")).order_by("-at")


def report(actor: Actor, key: UUID) -> CommonReport:
    """One of them, or OutsideYourArea."""
    found: CommonReport | None = reports_of(actor).filter(pk=key).first()
    if found is None:
        raise OutsideYourArea
    return found


def claims_of(found: CommonReport) -> list[Request]:
    """The requests a report rests on, the oldest first."""
    return list(found.requests.select_related("area", "unit").order_by("at"))


def chosen(actor: Actor, scope: Area, keys: Sequence[UUID]) -> list[Request]:
    """Those of some requests that lie in the community, the oldest first."""
    if not actor.may(policies.VIEW, scope.code):
        raise OutsideYourArea
    found = Request.objects.filter(pk__in=keys, area__code__startswith=scope.code).select_related("area")
    return list(found.annotate(people=Count("reporters")).order_by("at"))
