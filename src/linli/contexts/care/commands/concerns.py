"""A suspected harm to a child: opened, reported at once, followed, closed; all of it on its own trace."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.contexts.care.models import ChildLead, Concern, ConcernReader, ConcernTrace
from linli.contexts.care.queries.words import rules
from linli.contexts.care.states import CONCERN
from linli.kernel import clock, db
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded
from linli.kernel.notices import post


@dataclass(frozen=True, slots=True)
class Suspected:
    """What was seen or heard."""

    kinds: Sequence[str]
    what: str
    learned_at: datetime
    person: UUID | None = None
    child: str = ""
    readers: Iterable[int] = ()
    """Accounts to name, beside whoever opens it and those who look after children's safety."""


@command("care.concern_opened", policies.may_open_concern)
def open_concern(actor: Actor, community: Area, /, *, told: Suspected) -> Concern:
    """Write down a suspicion and start the clock; nobody but those named will know of it."""
    pack, now = rules(), clock.now()
    if not told.kinds or set(told.kinds) - set(pack["harm"]):
        raise BadInput(_("请选至少一种情况。"), field="kinds")
    if told.person is None and not told.child.strip():
        raise BadInput(_("请写明是哪个孩子。"), field="child")
    if told.learned_at > now + timedelta(minutes=10):
        raise BadInput(_("发现的时间不能在以后。"), field="learned_at")
    by = now + timedelta(minutes=int(pack["concern"]["report_minutes"]))
    made = Concern.objects.create(
        community=community, person_id=told.person, child=told.child.strip(), kinds=list(told.kinds),
        what=told.what.strip(), learned_at=told.learned_at, opened_at=now, opened_by=actor.account_id,
        report_by=by, next_at=by,
    )  # fmt: skip
    leads = ChildLead.objects.filter(community=community).values_list("account", flat=True)
    named = {*told.readers, *leads} | ({actor.account_id} if actor.account_id else set())
    _name(made, named)
    trace(actor, made, "opened")
    _tell(made, named - {actor.account_id}, "care.concern_opened")
    note(target=made)
    return made


@command("care.concern_reported", policies.may_read_concern)
def report(actor: Actor, concern: Concern, /, *, to: Sequence[str], at: datetime, receipt: str) -> Concern:
    """It was reported: to whom, when, who took it."""
    if not to or set(to) - set(rules()["authority"]):
        raise BadInput(_("请选报给了谁。"), field="to")
    row = db.lock_row(Concern, pk=concern.pk)
    if at > clock.now() + timedelta(minutes=10) or at < row.learned_at - timedelta(minutes=1):
        raise BadInput(_("报告的时间要在发现之后、现在以前。"), field="at")
    row.state = CONCERN.after("report", row.state)
    row.reported_at, row.reported_to, row.receipt = at, list(to), receipt.strip()
    row.next_at = None
    row.save(update_fields=["state", "reported_at", "reported_to", "receipt", "next_at"])
    trace(actor, row, "reported")
    note(target=row)
    return row


@command("care.concern_noted", policies.may_read_concern)
def add_note(actor: Actor, concern: Concern, /, *, words: str) -> Concern:
    """Something that was done or learned since."""
    if concern.state == "closed":
        raise NotAllowedNow
    if not words.strip():
        raise BadInput(field="words")
    trace(actor, concern, "noted", words.strip())
    note(target=concern)
    return concern


@command("care.concern_closed", policies.may_read_concern)
def close(actor: Actor, concern: Concern, /, *, outcome: str) -> Concern:
    """The child is safe, or somebody else has taken it over; only after it was reported."""
    if not outcome.strip():
        raise ReasonNeeded(_("请写明孩子现在怎么样、由谁接手。"), field="outcome")
    row = db.lock_row(Concern, pk=concern.pk)
    row.state = CONCERN.after("close", row.state)
    row.outcome, row.closed_at, row.next_at = outcome.strip(), clock.now(), None
    row.save(update_fields=["state", "outcome", "closed_at", "next_at"])
    trace(actor, row, "closed")
    note(target=row)
    return row


@command("care.concern_shared", policies.may_read_concern)
def share(actor: Actor, concern: Concern, /, *, account: int) -> Concern:
    """Name one more person who must know."""
    named = policies.who_may_be_named(concern.community)
    if account not in named:
        raise BadInput(_("只能告知本社区能处理这类事的同事。"), field="account")
    _name(concern, {account})
    trace(actor, concern, "shared", Account.objects.get(pk=account).name)
    _tell(concern, {account}, "care.concern_opened")
    note(target=concern)
    return concern


@command("care.concern_read", policies.may_read_concern)
def read(actor: Actor, concern: Concern, /) -> None:
    """Somebody named looked at it."""
    trace(actor, concern, "read")
    note(target=concern)


@command("care.concern_reminded", policies.is_linli)
def remind(actor: Actor, concern: Concern, /) -> bool:
    """The time to report ran out: those named are told again until it is reported."""
    row = db.lock_row(Concern, pk=concern.pk)
    note(target=row)
    if row.state != "opened" or row.next_at is None or row.next_at > clock.now():
        return False
    row.next_at = clock.now() + timedelta(minutes=int(rules()["concern"]["remind_minutes"]))
    row.save(update_fields=["next_at"])
    trace(actor, row, "reminded")
    _tell(row, set(row.readers.values_list("account", flat=True)), "care.concern_late")
    return True


@command("care.child_lead_named", policies.may_name_leads)
def name_lead(actor: Actor, community: Area, /, *, account: int) -> ChildLead:
    """Somebody looks after children's safety here, and will be named in every record from now on."""
    if account not in policies.who_may_be_named(community):
        raise BadInput(_("只能选本社区能处理这类事的同事。"), field="account")
    made, _new = ChildLead.objects.get_or_create(community=community, account_id=account)
    note(target=made, area=community.code)
    return made


@command("care.child_lead_ended", policies.may_name_leads)
def end_lead(actor: Actor, community: Area, /, *, account: int) -> None:
    """Somebody no longer does; records in which they are named stay open to them until closed."""
    ChildLead.objects.filter(community=community, account=account).delete()
    note(target=community, area=community.code)


def trace(actor: Actor, concern: Concern, verb: str, words: str = "") -> None:
    """A line of the record's own audit."""
    ConcernTrace.objects.create(
        concern=concern, verb=verb, words=words, account_id=actor.account_id, at=clock.now()
    )


def _name(concern: Concern, accounts: Iterable[int | None]) -> None:
    held = set(ConcernReader.objects.filter(concern=concern).values_list("account", flat=True))
    now = clock.now()
    fresh = sorted({one for one in accounts if one is not None} - held)
    ConcernReader.objects.bulk_create(
        ConcernReader(concern=concern, account_id=one, named_at=now) for one in fresh
    )


def _tell(concern: Concern, accounts: Iterable[int | None], message: str) -> None:
    """The message says that something waits, not what."""
    to = [one for one in accounts if one is not None]
    post.tell(to, message, reverse("care:concern", args=[concern.pk]))
