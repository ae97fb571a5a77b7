"""Reading alarms: what is open, one with its sentence and its picture, what was done about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from linli.contexts.guard import policies
from linli.contexts.guard.models import Alarm, Pause
from linli.contexts.guard.queries import tickets
from linli.contexts.guard.queries.heard import last_heard
from linli.contexts.guard.states import ALARM
from linli.kernel import clock
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.catalogue.manifest import Due, Rung
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

MOST_RUNG = 50
TOP = 100
"""A priority above everything else."""


def seen(actor: Actor) -> QuerySet[Alarm]:
    """Alarms of one's area, and of the community that one is on duty for tonight."""
    here = inside("area__code", actor.areas(policies.RESPOND))
    rows = Alarm.objects.filter(here | Q(community__in=policies.duty_places(actor)))
    return rows.select_related("dwelling", "area", "community", "drill")


def still_open(actor: Actor) -> QuerySet[Alarm]:
    """What waits for somebody, whose time runs out first in front; what nobody answered before all."""
    return seen(actor).filter(closed_at=None).order_by("-level", "next_at", "raised_at")


def closed(actor: Actor) -> QuerySet[Alarm]:
    """What is over, newest first."""
    return seen(actor).exclude(closed_at=None).order_by("-closed_at", "pk")


def count_open(actor: Actor) -> int:
    """How many wait, for the navigation."""
    return still_open(actor).count()


def rang(actor: Actor, since: datetime) -> list[Rung]:
    """What rang for somebody since a moment and nobody took yet, newest first."""
    rows = seen(actor).filter(closed_at=None, taken_id=None, raised_at__gt=since).order_by("-raised_at")
    return [
        Rung(row.raised_at, _told(row), reverse("guard:alarm", args=[row.pk])) for row in rows[:MOST_RUNG]
    ]


def _told(row: Alarm) -> str:
    return f"{row.dwelling.short_address} · {row.get_kind_display()}"


def alarm(actor: Actor, alarm_id: UUID) -> Alarm:
    """One of one's area."""
    found = seen(actor).filter(pk=alarm_id).first()
    if found is None:
        raise OutsideYourArea
    return found


CAUSES = [(value, label) for value, label in Alarm.Cause.choices if value != Alarm.Cause.DRILL]
"""What may have come of an alarm that was none of an exercise."""


def causes(row: Alarm) -> Sequence[tuple[str, str | Promise]]:
    """What may have come of it; of an exercise only that it was one."""
    return CAUSES if row.drill_id is None else [(Alarm.Cause.DRILL.value, Alarm.Cause.DRILL.label)]


def sentence(row: Alarm) -> str:
    """Why it rang, with its numbers."""
    if row.kind in (Alarm.Kind.SOS, Alarm.Kind.SMOKE, Alarm.Kind.GAS) or not row.reason:
        return str(row.get_kind_display())
    told = row.reason
    said = {
        "since": _moment(told["since"]), "at": f"{timezone.localtime(row.at):%m-%d %H:%M}",
        "hours": round(told["hours"]), "expected": round(told["expected_hours"]),
        "longest": round(told["longest_hours"]), "usual": round(told["usual_hours"]),
        "days": told["known_days"], "litres": round(told["litres"]),
    }  # fmt: skip
    if row.kind == Alarm.Kind.FLOW:
        return _("%(since)s起水连续 %(hours)s 小时没有停过，共用 %(litres)s 升，可能漏水或忘关。") % said
    parts = (
        _opening(row.kind, said),
        _compared(row.kind, told["code"], said),
        last_heard(told),
        _lasted(row),
    )
    return "".join(parts)


def _moment(at: str) -> str:
    return f"{timezone.localtime(datetime.fromisoformat(at)):%m-%d %H:%M}"


def _opening(kind: str, said: dict[str, object]) -> str:
    """Since when it has been quiet, and how much there usually is in such a time."""
    if kind == Alarm.Kind.STILL:
        first = _("%(since)s以后，到 %(at)s 连续 %(hours)s 小时没有动静。") % said
        usually = _("平时这段时间大约有 %(expected)s 个小时会有动静。") % said
    else:
        first = _("%(since)s以后，到 %(at)s 连续 %(hours)s 小时没有用水。") % said
        usually = _("平时这段时间大约有 %(expected)s 个小时会用到水。") % said
    return first + (usually if said["expected"] else "")


def _lasted(row: Alarm) -> str:
    """How long it had been when it rang, where that was later than the reading that decided it."""
    if "until" not in row.reason:
        return ""
    said = {"until": _moment(row.reason["until"]), "hours": round(row.reason["lasted"])}
    if row.kind == Alarm.Kind.STILL:
        return _("到 %(until)s 仍没有动静，一共 %(hours)s 小时。") % said
    return _("到 %(until)s 仍没有用水，一共 %(hours)s 小时。") % said


