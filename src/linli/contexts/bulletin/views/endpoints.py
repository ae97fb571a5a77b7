"""The programming interface of the board: notices of one's area with their count, corrections, accounts."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from linli.contexts.bulletin import policies
from linli.contexts.bulletin.models import Notice
from linli.contexts.bulletin.queries import board, desk, funds, groups
from linli.contexts.bulletin.queries.kinds import kind_of
from linli.kernel.access.guards import acting

router = Router()
MOST = 200


class Listed(Schema):
    """A notice in a list."""

    id: UUID
    number: str
    area: str
    place: str
    kind: str
    kind_name: str
    title: str
    state: str
    version: int
    posted_at: datetime | None
    ends_on: date | None
    shown_until: date | None

    @classmethod
    def of(cls, row: Notice) -> dict[str, Any]:
        """As the register has it."""
        return {
            "id": row.pk, "number": row.number, "area": row.area.code, "place": row.area.name,
            "kind": row.kind, "kind_name": kind_of(row.kind).name, "title": row.title, "state": row.state,
            "version": row.version, "posted_at": row.posted_at, "ends_on": row.ends_on,
            "shown_until": row.shown_until,
        }  # fmt: skip


class Correction(Schema):
    """What was put right, when and why."""

    version: int
    at: datetime
    reason: str
    restarted: bool


class Sent(Schema):
    """A message to a residents' group."""

    group: str
    what: str
    version: int
    state: str
    tries: int
    sent_at: datetime | None


class Whole(Listed):
    """A notice with everything that belongs to it."""

    words: str
    signed: str
    phone: str
    withdrawn_why: str
    corrections: list[Correction]
    groups: list[Sent]


class Asked(Schema):
    """How the list is narrowed."""

    q: str = ""
    kind: str = ""
    state: str = ""


class Month(Schema):
    """A month of a fund, in fen."""

    month: date
    income: str
    outgo: str
    closing: str


class Purse(Schema):
    """A fund of one's community; amounts in yuan, exact to the fen."""

    id: UUID
    name: str
    purpose: str
    community: str
    shown_until: date | None
    balance: str
    months: list[Month]


@router.get("/notices", response=list[Listed], summary="自己范围内的公告，新的在前")
def notices(request: HttpRequest, asked: Query[Asked]) -> Any:
    """200 at most."""
    rows = desk.found(acting(request, policies.VIEW), words=asked.q[:40], kind=asked.kind, state=asked.state)[
        :MOST
    ]
    return [Listed.of(row) for row in rows]


@router.get("/notices/{uuid:key}", response=Whole, summary="一份公告：正文、更正、发到哪些居民群")
def notice(request: HttpRequest, key: UUID) -> Any:
    """One of one's area."""
    row = desk.notice(acting(request, policies.VIEW), key)
    corrections = [
        {"version": v.number, "at": v.at, "reason": v.reason, "restarted": v.restarted}
        for v in board.page(row).corrections
    ]
    heard = [
        {
            "group": one.group.name, "what": one.what, "version": one.version, "state": one.state,
            "tries": one.tries, "sent_at": one.sent_at,
        }
        for one in groups.of_notice(row)
    ]  # fmt: skip
    said = {name: getattr(row, name) for name in ("words", "signed", "phone", "withdrawn_why")}
    return {**Listed.of(row), **said, "corrections": corrections, "groups": heard}


@router.get("/funds", response=list[Purse], summary="自己社区公开的账，按月")
def purses(request: HttpRequest) -> Any:
    """Every fund with its months."""
    return [
        {
            "id": book.fund.pk, "name": book.fund.name, "purpose": book.fund.purpose,
            "community": book.fund.community.code, "shown_until": book.fund.shown_until,
            "balance": book.balance,
            "months": [
                {"month": m.first, "income": m.shown[1], "outgo": m.shown[2], "closing": m.shown[3]}
                for m in book.months
            ],
        }
        for book in map(funds.book, funds.seen(acting(request, policies.VIEW)))
    ]  # fmt: skip
