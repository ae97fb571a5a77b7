"""Writing a notice, having it read, posting it, correcting it, taking it down."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from linli.contexts.bulletin import policies
from linli.contexts.bulletin.models import Notice, State, Version
from linli.contexts.bulletin.queries.kinds import kind_of, kinds, last_day
from linli.contexts.bulletin.states import LIFE
from linli.facts.bulletin import NoticeCorrected, NoticePosted, NoticeWithdrawn, PublicityFulfilled
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import community_of
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

TOLD = ("kind", "title", "words", "signed", "phone", "spoken", "wants_receipts", "receipts_until")


@command("bulletin.drafted", policies.may_write_for)
def draft(actor: Actor, area: Area, /, *, told: Mapping[str, Any]) -> Notice:
    """Begin a notice for a place."""
    row = Notice(
        community=community_of(area.code), area=area, made_at=clock.now(), account_id=actor.account_id
    )
    _take(row, told)
    row.save(force_insert=True)
    note(area=area.code, kind=row.kind)
    return row


@command("bulletin.changed", policies.may_write)
def change(actor: Actor, notice: Notice, area: Area, /, *, told: Mapping[str, Any]) -> Notice:
    """Put a draft right; what is posted is corrected instead."""
    row = db.lock_row(Notice, pk=notice.pk)
    if row.state != State.DRAFT:
        raise NotAllowedNow
    policies.may_write_for(actor, area)
    row.area, row.community = area, community_of(area.code)
    _take(row, told)
    row.save()
    note(target=row, area=area.code)
    return row


def _take(row: Notice, told: Mapping[str, Any]) -> None:
    for key in TOLD:
        if key in told:
            setattr(row, key, told[key])
    if row.kind not in kinds():
        raise BadInput(field="kind")
    if not row.title.strip() or not row.words.strip():
        raise BadInput(_("请写标题和正文。"), field="words")
    if row.wants_receipts and row.receipts_until and row.receipts_until < clock.today():
        raise BadInput(_("回执的最后一天已经过了。"), field="receipts_until")


@command("bulletin.submitted", policies.may_write)
def submit(actor: Actor, notice: Notice, /) -> Notice:
    """Ask for a second pair of eyes."""
    row = _step(notice, "submit")
    row.returned_why = ""
    row.save(update_fields=["state", "returned_why"])
    return row


@command("bulletin.sent_back", policies.may_review)
def send_back(actor: Actor, notice: Notice, /, *, reason: str) -> Notice:
    """Not yet: the author reads why."""
    said = _said(reason)
    row = _step(notice, "send_back")
    row.returned_why = said
    row.save(update_fields=["state", "returned_why"])
    note(reason=said)
    return row


@command("bulletin.approved", policies.may_approve)
def approve(actor: Actor, notice: Notice, /) -> Notice:
    """The second pair of eyes: it is posted."""
    row = _step(notice, "approve")
    row.checked_by = actor.account_id
    return _hang(row)


@command("bulletin.posted", policies.may_write)
def post(actor: Actor, notice: Notice, /) -> Notice:
    """Post a notice of a kind that needs no second reader."""
    if kind_of(notice.kind).second:
        raise NotAllowedNow(_("这一类公告要先请另一个人复核。"))
    return _hang(_step(notice, "post"))


def _hang(row: Notice) -> Notice:
    today = clock.today()
    row.posted_at, row.counted_from = clock.now(), today
    _count(row, today)
    row.number = _next_number(row.community, today)
    row.save()
    Version.objects.create(
        notice=row, number=1, title=row.title, words=row.words, at=row.posted_at, account_id=row.account_id
    )
    publish(NoticePosted(row.pk, row.kind, row.area.code, row.ends_on, row.about, _address(row)))
    return row


def _address(row: Notice) -> str:
    return reverse("bulletin:read", args=[row.pk])


def _count(row: Notice, start: date) -> None:
    """When the days are full, and until when it hangs."""
    kind = kind_of(row.kind)
    row.counted_from, row.ends_on = start, last_day(kind, start)
    shown = (row.ends_on or start) + timedelta(days=kind.shown)
    row.shown_until = max(shown, row.needed_until) if row.needed_until else shown


def _next_number(community: Area, today: date) -> str:
    given = Notice.objects.filter(community=community, number__startswith=f"{today:%Y}-")
    numbers = [int(n[5:]) for n in given.values_list("number", flat=True) if n[5:].isdigit()]
    return f"{today:%Y}-{max(numbers, default=0) + 1:03d}"


@command("bulletin.corrected", policies.may_write)
def correct(actor: Actor, notice: Notice, /, *, told: Mapping[str, Any], reason: str) -> Notice:
    """Put right what hangs there: what it said before stays readable, and why; a new count may begin.

    ``told`` has title, words, and ``restarts`` when residents could not have known what matters.
    """
    said = _said(reason)
    row = db.lock_row(Notice, pk=notice.pk)
    if row.state == State.FULFILLED:
        if not told.get("restarts"):
            raise NotAllowedNow(_("公示已经满了，更正以后要重新公示，请勾选“公示重新起算”。"))
        row.state = LIFE.after("restart", row.state)
    if row.state != State.POSTED:
        raise NotAllowedNow
    title, words = str(told["title"]).strip(), str(told["words"]).strip()
    if (title, words) == (row.title, row.words) or not title or not words:
        raise BadInput(_("内容没有变，不用更正。"), field="words")
    row.title, row.words, row.version, row.spoken = title, words, row.version + 1, ""
    if told.get("restarts"):
        _count(row, clock.today())
    restarts = bool(told.get("restarts")) and row.ends_on is not None
    row.fulfilled_at = None
    row.save()
    Version.objects.create(
        notice=row, number=row.version, title=title, words=words, at=clock.now(),
        account_id=actor.account_id, reason=said, restarted=restarts,
    )  # fmt: skip
    note(target=row, area=row.area.code, reason=said, version=row.version)
    publish(NoticeCorrected(row.pk, row.area.code, row.version, restarts))
    return row


@command("bulletin.withdrawn", policies.may_review)
def withdraw(actor: Actor, notice: Notice, /, *, reason: str) -> Notice:
    """Take it down: the board goes on saying that it hung there, and why it was taken down."""
    said = _said(reason)
    row = _step(notice, "withdraw")
    row.withdrawn_at, row.withdrawn_why = clock.now(), said
    row.save(update_fields=["state", "withdrawn_at", "withdrawn_why"])
    note(reason=said)
    publish(NoticeWithdrawn(row.pk, row.kind, row.area.code))
    return row


@command("bulletin.dropped", policies.may_write)
def drop(actor: Actor, notice: Notice, /) -> Notice:
    """A draft that is not wanted any more."""
    row = _step(notice, "drop")
    row.save(update_fields=["state"])
    return row


@command("bulletin.fulfilled", policies.is_linli)
def fulfil(actor: Actor, notice: Notice, /) -> Notice:
    """The days of publicity are full."""
    row = _step(notice, "fulfil")
    if row.ends_on is None or row.ends_on >= clock.today():
        raise NotAllowedNow
    row.fulfilled_at = clock.now()
    row.save(update_fields=["state", "fulfilled_at"])
    publish(PublicityFulfilled(row.pk, row.kind, row.area.code))
    return row


def _step(notice: Notice, verb: str) -> Notice:
    row = db.lock_row(Notice, pk=notice.pk)
    row.state = LIFE.after(verb, row.state)
    note(target=row, area=row.area.code)
    return row


def _said(reason: str) -> str:
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    return reason.strip()[:200]
