"""How do records look as plain JSON, which the phone keeps and judges by the same tables?

Days are ``2026-03-02``, times ``2026-03-02T09:00`` (local), lists of codes are lists.  Text that looks like a
day is one; fields that are missing have their usual value.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypeVar

from linli.engines.plans import model
from linli.engines.plans.plan import Book
from linli.engines.plans.results import Judged
from linli.engines.plans.wording import why

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENTS = frozenset({"at", "now", "opened_at", "made_at"})
_Plain = Mapping[str, Any]
_Record = TypeVar("_Record")


def household(plain: _Plain) -> model.Household:
    """The household of a JSON object; raises ``ValueError`` naming fields that no record has."""
    return _record(model.Household, plain)


def day(plain: _Plain) -> model.Day:
    """The day of a JSON object."""
    return _record(model.Day, plain)


def _record(kind: Callable[..., _Record], plain: _Plain) -> _Record:
    known = {one.name for one in fields(kind) if one.init}  # type: ignore[arg-type]
    if unknown := sorted(set(plain) - known):
        raise ValueError(f"{getattr(kind, '__name__', kind)}: not understood: {', '.join(unknown)}")
    return kind(**{name: _value(name, value) for name, value in plain.items()})


_PARTS: Mapping[str, Callable[..., Any]] = {
    "people": model.Person,
    "contacts": model.Contact,
    "changes": model.Change,
    "matters": model.Matter,
    "postponements": model.Postponement,
    "handovers": model.Handover,
    "spells": model.Spell,
    "leaves": model.Leave,
}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _value("", one) for key, one in value.items()}
    if isinstance(value, list):
        kind = _PARTS.get(name)
        # A contact's people are keys, a household's are records.
        return tuple(_record(kind, one) if kind and isinstance(one, Mapping) else one for one in value)
    if not isinstance(value, str):
        return value
    if name in _MOMENTS:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if _DAY.fullmatch(value) else value


def said(judged: Judged, book: Book) -> list[dict[str, Any]]:
    """What is due, as the phone must say it too: one object for each entry, its reasons inside."""
    return [
        {
            "key": one.key,
            "state": one.state.value,
            "worker": one.worker,
            "try_in": one.try_in,
            "reasons": [
                {
                    "key": reason.key,
                    "state": reason.state.value,
                    "due_from": reason.due_from.isoformat(),
                    "due_on": reason.due_on.isoformat(),
                    "priority": reason.priority,
                    "must_be_in_person": reason.must_be_in_person,
                    "why": why(reason, book),
                }
                for reason in one.reasons
            ],
        }
        for one in judged.assignments
    ]
