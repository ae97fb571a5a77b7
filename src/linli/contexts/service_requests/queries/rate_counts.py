"""What the three rates are counted from: each request and each answer once, by month, category and unit."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.utils import timezone

from linli.contexts.service_requests.models import Request, Satisfied, Solved, State
from linli.contexts.service_requests.queries import words
from linli.contexts.service_requests.queries.listing import in_places, seen
from linli.kernel import clock, packs
from linli.kernel.actor import Actor
from linli.kernel.organisations.models import Organisation

OUT = (State.DIVERTED, State.MERGED, State.WITHDRAWN)
"""Led elsewhere, counted within another one, or taken back."""
LISTED = 50
NUMBERS = (
    "n", "due", "in_time", "answers", "yes", "partly", "content", "left_out", "missed", "unknown", "waiting",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """Which requests are counted: reported from one day to another, in a place."""

    since: date
    until: date
    place: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """The requests of one month, category, unit and state, and the answers of their reporters."""

    month: str
    category: str
    unit: str
    state: str
    numbers: Mapping[str, int]


def cells(actor: Actor, asked: Asked) -> list[Cell]:
    """Everything that is counted, in four queries of any size."""
    rows, months = asked_for(actor, asked), _months(asked)
    if not months:
        return []
    keys = {"month": _month(months)}, ("month", "category", "unit", "state")
    found: dict[tuple[Any, ...], dict[str, int]] = {}
    for part, numbers in ((rows, _of_requests()), (rows.exclude(state__in=OUT), _of_answers())):
        counted = part.annotate(**keys[0]).order_by().values_list(*keys[1]).annotate(**numbers)
        for month, category, unit, state, *values in counted:
            found.setdefault((month, category, unit, state), {}).update(zip(numbers, values, strict=True))
    named = dict(Organisation.objects.filter(pk__in={key[2] for key in found}).values_list("pk", "name"))
    return [
        Cell(f"{months[month]:%Y-%m}", category, named.get(unit, ""), state, numbers)
        for (month, category, unit, state), numbers in found.items()
    ]


def summed(found: Iterable[Cell], by: Callable[[Cell], str]) -> dict[str, dict[str, int]]:
    """The numbers by month, category or unit; what does not count as a request is left out."""
    sums: dict[str, dict[str, int]] = {}
    for cell in found:
        if cell.state not in OUT:
            line = sums.setdefault(by(cell), dict.fromkeys(NUMBERS, 0))
            for name, number in cell.numbers.items():
                line[name] += number
    return dict(sorted(sums.items()))


def answers_left_out(actor: Actor, asked: Asked) -> list[tuple[str, str]]:
    """(number of the request, reason) of answers that two people left out."""
    rows = asked_for(actor, asked).exclude(state__in=OUT).filter(reporters__left_out_second__isnull=False)
    return list(rows.order_by("number").values_list("number", "reporters__left_out")[:LISTED])


def asked_for(actor: Actor, asked: Asked) -> QuerySet[Request]:
    """The requests of a period and a place that one sees."""
    rows = seen(actor).filter(at__gte=_starts(asked.since), at__lt=_starts(asked.until + timedelta(days=1)))
    return in_places(rows, "within", Q(code__startswith=asked.place)) if asked.place else rows


def _months(asked: Asked) -> list[date]:
    """The first days of the months in which something can have been reported."""
    first = Request.objects.order_by("at", "pk").values_list("at", flat=True)[:1]
    if not first:
        return []
    months, last = [], min(asked.until, clock.today())
    day = max(asked.since, timezone.localtime(first[0]).date()).replace(day=1)
    while day <= last:
        months.append(day)
        day = (day + timedelta(days=31)).replace(day=1)
    return months


def _month(months: list[date]) -> Case:
    """Which of the months it was; told by their ends, which any database compares without help of ours."""
    ends = [When(at__lt=_starts(end), then=Value(n)) for n, end in enumerate(months[1:])]
    return Case(*ends, default=Value(len(months) - 1))


def _of_requests() -> dict[str, Count]:
    asked = Q(dispatched_at__isnull=False, contact_by__isnull=False) & ~Q(state=State.SUSPENDED)
    due = asked & (Q(contacted_at__isnull=False) | Q(contact_by__lt=clock.now()))
    return {
        "n": Count("pk"),
        "due": Count("pk", filter=due),
        "in_time": Count("pk", filter=due & Q(contacted_at__lte=F("contact_by"))),
    }


def _of_answers() -> dict[str, Count]:
    """Of reporters: who answered and what, who could not be reached, who has not answered yet."""
    tries, some = words.rule("callback_tries"), Q(reporters__isnull=False)
    judged = Q(reporters__left_out_second=None) & ~Q(reporters__solved="") & ~Q(state=State.SUSPENDED) & some
    silent = some & Q(reporters__answered_at=None)
    nameless = Q(reporters__phone_hash="", state=State.CLOSED)
    content = packs.pack(words.PACK)["rates"]["satisfied"]
    counted = {
        "answers": judged,
        "yes": judged & Q(reporters__solved=Solved.YES),
        "partly": judged & Q(reporters__solved=Solved.PARTLY),
        "content": judged & Q(reporters__satisfied__in=[Satisfied(key) for key in content]),
        "left_out": Q(reporters__left_out_second__isnull=False),
        "missed": silent & Q(reporters__calls__gte=tries),
        "unknown": silent & Q(reporters__calls__lt=tries) & nameless,
        "waiting": silent & Q(reporters__calls__lt=tries) & ~nameless,
    }
    return {name: Count("reporters", filter=rows) for name, rows in counted.items()}


def _starts(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
