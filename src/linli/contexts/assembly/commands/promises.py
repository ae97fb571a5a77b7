"""Write down a promise and follow it until it is kept, wherever it was made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly import policies
from linli.contexts.assembly.commands.news import add_step, tell_all, tell_ours, tell_responsible
from linli.contexts.assembly.commands.taking_part import Hearer, note_all
from linli.contexts.assembly.models import Promise, PromiseState, PromiseStep, SourceKind
from linli.contexts.assembly.queries.responsible import account_in
from linli.contexts.assembly.states import PROMISE_LIFE
from linli.kernel import clock, db, packs
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, ReasonNeeded

What = PromiseStep.What
LONGEST, TITLE, WHO, MEANS = 500, 80, 60, 300


@dataclass(frozen=True, slots=True)
class Source:
    """Where it was promised: a value of ``SourceKind``, the key of the row, its title as people know it."""

    kind: str
    key: UUID | None
    title: str


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise as somebody gave it."""

    source: Source
    title: str
    due_on: date
    who: str = ""
    """Who is responsible, in words; may be left empty where ``account_id`` says it."""
    account_id: int | None = None
    means: str = ""


@command("assembly.promise_made", policies.promises.may_promise)
def make_promise(
    actor: Actor, area: Area, /, *, wanted: Promised, heard_by: Iterable[Hearer] = ()
) -> Promise:
    """Write down what was promised, who must hear what becomes of it, and put it into somebody's Today.

    ``heard_by`` are those who took part; whoever is noted for that source already is not noted twice.
    """
    source, moment = wanted.source, clock.now()
    if source.kind not in SourceKind.values:
        raise BadInput(field="source_kind")
    _refuse_empty(wanted)
    account = account_in(area, wanted.account_id)
    who = wanted.who.strip() or (account.name if account else "")
    if not who:
        raise BadInput(_("请写明由谁负责。"), field="who")
    if wanted.due_on < clock.today():
        raise BadInput(_("答应的日子已经过去了。"), field="due_on")
    _refuse_far(wanted.due_on)
    row = Promise.objects.create(
        area=area, source_kind=source.kind, source_id=source.key, source_title=source.title.strip()[:TITLE],
        title=wanted.title.strip()[:TITLE], means=wanted.means.strip()[:MEANS], who=who[:WHO],
        account=account, first_due_on=wanted.due_on, due_on=wanted.due_on, made_at=moment,
        made_by=actor.account_id, news_at=moment,
    )  # fmt: skip
    if source.key is not None:
        note_all(source.kind, source.key, area, heard_by)
    add_step(actor, row, What.MADE)
    tell_responsible(actor, row)
    tell_ours(actor, row)
    note(target=row, area=area.code)
    return row


def _refuse_empty(wanted: Promised) -> None:
    if len(wanted.title.strip()) < 2:
        raise BadInput(_("请写明答应做什么。"), field="title")
    if not wanted.source.title.strip():
        raise BadInput(_("请写明在哪里答应的。"), field="source_title")


def _refuse_far(day: date) -> None:
    most = int(packs.pack("promises")["limits"]["farthest_days"])
    if day > clock.today() + timedelta(days=most):
        raise BadInput(
            _("日子太远了，最晚 %(day)s。"), field="due_on", day=clock.today() + timedelta(days=most)
        )


@command("assembly.promise_begun", policies.promises.may_work_on)
def begin(actor: Actor, promise: Promise, /) -> Promise:
    """Somebody works on it now."""
    row = _moved(promise, "begin")
    add_step(actor, row, What.BEGUN)
    return row


@command("assembly.promise_progressed", policies.promises.may_work_on)
def report_progress(actor: Actor, promise: Promise, /, *, words: str, photo: bytes | None = None) -> Promise:
    """Say how far it is, with a photo where there is one; what nobody had begun has begun."""
    row = db.lock_row(Promise, pk=promise.pk)
    if row.state not in (PromiseState.UNDER_WAY, PromiseState.POSTPONED):
        row.state = PROMISE_LIFE.after("begin", row.state)
        row.save(update_fields=["state"])
    add_step(actor, row, What.PROGRESS, words=_said(words), photo=photo)
    note(area=row.area.code)
    return row


