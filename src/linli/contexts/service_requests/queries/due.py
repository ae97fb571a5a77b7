"""What requests and call-outs want done: at the desk by whoever's turn it is, at doors by grid workers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.models import (
    CALLED_TO_WORK,
    CallOut,
    CallState,
    Part,
    PartState,
    Request,
    State,
    Turn,
    TurnState,
)
from linli.contexts.service_requests.queries import words
from linli.contexts.service_requests.queries.addresses import list_of, page_of
from linli.contexts.service_requests.queries.clock import TICKING
from linli.contexts.service_requests.states import (
    APPROVE,
    ARBITRATE,
    CALL,
    CALL_HEAVY,
    DISPATCH,
    HANDLE,
    SUPERVISE,
)
from linli.kernel import clock
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.catalogue.manifest import Due
from linli.kernel.db import inside

COMMUNITY = 12
SHOWN = 3
"""Of one kind, so many are named; of the rest, how many there are."""
S = State


@dataclass(frozen=True, slots=True)
class Bucket:
    """Requests that wait for the same thing."""

    key: str
    why: str
    rows: QuerySet[Request]
    on: str
    """The column that says since when or until when."""
    query: str = ""


def desk(actor: Actor, today: date) -> Iterator[Due]:
    """What waits for this person at the desk; a handful of queries, however much there is."""
    for bucket in (*_to_sort(actor), *_to_decide(actor), *_to_handle(actor, today)):
        yield from _dues(bucket, today)
    yield from _parts(actor)
    yield from _call_outs(actor)


def _near(actor: Actor, permission: str) -> Q:
    """Where it falls to this person: the communities held as such, not all below a subdistrict."""
    return inside("area__code", [c for c in actor.areas(permission) if len(c) >= COMMUNITY])


def _to_sort(actor: Actor) -> list[Bucket]:
    if not actor.holds(DISPATCH):
        return []
    rows = Request.objects.filter(_near(actor, DISPATCH))
    accounts = Account.objects.filter(organisation_id=OuterRef("unit_id"), is_active=True)
    alone = rows.filter(state=S.DISPATCHED).filter(~Exists(accounts))
    return [
        Bucket("sort", _("待分类派单"), rows.filter(state__in=(S.NEW, S.CLASSIFIED)), "since", "to_sort"),
        Bucket("decide", _("单位有异议，待决定"), rows.filter(state=S.OBJECTED), "since", "to_sort"),
        Bucket("sign_for", _("单位没有账号，请代为签收并转告"), alone, "sign_by", "with_units"),
        Bucket("review", _("结果待审核"), rows.filter(state=S.REPORTED), "since", "to_review"),
        Bucket("callback", _("待回访"), rows.filter(state=S.CALLBACK), "since", "to_end"),
        Bucket(
            "end", _("已答复，待办结"), rows.filter(state__in=(S.ANSWERED, S.DIVERTED)), "since", "to_end"
        ),
    ]


def _to_decide(actor: Actor) -> list[Bucket]:
    """Somebody else's wish for time, disputes, and what was not solved twice."""
    asked = Request.objects.filter(_near(actor, APPROVE)).exclude(asked__by=actor.account_id)
    disputed = Request.objects.filter(inside("area__code", actor.areas(ARBITRATE)), state=S.DISPUTED)
    supervised = Request.objects.filter(inside("area__code", actor.areas(SUPERVISE)), state=S.SUPERVISED)
    waiting = asked.filter(state__in=(S.EXTENSION_ASKED, S.SUSPENSION_ASKED))
    return [
        Bucket("approve", _("申请延期或挂账，待批复"), waiting, "since", "to_decide"),
        Bucket("arbitrate", _("两次异议，待裁定"), disputed, "since", "to_decide"),
        Bucket("supervise", _("待督办"), supervised, "since", "to_decide"),
    ]


def _to_handle(actor: Actor, today: date) -> list[Bucket]:
    """What one's own unit leads; a grid worker sees his grid, and what is about a door stands at the door."""
    if actor.organisation_id is None or not actor.holds(HANDLE):
        return []
    rows = Request.objects.filter(inside("area__code", actor.areas(HANDLE)), unit_id=actor.organisation_id)
    if not actor.holds(DISPATCH) and actor.holds(policies.ENTER):
        rows = rows.filter(dwelling=None)
    working = rows.filter(state__in=(S.SIGNED, S.IN_PROGRESS))
    late = rows.filter(state__in=TICKING, due_at__lt=clock.now())
    late = late.exclude(state__in=(S.DISPATCHED, S.SIGNED))
    return [
        Bucket("sign", _("待签收"), rows.filter(state=S.DISPATCHED), "sign_by", "mine"),
        Bucket("contact", _("待联系诉求人"), working.filter(state=S.SIGNED), "contact_by", "mine"),
        Bucket("overdue", _("已超过办理时限"), late, "due_at", "mine"),
        Bucket("handle", _("办理中，快到时限"), _soon(working, today), "due_at", "mine"),
        Bucket(
            "look_again", _("挂账到了复核的日子"),
            rows.filter(state=S.SUSPENDED, review_on__lte=today), "review_on", "with_units",
        ),
    ]  # fmt: skip


def _soon(rows: QuerySet[Request], today: date) -> QuerySet[Request]:
    start = timezone.localtime(clock.now())
    ends = start.replace(hour=23, minute=59) + timedelta(days=1)
    return rows.filter(state=S.IN_PROGRESS, due_at__gte=start, due_at__lte=ends)


