"""The three rates (三率): was one spoken to in time, is it solved, was one satisfied.

Counted by category, unit or month and for the place as a whole; never by person.  Below the smallest number
of the pack no share is shown.  Whatever is left out is counted with its reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.models import Reporter, Request, Satisfied, Solved, State
from linli.contexts.service_requests.queries import words
from linli.kernel import clock, packs
from linli.kernel.actor import Actor
from linli.kernel.phrases import listed

OUT = (State.DIVERTED, State.MERGED, State.WITHDRAWN)
"""Led elsewhere, counted within another one, or taken back."""
BY: Mapping[str, str] = {"category": "category", "unit": "unit__name", "month": "month"}
LISTED = 50


def rule(name: str) -> Any:
    """What the pack says about counting."""
    return packs.pack(words.PACK)["rates"][name]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which requests are counted: reported from one day to another, in a place."""

    since: date
    until: date
    place: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of how many."""

    part: float
    whole: int

    @property
    def is_small(self) -> bool:
        """Too few to show a share."""
        return self.whole < int(rule("smallest"))

    @property
    def percent(self) -> float | None:
        """The share, or nothing when there are too few."""
        return None if self.is_small else round(self.part * 100 / self.whole, 1)

    @property
    def of(self) -> str:
        """``13.5/20``: the numbers behind the share."""
        part = int(self.part) if self.part == int(self.part) else self.part
        return f"{part}/{self.whole}"


@dataclass(frozen=True, slots=True)
class Line:
    """One category, unit or month."""

    name: str
    requests: int
    response: Rate
    solved: Rate
    satisfied: Rate


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not counted, and why."""

    counts: list[tuple[str, int]]
    answers: list[tuple[str, str]] = field(default_factory=list)
    """(number of the request, reason) of each answer that two people left out."""


def lines(actor: Actor, asked: Asked, by: str) -> list[Line]:
    """The rates by category, unit or month; two queries."""
    key = BY[by]
    counted = _counted(actor, asked).annotate(month=TruncMonth("at")).values(key).order_by(key)
    requests = {row[key]: row for row in counted.annotate(**_of_requests())}
    rated = _reporters(actor, asked).annotate(month=TruncMonth("request__at"))
    path = key if by == "month" else f"request__{key}"
    answers = {row[path]: row for row in rated.values(path).order_by(path).annotate(**_of_answers())}
    return [_line(_name(by, name), row, answers.get(name, {})) for name, row in requests.items()]


def total(actor: Actor, asked: Asked) -> Line:
    """The rates of everything."""
    row = _counted(actor, asked).aggregate(**_of_requests())
    return _line(_("合计"), row, _reporters(actor, asked).aggregate(**_of_answers()))


def left_out(actor: Actor, asked: Asked) -> LeftOut:
    """What the rates do not count; three queries."""
    rows = _all(actor, asked).values("state").order_by("state").annotate(n=Count("pk"))
    states = {row["state"]: row["n"] for row in rows}
    given = Reporter.objects.filter(request__in=_counted(actor, asked).values("pk"))
    tries = words.rule("callback_tries")
    waiting = Q(answered_at=None)
    sums = given.aggregate(
        out=Count("pk", filter=Q(left_out_second__isnull=False)),
        missed=Count("pk", filter=waiting & Q(calls__gte=tries)),
        unknown=Count("pk", filter=waiting & Q(calls__lt=tries, phone_hash="", request__state=State.CLOSED)),
        waiting=Count(
            "pk", filter=waiting & Q(calls__lt=tries) & ~Q(phone_hash="", request__state=State.CLOSED)
        ),
    )
    counts = [
        (_("已引导到其他渠道的诉求"), states.get(State.DIVERTED, 0)),
        (_("并入同一件事的诉求（在那一件里计算）"), states.get(State.MERGED, 0)),
        (_("已撤回的诉求"), states.get(State.WITHDRAWN, 0)),
        (_("挂账中的诉求"), states.get(State.SUSPENDED, 0)),
        (_("经两人同意不计入的评价"), sums["out"]),
        (_("多次回访没有联系上的诉求人"), sums["missed"]),
        (_("没有留电话、也没有评价的诉求人"), sums["unknown"]),
        (_("还没有评价的诉求人"), sums["waiting"]),
    ]
    answers = given.filter(left_out_second__isnull=False).order_by("request__number")
    return LeftOut(counts, list(answers.values_list("request__number", "left_out")[:LISTED]))


