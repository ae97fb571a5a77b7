"""Promises as lists and numbers: for everybody, for those who work on them, for those who took part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Participant, Promise, PromiseState, PromiseStep, PromiseVoice
from linli.contexts.assembly.states import CONFIRM, OPEN, PROMISE_LIFE, WORKING
from linli.kernel import clock, packs
from linli.kernel.actor import Actor, Resident
from linli.kernel.workflow import Step

WHICH = (
    ("open", _("还在做")),
    ("overdue", _("过了日子")),
    ("done", _("等确认")),
    ("kept", _("兑现了")),
    ("not_kept", _("没能做到")),
)


def narrowed(rows: QuerySet[Promise], which: str = "", words: str = "") -> QuerySet[Promise]:
    """Those that somebody looks for; the soonest first, what has ended last."""
    today = clock.today()
    if words:
        found = Q(title__icontains=words) | Q(who__icontains=words) | Q(source_title__icontains=words)
        rows = rows.filter(found)
    if which in dict(WHICH):
        rows = rows.filter(_where(which, today))
    return (
        rows.order_by("ended_on", "due_on", "pk")
        if which not in ("kept", "not_kept")
        else rows.order_by("-ended_on", "pk")
    )


def _where(which: str, today: date) -> Q:
    return {
        "open": Q(state__in=OPEN),
        "overdue": Q(state__in=WORKING, due_on__lt=today),
        "done": Q(state=PromiseState.DONE),
        "kept": Q(state=PromiseState.KEPT),
        "not_kept": Q(state=PromiseState.NOT_KEPT),
    }[which]


def seen(actor: Actor) -> QuerySet[Promise]:
    """Promises of the communities where one works, and one's own."""
    return Promise.objects.filter(policies.promises.promises_seen(actor)).select_related("area", "account")


def one(actor: Actor, promise_id: UUID) -> Promise:
    """One promise; Promise.DoesNotExist when it is not one's own or of one's communities."""
    return seen(actor).get(pk=promise_id)


def made_in(code: str) -> QuerySet[Promise]:
    """Promises of a community, for everybody."""
    return Promise.objects.filter(area__code__startswith=code).select_related("area")


def shown(promise_id: UUID) -> Promise:
    """One promise, for everybody; Promise.DoesNotExist otherwise."""
    return Promise.objects.select_related("area").get(pk=promise_id)


def numbers(rows: QuerySet[Promise]) -> list[tuple[str, Any, int]]:
    """How many there are of each sort: key, words, number; one query."""
    today = clock.today()
    found = rows.aggregate(**{key: Count("pk", filter=_where(key, today)) for key, _words in WHICH})
    return [(key, words, found[key]) for key, words in WHICH]


def steps_of(row: Promise) -> list[PromiseStep]:
    """What happened, the newest first."""
    return list(row.steps.order_by("-at", "-pk"))


def offered(actor: Actor, row: Promise) -> list[Step]:
    """The steps that this person may press now."""
    mine = {
        "confirm": policies.promises.may_confirm_kept, "send_back": policies.promises.may_confirm_kept,
        "take_up_again": policies.promises.may_take_up_again,
    }  # fmt: skip
    found = PROMISE_LIFE.open_from(row.state)
    return [step for step in found if mine.get(step.verb, policies.promises.may_work_on)(actor, row)]


def voices_of(row: Promise) -> list[PromiseVoice]:
    """What those who took part say."""
    return list(row.voices.select_related("participant").order_by("at"))


def counted(row: Promise) -> tuple[int, int]:
    """How many of those who took part say that it was kept, and how many that it was not."""
    said = list(row.voices.values_list("is_kept", flat=True))
    return said.count(True), said.count(False)


def took_part(row: Promise) -> QuerySet[Participant]:
    """Who took part where it was promised."""
    if row.source_id is None:
        return Participant.objects.none()
    return Participant.objects.filter(source_kind=row.source_kind, source_id=row.source_id)


def own_part(resident: Resident, row: Promise) -> Participant | None:
    """As whom a resident took part; None when he did not."""
    return took_part(row).filter(key__in=policies.promises.keys_of(resident)).first()


@dataclass(frozen=True, slots=True)
class Own:
    """A promise made where a resident took part."""

    promise: Promise
    is_new: bool
    """Something happened since the resident looked last."""
    waits: bool
    """It is said to be done, and the resident has not said anything yet."""


def own(resident: Resident) -> list[Own]:
    """Promises made where a resident took part, those with news first; three queries."""
    parts = {
        (one.source_kind, one.source_id): one
        for one in Participant.objects.filter(key__in=policies.promises.keys_of(resident))
    }
    sources: Iterable[UUID] = {key for _kind, key in parts}
    rows = Promise.objects.filter(source_id__in=sources).select_related("area").order_by("-news_at")[:100]
    mine = {one.pk for one in parts.values()}
    spoke = set(PromiseVoice.objects.filter(participant__in=mine).values_list("promise_id", flat=True))
    found = []
    for row in rows:
        part = parts.get((row.source_kind, row.source_id)) if row.source_id else None
        if part is not None:
            is_new = part.told_at is None or part.told_at < row.news_at
            found.append(Own(row, is_new, row.state == PromiseState.DONE and row.pk not in spoke))
    return sorted(found, key=lambda one: (not one.is_new, not one.waits))


def to_confirm(actor: Actor) -> QuerySet[Promise]:
    """What is said to be done and waits for this person's word."""
    if not actor.holds(CONFIRM):
        return Promise.objects.none()
    rows = seen(actor).filter(state=PromiseState.DONE)
    rows = rows.filter(policies.promises.confirms(actor)).order_by("due_on")
    return rows.exclude(account_id=actor.account_id) if actor.account_id else rows


def mine_due(actor: Actor, today: date) -> QuerySet[Promise]:
    """What this person must do soon; also what nobody of us does and this person wrote down."""
    if actor.account_id is None:
        return Promise.objects.none()
    until = today + timedelta(days=int(packs.pack("promises")["today"]["soon_days"]))
    whose = Q(account_id=actor.account_id) | Q(account_id=None, made_by=actor.account_id)
    rows = Promise.objects.filter(whose, state__in=WORKING, due_on__lte=until).select_related("area")
    return rows.order_by("due_on")
