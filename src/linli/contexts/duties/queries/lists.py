"""Reading the lists: what holds where and when, what people ask for, how an item came to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from linli.contexts.duties import policies
from linli.contexts.duties.models import Duty, DutyVersion
from linli.contexts.duties.models.lists import Kind
from linli.contexts.duties.queries.matching import REMARK, found
from linli.contexts.duties.queries.rules import pack
from linli.kernel import clock
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.areas.models import Kind as AreaKind
from linli.kernel.areas.queries import communities_seen
from linli.kernel.errors import OutsideYourArea

SORTS = {
    "number": ("kind_order", "order"),
    "title": ("title", "order"),
    "department": ("department", "order"),
    "changed": ("-changed_at", "order"),
}
STATES = ("now", "later", "over", "all")
KIND_ORDER = {Kind.OWN: 0, Kind.ASSIST: 1, Kind.EXCLUDED: 2}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader narrows the list by."""

    words: str = ""
    kind: str = ""
    department: str = ""
    area: str = ""
    state: str = "now"
    sort: str = "number"


def in_force(on: date) -> Q:
    """Items that hold on a day."""
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))


def of_place(code: str) -> Q:
    """The list of a place: its own and that of the subdistrict above it."""
    return Q(area__code__in=policies.above(code))


def ordered(rows: QuerySet[Duty], sort: str = "number") -> QuerySet[Duty]:
    """In the order of the three lists, or as asked."""
    whens = (When(kind=kind, then=Value(place)) for kind, place in KIND_ORDER.items())
    placed = rows.annotate(kind_order=Case(*whens, default=Value(9), output_field=IntegerField()))
    return placed.select_related("area").order_by(*SORTS.get(sort, SORTS["number"]), "pk")


def visible(actor: Actor) -> QuerySet[Duty]:
    """The items of one's lists."""
    return Duty.objects.filter(policies.duties_seen(actor))


def narrowed(rows: QuerySet[Duty], wish: Wish) -> QuerySet[Duty]:
    """By words, list, department, place and validity; the order as asked."""
    today = clock.today()
    if wish.kind in Kind.values:
        rows = rows.filter(kind=wish.kind)
    if wish.area:
        rows = rows.filter(of_place(wish.area))
    if wish.department:
        rows = rows.filter(department=wish.department)
    if wish.state in ("now", ""):
        rows = rows.filter(in_force(today))
    elif wish.state == "later":
        rows = rows.filter(valid_from__gt=today)
    elif wish.state == "over":
        rows = rows.filter(valid_to__lt=today)
    for word in wish.words.split():
        rows = rows.filter(_holds(word))
    return ordered(rows, wish.sort)


def _holds(word: str) -> Q:
    columns = ("title", "part", "department", "number", "clause", "source")
    held = Q(pk__in=[])
    for column in columns:
        held |= Q(**{f"{column}__icontains": word})
    return held


def duty(actor: Actor, duty_id: UUID) -> Duty:
    """One item of one's lists."""
    row = visible(actor).select_related("area").filter(pk=duty_id).first()
    if row is None:
        raise OutsideYourArea
    return row


def versions(row: Duty) -> list[tuple[DutyVersion, str]]:
    """Every version of an item, the newest first, with the name of who made it."""
    rows = list(DutyVersion.objects.filter(duty=row).order_by("-number"))
    return [(one, who) for one, who in zip(rows, names([r.account_id for r in rows]), strict=True)]


def names(keys: Sequence[int | None]) -> list[str]:
    """The names of accounts, in order; one query."""
    known = dict(Account.objects.filter(pk__in={k for k in keys if k}).values_list("pk", "name"))
    return [known.get(key or 0, "") for key in keys]


def departments(rows: QuerySet[Duty]) -> list[str]:
    """Every department that some item names."""
    return list(
        rows.exclude(department="").order_by("department").values_list("department", flat=True).distinct()
    )


def places(actor: Actor, permission: str) -> list[Area]:
    """Subdistricts and communities whose lists one may read or keep."""
    held = actor.areas(permission)
    codes = {up for code in held for up in policies.above(code)}
    whole = [*Area.objects.filter(code__in=codes), *communities_seen(actor, permission)]
    return sorted(set(whole), key=lambda area: area.code)


def kept_places(actor: Actor) -> list[Area]:
    """Places whose list one keeps."""
    return [p for p in places(actor, policies.MANAGE) if actor.may(policies.MANAGE, p.code)]


def in_place(code: str, on: date | None = None) -> QuerySet[Duty]:
    """What holds in a place on a day (today by default)."""
    return ordered(Duty.objects.filter(of_place(code), in_force(on or clock.today())))


def meant(code: str, words: str, on: date | None = None) -> list[Duty]:
    """The items of a place that words mean, best first; one query."""
    return found(
        in_place(code, on),
        words,
        lambda d: (d.title, d.number, d.part, d.department),
        pack()["alike"],
        REMARK,
    )


def open_places() -> list[tuple[Area, int]]:
    """Places with a list in force, and how many items it has; for everybody to read."""
    rows = Duty.objects.filter(in_force(clock.today())).values_list("area_id", flat=True)
    counted: dict[int, int] = {}
    for key in rows:
        counted[key] = counted.get(key, 0) + 1
    areas = Area.objects.filter(pk__in=counted).order_by("code")
    return [(area, counted[area.pk]) for area in areas]


def open_place(code: str) -> Area:
    """A place whose list everybody may read."""
    kinds = (AreaKind.SUBDISTRICT, AreaKind.COMMUNITY)
    row = Area.objects.filter(code=code, kind__in=kinds).first()
    if row is None:
        raise OutsideYourArea
    return row


def counts(rows: QuerySet[Duty]) -> dict[str, int]:
    """How many items each of the three lists has; one query."""
    counted = dict.fromkeys(Kind.values, 0)
    for kind in rows.order_by().values_list("kind", flat=True):
        counted[kind] += 1
    return counted


def number_order(number: str) -> str:
    """A number so that it sorts as people count: 协助2 before 协助12."""
    padded, digits = "", ""
    for character in number:
        if character.isdecimal() and character.isascii():
            digits += character
            continue
        padded, digits = padded + (digits.zfill(4) if digits else "") + character, ""
    return (padded + (digits.zfill(4) if digits else ""))[:24]


def count_ending(actor: Actor, until: date) -> int:
    """How many items that one keeps stop holding by a day."""
    mine = Duty.objects.filter(area__code__in=[p.code for p in kept_places(actor)])
    return mine.filter(in_force(clock.today()), valid_to__lte=until).count()
