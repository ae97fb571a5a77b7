"""The programming interface of care: who is looked after, how closely, what is due, and help at home; nothing
about health.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from linli.contexts.care import policies
from linli.contexts.care.queries import due as due_queries
from linli.contexts.care.queries import records as queries
from linli.contexts.care.views import service_endpoints
from linli.kernel import clock
from linli.kernel.access.guards import acting

router = Router()
router.add_router("", service_endpoints.router)
MOST = 500


class Listed(Schema):
    """Somebody we look after."""

    id: UUID
    person: UUID
    name: str
    place: str
    area: str
    kind: str
    classes: list[str]
    tier: str
    needs: list[str]
    state: str
    since_on: date
    ended_on: date | None
    review_on: date | None

    @classmethod
    def of(cls, row: Any) -> "Listed":
        """As the list has it."""
        home = row.person.home
        return cls(
            id=row.pk, person=row.person_id, name=row.person.name, place=home.short_address if home else "",
            area=row.area.code, kind=row.kind, classes=row.classes, tier=row.tier, needs=row.needs,
            state=row.state, since_on=row.since_on, ended_on=row.ended_on, review_on=row.review_on,
        )  # fmt: skip


class Asked(Schema):
    """How the list is narrowed."""

    q: str = ""
    kind: str = ""
    tier: str = ""
    reason: str = ""
    area: str = ""
    state: str = ""


class Wanted(Schema):
    """Something that is due for somebody we look after."""

    key: str
    title: str
    why: str
    due_on: date
    place: str
    person: str


@router.get("/people", response=list[Listed], summary="自己范围内照看的人，不含健康信息")
def people(request: HttpRequest, asked: Query[Asked]) -> Any:
    """500 at most."""
    wish = queries.Wish(asked.q[:40], asked.kind, asked.tier, asked.reason, asked.area, asked.state)
    rows = queries.narrowed(queries.seen(acting(request, policies.VIEW)), wish)[:MOST]
    return [Listed.of(row) for row in rows]


@router.get("/people/{uuid:key}", response=Listed, summary="一位照看的人")
def person(request: HttpRequest, key: UUID) -> Any:
    """One of one's area."""
    return Listed.of(queries.record(acting(request, policies.VIEW), key))


@router.get("/due", response=list[Wanted], summary="照看的人有什么该办：卡片、计划、待遇和证件")
def due(request: HttpRequest) -> Any:
    """The soonest first."""
    found = due_queries.due(acting(request, policies.LOOK_AFTER), clock.today())
    rows = sorted(found, key=lambda entry: (entry.due_on, entry.key))[:MOST]
    return [
        Wanted(key=e.key, title=e.title, why=e.why, due_on=e.due_on, place=e.place, person=e.person)
        for e in rows
    ]
