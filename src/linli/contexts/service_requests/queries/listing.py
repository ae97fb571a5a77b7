"""Lists of requests: what waits for whom, narrowed and sorted, in a number of queries that never grows."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.models import OPEN, Part, PartState, Reporter, Request, State
from linli.contexts.service_requests.states import APPROVE, DISPATCH
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.db import inside, judged
from linli.kernel.errors import OutsideYourArea
from linli.kernel.organisations.models import Organisation
from linli.kernel.privacy import cipher

S = State
TO_SORT = (S.NEW, S.CLASSIFIED, S.OBJECTED)
TO_DECIDE = (S.DISPUTED, S.EXTENSION_ASKED, S.SUSPENSION_ASKED, S.SUPERVISED)
WITH_UNITS = (S.DISPATCHED, S.SIGNED, S.IN_PROGRESS, S.SUSPENDED)
TO_REVIEW = (S.REPORTED,)
TO_END = (S.CALLBACK, S.ANSWERED, S.DIVERTED)
FOR_UNITS = (S.DISPATCHED, S.SIGNED, S.IN_PROGRESS)
"""Where the next step is the leading unit's."""
GROUPS: dict[str, tuple[State, ...]] = {
    "to_sort": TO_SORT, "to_decide": TO_DECIDE, "with_units": WITH_UNITS, "to_review": TO_REVIEW,
    "to_end": TO_END,
}  # fmt: skip
TABS: tuple[tuple[str, str | Promise], ...] = (
    ("to_sort", _("待分派")),
    ("mine", _("我单位要办")),
    ("with_units", _("单位在办")),
    ("to_decide", _("待裁定审批")),
    ("to_review", _("待审核")),
    ("to_end", _("待回访办结")),
    ("overdue", _("已超时")),
    ("all", _("全部")),
)
SORTS: dict[str, tuple[str | Promise, tuple[Any, ...]]] = {
    "new": (_("新报的在前"), ("-at", "-pk")),
    "old": (_("早报的在前"), ("at", "pk")),
    "due": (_("快到期的在前"), (F("due_at").asc(nulls_last=True), "-at")),
    "since": (_("停得久的在前"), ("since", "pk")),
}
ENOUGH, COUNTED = 1000, 10_000
"""What waits and what met some words is counted up to the first, lists up to the second."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a list is narrowed by."""

    group: str = "all"
    state: str = ""
    category: str = ""
    kind: str = ""
    urgency: str = ""
    channel: str = ""
    unit: int | None = None
    place: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""
    sort: str = "new"


def visible(actor: Actor) -> QuerySet[Request]:
    """The requests one sees."""
    return Request.objects.filter(policies.visible_to(actor))


class Rows:
    """A list that is fetched as keys, which an index alone gives, and then as rows."""

    def __init__(self, narrow: QuerySet[Request], order: tuple[Any, ...], counted_to: int) -> None:
        self.narrow = narrow
        self.order = order
        self.counted_to = counted_to

    def __len__(self) -> int:
        return self.narrow.count()

    def up_to(self, most: int) -> int:
        """How many there are, counted up to ``most``."""
        return self.narrow.order_by()[:most].count()

    def __getitem__(self, wanted: slice) -> list[Request]:
        keys = list(self.narrow.order_by(*self.order).values_list("pk", flat=True)[wanted])
        found = (
            Request.objects.select_related("area__parent", "unit").defer("suggested", "asked").in_bulk(keys)
        )
        return [found[key] for key in keys if key in found]

    def keys(self, most: int) -> list[UUID]:
        """The keys of the first rows."""
        return list(self.narrow.order_by(*self.order).values_list("pk", flat=True)[:most])


def listed(actor: Actor, wish: Wish) -> Rows:
    """The list as narrowed and sorted; each row with its place and its unit."""
    _label, order = SORTS.get(wish.sort, SORTS["new"])
    rows = seen(actor)
    if wish.place:
        is_own = policies.sees_by_place(actor) and wish.place.startswith(actor.areas(policies.VIEW))
        rows = in_places(Request.objects.all() if is_own else rows, "within", Q(code__startswith=wish.place))
    return Rows(rows.filter(_asked(actor, wish)), order, ENOUGH if wish.words else COUNTED)


def seen(actor: Actor) -> QuerySet[Request]:
    """The same requests as ``visible``, by the keys of their places, so that one index alone finds them."""
    places = actor.areas(policies.VIEW)
    if actor.system or not places or not policies.sees_by_place(actor):
        return visible(actor)
    return in_places(Request.objects.all(), "seen", inside("code", places))


def in_places(rows: QuerySet[Request], name: str, places: Q) -> QuerySet[Request]:
    """The rows in some places; ``name`` tells one such condition from another."""
    found = Area.objects.filter(places).values("pk")
    return rows.alias(**{name: judged("area_id")}).filter(**{f"{name}__in": found})


