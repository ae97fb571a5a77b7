"""The programming interface of the register: find, read, amend; commands and policies of the pages."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from linli.contexts.registry.commands import people as commands
from linli.contexts.registry.policies import EDIT, VIEW
from linli.contexts.registry.queries import people
from linli.contexts.registry.queries.listing import people_list
from linli.contexts.registry.views.list_endpoints import router as lists
from linli.kernel import clock
from linli.kernel.access.guards import acting
from linli.kernel.areas.queries import within
from linli.kernel.commands import once
from linli.kernel.search import hits

router = Router()
router.add_router("", lists)
MOST = 200


class Found(Schema):
    """One answer of the search box."""

    kind: str
    title: str
    detail: str
    mark: str
    page: str


@router.get("/search", response=list[Found], summary="搜索：姓名、拼音首字母、证件或手机尾号、门牌")
def search(request: HttpRequest, q: str) -> Any:
    """The same answers as the search box."""
    actor = acting(request, VIEW)
    return [
        Found(kind=answer.source.key, title=hit.title, detail=hit.detail, mark=hit.mark, page=hit.address)
        for answer in hits.find(actor, q[:80])
        for hit in answer.hits
    ]


class Listed(Schema):
    """One person in a list."""

    id: UUID
    name: str
    sex: str
    born_on: date | None
    age: int | None
    home: str
    residency: str
    groups: list[str]


class Asked(Schema):
    """What a list is narrowed by."""

    q: str = ""
    population: str = ""
    group: str = ""
    place: str = ""
    sort: str = "name"
    start: int = 0
    size: int = 50


@router.get("/people", response=list[Listed], summary="居民列表：可按人群、关爱人群、范围、姓名筛选")
def listed(request: HttpRequest, asked: Query[Asked]) -> Any:
    """People in one's area, page by page; sealed values are not part of a list."""
    actor = acting(request, VIEW)
    narrowing: dict[str, Any] = asked.dict()
    narrowing["place"] = within(actor, VIEW).filter(code=asked.place).first() if asked.place else None
    rows = people_list(actor, narrowing, clock.today())
    start = max(0, asked.start)
    return [_listed(row) for row in rows[start : start + min(max(1, asked.size), MOST)]]


def _listed(row: Any) -> Listed:
    return Listed(
        id=row.pk,
        name=row.name,
        sex=row.sex,
        born_on=row.born_on,
        age=row.age_now,
        home=row.home.short_address if row.home else "",
        residency=row.residency,
        groups=sorted(row.groups),
    )


class Value(Schema):
    """One field of a person; sealed values are covered."""

    field: str
    label: str
    value: str
    source: str
    on: date | None
    is_stale: bool


@router.get("/people/{uuid:person_id}", response=list[Value], summary="一位居民的全部数据项，含来源和日期")
def person(request: HttpRequest, person_id: UUID) -> Any:
    """Every field with value, source and day."""
    found = people.person(acting(request, VIEW), person_id)
    return [
        Value(
            field=f.field.key,
            label=f.field.label,
            value=f.shown,
            source=f.source,
            on=f.on,
            is_stale=f.is_stale,
        )
        for f in people.facts(found)
    ]


class Said(Schema):
    """Values that a source says about a person."""

    values: dict[str, str]
    source: str = "department"
    on: date | None = None
    key: str = ""
    """An idempotency key: the same key acts once."""


@router.post("/people/{uuid:person_id}/amend", summary="更正一位居民的数据项，带幂等键时重复提交只生效一次")
def amend(request: HttpRequest, person_id: UUID, said: Said) -> Any:
    """The same command as the page."""
    actor = acting(request, EDIT)

    def do() -> dict[str, Any]:
        found = people.person(actor, person_id)
        changed = commands.amend(actor, found, values=dict(said.values), source=said.source, on=said.on)
        return {"id": str(changed.pk), "fields": sorted(said.values)}

    if not said.key:
        return {**do(), "repeated": False}
    answer = once(actor, said.key[:80], do)
    return {**answer.value, "repeated": answer.repeated}
