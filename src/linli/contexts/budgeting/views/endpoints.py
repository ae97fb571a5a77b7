"""The programming interface of budgets: rounds of one's communities, and past elections."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.models import RoundState
from linli.contexts.budgeting.queries import desk, past, plain
from linli.kernel.access.guards import acting

router = Router()
MOST = 100


class Asked(Schema):
    """How a list is narrowed."""

    q: str = ""
    state: str = ""


@router.get("/rounds", summary="自己社区的参与式预算，新的在前，最多 100 轮")
def rounds(request: HttpRequest, asked: Query[Asked]) -> list[dict[str, Any]]:
    """Those in setup, too."""
    rows = desk.seen(acting(request, policies.VIEW))
    rows = rows.filter(title__contains=asked.q[:40]) if asked.q else rows
    rows = rows.filter(state=asked.state) if asked.state in RoundState.values else rows
    return [plain.line(row) for row in rows[:MOST]]


@router.get("/rounds/{uuid:key}", summary="一轮预算：提案、结果和原因、进展、账目、异议")
def one(request: HttpRequest, key: UUID) -> dict[str, Any]:
    """As everybody reads it at ``open/<key>/files/json/`` once the call is open."""
    return plain.whole(desk.round_of(acting(request, policies.VIEW), key))


@router.get("/past", summary="导入的往届选举，新的在前，最多 100 次")
def past_elections(request: HttpRequest, asked: Query[Asked]) -> list[dict[str, Any]]:
    """Without their projects."""
    rows = past.seen(acting(request, policies.VIEW))
    rows = rows.filter(title__contains=asked.q[:40]) if asked.q else rows
    return [
        {"id": str(row.pk), "title": row.title, "ballots": row.ballots, "projects": row.projects,
         "fingerprint": row.fingerprint}
        for row in rows[:MOST]
    ]  # fmt: skip


@router.get("/past/{uuid:key}", summary="一次往届选举，按两种规则算的结果")
def past_election(request: HttpRequest, key: UUID) -> dict[str, Any]:
    """Project by project."""
    row = past.one(acting(request, policies.VIEW), key)
    return {"id": str(row.pk), "title": row.title, "ballots": row.ballots, **row.story}
