"""Reporting something, joining what somebody else reported, taking it back."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands.moving import Said, held, leave_trace, move
from linli.contexts.service_requests.models import (
    OPEN,
    Channel,
    Counter,
    Kind,
    Photo,
    Reporter,
    Request,
    Stage,
    State,
)
from linli.contexts.service_requests.queries import words
from linli.facts.service_requests import RequestReported
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.ids import new_id
from linli.kernel.privacy import cipher

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 O 1 I L: read out on the phone they are mistaken."""
CODE_LENGTH = 10
LONGEST = 2000
SLACK, OLDEST = timedelta(minutes=10), timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who reports; without a phone nobody can call back, but the code still opens the state."""

    name: str = ""
    phone: str = ""
    proved: bool = True
    """Whoever speaks to us is believed; a number typed into a public page waits for its code."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is reported."""

    words: str
    channel: str
    category: str = "other"
    kind: str = ""
    urgency: str = ""
    who: Who = Who()
    place: str = ""
    point: tuple[float, float] | None = None
    """Longitude and latitude, WGS-84."""
    dwelling: UUID | None = None
    at: datetime | None = None
    photos: tuple[tuple[UUID, str], ...] = ()
    """(stored file, SHA-256 of what was sent)."""
    suggested: dict[str, Any] = field(default_factory=dict)
    origin: str = ""
    due_at: datetime | None = None
    """Until when somebody outside wants it done."""
    request_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a reporter takes away."""

    request: Request
    reporter: Reporter
    code: str


@command("service_requests.reported", policies.may_enter)
def report(actor: Actor, area: Area, /, *, told: Told) -> Request:
    """Write a request down; the receipt is asked for with ``receipt_of``."""
    said, at, now = _sound(told), _moment(told), clock.now()
    about = words.categories()[told.category]
    row = Request.objects.create(
        pk=told.request_id or new_id(), number=_number(), area=area, dwelling_id=told.dwelling,
        place=told.place.strip()[:100], longitude=told.point[0] if told.point else None,
        latitude=told.point[1] if told.point else None, kind=told.kind or about.kind,
        category=told.category, suggested=told.suggested, urgency=told.urgency or about.urgency,
        words=said, channel=told.channel, at=at, recorded_at=now, account_id=actor.account_id,
        origin=told.origin, wanted_by=told.due_at, state=State.NEW, since=now,
    )  # fmt: skip
    Photo.objects.bulk_create(
        Photo(request=row, file_id=f, digest=d, stage=Stage.REPORT, at=now) for f, d in told.photos
    )
    _add(row, told.who, actor, me_too=False)
    leave_trace(actor, row, "", "report", Said())
    note(target=row, area=area.code, number=row.number, channel=told.channel)
    publish(RequestReported(row.pk, area.code, told.category, told.channel, told.origin, row.number))
    return row


@command("service_requests.joined", policies.is_linli)
def join(actor: Actor, request: Request, /, *, who: Who) -> Reporter:
    """The same happens to somebody else: one request, one more person who is told (我也遇到)."""
    return _join(actor, request, who)


@command("service_requests.joined", policies.may_dispatch)
def join_for(actor: Actor, request: Request, /, *, who: Who) -> Reporter:
    """Add somebody who called or came about what is known already."""
    return _join(actor, request, who)


def _join(actor: Actor, request: Request, who: Who) -> Reporter:
    row = held(request)
    if row.lead is not None:
        row = held(row.lead)
    if row.state not in OPEN:
        raise NotAllowedNow(_("这件事已经办结。如果又出现了，请重新报事。"))
    reporter = _already(row, who) or _add(row, who, actor, me_too=True)
    note(target=row, area=row.area.code, number=row.number)
    return reporter


@command("service_requests.withdrawn", policies.is_linli)
def withdraw(actor: Actor, reporter: Reporter, /, *, reason: str) -> Request:
    """A reporter takes back what he reported; where others wait for it too, only he leaves."""
    row = held(reporter.request)
    if row.reporters.count() > 1:
        if row.state not in OPEN:
            raise NotAllowedNow
        reporter.delete()
        note(target=row, area=row.area.code, number=row.number, left=1)
        return row
    return move(actor, row, "withdraw", Said(reason), closed_at=clock.now())


@command("service_requests.withdrawn", policies.may_dispatch)
def withdraw_for(actor: Actor, request: Request, /, *, reason: str) -> Request:
    """Taken back on the reporter's word, or entered by mistake."""
    return move(actor, held(request), "withdraw", Said(reason), closed_at=clock.now())


def receipt_of(row: Request) -> Receipt:
    """What the one who made a request takes away."""
    first = row.reporters.order_by("joined_at", "pk").get(me_too=False, came_with=row)
    return Receipt(row, first, first.tracking.reveal())


def _sound(told: Told) -> str:
    said = told.words.strip()
    if len(said) < 4:
        raise BadInput(_("请多写几个字，说明发生了什么。"), field="words")
    if len(said) > LONGEST:
        raise BadInput(_("写得太长了，请控制在 2000 字以内。"), field="words")
    known = (
        (told.channel, Channel.values, "channel"),
        (told.category, words.categories(), "category"),
        (told.kind or Kind.HELP, Kind.values, "kind"),
        (told.urgency or "general", words.urgencies(), "urgency"),
    )
    for value, values, name in known:
        if value not in values:
            raise BadInput(field=name)
    if told.point and not (-180 <= told.point[0] <= 180 and -90 <= told.point[1] <= 90):
        raise BadInput(_("位置有误，请重新定位，或从楼栋列表里选。"), field="place")
    if len(told.photos) > words.rule("attachments"):
        raise BadInput(_("一次最多 %(most)s 张照片。"), field="photo", most=words.rule("attachments"))
    return said


def _moment(told: Told) -> datetime:
    """When it was reported; a phone that was offline sends it later, and its clock may be wrong."""
    now = clock.now()
    if told.at is None:
        return now
    if told.at > now + SLACK or told.at < now - OLDEST:
        return now
    return min(told.at, now)


def _add(row: Request, who: Who, actor: Actor, *, me_too: bool) -> Reporter:
    code = "".join(secrets.choice(LETTERS) for _n in range(CODE_LENGTH))
    phone, now = _phone(who.phone), clock.now()
    proved = bool(phone) and who.proved
    return Reporter.objects.create(
        request=row, came_with=row, name=who.name.strip()[:40], phone=phone,
        phone_hash=cipher.lookup(phone, "phone") if proved else "", proved_at=now if proved else None,
        tracking=code, tracking_hash=cipher.lookup(code, "tracking"), joined_at=now, me_too=me_too,
        account_id=actor.account_id,
    )  # fmt: skip


def _already(row: Request, who: Who) -> Reporter | None:
    """This person's earlier report of the matter; an unproved number must not open somebody else's."""
    phone = _phone(who.phone) if who.proved else ""
    return row.reporters.filter(phone_hash=cipher.lookup(phone, "phone")).first() if phone else None


def _phone(typed: str) -> str:
    digits = "".join(c for c in typed if c.isdigit())
    if typed.strip() and not 7 <= len(digits) <= 13:
        raise BadInput(_("电话号码不对，请检查。"), field="phone")
    return digits


def _number() -> str:
    year = clock.today().year
    Counter.objects.get_or_create(year=year)
    counter = db.lock_row(Counter, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"SR-{year}-{counter.last:05d}"