def _dues(bucket: Bucket, today: date) -> Iterator[Due]:
    rows = list(bucket.rows.order_by(bucket.on, "pk").only("number", "words", bucket.on)[: SHOWN + 1])
    for row in rows[:SHOWN]:
        yield Due(
            f"request:{bucket.key}:{row.pk}", row.title, f"{bucket.why} · {row.number}",
            _day(getattr(row, bucket.on), today), page_of(row.pk), priority=60,
        )  # fmt: skip
    if len(rows) > SHOWN:
        more = bucket.rows.count() - SHOWN
        title = _("%(what)s，还有 %(n)s 件") % {"what": bucket.why, "n": more}
        query = f"?group={bucket.query}" if bucket.query else ""
        yield Due(f"request:{bucket.key}:more", title, "", today, list_of(query))


def _day(moment: object, today: date) -> date:
    if hasattr(moment, "hour"):
        return timezone.localtime(moment).date()  # type: ignore[arg-type]
    return moment if isinstance(moment, date) else today


def _parts(actor: Actor) -> Iterator[Due]:
    if actor.organisation_id is None:
        return
    rows = Part.objects.filter(
        inside("request__area__code", actor.areas(HANDLE)),
        unit_id=actor.organisation_id,
        state=PartState.OPEN,
    )
    for part in rows.select_related("request").order_by("due_at")[:SHOWN]:
        why = _("协办 · %(number)s") % {"number": part.request.number}
        on = timezone.localtime(part.due_at).date()
        yield Due(f"part:{part.pk}", part.words[:60], why, on, page_of(part.request_id), priority=60)


def _call_outs(actor: Actor) -> Iterator[Due]:
    leads = Q(by=policies.BY_SUBDISTRICT) & inside("area__code", actor.areas(CALL_HEAVY))
    leads |= ~Q(by=policies.BY_SUBDISTRICT) & _near(actor, CALL)
    near = (Q(blown_by=None) & leads) | Q(blown_by=actor.account_id or 0)
    rows = CallOut.objects.filter(near, state__in=(CallState.PROPOSED, CallState.ANSWERED))
    for row in rows.order_by("at")[:SHOWN]:
        why = _("报请吹哨，待决定") if row.state == CallState.PROPOSED else _("各单位已反馈，待销哨")
        yield _call_due(row, row.title, f"{why} · {row.number}", timezone.localtime(row.at).date())
    turns = Turn.objects.filter(call_out__state=CallState.OPEN).select_related("call_out", "unit")
    objected = turns.filter(state=TurnState.OBJECTED, call_out__blown_by=actor.account_id or 0)
    mine = turns.filter(
        inside("call_out__area__code", actor.areas(HANDLE)), state__in=CALLED_TO_WORK,
        unit_id=actor.organisation_id or 0,
    )  # fmt: skip
    for turn in mine.order_by(F("due_at").asc(nulls_last=True))[:SHOWN]:
        by = {TurnState.CALLED: turn.sign_by, TurnState.SIGNED: turn.contact_by}.get(
            TurnState(turn.state), turn.due_at
        )
        why = f"{_('吹哨')} · {turn.get_state_display()} · {turn.call_out.number}"
        yield _call_due(turn.call_out, turn.call_out.title, why, _day(by, clock.today()))
    for turn in objected[:SHOWN]:
        why = _("%(unit)s说明不归本单位，待决定") % {"unit": turn.unit.name}
        yield _call_due(turn.call_out, turn.call_out.title, why, clock.today())


def _call_due(row: CallOut, title: str, why: str, on: date) -> Due:
    address = reverse("service_requests:call_out", args=[row.pk])
    return Due(f"call:{row.pk}:{on}", title, why, on, address, priority=70)


def due(actor: Actor, today: date, door: UUID | None = None) -> Iterator[Due]:
    """At doors: what the committee handles in one's grid and what is about that door."""
    if actor.organisation_id is None or not actor.holds(policies.ENTER):
        return
    rows = Request.objects.filter(
        inside("area__code", actor.areas(HANDLE)), unit_id=actor.organisation_id, dwelling__isnull=False,
        state__in=(S.DISPATCHED, S.SIGNED, S.IN_PROGRESS),
    )  # fmt: skip
    rows = rows.filter(dwelling=door) if door else rows
    found = list(rows.select_related("dwelling", "area").order_by("due_at")[:200])
    for row in found:
        if row.dwelling is None:
            continue
        yield Due(
            key=f"request:{row.pk}", title=words.category_label(row.category),
            why=_("诉求 %(number)s：%(title)s") % {"number": row.number, "title": row.title},
            due_on=_day(row.due_at, today), address=page_of(row.pk), household=str(row.dwelling_id),
            place=row.dwelling.short_address, order=row.dwelling.order, area_code=row.area.code, priority=65,
        )  # fmt: skip


def count_open(actor: Actor) -> int:
    """Requests of one's areas that are not yet over."""
    return _visible(actor).exclude(state__in=(S.CLOSED, S.MERGED, S.WITHDRAWN)).count()


def count_overdue(actor: Actor) -> int:
    """Those whose time is over."""
    return _visible(actor).filter(state__in=TICKING, due_at__lt=clock.now()).count()


def count_calls(actor: Actor) -> int:
    """Call-outs that still run."""
    rows = CallOut.objects.filter(policies.calls_visible_to(actor))
    return rows.filter(state__in=(CallState.OPEN, CallState.ANSWERED)).count()


def _visible(actor: Actor) -> QuerySet[Request]:
    return Request.objects.filter(policies.visible_to(actor))
