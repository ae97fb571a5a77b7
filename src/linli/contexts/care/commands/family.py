"""What the family may see: a link that the person agreed to, and what was heard for it."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.contexts.care.commands.records import did, still_open
from linli.contexts.care.models import CareRecord, FamilyLink, Rang, Seen
from linli.contexts.care.queries.family import key_hash, phone_hash
from linli.contexts.care.queries.words import rules
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.visitors.phones import mobile

MOST = 6


@dataclass(frozen=True, slots=True)
class Relative:
    """Who may look, and who agreed to it when."""

    name: str
    relation: str
    phone: str
    agreed_by: str
    agreed_on: date
    may_order: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """A link with its key; the key is shown once and kept nowhere."""

    link: FamilyLink
    key: str


@command("care.family_let_in", policies.may_change)
def let_in(actor: Actor, record: CareRecord, /, *, relative: Relative) -> Given:
    """A relative may look from now on, because the person agreed."""
    row = still_open(record)
    number = mobile(relative.phone)
    if relative.agreed_on > clock.today():
        raise BadInput(_("同意的日期要在今天以前。"), field="agreed_on")
    held = FamilyLink.objects.filter(record=row, ended_at=None)
    if held.count() >= MOST:
        raise BadInput(_("最多给 %(n)s 位家人，请先收回不用的。"), n=MOST)
    if held.filter(phone_hash=phone_hash(number)).exists():
        raise BadInput(_("这个号码已经有链接了。"), field="phone")
    key = secrets.token_urlsafe(12)
    made = FamilyLink.objects.create(
        record=row, name=relative.name.strip(), relation=relative.relation.strip(), phone=number,
        phone_hash=phone_hash(number), key_hash=key_hash(key), agreed_by=relative.agreed_by.strip(),
        agreed_on=relative.agreed_on, may_order=relative.may_order, account_id=actor.account_id,
        until_on=clock.today() + timedelta(days=int(rules()["family"]["days"])),
    )  # fmt: skip
    did(actor, row, "family_let_in")
    note(target=made, area=record.area.code)
    return Given(made, key)


@command("care.family_rekeyed", policies.may_change)
def rekey(actor: Actor, record: CareRecord, /, *, link: FamilyLink) -> Given:
    """Another address for the same relative; the old one ends."""
    still_open(record)
    row = db.lock_row(FamilyLink, pk=link.pk)
    if row.ended_at is not None:
        raise NotAllowedNow
    key = secrets.token_urlsafe(12)
    row.key_hash = key_hash(key)
    row.save(update_fields=["key_hash"])
    note(target=row, area=record.area.code)
    return Given(row, key)


@command("care.family_ended", policies.may_change)
def end(actor: Actor, record: CareRecord, /, *, link: FamilyLink, reason: str = "") -> FamilyLink:
    """The person no longer wants it; nobody has to say why."""
    row = db.lock_row(FamilyLink, pk=link.pk)
    if row.ended_at is not None:
        raise NotAllowedNow
    row.ended_at, row.reason = clock.now(), reason.strip()
    row.save(update_fields=["ended_at", "reason"])
    did(actor, record, "family_ended")
    note(target=row, area=record.area.code)
    return row


@command("care.family_looked", policies.is_linli)
def note_look(actor: Actor, link: FamilyLink, /) -> None:
    """The family looked; the person may ask when."""
    FamilyLink.objects.filter(pk=link.pk).update(opened_at=clock.now())
    note(target=link)


def end_links(record: CareRecord, why: str) -> None:
    """Inside a command: looking after somebody ended, and with it what the family sees."""
    rows = FamilyLink.objects.filter(record=record, ended_at=None)
    rows.update(ended_at=clock.now(), reason=why[:100])


@command("care.visit_heard", policies.is_linli)
def note_visit(actor: Actor, record: CareRecord, /, *, visit: UUID, on: date, in_person: bool) -> None:
    """Somebody was seen on a visit; told twice, it is kept once."""
    Seen.objects.update_or_create(record=record, visit_id=visit, defaults={"on": on, "in_person": in_person})
    note(target=record, area=record.area.code)


@command("care.visit_dropped", policies.is_linli)
def drop_visit(actor: Actor, community: Area, /, *, visit: UUID) -> None:
    """A visit was written down by mistake."""
    Seen.objects.filter(visit_id=visit).delete()
    note(target=community, area=community.code)


@command("care.alarm_heard", policies.is_linli)
def note_alarm(
    actor: Actor, record: CareRecord, /, *, alarm: UUID, at: datetime, cause: str, is_again: bool = False
) -> None:
    """A guard alert, or how it ended; whichever is heard first, the end stays until it is reopened."""
    row, is_new = Rang.objects.get_or_create(
        record=record, alarm_id=alarm, defaults={"at": at, "cause": cause}
    )
    if not is_new and (cause or is_again):
        row.cause = cause
        row.save(update_fields=["cause"])
    note(target=record, area=record.area.code)