@command("assembly.promise_finished", policies.promises.may_work_on)
def finish(actor: Actor, promise: Promise, /, *, words: str, photo: bytes | None = None) -> Promise:
    """Say that it is done; it is kept once somebody else says so."""
    row = _moved(promise, "finish")
    add_step(actor, row, What.DONE, words=_said(words), photo=photo)
    tell_all(actor, row)
    return row


@command("assembly.promise_kept", policies.promises.may_confirm_kept)
def confirm(actor: Actor, promise: Promise, /, *, words: str) -> Promise:
    """Somebody else than who did it looked, and says why it counts as kept."""
    row = _moved(promise, "confirm", ended_on=clock.today())
    add_step(actor, row, What.KEPT, words=_said(words))
    tell_all(actor, row)
    return row


@command("assembly.promise_sent_back", policies.promises.may_confirm_kept)
def send_back(actor: Actor, promise: Promise, /, *, reason: str) -> Promise:
    """It is not done yet."""
    row = _moved(promise, "send_back")
    add_step(actor, row, What.SENT_BACK, words=_why(reason))
    tell_responsible(actor, row)
    return row


@command("assembly.promise_postponed", policies.promises.may_work_on)
def postpone(actor: Actor, promise: Promise, /, *, due_on: date, reason: str) -> Promise:
    """It takes longer: until when, and why; the first day stays to be read."""
    why = _why(reason)
    if due_on <= max(clock.today(), promise.due_on):
        raise BadInput(_("新的日子要在今天和原来的日子之后。"), field="due_on")
    _refuse_far(due_on)
    row = _moved(promise, "postpone", due_on=due_on)
    add_step(actor, row, What.POSTPONED, words=why, day=due_on)
    tell_all(actor, row)
    return row


@command("assembly.promise_handed_on", policies.promises.may_work_on)
def hand_on(
    actor: Actor, promise: Promise, /, *, who: str, reason: str, account_id: int | None = None
) -> Promise:
    """Somebody else is responsible from now on, and why; the day stays."""
    why, account = _why(reason), account_in(promise.area, account_id)
    name = who.strip() or (account.name if account else "")
    if not name:
        raise BadInput(_("请写明转给谁。"), field="who")
    if account_id is not None and account_id == promise.account_id:
        raise BadInput(_("本来就是由这个人负责的。"), field="account")
    row = _moved(promise, "hand_on", who=name[:WHO], account=account)
    add_step(actor, row, What.HANDED_ON, words=f"{name[:WHO]}: {why}"[:LONGEST])
    tell_responsible(actor, row)
    tell_all(actor, row)
    return row


@command("assembly.promise_given_up", policies.promises.may_work_on)
def give_up(actor: Actor, promise: Promise, /, *, reason: str) -> Promise:
    """It could not be kept; everybody reads why."""
    row = _moved(promise, "give_up", ended_on=clock.today())
    add_step(actor, row, What.NOT_KEPT, words=_why(reason))
    tell_all(actor, row)
    return row


@command("assembly.promise_taken_up", policies.promises.may_take_up_again)
def take_up_again(actor: Actor, promise: Promise, /, *, due_on: date, reason: str) -> Promise:
    """What was not kept is tried once more, until a new day."""
    why = _why(reason)
    if due_on <= clock.today():
        raise BadInput(_("新的日子要在今天之后。"), field="due_on")
    _refuse_far(due_on)
    row = _moved(promise, "take_up_again", due_on=due_on, ended_on=None)
    add_step(actor, row, What.BEGUN, words=why, day=due_on)
    tell_responsible(actor, row)
    tell_all(actor, row)
    return row


@command("assembly.promises_exported", policies.promises.may_take_along)
def export(actor: Actor, area: Area, /, *, rows: int) -> None:
    """Note that the list was taken along."""
    note(target=area, area=area.code, rows=rows)


def _moved(promise: Promise, verb: str, **changes: object) -> Promise:
    """The promise, held and moved; NotAllowedNow when its state does not offer the step."""
    row = db.lock_row(Promise, pk=promise.pk)
    row.state = PROMISE_LIFE.after(verb, row.state)
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    note(area=row.area.code)
    return row


def _said(words: str) -> str:
    if len(words.strip()) < 2:
        raise BadInput(_("请写几个字，说明情况。"), field="words")
    return words.strip()[:LONGEST]


def _why(reason: str) -> str:
    if len(reason.strip()) < 2:
        raise ReasonNeeded(field="reason")
    return reason.strip()[:LONGEST]
