"""A home agrees to a kind of reading, or no longer does; what was taken under it goes in time."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.guard import policies
from linli.contexts.guard.models import Consent, Device, HomeState, Kind, Reading
from linli.contexts.guard.queries.rules import first_moment, keep_days
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow


@dataclass(frozen=True, slots=True)
class Agreed:
    """Who signed the consent form, and when."""

    by: str
    on: date
    person_id: UUID | None = None


def held(dwelling_id: UUID, kind: str) -> Consent | None:
    """The consent of a home to a kind of reading that holds now."""
    return Consent.objects.filter(dwelling=dwelling_id, kind=kind, withdrawn_at=None).first()


def ensure(actor: Actor, door: registry.Door, kind: str, agreed: Agreed | None) -> Consent:
    """The consent of a home to a kind of reading: the one it gave before, or the one given now."""
    before = held(door.key, kind)
    if before is not None:
        return before
    if agreed is None or not agreed.by.strip():
        raise BadInput(_("先请住户在同意书上签字，再填签字人和日期。"), field="given_by")
    if agreed.on > clock.today():
        raise BadInput(_("同意日期还没到。"), field="given_on")
    return Consent.objects.create(
        dwelling_id=door.key, area=door.area, kind=kind, given_by=agreed.by.strip(), given_on=agreed.on,
        person_id=agreed.person_id, account_id=actor.account_id,
    )  # fmt: skip


@command("guard.consent_given", policies.may_install)
def give(actor: Actor, area: Area, /, *, door: registry.Door, kind: str, agreed: Agreed) -> Consent:
    """A home that withdrew its consent agrees again; what was erased stays erased."""
    if door.area.pk != area.pk:
        raise NotAllowedNow
    made = ensure(actor, door, kind, agreed)
    note(target=made, area=area.code, kind=kind)
    return made


@command("guard.consent_withdrawn", policies.may_withdraw)
def withdraw(actor: Actor, consent: Consent, /, *, reason: str = "") -> Consent:
    """From now on nothing of this kind is taken in; nobody has to say why."""
    if consent.withdrawn_at is not None:
        raise NotAllowedNow
    consent.withdrawn_at, consent.reason = clock.now(), reason
    consent.erase_on = clock.today() + timedelta(days=keep_days("withdrawn"))
    consent.save(update_fields=["withdrawn_at", "reason", "erase_on"])
    note(area=consent.area.code, kind=consent.kind, erase_on=consent.erase_on.isoformat())
    return consent


@command("guard.readings_erased", policies.is_linli)
def erase(actor: Actor, consent: Consent, /) -> int:
    """Erase what was taken under an ended consent and learned from it; the count stays as proof.

    Where the home agreed again, readings since then belong to the new consent and stay.
    """
    devices = Device.objects.filter(dwelling=consent.dwelling_id, kind=consent.kind)
    rows = Reading.objects.filter(device__in=devices.values("pk"), received_at__lte=consent.withdrawn_at)
    gone, _by_table = rows.delete()
    if consent.kind == Kind.WATER and held(consent.dwelling_id, consent.kind) is None:
        HomeState.objects.filter(dwelling=consent.dwelling_id).delete()
    consent.erased_at, consent.erased_rows = clock.now(), gone
    consent.save(update_fields=["erased_at", "erased_rows"])
    note(target=consent, area=consent.area.code, kind=consent.kind, rows=gone)
    return gone


@command("guard.readings_expired", policies.is_linli)
def expire(actor: Actor, /, *, before: date) -> int:
    """Erase readings that are older than they may be kept."""
    gone, _by_table = Reading.objects.filter(at__lt=first_moment(before)).delete()
    note(target="guard.reading:expired", rows=gone, before=before.isoformat())
    return gone