def _compared(kind: str, code: str, said: dict[str, object]) -> str:
    if code == "still_learning":
        return _("对这个家的了解只有 %(days)s 天，先打个电话。") % said
    if code == "never_this_long" and not said["longest"]:
        return _("%(days)s 天里从来没有这样过。") % said
    if code == "never_this_long":
        return _("%(days)s 天里，同样时候开始的最长一次是 %(longest)s 小时。") % said
    if kind == Alarm.Kind.STILL:
        return _("同样时候开始的，十次有九次在 %(usual)s 小时内就有动静了。") % said
    return _("同样时候开始的，十次有九次在 %(usual)s 小时内就用水了。") % said


@dataclass(frozen=True, slots=True)
class Bar:
    """One hour of the picture."""

    x: int
    usual: int
    """Height out of 40."""
    top: int
    used: bool
    hour: int


def bars(row: Alarm) -> list[Bar]:
    """The last 24 hours beside what is usual at these hours, the latest last."""
    usual, used = row.chart.get("usual", ()), row.chart.get("used", ())
    last = timezone.localtime(row.at).hour
    found = []
    for place, was_used in enumerate(used):
        hour = (last - len(used) + 1 + place) % 24
        share = usual[hour] if hour < len(usual) else 0
        tall = max(1, round(40 * share))
        found.append(Bar(place * 12, tall, 40 - tall, bool(was_used), hour))
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """Something that was done about an alarm."""

    at: datetime
    what: str
    who: str
    words: str


def history(row: Alarm) -> list[Told]:
    """What was done and who was called, oldest first; three queries."""
    labels = {step.verb: str(step.label) for step in ALARM.steps}
    labels |= {"raised": _("响了"), "escalated": _("超过时间，通知了更多人"), "taken": _("有人接手")}
    rows = list(row.steps.order_by("at", "pk"))
    calls = list(row.calls.order_by("at", "pk"))
    keys = {r.account_id for r in rows} | {c.account_id for c in calls}
    names = Account.objects.in_bulk({key for key in keys if key})
    who = {key: account.name for key, account in names.items()}
    told = [Told(r.at, labels[r.verb], who.get(r.account_id or 0, ""), r.words) for r in rows]
    told += [
        Told(c.at, f"{c.get_way_display()} {c.name}", who.get(c.account_id or 0, ""), c.get_result_display())
        for c in calls
    ]
    return sorted(told, key=lambda one: one.at)


def pauses(actor: Actor, dwelling_id: UUID | None = None) -> list[Pause]:
    """Times without alarms that hold now or later: of a home, or of places; not what was called off."""
    rows = Pause.objects.filter(
        inside("area__code", actor.areas(policies.RESPOND)), until__gt=clock.now(), dwelling=dwelling_id
    ).exclude(until=F("since"))
    return list(rows.select_related("area").order_by("since"))


def cuts(actor: Actor) -> list[tuple[Pause, str]]:
    """Where the water is off now or later, and who said so; two queries."""
    rows = pauses(actor)
    names = Account.objects.in_bulk({row.account_id for row in rows if row.account_id})
    return [(row, names[row.account_id].name if row.account_id in names else "") for row in rows]


def pause(actor: Actor, pause_id: UUID) -> Pause:
    """One of one's area."""
    rows = Pause.objects.filter(inside("area__code", actor.areas(policies.RESPOND)), pk=pause_id)
    found = rows.select_related("area").first()
    if found is None:
        raise OutsideYourArea
    return found


def due(actor: Actor, today: date, door: UUID | None) -> Iterator[Due]:
    """Open alarms are the first thing at a door."""
    rows = still_open(actor)
    for row in rows.filter(dwelling=door) if door else rows:
        yield Due(
            f"guard-alarm:{row.pk}", _titled(row), sentence(row), today,
            reverse("guard:alarm", args=[row.pk]), str(row.dwelling_id), row.dwelling.short_address,
            row.dwelling.order, row.area.code, priority=TOP, postpone_days=0,
        )  # fmt: skip


def desk(actor: Actor, today: date) -> Iterator[Due]:
    """Devices that are silent themselves are work for a repairer, never a worry about a person."""
    wanting = tickets.count_waiting(actor) if actor.holds(policies.REGISTER) else 0
    if wanting:
        yield Due(
            "guard-devices", _("有 %(n)s 台守护设备要检修") % {"n": wanting},
            _("很久没有上报或电池不足；这是设备的事，不代表住户有事"), today, reverse("guard:tickets"),
        )  # fmt: skip


def _titled(row: Alarm) -> str:
    return _("演练：%(what)s") % {"what": row.get_kind_display()} if row.drill_id else row.get_kind_display()
