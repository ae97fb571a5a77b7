"""The programming interface of guard: readings come in, devices can be read."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from linli.contexts.guard import policies
from linli.contexts.guard.commands import intake
from linli.contexts.guard.queries import devices as queries
from linli.contexts.guard.queries import sources
from linli.contexts.guard.views.alarm_endpoints import router as alarms
from linli.kernel.access.guards import acting
from linli.kernel.actor import Actor
from linli.kernel.errors import TooMuchAtOnce

router = Router()
router.add_router("", alarms)
MOST = 500
MOST_MESSAGES = 2000


class Delivered(Schema):
    """Messages of devices, as docs say; each as it came from its gateway."""

    messages: list[Any]


class Done(Schema):
    """What became of a batch."""

    taken: int
    repeated: int
    refused: dict[str, int]


@router.post("/readings", response=Done, summary="送读数：每个来源用自己的密钥，重复送不会重复记")
def readings(request: HttpRequest, told: Delivered) -> Any:
    """Stored and counted when the answer comes; safe to send again."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if len(told.messages) > MOST_MESSAGES:
        raise TooMuchAtOnce
    return intake.take(actor, sources.of_key(actor), messages=told.messages).told()


class Listed(Schema):
    """One device."""

    id: UUID
    number: str
    kind: str
    place: str
    area: str
    spot: str
    state: str
    installed_on: date
    removed_on: date | None
    last_at: datetime | None
    battery: float | None

    @classmethod
    def of(cls, row: Any) -> "Listed":
        """As the list has it."""
        return cls(
            id=row.pk, number=row.number, kind=row.kind, place=row.dwelling.short_address,
            area=row.area.code, spot=row.spot, state=row.state, installed_on=row.installed_on,
            removed_on=row.removed_on, last_at=row.last_at, battery=row.battery,
        )  # fmt: skip


class Asked(Schema):
    """How the list is narrowed."""

    q: str = ""
    kind: str = ""
    area: str = ""
    state: str = ""


@router.get("/devices", response=list[Listed], summary="自己范围内的守护设备")
def devices(request: HttpRequest, asked: Query[Asked]) -> Any:
    """500 at most."""
    wish = queries.Wish(asked.q[:40], asked.kind, asked.area, asked.state)
    rows = queries.narrowed(queries.seen(acting(request, policies.VIEW)), wish)[:MOST]
    return [Listed.of(row) for row in rows]


@router.get("/devices/{uuid:key}", response=Listed, summary="一台守护设备")
def device(request: HttpRequest, key: UUID) -> Any:
    """One of one's area."""
    return Listed.of(queries.device(acting(request, policies.VIEW), key))