def definitions() -> list[tuple[str, str]]:
    """How each rate is counted, as the pack says."""
    satisfied = listed(Satisfied(key).label for key in rule("satisfied"))
    return [
        (
            _("响应率"),
            _("在首次联系时限内联系了诉求人的诉求 ÷ 已派单、首次联系已完成或已到时限的诉求。"),
        ),
        (
            _("解决率"),
            _("诉求人回答“解决了”的份数（“部分解决”按 %(partly)s 份计）÷ 诉求人作了回答的份数。")
            % {"partly": rule("partly")},
        ),
        (
            _("满意率"),
            _("诉求人回答“%(satisfied)s”的份数 ÷ 诉求人作了回答的份数。") % {"satisfied": satisfied},
        ),
    ]


def year_before(today: date) -> Asked:
    """The last twelve months, from the first of one."""
    first = today.replace(day=1) - timedelta(days=330)
    return Asked(first.replace(day=1), today)


def _all(actor: Actor, asked: Asked) -> QuerySet[Request]:
    return Request.objects.filter(
        policies.visible_to(actor), at__gte=_starts(asked.since),
        at__lt=_starts(asked.until + timedelta(days=1)), area__code__startswith=asked.place,
    )  # fmt: skip


def _counted(actor: Actor, asked: Asked) -> QuerySet[Request]:
    return _all(actor, asked).exclude(state__in=OUT)


def _reporters(actor: Actor, asked: Asked) -> QuerySet[Reporter]:
    counted = _counted(actor, asked).exclude(state=State.SUSPENDED)
    return Reporter.objects.filter(request__in=counted.values("pk"), left_out_second=None).exclude(solved="")


def _of_requests() -> dict[str, Count]:
    asked = Q(dispatched_at__isnull=False, contact_by__isnull=False) & ~Q(state=State.SUSPENDED)
    due = asked & (Q(contacted_at__isnull=False) | Q(contact_by__lt=clock.now()))
    return {
        "n": Count("pk"),
        "due": Count("pk", filter=due),
        "in_time": Count("pk", filter=due & Q(contacted_at__lte=F("contact_by"))),
    }


def _of_answers() -> dict[str, Count]:
    return {
        "answers": Count("pk"),
        "yes": Count("pk", filter=Q(solved=Solved.YES)),
        "partly": Count("pk", filter=Q(solved=Solved.PARTLY)),
        "content": Count("pk", filter=Q(satisfied__in=rule("satisfied"))),
    }


def _line(name: str, requests: Mapping[str, Any], answers: Mapping[str, Any]) -> Line:
    whole = answers.get("answers", 0)
    solved = answers.get("yes", 0) + answers.get("partly", 0) * float(rule("partly"))
    return Line(
        name, requests["n"], Rate(requests["in_time"], requests["due"]), Rate(solved, whole),
        Rate(answers.get("content", 0), whole),
    )  # fmt: skip


def _name(by: str, key: Any) -> str:
    if by == "month":
        local = timezone.localtime(key) if isinstance(key, datetime) else key
        return f"{local:%Y-%m}"
    if by == "category":
        return words.category_label(key)
    return key or _("没有派单的")


def _starts(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


WIDTH, HEIGHT = 640, 160


@dataclass(frozen=True, slots=True)
class Curve:
    """One rate by month as points of a small drawing; a month with too few answers is a gap."""

    key: str
    name: str
    pieces: list[str]
    dots: list[tuple[float, float, str, float]]
    """x, y, month, percent."""


def curves(months: Iterable[Line]) -> list[Curve]:
    """The three rates over the months."""
    rows = list(months)
    names = (("response", _("响应率")), ("solved", _("解决率")), ("satisfied", _("满意率")))
    return [_curve(key, name, rows) for key, name in names]


def _curve(key: str, name: str, rows: list[Line]) -> Curve:
    step = WIDTH / max(1, len(rows) - 1)
    pieces: list[list[str]] = [[]]
    dots = []
    for nth, row in enumerate(rows):
        percent = getattr(row, key).percent
        if percent is None:
            pieces.append([])
            continue
        x, y = round(nth * step, 1), round(HEIGHT - percent * HEIGHT / 100, 1)
        pieces[-1].append(f"{x},{y}")
        dots.append((x, y, row.name, percent))
    return Curve(key, name, [" ".join(piece) for piece in pieces if len(piece) > 1], dots)