def _asked(actor: Actor, wish: Wish) -> Q:
    plain = {
        "state": wish.state, "category": wish.category, "kind": wish.kind, "urgency": wish.urgency,
        "channel": wish.channel, "unit_id": wish.unit,
    }  # fmt: skip
    asked = of_group(actor, wish.group) & Q(**{name: value for name, value in plain.items() if value})
    if wish.since:
        asked &= Q(at__gte=_starts(wish.since))
    if wish.until:
        asked &= Q(at__lt=_starts(wish.until + timedelta(days=1)))
    return asked & with_words(wish.words) if wish.words else asked


def _starts(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def of_group(actor: Actor, group: str) -> Q:
    """The rows under a tab."""
    if group == "mine":
        return mine(actor)
    if group == "overdue":
        return overdue()
    return Q(state__in=GROUPS[group]) if group in GROUPS else Q()


def mine(actor: Actor) -> Q:
    """What one's own unit has to do now: it leads, or was asked for a part."""
    if actor.organisation_id is None:
        return Q(pk__in=[])
    parts = Part.objects.filter(unit=actor.organisation_id, state=PartState.OPEN)
    leads = Q(unit=actor.organisation_id, state__in=FOR_UNITS)
    return leads | Q(pk__in=parts.values("request"))


def overdue() -> Q:
    """The reporter's time is over, and something is still to be done by a unit."""
    running = (*WITH_UNITS, S.OBJECTED, S.DISPUTED, S.EXTENSION_ASKED, S.SUSPENSION_ASKED)
    return Q(due_at__lt=clock.now(), state__in=running)


def with_words(words: str) -> Q:
    """A number, a phone in full, or words of the matter or its place."""
    typed = words.strip()
    digits = "".join(c for c in typed if c.isdigit())
    if typed.upper().startswith("SR-"):
        return Q(number__startswith=typed.upper())
    if len(digits) == len(typed) and 7 <= len(digits) <= 13:
        found = Reporter.objects.filter(phone_hash=cipher.lookup(digits, "phone"))
        pairs = found.order_by("-joined_at").values_list("request", "came_with")[:ENOUGH]
        return Q(pk__in={key for pair in pairs for key in pair})
    return Q(words__contains=typed) | Q(place__contains=typed)


def counts(actor: Actor) -> dict[str, int]:
    """How many wait under each tab but "all"; one or two queries over what is open."""
    by_state = seen(actor).filter(state__in=OPEN).order_by().values_list("state")
    rows = by_state.annotate(n=Count("pk"), late=Count("pk", filter=overdue()))
    found = {state: (n, late) for state, n, late in rows}
    sums = {name: sum(found.get(state, (0, 0))[0] for state in states) for name, states in GROUPS.items()}
    sums["overdue"] = sum(late for _n, late in found.values())
    if actor.organisation_id is not None:
        sums["mine"] = seen(actor).filter(mine(actor)).count()
    return sums


def waiting(actor: Actor) -> int:
    """What waits for this person: to be sorted, decided, handled by the own unit."""
    states: list[State] = []
    if actor.holds(DISPATCH):
        states += [*TO_SORT, *TO_REVIEW]
    if actor.holds(APPROVE):
        states += TO_DECIDE
    asked = Q(state__in=states) if states else Q(pk__in=[])
    if actor.organisation_id is not None:
        asked |= mine(actor)
    return seen(actor).filter(asked)[:ENOUGH].count()


def one(actor: Actor, request_id: UUID) -> Request:
    """One request that one sees; else it is not there."""
    rows = visible(actor).filter(pk=request_id)
    found = rows.select_related("area__parent", "unit", "dwelling").first()
    if found is None:
        raise OutsideYourArea
    return found


def reporters_of(rows: list[Request]) -> dict[UUID, int]:
    """How many people stand behind each row, in one query."""
    found = Reporter.objects.filter(request__in=rows).values_list("request").annotate(n=Count("pk"))
    return dict(found.order_by())


def titles(actor: Actor, keys: list[UUID]) -> dict[UUID, str]:
    """The first words of some requests that one sees."""
    return {row.pk: row.title for row in visible(actor).filter(pk__in=keys).only("words")}


def units_seen(actor: Actor) -> list[Organisation]:
    """Units that a list can be narrowed by: those of one's areas and of what lies above them."""
    return units_for(actor.areas(policies.VIEW))


def units_for(codes: tuple[str, ...]) -> list[Organisation]:
    """Bodies that answer for something in these areas: at home inside them, above them, or anywhere."""
    above = {code[:n] for code in codes for n in range(2, len(code) + 1)}
    inside = Q()
    for code in codes:
        inside |= Q(area__code__startswith=code)
    found = Organisation.objects.filter(inside | Q(area__code__in=above) | Q(area=None))
    return list(found.order_by("kind", "name"))


def place_of(row: Request) -> str:
    """The place in words: building and entrance, or what the reporter said."""
    area = row.area
    known = f"{area.parent.name}{area.name}" if area.kind == "entrance" and area.parent else area.name
    if not row.place:
        return known
    return row.place if known in row.place.replace(" ", "") else f"{known} {row.place}"
