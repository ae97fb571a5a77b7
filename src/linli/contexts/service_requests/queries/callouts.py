"""Reading call-outs: the list, one with all its steps, what is late, what a person may do now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.models import CALLED_TO_WORK, CallOut, CallState, Turn, TurnState
from linli.contexts.service_requests.states import CALL, CALLS, HANDLE, TURNS
from linli.kernel import clock
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Kind
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea
from linli.kernel.organisations.models import Organisation
from linli.kernel.workflow import Step

COMMUNITY, SUBDISTRICT = 12, 9
OVER = (CallState.CLOSED, CallState.DECLINED, CallState.WITHDRAWN)
RUNNING = (CallState.PROPOSED, CallState.OPEN, CallState.ANSWERED)
TABS: Mapping[str, Q] = {
    "running": Q(state__in=RUNNING),
    "proposed": Q(state=CallState.PROPOSED),
    "late": Q(pk__isnull=False),
    "answered": Q(state=CallState.ANSWERED),
    "over": Q(state__in=OVER),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the list is narrowed by."""

    tab: str = "running"
    kind: str = ""
    words: str = ""


def late_turns() -> QuerySet[Turn]:
    """Units that are behind with something."""
    now = clock.now()
    return Turn.objects.filter(
        Q(state=TurnState.CALLED, sign_by__lt=now)
        | Q(state__in=(TurnState.CALLED, TurnState.SIGNED), contact_by__lt=now)
        | Q(state__in=CALLED_TO_WORK, due_at__lt=now),
        call_out__state=CallState.OPEN,
    )


def listing(actor: Actor, wish: Wish) -> QuerySet[CallOut]:
    """The call-outs one sees, the newest first, with their units."""
    found = seen(actor).filter(TABS.get(wish.tab, Q()))
    if wish.tab == "late":
        found = found.filter(Exists(late_turns().filter(call_out=OuterRef("pk"))))
    if wish.kind:
        found = found.filter(kind=wish.kind)
    if wish.words:
        found = found.filter(
            Q(number__icontains=wish.words) | Q(words__icontains=wish.words) | Q(place__icontains=wish.words)
        )
    turns = Prefetch("turns", Turn.objects.select_related("unit"))
    return found.select_related("area", "caller").prefetch_related(turns).order_by("-at", "-pk")


def seen(actor: Actor) -> QuerySet[CallOut]:
    """Those that an actor sees, in no order."""
    return CallOut.objects.filter(policies.calls_visible_to(actor))


def counts(actor: Actor) -> dict[str, int]:
    """How many there are under each tab; one query."""
    late = Exists(late_turns().filter(call_out=OuterRef("pk")))
    tabs = {tab: Count("pk", filter=where) for tab, where in TABS.items() if tab != "late"}
    return dict(seen(actor).aggregate(**tabs, late=Count("pk", filter=late)))


def one(actor: Actor, key: UUID) -> CallOut:
    """One of them, or OutsideYourArea."""
    turns = Prefetch("turns", Turn.objects.select_related("unit"))
    found = (
        seen(actor)
        .filter(pk=key)
        .select_related("area", "caller", "request__area")
        .prefetch_related(turns, "steps__unit", "steps__turn__unit")
    )
    row = found.first()
    if row is None:
        raise OutsideYourArea
    return row


def turn(actor: Actor, key: UUID) -> Turn:
    """One unit's turn, or OutsideYourArea."""
    found = Turn.objects.filter(pk=key).select_related("unit", "call_out__area", "call_out__caller").first()
    if found is None or not seen(actor).filter(pk=found.call_out_id).exists():
        raise OutsideYourArea
    return found


@dataclass(frozen=True, slots=True)
class Clock:
    """One of a unit's times: until when, when it was kept, or that it is late."""

    what: str
    by: datetime | None
    at: datetime | None
    is_late: bool

    @property
    def label(self) -> str:
        """签收、联系、反馈."""
        return {"sign": _("签收"), "contact": _("联系"), "report": _("反馈")}[self.what]


def clocks(row: Turn) -> list[Clock]:
    """Sign, contact, report: as both sides read it."""
    now, is_over = clock.now(), row.state in (TurnState.RELEASED, TurnState.OBJECTED)
    times = (
        ("sign", row.sign_by, row.signed_at),
        ("contact", row.contact_by, row.contacted_at),
        ("report", row.due_at, row.reported_at),
    )
    return [
        Clock(what, by, at, is_late=by is not None and ((at or now) > by) and not (is_over and at is None))
        for what, by, at in times
    ]


@dataclass(frozen=True, slots=True)
class Open:
    """One unit of a call-out with what the reader may do for it."""

    row: Turn
    clocks: list[Clock]
    steps: list[Step]
    may_mark: str
    """``unit``, ``caller`` or nothing."""


def turns_of(actor: Actor, call_out: CallOut) -> list[Open]:
    """All units of a call-out."""
    leads = policies.may_lead_call(actor, call_out)
    found = []
    for row in call_out.turns.all():
        row.call_out = call_out
        takes = policies.may_take_turn(actor, row)
        is_open = call_out.state in (CallState.OPEN, CallState.ANSWERED)
        mine = {needs for needs, holds in ((HANDLE, takes), (CALL, leads)) if holds}
        steps = [s for s in TURNS.open_from(row.state) if s.needs in mine]
        mark = "caller" if takes else "unit" if leads else ""
        found.append(
            Open(row, clocks(row), steps if is_open else [], mark if row.state == TurnState.REPORTED else "")
        )
    return found


def steps_of(actor: Actor, call_out: CallOut) -> list[Step]:
    """What the reader may do with the whole of it; answering and asking again come by themselves."""
    leads, drops = (
        policies.may_lead_call(actor, call_out),
        policies.may_withdraw_call(actor, call_out),
    )
    return [
        step
        for step in CALLS.open_from(call_out.state)
        if step.verb not in ("answer", "ask_again") and (leads or (drops and step.verb == "withdraw"))
    ]


def label_of(verb: str) -> str:
    """What a step is called in the history."""
    found = next((s for s in (*CALLS.steps, *TURNS.steps) if s.verb == verb), None)
    return str(found.label) if found else {"propose": _("报请吹哨")}.get(verb, verb)


def names(accounts: set[int | None]) -> dict[int, str]:
    """What people are called."""
    return dict(
        Account.objects.filter(pk__in=[a for a in accounts if a is not None]).values_list("pk", "name")
    )


def units_for(code: str) -> QuerySet[Organisation]:
    """Bodies that can be called to a community: those of it and those above it."""
    above = [code[:SUBDISTRICT], code[:COMMUNITY]]
    near = Q(area=None) | Q(area__code__in=above) | Q(area__code__startswith=code[:COMMUNITY])
    return Organisation.objects.filter(near).order_by("kind", "name")


def places_for(actor: Actor) -> QuerySet[Area]:
    """Where one may ask for help: communities, grids and buildings."""
    kinds = (Kind.COMMUNITY, Kind.GRID, Kind.BUILDING)
    found = Area.objects.filter(inside("code", actor.areas(policies.PROPOSE)), kind__in=kinds)
    return found.select_related("compound", "parent").order_by("code")


def of_request(actor: Actor, request_id: UUID) -> list[CallOut]:
    """The call-outs blown in the name of a request, for its page."""
    turns = Prefetch("turns", Turn.objects.select_related("unit"))
    return list(seen(actor).filter(request_id=request_id).prefetch_related(turns).order_by("at"))
