"""Two times for everything that may change: when it was so, and when we knew it (bitemporal rows).

A row is never corrected in place: it is superseded, and what is now known is written beside it, so that
"who lived there on 1 March, as we knew it on 5 March" stays answerable (Snodgrass 1999, ch. 10).
"""

from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from linli.kernel import clock


class Spell(models.Model):
    """Something that was so from one day until another, as recorded at one moment."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    """The first day on which it was no longer so; empty while it lasts."""
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    """When a better row took this one's place; empty for what we hold true now."""

    class Meta:
        abstract = True


S = TypeVar("S", bound=Spell)


def at(rows: QuerySet[S], day: date, known_at: datetime | None = None) -> QuerySet[S]:
    """The rows that held on ``day``, as known at ``known_at`` (now, when not given)."""
    return rows.filter(valid_on(day) & known(known_at))


def valid_on(day: date, path: str = "") -> Q:
    """Held on that day."""
    return Q(**{f"{path}valid_from__lte": day}) & (
        Q(**{f"{path}valid_to": None}) | Q(**{f"{path}valid_to__gt": day})
    )


def known(moment: datetime | None = None, path: str = "") -> Q:
    """Taken to be true at that moment (now, when not given)."""
    if moment is None:
        return Q(**{f"{path}superseded_at": None})
    return Q(**{f"{path}recorded_at__lte": moment}) & (
        Q(**{f"{path}superseded_at": None}) | Q(**{f"{path}superseded_at__gt": moment})
    )


def current(path: str = "") -> Q:
    """Holds without a known end, as known now."""
    return Q(**{f"{path}superseded_at": None, f"{path}valid_to": None})


def end(row: S, on: date, **changes: Any) -> S:
    """Say that ``row`` ended on ``on``: it is superseded, and its shorter copy is written beside it."""
    return replace(row, valid_to=on, **changes)


def replace(row: S, **changes: Any) -> S:
    """Supersede ``row`` by a copy with ``changes``; return the copy."""
    now = clock.now()
    type(row)._default_manager.filter(pk=row.pk, superseded_at=None).update(superseded_at=now)  # noqa: SLF001
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}  # noqa: SLF001
    values.update(recorded_at=now, superseded_at=None)
    values.update(changes)
    return type(row)._default_manager.create(**values)  # noqa: SLF001
