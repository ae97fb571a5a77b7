"""The queue of records that may be one person, two of them side by side, and what was put together before."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.contexts.registry import policies
from linli.contexts.registry.models import Merge, Person, Resemblance
from linli.contexts.registry.models.duplicates import Decision
from linli.contexts.registry.models.people import Standing
from linli.contexts.registry.queries import people
from linli.contexts.registry.queries.people import Fact
from linli.contexts.registry.queries.resemblance import reason_words
from linli.engines.linking import SURE
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Kind
from linli.kernel.areas.queries import COMMUNITY_DIGITS
from linli.kernel.catalogue.fields import Field, Subject
from linli.kernel.errors import OutsideYourArea
from linli.kernel.phrases import listed
from linli.kernel.privacy import cipher
from linli.kernel.privacy.sealed import Sealed

FIRST_ROWS = (
    "name", "sex", "born_on", "id_number", "phone", "address", "moved_in_on", "relation", "head_name",
    "registered_address", "residency",
)  # fmt: skip
LEFT_OUT = frozenset({"age", "community", "subdistrict", "registration_agrees", "lives_as", "household_size"})
"""What another row says already."""
TRIVIAL = frozenset({"same_sex"})


def communities(actor: Actor) -> QuerySet[Area]:
    """Communities in which one may look for duplicates."""
    inside = Q(pk__in=[])
    for code in actor.areas(policies.MERGE):
        inside |= Q(code__startswith=code)
    return Area.objects.filter(inside, kind=Kind.COMMUNITY).order_by("code")


def _mine(actor: Actor, *paths: str) -> Q:
    """Every one of the records at ``paths`` lies in one's area; joins, so that the short table leads."""
    found = Q()
    for path in paths:
        inside = Q(pk__in=[])
        for code in actor.areas(policies.MERGE):
            if len(code) <= COMMUNITY_DIGITS:
                inside |= Q(**{f"{path}__community__code__startswith": code})
            else:
                inside |= Q(**{f"{path}__area__code__startswith": code})
                inside |= Q(**{f"{path}__registered_area__code__startswith": code})
        found &= inside
    return found


def waiting(actor: Actor) -> QuerySet[Resemblance]:
    """Pairs nobody decided yet, both of them in one's area and on the books, the most probable first."""
    rows = Resemblance.objects.filter(
        _mine(actor, "first", "second"),
        decision=Decision.OPEN,
        first__standing=Standing.PRESENT,
        second__standing=Standing.PRESENT,
    )
    return rows.select_related("first__home", "second__home").order_by("-probability", "pk")


def how_many_wait(actor: Actor) -> int:
    """How many pairs wait for this person."""
    return waiting(actor).count()


@dataclass(frozen=True, slots=True)
class Line:
    """A pair in the queue."""

    pair: Resemblance
    reasons: tuple[str, ...]
    is_likely: bool


def line(pair: Resemblance) -> Line:
    """A pair with its reasons in words, those that speak for it first."""
    return Line(pair, tuple(reasons(pair)[:4]), pair.probability >= SURE)


def reasons(pair: Resemblance) -> list[str]:
    """What speaks for one person, in words: also what two of one home have in common anyway."""
    return [
        w
        for code, told in pair.reasons
        if _weight(told) >= 0 and code not in TRIVIAL and (w := reason_words(code))
    ]


def doubts(pair: Resemblance) -> list[str]:
    """What speaks against it."""
    return [w for code, told in pair.reasons if _weight(told) < 0 and (w := reason_words(code))]


def _weight(told: dict[str, float]) -> float:
    return told.get("weight", 0.0)


