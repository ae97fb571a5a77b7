"""The programming interface of duties: the list, applications, certificates."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from linli.contexts.duties import policies
from linli.contexts.duties.commands import admissions as commands
from linli.contexts.duties.models import Admission, Duty
from linli.contexts.duties.queries import admissions, certificates, lists
from linli.contexts.duties.queries.burden import burden_of
from linli.kernel.access.guards import acting
from linli.kernel.errors import NotAllowed

router = Router()
MOST = 500


class Item(Schema):
    """One item of a list."""

    id: UUID
    number: str
    kind: str
    title: str
    part: str
    department: str
    clause: str
    source: str
    valid_from: date
    valid_to: date | None
    area: str

    @classmethod
    def of(cls, row: Duty) -> "Item":
        """As the list has it."""
        return cls(
            id=row.pk, number=row.number, kind=row.kind, title=row.title, part=row.part,
            department=row.department, clause=row.clause, source=row.source, valid_from=row.valid_from,
            valid_to=row.valid_to, area=row.area.code,
        )  # fmt: skip


class Asked(Schema):
    """How a list is narrowed."""

    q: str = ""
    kind: str = ""
    area: str = ""
    state: str = "now"


@router.get("/items", response=list[Item], summary="权责清单：按关键词、类别、区域、有效性筛选")
def items(request: HttpRequest, asked: Query[Asked]) -> Any:
    """The lists of one's area and of those above, 500 items at most."""
    wish = lists.Wish(asked.q[:40], asked.kind, "", asked.area, asked.state)
    rows = lists.narrowed(lists.visible(acting(request, policies.VIEW)), wish)[:MOST]
    return [Item.of(row) for row in rows]


@router.get("/items/find", response=list[Item], summary="用一句话找最接近的清单事项")
def find(request: HttpRequest, area: str, q: str) -> Any:
    """The items of a place that words mean, best first."""
    actor = acting(request, policies.VIEW)
    seen = {row.pk for row in lists.visible(actor)}
    return [Item.of(row) for row in lists.meant(area, q[:80]) if row.pk in seen][:20]


@router.get("/items/{uuid:key}", response=Item, summary="清单里的一项")
def item(request: HttpRequest, key: UUID) -> Any:
    """One item of one's lists."""
    return Item.of(lists.duty(acting(request, policies.VIEW), key))


class Application(Schema):
    """One application for admission."""

    id: UUID
    number: str
    title: str
    wanted: str
    state: str
    organisation: str
    area: str
    starts_on: date
    ends_on: date
    decide_by: date | None
    valid_from: date | None
    valid_to: date | None
    fields_asked: int | None
    fields_held: int | None
    cells_a_year: int | None

    @classmethod
    def of(cls, row: Admission) -> "Application":
        """With its burden, when a form could be weighed."""
        load = burden_of(row)
        return cls(
            id=row.pk, number=row.number, title=row.title, wanted=row.wanted, state=row.state,
            organisation=row.organisation.name if row.organisation else "", area=row.area.code,
            starts_on=row.starts_on, ends_on=row.ends_on, decide_by=row.decide_by,
            valid_from=row.valid_from, valid_to=row.valid_to, fields_asked=load.asked if load else None,
            fields_held=load.held if load else None, cells_a_year=load.typed if load else None,
        )  # fmt: skip


@router.get("/admissions", response=list[Application], summary="准入申请和准入事项")
def applications(request: HttpRequest, state: str = "", q: str = "") -> Any:
    """Those that concern one, what waits first; 500 at most."""
    rows = admissions.narrowed(admissions.visible(acting(request, policies.VIEW)), state, q[:40])[:MOST]
    return [Application.of(row) for row in rows]


@router.get("/admissions/{uuid:key}", response=Application, summary="一件准入申请")
def application(request: HttpRequest, key: UUID) -> Any:
    """One that concerns one."""
    return Application.of(admissions.admission(acting(request, policies.VIEW), key))


class Said(Schema):
    """What a community says."""

    community: str
    stance: str
    words: str = ""


@router.post("/admissions/{uuid:key}/opinion", response=Application, summary="代表社区对准入提意见")
def speak(request: HttpRequest, key: UUID, said: Said) -> Any:
    """The same command as the page, with the same permissions."""
    actor = acting(request, policies.VIEW)
    row = admissions.admission(actor, key)
    place = next((p for p in admissions.speaks_for(actor, row) if p.code == said.community), None)
    if place is None:
        raise NotAllowed
    commands.speak(actor, row, place, stance=said.stance, words=said.words)
    return Application.of(row)


class Paper(Schema):
    """One certificate."""

    key: str
    name: str
    issued: bool
    why: str
    basis: str
    instead: list[dict[str, str]]


@router.get("/certificates", response=list[Paper], summary="证明去哪办：按名称、俗称或拼音首字母查")
def papers(request: HttpRequest, q: str = "") -> Any:
    """The certificates that words mean; all when nothing is asked."""
    acting(request, policies.VIEW)
    return [
        Paper(
            key=one.key, name=one.name, issued=one.issued, why=one.why, basis=one.basis,
            instead=[{"who": i.who, "how": i.how, "bring": i.bring} for i in one.instead],
        )
        for one in certificates.meant(q[:40])
    ]  # fmt: skip
