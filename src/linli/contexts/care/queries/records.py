"""People we look after: lists narrowed by the address bar, one record, its history."""

from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Model, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.contexts.care.models import CareRecord, CareStep
from linli.contexts.care.queries.words import TIERS
from linli.contexts.care.states import OPEN, RECORD
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

Row = TypeVar("Row", bound=Model)
SORTS = {
    "tier": ("rank", "person__home__order", "pk"),
    "place": ("person__home__order", "person__name_order", "pk"),
    "name": ("person__name_order", "pk"),
    "review": ("review_on", "person__home__order", "pk"),
    "since": ("-since_on", "pk"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader narrows the list by."""

    words: str = ""
    kind: str = ""
    tier: str = ""
    reason: str = ""
    place: str = ""
    state: str = ""
    sort: str = "tier"


def seen(actor: Actor, permission: str = policies.VIEW) -> QuerySet[CareRecord]:
    """Records of people in one's area, ended ones too."""
    rows = CareRecord.objects.filter(inside("area__code", actor.areas(permission)))
    return rows.select_related("person__home", "area")


def narrowed(rows: QuerySet[CareRecord], wish: Wish) -> QuerySet[CareRecord]:
    """As the address bar asks; ended records only when asked for."""
    rows = ranked(asked_for(rows, wish))
    rows = rows.filter(state=wish.state) if wish.state in RECORD.states else rows.filter(state__in=OPEN)
    return rows.order_by(*SORTS.get(wish.sort, SORTS["tier"]))


def asked_for(rows: QuerySet[Row], wish: Wish) -> QuerySet[Row]:
    """What lists of records and of proposals are narrowed by alike: words, kind, tier, reason and place."""
    if wish.words:
        rows = rows.filter(
            Q(person__search_words__icontains=wish.words)
            | Q(person__home__short_address__icontains=wish.words)
        )
    for name, value in (("kind", wish.kind), ("tier", wish.tier)):
        rows = rows.filter(**{name: value}) if value else rows
    if wish.reason:
        # Classes are a list in JSON: both databases find a quoted key in its text.
        rows = rows.filter(classes__icontains=f'"{wish.reason}"')
    return rows.filter(area__code__startswith=wish.place) if wish.place else rows


def ranked(rows: QuerySet[Row]) -> Any:
    """With ``rank``: the closest tier first."""
    whens = [When(tier=key, then=Value(n)) for n, key in enumerate(TIERS)]
    return rows.annotate(rank=Case(*whens, default=Value(9), output_field=IntegerField()))


def counts(actor: Actor) -> dict[str, int]:
    """How many are looked after how closely; one query."""
    rows = seen(actor).filter(state__in=OPEN).order_by().values("tier").annotate(n=Count("pk"))
    found = {row["tier"]: row["n"] for row in rows}
    return {tier: found[tier] for tier in TIERS if tier in found}


def record(actor: Actor, record_id: UUID) -> CareRecord:
    """One record in one's area."""
    found = seen(actor).select_related("community").filter(pk=record_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def of_person(actor: Actor, person_id: UUID) -> CareRecord | None:
    """The open record of somebody in one's area."""
    return seen(actor).filter(person=person_id, ended_on=None).first()


def behind(actor: Actor, dwelling_id: UUID) -> dict[UUID, CareRecord]:
    """Open records of those who live behind a door."""
    rows = seen(actor).filter(person__home=dwelling_id, ended_on=None)
    return {row.person_id: row for row in rows}


VERBS = {step.verb: step.label for step in RECORD.steps} | {
    "taken_up": _("开始照看"),
    "adjusted": _("调整了照看"),
    "talked_over": _("商量了计划"),
    "card_written": _("填写了应急联络卡"),
    "card_confirmed": _("核对了应急联络卡"),
    "card_doubted": _("走访时看到应急联络卡有不对的地方"),
    "condoled": _("慰问了家属"),
    "screened": _("做了初筛"),
    "screening_withdrawn": _("撤回了初筛"),
    "family_let_in": _("给了家人链接"),
    "family_ended": _("收回了家人链接"),
    "family_may_order": _("同意家人代订服务"),
    "family_no_order": _("不再同意家人代订服务"),
    "moved_within": _("搬了家，继续照看"),
}


def history(found: CareRecord) -> list[tuple[CareStep, str]]:
    """What was done and by whom, newest first; two queries."""
    rows = list(CareStep.objects.filter(record=found).order_by("-at", "-pk"))
    names = Account.objects.in_bulk({row.account_id for row in rows if row.account_id})
    return [(row, names[row.account_id].name if row.account_id in names else "") for row in rows]


def with_card(actor: Actor, code: str) -> QuerySet[CareRecord]:
    """People of a place who have an emergency card, in walking order."""
    rows = seen(actor, policies.LOOK_AFTER).filter(
        state__in=OPEN, area__code__startswith=code, card__isnull=False, card__closed_on=None
    )
    return rows.select_related("community").order_by("person__home__order", "pk")
