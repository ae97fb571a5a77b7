"""Vouchers: lists, one with its ledger, what somebody has left, and who would be given one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from linli.contexts.care import policies
from linli.contexts.care.models import CareRecord, Voucher, VoucherEntry, VoucherRun
from linli.contexts.care.queries.offers import pack
from linli.contexts.care.states import OPEN
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

STATES = ("open", "used", "over", "returned")


def vouchers(actor: Actor) -> QuerySet[Voucher]:
    """Vouchers of people in one's area, the newest first."""
    rows = Voucher.objects.filter(inside("area__code", actor.areas(policies.ORDER)))
    return rows.select_related("person__home", "run", "area").order_by("-given_on", "-pk")


def voucher(actor: Actor, voucher_id: UUID) -> Voucher:
    """One of them."""
    found = vouchers(actor).filter(pk=voucher_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def narrowed(rows: QuerySet[Voucher], words: str, state: str, run: str, today: date) -> QuerySet[Voucher]:
    """As the address bar asks; those that still pay when nothing is asked."""
    if words:
        rows = rows.filter(
            Q(person__search_words__icontains=words)
            | Q(person__home__short_address__icontains=words)
            | Q(number__icontains=words)
        )
    rows = rows.filter(run=UUID(run)) if run else rows
    if state == "all":
        return rows
    if state == "returned":
        return rows.filter(returned_on__isnull=False)
    if state == "used":
        return rows.filter(left_fen=0, returned_on=None, until_on__gte=today)
    if state == "over":
        return rows.filter(until_on__lt=today, returned_on=None)
    return rows.filter(left_fen__gt=0, returned_on=None, until_on__gte=today)


def state_of(row: Voucher, today: date) -> str:
    """Whether it still pays: one of ``STATES``."""
    if row.returned_on is not None:
        return "returned"
    if row.until_on < today:
        return "over"
    return "open" if row.left_fen else "used"


def runs(actor: Actor) -> QuerySet[VoucherRun]:
    """Decisions to give vouchers in one's communities."""
    codes = sorted({code[:12] for code in actor.areas(policies.ORDER)})
    rows = VoucherRun.objects.filter(inside("community__code", codes))
    return rows.select_related("community").order_by("-at")


def entries(row: Voucher) -> list[VoucherEntry]:
    """Its ledger, the oldest line first."""
    return list(row.entries.select_related("occasion__offer").order_by("at", "pk"))


@dataclass(frozen=True, slots=True)
class Books:
    """Sums of some vouchers, in fen: what was given is what was spent, has ended, and is left."""

    given: int
    spent: int
    ended: int
    left: int


def books(rows: QuerySet[Voucher]) -> Books:
    """The sums of the ledger; two queries."""
    found = VoucherEntry.objects.filter(voucher__in=rows.order_by().values("pk")).order_by().values("kind")
    by_kind = {line["kind"]: int(line["n"]) for line in found.annotate(n=Sum("fen"))}
    left = rows.order_by().aggregate(n=Sum("left_fen"))["n"] or 0
    kind = VoucherEntry.Kind
    return Books(
        by_kind.get(kind.GIVEN, 0),
        -by_kind.get(kind.SPENT, 0) - by_kind.get(kind.REFUNDED, 0),
        -by_kind.get(kind.EXPIRED, 0) - by_kind.get(kind.RETURNED, 0),
        int(left),
    )


def paying(person_id: UUID, kind: str, on: date) -> list[Voucher]:
    """Vouchers of somebody that pay such help on a day, those that end first before the others."""
    rows = Voucher.objects.filter(person=person_id, returned_on=None, until_on__gte=on, given_on__lte=on)
    found = rows.filter(left_fen__gt=0).select_related("run").order_by("until_on", "pk")
    return [row for row in found if not row.run.kinds or kind in row.run.kinds]


def left_of(people: Iterable[UUID], kind: str, on: date) -> dict[UUID, int]:
    """What vouchers of some people still pay for such help on a day, in fen; one query."""
    rows = Voucher.objects.filter(person__in=list(people), returned_on=None, until_on__gte=on, left_fen__gt=0)
    found: dict[UUID, int] = {}
    for row in rows.filter(given_on__lte=on).select_related("run"):
        if row.person_id is not None and (not kind or not row.run.kinds or kind in row.run.kinds):
            found[row.person_id] = found.get(row.person_id, 0) + row.left_fen
    return found


def given_since(people: Sequence[UUID], day: date) -> dict[UUID, int]:
    """What some people were given in the month of a day, in fen; what was taken back does not count."""
    rows = Voucher.objects.filter(person__in=people, returned_on=None, given_on__gte=day.replace(day=1))
    found = rows.order_by().values("person").annotate(n=Sum("value_fen"))
    return {line["person"]: int(line["n"]) for line in found}


def most_fen() -> int:
    """The most that one person is given in a month."""
    return int(pack()["voucher"]["most_fen"])


def usual_end() -> date:
    """The last day of a voucher when nobody says otherwise."""
    return clock.today() + timedelta(days=int(pack()["voucher"]["days"]))


def meant_for(actor: Actor, place: Area, classes: Sequence[str]) -> list[CareRecord]:
    """People we look after in a place for one of these reasons, in walking order; one query."""
    asked = Q(pk__in=[])
    for key in classes:
        asked |= Q(classes__icontains=f'"{key}"')
    rows = CareRecord.objects.filter(asked, state__in=OPEN, area__code__startswith=place.code)
    rows = rows.filter(inside("area__code", actor.areas(policies.ORDER)))
    return list(rows.select_related("person__home").order_by("person__home__order", "pk")[:2000])
