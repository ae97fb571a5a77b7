"""An alarm as machines read it: what rang where, on which rung it stands, what it was; no names."""

from typing import Any

from linli.contexts.guard.models import Alarm
from linli.contexts.guard.queries.alarms import sentence
from linli.contexts.guard.states import ALARM


def told(row: Alarm) -> dict[str, Any]:
    """Codes, times as ISO text, and the sentence that explains it."""
    return {
        "id": str(row.pk), "kind": row.kind, "kind_name": str(row.get_kind_display()),
        "place": row.dwelling.short_address, "area": row.area.code, "community": row.community.code,
        "state": row.state, "state_name": str(ALARM.label(row.state)), "sentence": sentence(row),
        "raised_at": row.raised_at.isoformat(), "next_at": _moment(row.next_at), "level": row.level,
        "repeats": row.repeats, "acknowledged": row.taken_id is not None,
        "acknowledged_at": _moment(row.taken_at), "cause": row.cause or None,
        "closed_at": _moment(row.closed_at), "drill": row.drill_id is not None,
    }  # fmt: skip


def _moment(at: Any) -> str | None:
    return at.isoformat() if at else None