def pair(actor: Actor, pair_id: UUID) -> Resemblance:
    """One pair that one may decide."""
    found = waiting(actor).filter(pk=pair_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def told_apart(actor: Actor) -> QuerySet[Resemblance]:
    """Pairs that somebody said are two people, the latest answer first."""
    rows = Resemblance.objects.filter(_mine(actor, "first", "second"), decision=Decision.DIFFERENT)
    return rows.select_related("first__home", "second__home").order_by("-decided_at", "pk")


def answered(actor: Actor, pair_id: UUID) -> Resemblance:
    """One pair told apart in one's area."""
    places = [
        f"{one}__{place}" for one in ("first", "second") for place in ("area", "registered_area", "community")
    ]
    found = told_apart(actor).select_related(*places).filter(pk=pair_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def after(actor: Actor, shown: Resemblance) -> Resemblance | None:
    """The next pair of the queue."""
    less = Q(probability__lt=shown.probability) | Q(probability=shown.probability, pk__gt=shown.pk)
    return waiting(actor).filter(less).first()


def before(actor: Actor, shown: Resemblance) -> Resemblance | None:
    """The pair before it in the queue."""
    more = Q(probability__gt=shown.probability) | Q(probability=shown.probability, pk__lt=shown.pk)
    return waiting(actor).filter(more).order_by("probability", "-pk").first()


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of both records."""

    field: Field
    left: Fact
    right: Fact
    same: bool
    hint: str = ""
    """Where two sealed numbers differ, said without showing them."""

    @property
    def mark(self) -> str:
        """same, different or one_sided."""
        if not (self.left.shown and self.right.shown):
            return "one_sided"
        return "same" if self.same else "different"


def side_by_side(left: Person, right: Person) -> list[Compared]:
    """Everything known about either, field by field; sealed values are compared by their keyed hash."""
    of_left, of_right = ({f.field.key: f for f in people.facts(p)} for p in (left, right))
    keys = [*FIRST_ROWS, *(key for key in of_left if key not in FIRST_ROWS)]
    rows = []
    for key in keys:
        a, b = of_left[key], of_right[key]
        if _is_of_people(a.field) and _says(a, b):
            rows.append(_compared(a, b, left, right))
    return rows


def _is_of_people(field: Field) -> bool:
    """Of a home only its address tells people apart."""
    return field.key not in LEFT_OUT and (field.subject is not Subject.DWELLING or field.key == "address")


def _says(a: Fact, b: Fact) -> bool:
    """Whether there is something to read; a computed "no" on both sides says nothing."""
    return any(fact.shown and not fact.says_no for fact in (a, b))


def _compared(a: Fact, b: Fact, left: Person, right: Person) -> Compared:
    if not a.field.sealed:
        return Compared(a.field, a, b, a.shown == b.shown)
    first, second = sealed_of(left, a.field).reveal(), sealed_of(right, b.field).reveal()
    same = cipher.lookup(first, "compare") == cipher.lookup(second, "compare")
    return Compared(a.field, a, b, same, "" if same else _where(first, second))


def _where(first: str, second: str) -> str:
    """The places in which two numbers of one length differ, counted from 1, when they are few."""
    if len(first) != len(second) or not first:
        return ""
    places = [n for n, (x, y) in enumerate(zip(first, second, strict=True), start=1) if x != y]
    return listed(places) if len(places) <= 3 else ""  # noqa: PLR2004 - more is another number


def sealed_of(person: Person, field: Field) -> Sealed:
    """The sealed value of a field, wherever the record keeps it."""
    if field.key in ("id_number", "phone"):
        found: Sealed = getattr(person, field.key)
        return found
    if field.key == "owner_phone":
        return person.home.owner_phone if person.home else Sealed("")
    if field.origin.startswith("groups."):
        return Sealed(person.groups.get(field.origin.removeprefix("groups."), {}).get(field.key, ""))
    return Sealed(person.boxes.get(field.key, ""))


@dataclass(frozen=True, slots=True)
class Past:
    """Something that was decided."""

    what: Merge | Resemblance
    who: str


def merges(actor: Actor) -> QuerySet[Merge]:
    """What was put together in one's area, newest first."""
    rows = Merge.objects.filter(_mine(actor, "kept"))
    return rows.select_related("kept__home", "gone").order_by("-at")


def merge(actor: Actor, merge_id: UUID) -> Merge:
    """One of them."""
    rows = merges(actor).select_related("kept__area", "kept__registered_area", "kept__community", "gone")
    found = rows.filter(pk=merge_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def pasts(found: Iterable[Merge | Resemblance]) -> list[Past]:
    """What was decided, with the names of those who did; one query."""
    rows = [(row, row.account_id if isinstance(row, Merge) else row.decided_by) for row in found]
    names = dict(Account.objects.filter(pk__in={key for _row, key in rows}).values_list("pk", "name"))
    return [Past(row, names.get(key or 0, "—")) for row, key in rows]
