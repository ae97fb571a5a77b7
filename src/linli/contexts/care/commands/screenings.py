"""Writing down a first screening."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.contexts.care.commands.records import did, still_open
from linli.contexts.care.models import CareRecord, Screening
from linli.contexts.care.queries.screenings import pack, sheet
from linli.engines import screening as engine
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded


@dataclass(frozen=True, slots=True)
class Screened:
    """What was seen and said."""

    items: Mapping[str, int]
    around: engine.Around = field(default_factory=engine.Around)
    told_by: str = ""


@command("care.screened", policies.may_change)
def screen(actor: Actor, record: CareRecord, /, *, told: Screened) -> Screening:
    """Write down a first screening; it decides nothing."""
    row = still_open(record)
    if row.kind == "child":
        raise NotAllowedNow(_("初筛表是给老年人用的。"))
    try:
        found = engine.judge(sheet(), told.items, told.around)
    except engine.UnansweredError as refused:
        raise BadInput(_("还有没选的项目，请每项都选。"), field=refused.keys[0]) from refused
    near = {"coma": told.around.coma, "diagnosis": told.around.diagnosis, "events": told.around.events}
    made = Screening.objects.create(
        record=row, on=clock.today(), total=found.total, by_points=found.by_points, grade=found.grade,
        reasons=list(found.reasons), answers=json.dumps({"items": dict(told.items), "around": near}),
        told_by=told.told_by, version=pack()["version"], account_id=actor.account_id, at=clock.now(),
    )  # fmt: skip
    did(actor, row, "screened")
    note(target=made, area=record.area.code)
    return made


@command("care.screening_withdrawn", policies.may_change)
def withdraw(actor: Actor, record: CareRecord, /, *, screening: UUID, reason: str) -> CareRecord:
    """It was written down by mistake; only on the same day."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    row = still_open(record)
    since = clock.now() - timedelta(days=1)
    dropped, _tables = Screening.objects.filter(record=row, pk=screening, at__gte=since).delete()
    if not dropped:
        raise NotAllowedNow(_("只能撤回一天以内的初筛。"))
    did(actor, row, "screening_withdrawn", reason.strip())
    note(target=row, area=record.area.code, reason=reason.strip())
    return row


@command("care.screening_revealed", policies.may_change)
def reveal(actor: Actor, record: CareRecord, /, *, screening: Screening, reason: str) -> Screening:
    """Read what was answered, for a reason that stays on record."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    note(target=screening, area=record.area.code, reason=reason.strip())
    return screening
