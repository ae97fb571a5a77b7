"""Reading small changes: the quiet list of a week, those of one home, what Today says at its door."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.contexts.guard import policies
from linli.contexts.guard.models import HomeNote
from linli.contexts.guard.queries.rules import rules
from linli.kernel import clock
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.catalogue.manifest import Due
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

CALM = 20
"""Far below everything that has to be done."""


def seen(actor: Actor) -> QuerySet[Any]:
    """Notes of one's area."""
    rows = HomeNote.objects.filter(inside("area__code", actor.areas(policies.RESPOND)))
    return rows.select_related("dwelling", "area")


def waiting(actor: Actor) -> QuerySet[Any]:
    """What nobody has asked about yet, as people walk."""
    return seen(actor).filter(talked_at=None, passed_at=None).order_by("dwelling__order", "pk")


def talked(actor: Actor) -> QuerySet[Any]:
    """What was talked about, newest first."""
    return seen(actor).exclude(talked_at=None).order_by("-talked_at", "pk")


def note(actor: Actor, note_id: UUID) -> HomeNote:
    """One of one's area."""
    found: HomeNote | None = seen(actor).filter(pk=note_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def at_home(actor: Actor, dwelling_id: UUID) -> list[HomeNote]:
    """What waits at one home."""
    return list(waiting(actor).filter(dwelling=dwelling_id))


def sentence(row: HomeNote) -> str:
    """What changed, with its numbers, as one would say it to a neighbour."""
    said = {
        "heard": round(row.heard), "expected": round(row.expected), "hours": round(row.heard),
        "litres": f"{row.litres:.1f}".rstrip("0").rstrip("."),
    }  # fmt: skip
    if row.code == HomeNote.Code.LESS:
        return (
            _("最近二十来天大约有 %(heard)s 个小时用过水，往常会有 %(expected)s 个小时。可以问问胃口和精神。")
            % said
        )
    if row.code == HomeNote.Code.NIGHTS:
        return (
            _("最近一周夜里有 %(heard)s 个小时用过水，往常大约 %(expected)s 个小时。可以问问睡得好不好。")
            % said
        )
    return (
        _("水已经连续 %(hours)s 小时每小时都在走，最少的一小时 %(litres)s 升。可以看看马桶和水龙头漏不漏。")
        % said
    )


def with_words(rows: list[HomeNote]) -> list[tuple[HomeNote, str, str]]:
    """Notes with their sentences and who talked about them; one query."""
    names = Account.objects.in_bulk({row.account_id for row in rows if row.account_id})
    return [
        (row, sentence(row), names[row.account_id].name if row.account_id in names else "") for row in rows
    ]


def due(actor: Actor, today: date, door: UUID | None) -> Iterator[Due]:
    """Something to ask at the next visit, in a fortnight at the latest; shown at the door at any time."""
    rows = waiting(actor)
    days = timedelta(days=rules()["notes"]["ask_within_days"])
    for row in rows.filter(dwelling=door) if door else rows:
        yield Due(
            f"guard-note:{row.pk}", _("可以问一问：%(what)s") % {"what": row.get_code_display()},
            sentence(row), timezone.localdate(row.noted_at) + days, reverse("guard:talk", args=[row.pk]),
            str(row.dwelling_id), row.dwelling.short_address, row.dwelling.order, row.area.code,
            priority=CALM, postpone_days=rules()["notes"]["ask_within_days"],
        )  # fmt: skip


def desk(actor: Actor, today: date) -> Iterator[Due]:
    """Once a week the list, for whoever plans visits."""
    fresh = clock.now() - timedelta(days=WEEK_DAYS)
    new = waiting(actor).filter(noted_at__gte=fresh).count() if actor.holds(policies.RESPOND) else 0
    if new:
        yield Due(
            "guard-notes", _("这周有 %(n)s 件小变化，可以在下次走访时问一问") % {"n": new},
            _("不是提醒，不用专门跑一趟"), today, reverse("guard:notes"), priority=CALM,
        )  # fmt: skip


WEEK_DAYS = 7
